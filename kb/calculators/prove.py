"""Every combination of a score enumerated: what its options, points, bands and printed range say against each other.

Findings are data; `proved` puts them on the calculator as warnings. Changes no point and no band.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.geometry import Box
from ingest.model import Place
from kb.calculators.intervals import Interval, in_days, interval, is_duration
from kb.calculators.model import Band, Calculator, Finding, Item, Option
from kb.calculators.wording import band_range, list_of, printed

GAP, OVERLAP, RANGE = "score-gap", "score-overlap", "score-range-mismatch"
UNREACHABLE, ORDER = "band-unreachable", "band-order"
# Karnofsky's index is given by tens: between 40 and 50 there is nothing to be.
BY_STEPS = ("karnofsky", "kps", "ik", "lansky")
MOST_NAMED = 6  # totals a sentence lists


def proved(calculator: Calculator) -> Calculator:
    """The score with its findings, their warnings, and the points that its table is known to lack."""
    found = tuple(findings(calculator))
    warnings = (*(finding.text for finding in found), *calculator.warnings)
    return replace(
        calculator, findings=(*found, *calculator.findings), warnings=warnings, absent_points=absent_points(calculator)
    )


def findings(calculator: Calculator) -> Iterator[Finding]:
    """What is wrong with the score: its items in order, then its bands, then its range."""
    for item in calculator.items:
        yield from _item_findings(item)
    totals = reachable(calculator.items)
    yield from _band_findings(calculator, totals)
    yield from _range_findings(calculator)
    yield from _order_findings(calculator)


def reachable(items: Sequence[Item]) -> tuple[float, ...]:
    """Every total that some combination of options gives, rising. Sums are rounded to hundredths."""
    totals = {0.0} if items else set()
    for item in items:
        totals = {round(t + (option.points or 0.0), 2) for t in totals for option in item.options}
    return tuple(sorted(totals))


def absent_points(calculator: Calculator) -> float:
    """How far the stated maximum lies above what the table can give, 0 where it does not.

    The maximum is the one the text states; where it states none, the end of the highest band.
    """
    if calculator.range is None:
        return 0.0
    stated = calculator.stated_range[1] if calculator.stated_range else _highest(calculator.bands)
    return 0.0 if stated is None else max(0.0, stated - calculator.range[1])


# --- the options of one item --------------------------------------------------------------------------------------


def _item_findings(item: Item) -> Iterator[Finding]:
    for group in _comparable(item):
        for (a, left), (b, right) in pairwise(group):
            if (shared := _shared(left, right)) is not None:
                text = f"{item.label} : « {a.label} » et « {b.label} » se recouvrent ({shared})."
                yield Finding(OVERLAP, text, item.key, a.page or b.page, _cells(item, a, b))
            elif (left_out := _left_out(left, right)) is not None and not _gradation(item, group):
                text = f"{item.label} : {left_out} entre « {a.label} » et « {b.label} »."
                yield Finding(GAP, text, item.key, a.page or b.page, _cells(item, a, b))


def _cells(item: Item, *options: Option) -> tuple[Place, ...]:
    """The cells of the options, page by page."""
    labels = {place.page: place.printed_page for place in item.places}
    boxes: dict[int, list[Box]] = {}
    for option in options:
        if option.page is not None and option.box is not None:
            boxes.setdefault(option.page, []).append(option.box)
    return tuple(Place(page, labels.get(page), tuple(found)) for page, found in boxes.items())


def _comparable(item: Item) -> list[list[tuple[Option, Interval]]]:
    """The options that state numbers of the same thing, rising; a group has at least two.

    The same thing: the same unit and the same words beside the number, or none: «>50 %» and «<50 %» are, «pas de
    collapsus mais >50 % du corps» is something else.
    """
    stated = [(option, found) for option in item.options if (found := interval(option.label)) is not None]
    groups: list[list[tuple[Option, Interval]]] = []
    for pair in stated:
        group = next((g for g in groups if all(_same_thing(pair[1], other) for _, other in g)), None)
        if group is None:
            groups.append([pair])
        else:
            group.append(pair)
    if any(is_duration(found) for _, found in stated):
        groups = [_one_unit(group) for group in groups]
    return [sorted(group, key=lambda pair: _start(pair[1])) for group in groups if len(group) > 1]


def _same_thing(a: Interval, b: Interval) -> bool:
    same_unit = a.unit == b.unit or not a.unit or not b.unit or (is_duration(a) and is_duration(b))
    few = not a.words or not b.words or min(len(a.words), len(b.words)) == len(a.words & b.words)
    return same_unit and few and abs(len(a.words) - len(b.words)) <= 2


def _one_unit(group: list[tuple[Option, Interval]]) -> list[tuple[Option, Interval]]:
    units = {found.unit for _, found in group if found.unit}
    return group if len(units) < 2 else [(option, in_days(found)) for option, found in group]


def _start(found: Interval) -> tuple[float, float]:
    low = float("-inf") if found.low is None else found.low + (1e-9 if found.over else 0.0)
    high = float("inf") if found.high is None else found.high
    return low, high


def _ends(found: Interval, step: float) -> tuple[float, float]:
    """Both ends included, in units of `step`: «<15» ends at 14, «>15» begins at 16."""
    low = float("-inf") if found.low is None else found.low + (step if found.over else 0.0)
    high = float("inf") if found.high is None else found.high - (step if found.under else 0.0)
    return low, high


def _shared(a: Interval, b: Interval) -> str | None:
    """What both hold; None where they hold nothing together."""
    low = max(x.low if x.low is not None else float("-inf") for x in (a, b))
    high = min(x.high if x.high is not None else float("inf") for x in (a, b))
    if low > high:
        return None
    if low == high:
        open_ = any((x.over and x.low == low) or (x.under and x.high == low) for x in (a, b))
        return None if open_ else _value(low, a, b)
    step = _step(a, b)
    if step:
        first, last = max(_ends(a, step)[0], _ends(b, step)[0]), min(_ends(a, step)[1], _ends(b, step)[1])
        if first > last:
            return None
        return _value(first, a, b) if first == last else _span(first, last, a, b)
    return _span(low, high, a, b)


def _left_out(a: Interval, b: Interval) -> str | None:
    """What lies between two options that share nothing; None where the second goes on from the first."""
    step = _step(a, b)
    if a.high is None or b.low is None:
        return None
    if not step:
        if a.high == b.low:
            return f"{_value(a.high, a, b)} n’est couvert par aucune option" if a.under and b.over else None
        return f"{_span(a.high, b.low, a, b)} n’est couvert par aucune option" if a.high < b.low else None
    last, first = _ends(a, step)[1], _ends(b, step)[0]
    if round(first - last, 6) <= step:
        return None
    if a.high == b.low:
        return f"{_value(a.high, a, b)} n’est couvert par aucune option"
    if round(first - last, 6) == 2 * step:
        return f"{_value(last + step, a, b)} n’est couvert par aucune option"
    return f"{_span(last + step, first - step, a, b)} n’est couvert par aucune option"


def _gradation(item: Item, group: Sequence[tuple[Option, Interval]]) -> bool:
    """Whether the options go by steps: all jumps alike and every bound a multiple of them, or a scale known for it."""
    said = " ".join([item.label, *(option.label for option, _ in group)]).casefold().replace("’", " ").split()
    if any(word.strip("().,:") in BY_STEPS for word in said):
        step = 10.0
    elif any(found.unit not in ("", "%") for _, found in group):
        return False
    else:
        jumps = {b.low - a.high for (_, a), (_, b) in pairwise(group) if a.high is not None and b.low is not None}
        if len(jumps) != 1 or len(group) < 3 or min(jumps) <= 1:
            return False
        step = jumps.pop()
    bounds = [bound for _, found in group for bound in (found.low, found.high) if bound is not None]
    jumps = {
        round(_ends(b, step)[0] - _ends(a, step)[1], 6)
        for (_, a), (_, b) in pairwise(group)
        if a.high is not None and b.low is not None
    }
    return all(bound % step == 0 for bound in bounds) and jumps <= {step}


def _step(a: Interval, b: Interval) -> float:
    """How finely both are printed; 0 for a measure without steps."""
    return min(a.step, b.step)


def _value(value: float, a: Interval, b: Interval) -> str:
    return printed(value, a.unit or b.unit)


def _span(low: float, high: float, a: Interval, b: Interval) -> str:
    if low == float("-inf") or high == float("inf"):
        return f"au-delà de {_value(low, a, b)}" if high == float("inf") else f"en deçà de {_value(high, a, b)}"
    return f"de {printed(low, '')} à {_value(high, a, b)}"


# --- bands --------------------------------------------------------------------------------------------------------


def _band_findings(calculator: Calculator, totals: Sequence[float]) -> Iterator[Finding]:
    bands = calculator.bands
    if not bands:
        return
    without = [total for total in totals if not any(band.holds(total) for band in bands)]
    if without:
        yield Finding(
            GAP, f"Aucun verdict n’est imprimé pour {_totals(without)}.", None, bands[0].page, bands[0].places
        )
    for n, a in enumerate(bands):
        for b in bands[n + 1 :]:
            if both := [total for total in totals if a.holds(total) and b.holds(total)]:
                text = f"Deux verdicts, « {a.label} » et « {b.label} », sont imprimés pour {_totals(both)}."
                yield Finding(OVERLAP, text, None, b.page, b.places)
    for band in bands:
        if not any(band.holds(total) for total in totals):
            text = f"Aucune combinaison des points ne donne « {band.label} » ({band_range(band)})."
            yield Finding(UNREACHABLE, text, None, band.page, band.places)


def _range_findings(calculator: Calculator) -> Iterator[Finding]:
    if calculator.range is None:
        return
    low, high = calculator.range
    if calculator.stated_range is not None and calculator.stated_range != calculator.range:
        said = f"de {printed(calculator.stated_range[0])} à {printed(calculator.stated_range[1])}"
        text = f"Le texte annonce un score {said} ; les points de la table vont de {printed(low)} à {printed(high)}."
        if high < calculator.stated_range[1]:
            text += " Des points manquent dans la table."
        yield Finding(RANGE, text, page=calculator.page)
        return
    top = _highest(calculator.bands)
    if calculator.stated_range is None and top is not None and top > high:
        text = f"Les verdicts vont jusqu’à {printed(top)} ; les points de la table n’atteignent que {printed(high)}."
        yield Finding(RANGE, text, page=calculator.page)


def _order_findings(calculator: Calculator) -> Iterator[Finding]:
    """Verdicts that state durations must rise, or fall, with the total."""
    timed = [
        (band, found)
        for band in sorted(calculator.bands, key=lambda b: float("-inf") if b.low is None else b.low)
        if (found := interval(band.label)) is not None and is_duration(found)
    ]
    lengths = [_middle(in_days(found)) for _, found in timed]
    if len(lengths) < 2 or lengths in (sorted(lengths), sorted(lengths, reverse=True)):
        return
    labels = list_of([f"« {band.label} »" for band, _ in timed])
    yield Finding(ORDER, f"Les durées des verdicts ne suivent pas l’ordre du score : {labels}.", page=timed[0][0].page)


def _middle(found: Interval) -> tuple[float, float]:
    """What sorts durations: the bound that is stated; «>12» after «6-12», «<6» before «6»."""
    if found.low is None:
        return (found.high or 0.0), -1.0
    return found.low, 1.0 if found.high is None else 0.0


def _highest(bands: Iterable[Band]) -> float | None:
    """The end of the highest band; None where it is open or there is none."""
    ends = [band.high for band in bands]
    return max((end for end in ends if end is not None), default=None) if None not in ends else None


def _totals(totals: Sequence[float]) -> str:
    named = [printed(total) for total in totals[:MOST_NAMED]]
    if len(totals) > MOST_NAMED:
        return f"les totaux {', '.join(named)}…"
    return f"le total {named[0]}" if len(totals) == 1 else f"les totaux {list_of(named)}"
