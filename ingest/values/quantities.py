"""Every number with a unit, every range and every comparison of a passage, as values with their place.

Says how much, never what of: «< 30 mL/min» is a quantity, that it is a creatinine clearance is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.lexicon import read_lexicon
from ingest.model import Passage, PassageKind, PrintedText, Quantity, plain
from ingest.tables.table_text import COLUMN_BREAK
from ingest.values.numbers import NUMBER, NUMBER_WORD, NUMBER_WORDS, flat, flatten, number_value
from ingest.values.units import UNIT, Unit, read_unit

_LEXICON = read_lexicon("quantities")
_SCALES = ("10", "20", "100", "5", "30")  # «4/10» is four points out of ten; «1/3» is a third
_LAST_PART = 4  # «1/4»: up to quarters a fraction with a small denominator is a part of something
_YEARS = range(1900, 2101)  # «à partir de 2015» is a date, no threshold


def _any(patterns: Sequence[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


_FIRST_LETTERS = "".join({word[0] for word in NUMBER_WORDS})
_ATOM = re.compile(
    r"(?:(?=\d)(?:(?<![\w.,])(?<!\d/)|(?<=\d[xX]))"  # not inside a word or a larger number; «1x8Gy» begins twice
    rf"(?P<number>\d{{1,3}}/\d{{1,3}}(?![\d/])|{NUMBER})"
    rf"|(?=[{_FIRST_LETTERS}{_FIRST_LETTERS.upper()}])(?P<word>{NUMBER_WORD}))"
    rf"(?:\s?(?:(?:{_LEXICON['adjectives']})\s)?(?P<unit>{UNIT})|(?P<glued>(?=[^\W\d_xX]|-[^\W\d_]{{2}}))|)"
)
_COMPARISONS = {sign: _any(_LEXICON["comparisons"][sign]) for sign in ("at_most", "at_least", "less", "more", "equal")}
_COMPARED = re.compile(
    r"(?i:(?<![^\W_])(?=[^\W_])|(?=[<>≤≥=]))(?i:"  # from the beginning of a word, or a sign right behind one («α=0,8»)
    + "|".join(f"(?P<{sign}>{pattern})" for sign, pattern in _COMPARISONS.items())
    + rf")(?:(?<=[<>≤≥])\s?à(?=\s))?\s*(?i:(?:{_LEXICON['comparisons']['about']})\s*)?"  # «> à 2,6 mmol/L»
)
_AFTER = re.compile(
    rf"\s*,?\s?(?i:(?P<at_most>{_any(_LEXICON['after']['at_most'])})|(?P<at_least>{_any(_LEXICON['after']['at_least'])}))\b"
)
_TO = re.compile(r"\s*(?:à|a|-|/\s?-)\s*(?P<strict>moins de\s+)?(?P<minus>-(?=\d))?", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|[\s(])-$")
_BELOW_ZERO = frozenset(["°C", "%"])  # a dash before another unit is that of a list: «-5 mg de morphine»
_GIVE_OR_TAKE = "±"
_LISTED = re.compile(r"\s*(?:,|/|et|ou|puis|vs\.?|voire|à)\s*(?:de\s+|d')?", re.IGNORECASE)
_BY = re.compile(r"\s*x\s*", re.IGNORECASE)  # «2 x 3 cm»
_BETWEEN = re.compile(r"\bentre\s+(?:les\s+)?-?$", re.IGNORECASE)
_OF = re.compile(r"\b(?:de|entre)\s+-?$", re.IGNORECASE)
_SCALE = re.compile(rf"\b(?:(?i:{_LEXICON['bare']['scales']})\b[^.;:()\d]{{0,30}}|[A-Z]{{2,6}}\s)$")  # «ECOG 0-2»
_PLACES = re.compile(rf"\b(?:{_LEXICON['bare']['places']})\s*(?:n°\s?)?$", re.IGNORECASE)
_BACK = 60  # characters before a number in which the words stand that say what it is
_ONE = ("un", "une")
_PART_OF = re.compile(r"\s(?:de|des|du)\b|\sd'")
_A_PART = re.compile(r"\s(?:des|du|importante|significative|non|d'éjection)\b")  # «une fraction des patients»
_LENGTHS = ("µm", "mm", "cm", "m")
_TIMES = frozenset(["minute", "hour", "day", "week", "month", "year"])
_COARSER = {  # the exact steps between units of time: months and weeks have none
    ("minute", "hour"): 60.0,
    ("hour", "day"): 24.0,
    ("day", "week"): 7.0,
    ("month", "year"): 12.0,
}


@dataclass(frozen=True, slots=True)
class _Atom:
    """A printed number with the unit behind it, if any. `end` is after the unit, `stop` after the number."""

    start: int
    stop: int
    end: int
    value: float
    printed: str
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    strict_low: bool = False
    strict_high: bool = False


def find_quantities(passages: Sequence[Passage]) -> tuple[Quantity, ...]:
    """The quantities of all passages but the bibliography's, in reading order.

    A number counts when a unit follows it («20Gy», «trois semaines», «5 mg/kg/j»), when it is compared («≥ 9», «moins
    de 3», «>4/10», «<1/3»), or when it is a range of values («stable de 0 à 6», a cell «9-11»). Years, page and
    citation ranges, list numbers and «T12-L1» do not. In «5,7 %, 7,2 et 13,5 %» all three carry the unit; «1 ou 2
    fractions» is a range, «20 ou 30 Gy» is two doses. «Entre 6 semaines et 1 an» is two quantities, each open at one
    end, since weeks and years have no exact common unit. The text of a quantity includes its comparison.
    """
    return tuple(
        quantity
        for passage in passages
        if passage.kind is not PassageKind.REFERENCE
        for quantity in _as_quantities(passage.id, passage.text, _in_passage(passage))
    )


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text that is no passage (a query, a label); their `passage` is ""."""
    return _as_quantities("", plain(text), _in_segment(flatten(text), 0, whole=True))


