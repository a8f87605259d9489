"""The same score in two editions or two documents: which weights and cut-offs moved, and what that does to verdicts.

Pairs items and options by their words; every combination both can express is reckoned twice. Chooses neither side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from rapidfuzz import fuzz

from kb.calculators.answers import flat
from kb.calculators.model import Band, Calculator, Item, Kind, Option
from kb.calculators.run import band_of
from kb.calculators.score_words import plain
from kb.calculators.wording import band_range, printed

# Percent of rapidfuzz's ratio from which two labels say the same; 62 to 78 pair the corpus's editions alike (2026-11).
ALIKE = 70.0
MOST_COMBINATIONS = 200_000  # reckoned one by one; beyond, only what moved is told


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of both, and its options of both."""

    a: Item
    b: Item
    options: tuple[tuple[Option, Option], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that differs. `kind`: item, option, points, band or range; None on the side where it is not.

    An option on both sides was reworded: «<15 mois» became «≤15 mois», «oui» became «mécanique».
    """

    kind: str
    item: str | None  # the item's label
    a: str | None
    b: str | None


@dataclass(frozen=True, slots=True)
class Differing:
    """Answers for which the two verdicts differ, by labels: of `a` where both have the item, else of the one."""

    answers: Mapping[str, str]
    a: tuple[float, Band | None]
    b: tuple[float, Band | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scores side by side. `combinations`: answers to all that either asks, in options that pair; None where there
    are too many to reckon.

    `differing` has those whose verdict differs, `totals` how many have another total.
    """

    a: Calculator
    b: Calculator
    moved: tuple[Moved, ...]
    combinations: int | None
    totals: int
    differing: tuple[Differing, ...]


def counterpart(score: Calculator, others: Iterable[Calculator]) -> Calculator | None:
    """The score among `others` that asks the same as `score`: most of its items and options pair; None where none."""
    best: tuple[float, Calculator] | None = None
    for other in others:
        if other.kind is not Kind.SCORE or other.id == score.id or not other.items:
            continue
        paired = pairs(score.items, other.items)
        share = 2 * sum(len(p.options) for p in paired) / (_options(score.items) + _options(other.items))
        named = fuzz.token_set_ratio(flat(score.name), flat(other.name)) >= ALIKE
        if share + 0.25 * named >= 0.6 and (best is None or share + 0.25 * named > best[0]):
            best = share + 0.25 * named, other
    return best[1] if best else None


def compare_editions(a: Calculator, b: Calculator) -> Comparison:
    """What moved between `a` and `b`, and every answer both can express for which their verdicts differ."""
    paired = pairs(a.items, b.items)
    moved = tuple(_moved(a, b, paired))
    asked = _asked(a, b, paired)
    combinations = prod(len(options) for _, options in asked)
    if combinations > MOST_COMBINATIONS:
        return Comparison(a, b, moved, None, 0, ())
    totals, differing = _reckoned(a, b, asked)
    return Comparison(a, b, moved, combinations, totals, tuple(differing))


def pairs(a: Sequence[Item], b: Sequence[Item]) -> tuple[Pair, ...]:
    """The items of `a` that `b` has, too, in the order of `a`, each with its options that both have."""
    found = _matched([i.label for i in a], [i.label for i in b])
    for m, item in enumerate(a):  # reworded, with the same options
        if m not in found:
            free = [n for n in range(len(b)) if n not in found.values()]
            same = [n for n in free if {flat(o.label) for o in item.options} == {flat(o.label) for o in b[n].options}]
            if len(same) == 1:
                found[m] = same[0]
    return tuple(Pair(a[m], b[n], _paired_options(a[m], b[n])) for m, n in sorted(found.items()))


def _paired_options(a: Item, b: Item) -> tuple[tuple[Option, Option], ...]:
    found = _matched([o.label for o in a.options], [o.label for o in b.options])
    for m, option in enumerate(a.options):  # reworded, with the same points
        alone = [n for n, o in enumerate(b.options) if n not in found.values() and o.points == option.points]
        same = [o for k, o in enumerate(a.options) if k not in found and o.points == option.points]
        if m not in found and len(alone) == 1 and len(same) == 1:
            found[m] = alone[0]
    return tuple((a.options[m], b.options[n]) for m, n in sorted(found.items()))


def _matched(a: Sequence[str], b: Sequence[str]) -> dict[int, int]:
    """Places in `a` → places in `b` that say the same, the most alike first, each once.

    Numbers must agree: «≤50 %» is not «>50 %», nor «1-2» «2».
    """
    scored = sorted((-_likeness(x, y), m, n) for m, x in enumerate(a) for n, y in enumerate(b))
    found: dict[int, int] = {}
    for score, m, n in scored:
        if -score >= ALIKE and m not in found and n not in found.values():
            found[m] = n
    return found


def _likeness(a: str, b: str) -> float:
    if flat(a) == flat(b):
        return 100.0
    if _signs(a) != _signs(b) and (_signs(a) or _signs(b)):
        return 0.0
    return float(fuzz.token_sort_ratio(_words(a), _words(b)))


def _signs(text: str) -> list[str]:
    """The numbers of a label outside brackets, with the side on which they bound."""
    return [sign.rstrip("=") for sign in _bounds(text)]


def _bounds(text: str) -> list[str]:
    """The numbers of a label outside brackets, with the signs that bound them."""
    return re.findall(r"[<>]=?|\d+(?:[.,/]\d+)?", flat(re.sub(r"\([^()]*\)", " ", text)))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", plain(text)))


# --- what moved ---------------------------------------------------------------------------------------------------


def _moved(a: Calculator, b: Calculator, paired: Sequence[Pair]) -> Iterator[Moved]:
    for pair in paired:
        label = pair.a.label
        both = {o.key for o, _ in pair.options}, {o.key for _, o in pair.options}
        yield from (Moved("option", label, _option(o), None) for o in pair.a.options if o.key not in both[0])
        yield from (Moved("option", label, None, _option(o)) for o in pair.b.options if o.key not in both[1])
        for x, y in pair.options:
            if x.points != y.points:
                yield Moved("points", label, _option(x), _option(y))
            elif _likeness(x.label, y.label) < ALIKE or _bounds(x.label) != _bounds(y.label):
                yield Moved("option", label, _option(x), _option(y))
    yield from (Moved("item", i.label, i.label, None) for i in a.items if i not in [p.a for p in paired])
    yield from (Moved("item", i.label, None, i.label) for i in b.items if i not in [p.b for p in paired])
    bands = [[(band.low, band.high, flat(band.label)) for band in each.bands] for each in (a, b)]
    if bands[0] != bands[1]:
        yield Moved("band", None, _bands(a.bands), _bands(b.bands))
    if a.range != b.range:
        yield Moved("range", None, _range(a.range), _range(b.range))


def _asked(a: Calculator, b: Calculator, paired: Sequence[Pair]) -> list[tuple[str, list[tuple[str, float, float]]]]:
    """Every item that either asks: its label, and its options with the points they give on both sides."""
    found = [
        (p.a.label, [(x.label, x.points or 0.0, y.points or 0.0) for x, y in p.options]) for p in paired if p.options
    ]
    kept = [(p.a, p.b) for p in paired if p.options]
    found += [
        (i.label, [(o.label, o.points or 0.0, 0.0) for o in i.options])
        for i in a.items
        if i not in [x for x, _ in kept]
    ]
    found += [
        (i.label, [(o.label, 0.0, o.points or 0.0) for o in i.options])
        for i in b.items
        if i not in [y for _, y in kept]
    ]
    return found


def _reckoned(
    a: Calculator, b: Calculator, asked: Sequence[tuple[str, Sequence[tuple[str, float, float]]]]
) -> tuple[int, list[Differing]]:
    totals, differing = 0, []
    for chosen in product(*(options for _, options in asked)):
        x, y = sum(first for _, first, _ in chosen), sum(second for _, _, second in chosen)
        totals += x != y
        first, second = band_of(a.bands, x), band_of(b.bands, y)
        if not _same_verdict(first, second):
            answers = {label: option[0] for (label, _), option in zip(asked, chosen, strict=True)}
            differing.append(Differing(answers, (x, first), (y, second)))
    return totals, differing


def _same_verdict(a: Band | None, b: Band | None) -> bool:
    """The same words, or alike ones for the same totals."""
    if a is None or b is None:
        return a is b
    alike = (a.low, a.high) == (b.low, b.high) and _likeness(a.label, b.label) >= ALIKE
    return flat(a.label) == flat(b.label) or alike


def _option(option: Option) -> str:
    return f"{option.label} : {printed(option.points or 0.0)}"


def _bands(bands: Sequence[Band]) -> str | None:
    return " · ".join(f"{band_range(band)} : {band.label}" for band in bands) or None


def _range(span: tuple[float, float] | None) -> str | None:
    return None if span is None else f"{printed(span[0])}–{printed(span[1])}"


def _options(items: Iterable[Item]) -> int:
    return sum(len(item.options) for item in items)
