"""Headings → their levels, from numbers where they have some, from type where not.

Knows nothing of how a heading is recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.blocks import Look
from ingest.model import PrintedText
from ingest.outline.numbering import HYPHENED, PATTERNS, depth

ANNEX = "annexe"
SAME_SIZE = 0.4  # points: type that differs by less is one size
Type = tuple[float, bool, bool, int, str]  # size, bold, italic, colour, capitals: what tells kinds of heading apart


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that opens a section. `level` from 1; `number` as printed without its final dot."""

    block: int  # index of the block
    number: str | None
    title: PrintedText
    level: int


@dataclass(frozen=True, slots=True)
class Candidate:
    block: int
    scheme: str | None  # «decimal», «roman», «letter», «small», None without a number
    number: str | None
    title: PrintedText
    look: Look | None
    level: int = 0  # marked by a plain source


def levelled(candidates: Sequence[Candidate]) -> list[Heading]:
    schemes = _scheme_ranks(candidates)
    top = min((c.level for c in candidates if c.level), default=1)  # a file whose highest mark is «##» starts there
    numbered: dict[Type, Counter[int]] = {}
    levels: dict[int, int] = {}
    for n, candidate in enumerate(candidates):
        if candidate.level:
            levels[n] = candidate.level - top + 1
        elif candidate.number and candidate.scheme:
            level = schemes[_family(candidate)] + depth(candidate.number)
            levels[n] = level
            if candidate.look is not None:
                numbered.setdefault(type_of(candidate.look), Counter())[level] += 1
    ranks = _type_ranks(candidates, numbered)
    out: list[Heading] = []
    below: tuple[Type, int] | None = None  # a type that repeats its parent's, and the level it stands for there
    for n, candidate in enumerate(candidates):
        if n in levels:
            level = levels[n]
            below = None
        elif candidate.look is None:
            level = 1
        else:
            type_ = type_of(candidate.look)
            found = numbered.get(type_)
            level = found.most_common(1)[0][0] if found else ranks[type_]
            if out and out[-1].number and out[-1].level == level and out[-1].block == candidate.block - 1:
                below = type_, level + 1  # right under a heading in the same type: a part of it, not its successor
            if below and below[0] == type_:
                level = below[1]
        out.append(Heading(candidate.block, _number(candidate), candidate.title, level))
    return out


def _number(candidate: Candidate) -> str | None:
    """The number that stands beside the title; None where it is the title («TITRE 6»)."""
    number = candidate.number
    return None if number and candidate.title.text.startswith(number) else number


def _family(candidate: Candidate) -> str:
    """The scheme: «2-1» goes with «2»."""
    return "decimal" if candidate.scheme == HYPHENED else candidate.scheme or ""


def type_of(look: Look) -> Type:
    """What tells kinds of heading apart."""
    return round(look.size / SAME_SIZE) * SAME_SIZE, look.bold, look.italic, look.color, "A" if look.capitals else "a"


def _type_ranks(candidates: Sequence[Candidate], numbered: dict[Type, Counter[int]]) -> dict[Type, int]:
    """Levels of the types that only unnumbered headings have, set between those of numbered ones by size."""
    known = sorted((type_[0], counts.most_common(1)[0][0]) for type_, counts in numbered.items())
    own = {type_of(c.look) for c in candidates if c.look is not None and c.number is None and not c.level}
    own -= set(numbered)
    ordered = sorted(own, key=lambda t: (-t[0], not t[1], t[4] != "A", t[2]))
    ranks: dict[Type, int] = {}
    for n, type_ in enumerate(ordered, 1):
        smaller_or_equal = [level for size, level in known if size <= type_[0] + SAME_SIZE]
        larger = [level for size, level in known if size > type_[0] + SAME_SIZE]
        if not known:
            ranks[type_] = n
        elif smaller_or_equal:
            ranks[type_] = min(smaller_or_equal)
        else:
            ranks[type_] = max(larger) + 1
    return ranks


def _scheme_ranks(candidates: Sequence[Candidate]) -> dict[str, int]:
    """Level of a number without dots in each scheme, in the order in which the file nests them, 1 for the first.

    «II» then «A)» then «1.» are levels 1, 2, 3; where only decimals are used they start at 1. After «Titre 1»,
    «Chapitre 1.1» and «Article 1.1.1», where the dots repeat what is above, a scheme's usual number has its rank.
    """
    lettered = {scheme for scheme, _ in PATTERNS}
    dots: dict[str, Counter[int]] = {}
    for candidate in candidates:
        if candidate.scheme and candidate.number:
            dots.setdefault(_family(candidate), Counter())[depth(candidate.number)] += 1
    lettered.add(ANNEX)  # stands beside the chapters, whatever the scheme of those
    usual = {scheme: counts.most_common(1)[0][0] for scheme, counts in dots.items() if scheme not in lettered}
    worded = iter(sorted(usual, key=lambda scheme: usual[scheme]))
    order = [next(worded) if scheme in usual else scheme for scheme in dots if scheme != ANNEX]
    ranks = {scheme: rank - usual.get(scheme, 0) for rank, scheme in enumerate(order, 1)}
    if order and order[0] in usual and "decimal" in dots:
        ranks["decimal"] -= min(dots["decimal"])  # «1.1» under «Chapitre 1» repeats its number
    return {ANNEX: 1} | ranks