def comparisons(text: str) -> dict[int, tuple[int, str]]:
    """Where a flattened text compares what follows: offset behind the words → where they begin, and which comparison.

    The comparisons are less, more, at_most, at_least, equal.
    """
    return {match.end(): (match.start(), match.lastgroup or "") for match in _COMPARED.finditer(text)}


def _as_quantities(passage: str, text: PrintedText, found: Iterable[_Found]) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(f.low, f.high, f.unit, passage, f.start, f.end, text[f.start : f.end], f.strict_low, f.strict_high)
        for f in found
    )


def _in_passage(passage: Passage) -> Iterator[_Found]:
    text = flat(passage.text)
    if passage.kind is not PassageKind.TABLE:
        yield from _in_segment(text, 0, whole=False)
        return
    start = 0
    for segment in re.split(f"({re.escape(COLUMN_BREAK)}|\n)", text):
        yield from _in_segment(segment, start, whole=True)
        start += len(segment)


def _in_segment(text: str, offset: int, whole: bool) -> Iterator[_Found]:
    """Quantities of a paragraph or cell. `whole`: «9-11» alone in it is a range of values."""
    atoms = [atom for match in _ATOM.finditer(text) if (atom := _read(text, match))]
    if not atoms:
        return
    compared = {match.end(): match for match in _COMPARED.finditer(text)}
    atoms = _with_shared_units(text, atoms)
    at = 0
    while at < len(atoms):
        pair = _range(text, atoms[at], atoms[at + 1]) if at + 1 < len(atoms) else None
        found: tuple[_Found, ...]
        if pair:
            found = _as_range(text, pair, compared, whole)
            at += 2
        else:
            found = _as_single(text, atoms[at], compared)
            at += 1
        for one in found:
            yield replace(one, start=one.start + offset, end=one.end + offset)


def _read(text: str, match: re.Match[str]) -> _Atom | None:
    """The number that `match` found, or None for an article, a date, a label."""
    if match["glued"] is not None:
        return None
    printed = match["number"] or match["word"]
    unit = read_unit(match["unit"]) if match["unit"] else None
    start = match.start()
    if match["word"]:
        if unit is None and not _TO.match(text, match.end()) and not _LISTED.match(text, match.end()):
            return None
        if printed.casefold() in _ONE and unit and (unit.counts or _A_PART.match(text, match.end())):
            return None
    if re.search(r"[^\W\d_]\d*-$", text[max(0, start - 6) : start]):  # «IL-6», «T12-L1»
        return None
    stop = match.end("number") if match["number"] else match.end("word")
    if "/" not in printed:
        return _Atom(start, stop, match.end(), number_value(printed), printed, unit)
    part, _, whole = printed.partition("/")
    if whole in _SCALES and int(part) <= int(whole) and not text[:start].endswith("/"):
        return _Atom(start, stop, stop, float(part), printed, Unit(f"/{whole}"))
    if 0 < int(part) < int(whole) <= _LAST_PART:
        return _Atom(start, stop, stop, int(part) / int(whole), printed, None)
    return None


def _with_shared_units(text: str, atoms: list[_Atom]) -> list[_Atom]:
    """Atoms of «5,7, 7,2 et 13,5 %» with the unit of the last."""
    shared: list[_Atom] = []
    for atom in reversed(atoms):
        after = shared[-1] if shared else None
        if after and after.unit and atom.unit is None and not after.unit.name.startswith("/"):
            gap = text[atom.stop : after.start]
            falls = gap.strip() == "à" and after.printed.casefold() in _ONE  # «8 Gy x 2 à une semaine d'intervalle»
            if (
                (_LISTED.fullmatch(gap) and not falls)
                or gap.strip() == _GIVE_OR_TAKE
                or (after.unit.name in _LENGTHS and _BY.fullmatch(gap))
            ):
                atom = replace(atom, unit=after.unit)
        shared.append(atom)
    shared.reverse()
    return [atom for atom in shared if not text[: atom.start].rstrip().endswith(_GIVE_OR_TAKE)]


