"""Numbers, units, ranges and dose schedules among the pieces of a text → the terms they are searched by.

`8gy`, `8 Gy` and `8 grays` are the term «8gy»; `30 Gy en dix fractions`, `30/10` and `10x3 Gy` are «30gy/10f».
Never changes a number: a value is compared as printed, only its writing is unified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.search.tokens import Kind, Piece, fold, is_hyphen

LARGEST_FRACTION_COUNT = 45  # the longest curative courses have fewer; «30/60» is then no schedule
SMALLEST_FRACTION = 1.0  # Gy; palliative and stereotactic fractions are larger, so «2/3 de la corticale» is none
SMALLEST_TOTAL = 4.0  # Gy; the lowest total printed as a course in this field (4 Gy in one fraction)
LARGEST_TOTAL = 100.0  # Gy
LARGEST_DENOMINATOR = 10  # «1/3», «3/4»; beyond it two numbers stand side by side
WIDEST_RANGE = 40  # members a printed range of integers is spread over, so that «10» finds «9-11»
OPEN_RANGE = 30  # an open range («≥ 9») is spread up to here: scores of this field end at 44 (Rades), most at 18
_BETWEEN = frozenset(("a", "et", "ou"))
_AT_MOST = frozenset(("≤", "<"))
_AT_LEAST = frozenset(("≥", ">"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the text: `first` to `last` are the indices of its pieces, its unit included."""

    value: str
    unit: str | None
    nature: str | None  # what the unit measures: «dose», «duree», «taux» …
    first: int
    last: int
    members: tuple[int, ...] = ()  # the integers of the range it opens

    @property
    def term(self) -> str:
        return self.value + (self.unit or "")


def find_amounts(pieces: Sequence[Piece], units: Mapping[str, tuple[str, str]]) -> dict[int, Amount]:
    """The amounts by the index of their number. A unit printed once serves both ends: «20-30 Gy», «18 à 24 Gy»."""
    found: dict[int, Amount] = {}
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.NUMBER:
            if at - 2 in found and found[at - 2].last == at:
                continue
            part = _part(pieces, at)
            if part is not None:
                found[at] = part
                continue
            unit, nature, last = _unit_after(pieces, at, units)
            found[at] = Amount(piece.norm, unit, nature, at, last)
    for at in reversed(list(found)):
        other = _other_end(pieces, found[at].last)
        if other is not None and other in found:
            low, high = found[at], found[other]
            # «20 Gy en 5 ou 30 Gy en 10»: the 5 counts fractions
            if low.unit is None and high.unit is not None and not (at and pieces[at - 1].norm == "en"):
                low = Amount(low.value, high.unit, high.nature, low.first, low.last)
            between = is_hyphen(pieces[low.last + 1]) or fold(pieces[low.last + 1].norm) in ("a", "et")
            found[at] = _with_members(low, _span(low, high) if between else ())
        elif at and pieces[at - 1].norm in _AT_MOST | _AT_LEAST:
            found[at] = _with_members(found[at], _open(found[at], pieces[at - 1].norm))
        elif at > 1 and pieces[at - 1].norm == "=" and pieces[at - 2].norm in ("<", ">"):
            found[at] = _with_members(found[at], _open(found[at], {"<": "≤", ">": "≥"}[pieces[at - 2].norm]))
    return found


def _part(pieces: Sequence[Piece], at: int) -> Amount | None:
    """«1/3» is one number, a part; «30/10» is left alone."""
    if at + 2 >= len(pieces):
        return None
    low, slash, high = pieces[at : at + 3]
    if slash.raw != "/" or not slash.glued or not high.glued or high.kind is not Kind.NUMBER:
        return None
    if (
        not (low.norm.isdigit() and high.norm.isdigit())
        or not 0 < int(low.norm) < int(high.norm) <= LARGEST_DENOMINATOR
    ):
        return None
    return Amount(f"{low.norm}/{high.norm}", None, None, at, at + 2)


def _unit_after(
    pieces: Sequence[Piece], at: int, units: Mapping[str, tuple[str, str]]
) -> tuple[str | None, str | None, int]:
    for length in (3, 2, 1):  # «mL / min», «° C», «Gy»
        tail = pieces[at + 1 : at + 1 + length]
        if len(tail) < length or any(not p.glued for p in tail[1:]):
            continue
        unit = units.get("".join(fold(p.norm) if p.kind is Kind.WORD else p.norm for p in tail))
        if unit and (len(tail[0].norm) > 1 or tail[0].kind is Kind.MARK or _may_be_letter_unit(tail[0])):
            return unit[0], unit[1], at + length
    return None, None, at


def _may_be_letter_unit(piece: Piece) -> bool:
    # «4 G» is no gram and «grade 3 H» no hour: a unit of one letter is written small.
    return piece.raw.islower()


