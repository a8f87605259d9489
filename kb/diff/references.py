"""The entries of two bibliographies, paired by the work they describe.

A marker leads to an entry by its label, or by its place in the list; both get one name for both editions, so that a
citation is compared by the work it means, never by its number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.model import Reference
from kb.diff.words import folded, loose, words

# Percent of rapidfuzz's ratio on the run-together text from which two entries describe one work. Two papers of one
# team and year share their authors and journal and reach 75; an entry with a page or an author mended stays above 90.
SAME_WORK = 85.0
SAME_TITLE = 93.0  # the same for titles of one year, whatever is printed of authors and journal
_SHORTEST_TITLE = 20  # letters: a shorter one may be shared («Bone metastases»)
_LINK = re.compile(r"https?://\S+|\bdoi:?\s*\S+|\bPMID:?\s*\d+|\[Internet\]|consulté le[^.;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Works:
    """Pairs of entries by index, those of one side alone, and the name of the work behind each citation target."""

    pairs: tuple[tuple[int, int], ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]
    a_names: Mapping[str, str]
    b_names: Mapping[str, str]


def pair_works(a: Sequence[Reference], b: Sequence[Reference]) -> Works:
    """Each work that both lists have once, best pairs first; every entry is in one pair at most."""
    a_keys, b_keys = [_key(r) for r in a], [_key(r) for r in b]
    paired = _equal(a_keys, b_keys)
    taken_a, taken_b = {i for i, _ in paired}, {j for _, j in paired}
    paired += _alike(a, b, a_keys, b_keys, taken_a, taken_b)
    taken_a, taken_b = {i for i, _ in paired}, {j for _, j in paired}
    names_a, names_b = {}, {}
    for i, j in paired:
        names_a[i] = names_b[j] = f"={i}"
    return Works(
        tuple(sorted(paired)),
        tuple(i for i in range(len(a)) if i not in taken_a),
        tuple(j for j in range(len(b)) if j not in taken_b),
        {target: names_a.get(i, f"a{i}") for i, r in enumerate(a) for target in _targets(i, r)},
        {target: names_b.get(j, f"b{j}") for j, r in enumerate(b) for target in _targets(j, r)},
    )


def same_entry(a: Reference, b: Reference) -> bool:
    """Whether the two print the same, but for typography."""
    return _key(a) == _key(b)


def _targets(index: int, reference: Reference) -> tuple[str, ...]:
    return (reference.label,) if reference.label else (str(index + 1),)


def _key(reference: Reference) -> str:
    return loose(words(reference.text.text)).replace("#", "")


def _equal(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    waiting: dict[str, list[int]] = {}
    for j, key in enumerate(b):
        waiting.setdefault(key, []).append(j)
    return [(i, waiting[key].pop(0)) for i, key in enumerate(a) if waiting.get(key)]


def _alike(
    a: Sequence[Reference],
    b: Sequence[Reference],
    a_keys: Sequence[str],
    b_keys: Sequence[str],
    taken_a: set[int],
    taken_b: set[int],
) -> list[tuple[int, int]]:
    """Pairs of what is left: the same DOI, the same title of the same year, or nearly the same text."""
    left_a = [i for i in range(len(a)) if i not in taken_a]
    left_b = [j for j in range(len(b)) if j not in taken_b]
    if not left_a or not left_b:
        return []
    bare = {n: _bare(a[n]) for n in left_a}, {n: _bare(b[n]) for n in left_b}
    ranked = sorted(
        ((_score(a[i], b[j], fuzz.ratio(bare[0][i], bare[1][j])), i, j) for i in left_a for j in left_b),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    found: list[tuple[int, int]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for score, i, j in ranked:
        if score < SAME_WORK:
            break
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            found.append((i, j))
    return found


def _bare(reference: Reference) -> str:
    return loose(words(_LINK.sub(" ", reference.text.text))).replace("#", "")


def _score(a: Reference, b: Reference, text: float) -> float:
    if a.doi and b.doi:
        return 100.0 if a.doi.casefold() == b.doi.casefold() else min(text, SAME_WORK - 1)
    if a.year == b.year and a.title and b.title:
        titles = folded(a.title), folded(b.title)
        if min(map(len, titles)) >= _SHORTEST_TITLE and fuzz.ratio(*titles) >= SAME_TITLE:
            return max(text, SAME_TITLE)
    if a.year and b.year and a.year != b.year:
        return text - 8  # another year is another work unless nearly all else is the same
    return text