def _range(text: str, low: _Atom, high: _Atom) -> tuple[_Atom, _Atom, bool] | None:
    """Both ends and whether the upper one is excluded, if the two numbers are the ends of a range."""
    gap = text[low.end : high.start]
    to = _TO.fullmatch(gap)
    if to is None:
        either = gap.strip().casefold() == "ou" and high.value - low.value == 1 and low.value.is_integer()
        between = gap.strip().casefold() == "et" and _BETWEEN.search(text, max(0, low.start - _BACK), low.start)
        if not either and not between:
            return None
    if low.unit is None and high.unit:
        low = replace(low, unit=high.unit)
    if low.unit and (high.unit is None or (high.unit != low.unit and not {low.unit.name, high.unit.name} <= _TIMES)):
        return None  # «3 cm - 2», «60 % à 5 ans»: two statements
    negative = bool(to and to["minus"])
    high = replace(high, value=-high.value) if negative else high
    if low.unit and high.unit and low.unit == high.unit and low.value >= high.value:
        return None
    if low.unit is None and low.value >= high.value:
        return None
    return low, high, bool(to and to["strict"])


def _as_range(
    text: str, pair: tuple[_Atom, _Atom, bool], compared: dict[int, re.Match[str]], whole: bool
) -> tuple[_Found, ...]:
    low, high, strict = pair
    unit = high.unit or low.unit
    comparison = compared.get(low.start)
    if unit is None and not _bare_range(text, low, high, bool(comparison), whole):
        return ()
    start = comparison.start() if comparison else low.start
    bottom, top = _scaled(low), _scaled(high)
    if low.unit and high.unit and low.unit.name != high.unit.name:
        common = _in_common_unit(low, high)
        if common is None:
            return (
                _Found(start, low.end, bottom, None, low.unit.name),
                _Found(high.start, high.end, None, top, high.unit.name, strict_high=strict),
            )
        bottom, top, name = common
    else:
        name = unit.name if unit else ""
    sign = _sign(comparison)
    if sign in ("less", "at_most"):
        return (_Found(start, high.end, None, top, name, strict_high=sign == "less"),)
    if sign in ("more", "at_least"):
        return (_Found(start, high.end, bottom, None, name, strict_low=sign == "more"),)
    return (_Found(start, high.end, bottom, top, name, strict_high=strict),)


def _as_single(text: str, atom: _Atom, compared: dict[int, re.Match[str]]) -> tuple[_Found, ...]:
    comparison = compared.get(atom.start) or compared.get(atom.start - 1)
    after = _AFTER.match(text, atom.end)
    sign = _sign(comparison) or _sign(after)
    name = atom.unit.name if atom.unit else ""
    value = _scaled(atom)
    if atom.unit is None:
        signed = comparison is not None and comparison[0].strip() in "<>≤≥="
        year = atom.printed.isdigit() and int(atom.printed) in _YEARS and not signed
        part = "/" in atom.printed and _PART_OF.match(text, atom.end)
        if year or not (sign or part):
            return ()
    if comparison and comparison.end() == atom.start - 1 and text[atom.start - 1] == "-":
        value = -value
    start = comparison.start() if comparison else atom.start
    if comparison is None and name in _BELOW_ZERO and _MINUS.search(text, max(0, atom.start - 2), atom.start):
        start, value = atom.start - 1, -value
    end = after.end() if after and not comparison else atom.end
    match sign:
        case "less" | "at_most":
            return (_Found(start, end, None, value, name, strict_high=sign == "less"),)
        case "more" | "at_least":
            return (_Found(start, end, value, None, name, strict_low=sign == "more"),)
        case _:
            return (_Found(start, end, value, value, name),)


def _sign(match: re.Match[str] | None) -> str:
    """The name of the comparison that matched, "" for none."""
    return (match.lastgroup or "") if match else ""


def _bare_range(text: str, low: _Atom, high: _Atom, compared: bool, whole: bool) -> bool:
    """Whether two numbers without a unit are a range of values, and no pages, years, citations or places."""
    if low.printed.isdigit() and int(low.printed) in _YEARS:
        return False
    if compared or (whole and not any(map(str.isdigit, text[: low.start])) and not text[high.end :].strip()):
        return True
    back = max(0, low.start - _BACK)
    if "-" in text[low.end : high.start]:
        return bool(_SCALE.search(text, back, low.start) or _OF.search(text, back, low.start))
    return not _PLACES.search(text, back, low.start)


def _scaled(atom: _Atom) -> float:
    """The value in the normalised unit, without the noise of binary fractions."""
    return round(atom.value * atom.unit.factor, 9) if atom.unit else atom.value


def _in_common_unit(low: _Atom, high: _Atom) -> tuple[float, float, str] | None:
    """«15 jours et 3 semaines» → 15, 21, day; None where no exact step leads from one unit to the other."""
    if low.unit is None or high.unit is None:
        return None
    step = _COARSER.get((low.unit.name, high.unit.name))
    if step:
        return low.value, high.value * step, low.unit.name
    step = _COARSER.get((high.unit.name, low.unit.name))
    return (low.value * step, high.value, high.unit.name) if step else None