def _other_end(pieces: Sequence[Piece], last: int) -> int | None:
    """The index of the number that ends a range whose first amount ends at `last`."""
    if last + 2 >= len(pieces) or pieces[last + 2].kind is not Kind.NUMBER:
        return None
    link = pieces[last + 1]
    return last + 2 if is_hyphen(link) or fold(link.norm) in _BETWEEN else None


def _with_members(amount: Amount, members: tuple[int, ...]) -> Amount:
    return Amount(amount.value, amount.unit, amount.nature, amount.first, amount.last, members)


def _span(low: Amount, high: Amount) -> tuple[int, ...]:
    if low.unit not in (None, "point") or not (low.value.isdigit() and high.value.isdigit()):
        return ()
    first, last = int(low.value), int(high.value)
    return tuple(range(first, last + 1)) if first < last <= first + WIDEST_RANGE else ()


def _open(amount: Amount, sign: str) -> tuple[int, ...]:
    if amount.unit not in (None, "point") or not amount.value.isdigit() or int(amount.value) > OPEN_RANGE:
        return ()
    value = int(amount.value)
    if sign in _AT_MOST:
        return tuple(range(value + (sign == "≤")))
    return tuple(range(value + (sign == ">"), OPEN_RANGE + 1))


_SIGNS = (" gy", " x ", " × ", " * ", " / ")  # every schedule has one of them
_NUMBER = r"(?P<{}>\d+(?:\.\d+)?)"
_SESSION = r"(?:fractions?|seances?|fr|fx|f)\b"
_SCHEDULES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"\b{_NUMBER.format('total')} gy (?:\( )?(?:en |/ |sur |, |: |pour )*"
            rf"(?P<count>\d+|une seule|une|1 seule) {_SESSION}"
        ),
        (
            rf"\b{_NUMBER.format('total')} gy (?:\( )?(?:en |, )?(?:une |1 )?"
            r"(?:(?:seance|fraction) unique|mono ?fraction\w*)(?P<count>)"
        ),
        rf"\b(?:(?:seance|fraction) unique|monofraction\w*) (?:de |a )?{_NUMBER.format('total')} gy(?P<count>)",
        rf"\b(?P<count>\d+|une) (?:fractions?|seances?) (?:quotidiennes? )?(?:de |a )?{_NUMBER.format('each')} gy",
        rf"\b(?P<count>\d+) (?:x|×|\*) {_NUMBER.format('each')}(?: gy\b|$| [^a-z0-9]| (?!cm|mm)[a-z])",
        rf"\b{_NUMBER.format('each')} gy (?:x|×|\*) (?P<count>\d+)\b",
        rf"\b{_NUMBER.format('total')} gy en (?P<count>\d+)\b(?! (?:gy|mois|semaines?|jours?|ans?|%))",
        rf"(?<!/ )\b{_NUMBER.format('total')} (?:gy )?/ (?P<count>\d+)\b(?! (?:gy|/|,))",
    )
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A dose with its fractions, spelled one way; `first` to `last` are indices of pieces."""

    term: str
    first: int
    last: int


def find_schedules(pieces: Sequence[Piece]) -> list[Schedule]:
    """Every «total dose in so many fractions» among the pieces, however it is written."""
    if not any(p.kind is Kind.NUMBER for p in pieces):
        return []
    words = [_schedule_word(p) for p in pieces]
    line = " ".join(words)
    if not any(sign in line for sign in _SIGNS):
        return []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    offset = 0
    for at, word in enumerate(words):
        starts[offset] = at
        offset += len(word)
        ends[offset] = at
        offset += 1
    found: dict[int, Schedule] = {}
    for pattern in _SCHEDULES:
        for match in pattern.finditer(line):
            term = _schedule_term(match.groupdict())
            first = starts.get(match.start())
            if term and first is not None and first not in found:
                stop = match.end()
                while stop not in ends and stop > match.start():
                    stop -= 1
                found[first] = Schedule(term, first, ends.get(stop, first))
    return sorted(found.values(), key=lambda s: s.first)


def _schedule_word(piece: Piece) -> str:
    word = fold(piece.norm)
    return "gy" if word in ("gray", "grays") else word


def _schedule_term(groups: Mapping[str, str | None]) -> str | None:
    printed = {name: text for name, text in groups.items() if text}
    count = int(printed["count"]) if printed.get("count", "").isdigit() else 1  # «une séance», «séance unique»
    if not 1 <= count <= LARGEST_FRACTION_COUNT:
        return None
    total = float(printed["total"]) if "total" in printed else float(printed["each"]) * count
    if not (SMALLEST_TOTAL <= total <= LARGEST_TOTAL) or total / count < SMALLEST_FRACTION:
        return None
    return f"{total:g}gy/{count}f"
