"""The sections of two editions, paired by what they say and how they are called, whatever their number.

A section without a partner whose text is found in one section of the other edition was merged into it, or split off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.model import Section
from kb.diff.lexicon import lexicon
from kb.diff.statements import Statement
from kb.diff.words import loose, words

# Weights of a pair, by reason: what a section says tells it better than its title (rewritten more often), and the
# number hardly at all (one new section renumbers ten).
CONTENT, TITLE, NUMBER, ORDER = 0.55, 0.38, 0.03, 0.04
SAME_SECTION = 0.45  # of 1: title and nothing else (0.38), or a third of the text under another title, is not enough
SAME_TITLE = 0.9  # of the ratio of two titles: with it, sections without text of their own pair
MERGED = 0.5  # share of a section's text that stands in another
_TELLING = 4  # letters of a word that tells what a section is about


@dataclass(frozen=True, slots=True)
class Outline:
    """How the sections of two editions correspond; ids of `a` → ids of `b`."""

    a: Mapping[str, Section]
    b: Mapping[str, Section]
    twins: Mapping[str, str]
    back: Mapping[str, str]
    merged: Mapping[str, str | None]  # of a, gone into one of b, or into what stands before its first
    split: Mapping[str, str | None]  # of b, come out of one of a, or out of what stands before its first

    def same(self, a: str | None, b: str | None) -> bool:
        """Whether the two are one place of the text."""
        if a == b or (a is None and not self.a) or (b is None and not self.b):
            return True
        if a is not None and (self.twins.get(a, "") == b or self.merged.get(a, "") == b):
            return True
        return b is not None and self.split.get(b, "") == a

    def expected(self, number: str) -> str | None:
        """The number in `b` of the section that has `number` in `a`; None where it is not told."""
        for id_, section in self.a.items():
            if section.number == number and id_ in self.twins:
                return self.b[self.twins[id_]].number
        return None

    def moved(self) -> tuple[tuple[str, str], ...]:
        """Sections that stand under another one than before, those under them left out."""
        found: list[tuple[str, str]] = []
        for a, b in self.twins.items():
            above, below = self.a[a].parent, self.b[b].parent
            if self.a[a].number == self.b[b].number or above is None or below is None:
                continue
            if self.twins.get(above, below) != below and self.back.get(below, above) != above:
                found.append((a, b))
        return tuple(found)


def pair_sections(
    a: Sequence[Section], b: Sequence[Section], a_said: Sequence[Statement], b_said: Sequence[Statement]
) -> Outline:
    """The correspondence of two outlines; every section has one twin at most."""
    a_own, b_own = _own(a_said), _own(b_said)
    a_bags, b_bags = _bags(a, a_own), _bags(b, b_own)
    titles = {s.id: loose(words(s.title.text)) for s in (*b, *a)}
    ranked = sorted(
        (
            (_score(x, y, a_bags, b_bags, (titles[x.id], titles[y.id]), abs(m / len(a) - n / len(b))), x.id, y.id)
            for m, x in enumerate(a)
            for n, y in enumerate(b)
        ),
        key=lambda found: -found[0],
    )
    twins: dict[str, str] = {}
    back: dict[str, str] = {}
    for score, x_id, y_id in ranked:
        if score >= SAME_SECTION and x_id not in twins and y_id not in back:
            twins[x_id], back[y_id] = y_id, x_id
    merged = {x.id: y for x in a if x.id not in twins and (y := _home(a_own[x.id], b_own)) != ""}
    split = {y.id: x for y in b if y.id not in back and (x := _home(b_own[y.id], a_own)) != ""}
    return Outline({s.id: s for s in a}, {s.id: s for s in b}, twins, back, merged, split)


def _own(said: Iterable[Statement]) -> Mapping[str | None, list[Statement]]:
    found: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in said:
        found[statement.section].append(statement)
    return found


def _bags(sections: Sequence[Section], own: Mapping[str | None, list[Statement]]) -> dict[str, Counter[str]]:
    """The telling words of each section; of one without text of its own, those of the sections under it."""
    bags = {s.id: Counter(w for said in own.get(s.id, ()) for w in _telling(said)) for s in sections}
    empty = {s.id for s in sections if not bags[s.id]}
    for section in reversed(sections):
        if section.parent in empty and section.parent is not None:
            bags[section.parent] += bags[section.id]
    return bags


def _telling(said: Statement) -> Iterable[str]:
    empty = lexicon().empty
    return (w.norm for w in said.words if w.kind == "number" or (len(w.norm) >= _TELLING and w.norm not in empty))


def _score(
    x: Section,
    y: Section,
    a_bags: Mapping[str, Counter[str]],
    b_bags: Mapping[str, Counter[str]],
    titles: tuple[str, str],
    apart: float,
) -> float:
    """0 to 1; `apart` is the distance of their places in the outlines, 0 to 1."""
    title = fuzz.ratio(*titles) / 100
    order = ORDER * (1 - apart) + NUMBER * (x.number == y.number)
    first, second = a_bags[x.id], b_bags[y.id]
    if not first or not second:
        return (CONTENT + TITLE) * title + order if title >= SAME_TITLE else 0.0
    common = sum((first & second).values())
    shared = common / min(first.total(), second.total()) if common else 0.0
    # A short section shares its few words with many a long one: how much of the longer they are counts too.
    whole = common / max(first.total(), second.total())
    return CONTENT * (0.6 * shared + 0.4 * whole) + TITLE * title + order


def _home(said: Sequence[Statement], others: Mapping[str | None, list[Statement]]) -> str | None:
    """The section that says most of what is said here, if it is more than half; "" where there is none."""
    total = sum(len(s.loose) for s in said)
    where: Counter[str | None] = Counter()
    keys = {section: {s.loose for s in found} for section, found in others.items()}
    for statement in said:
        for section, known in keys.items():
            if statement.loose in known:
                where[section] += len(statement.loose)
    if not where or not total:
        return ""
    best, length = where.most_common(1)[0]
    return best if length >= MERGED * total else ""
