"""A compiled score against the published definition it reproduces: which items, points, ranges and cut-offs depart.

The catalogue names the paper; a departure names both. Changes nothing: the document's own points are what is reckoned.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from kb.calculators.model import Band, Calculator, Finding, Item
from kb.calculators.score_words import plain
from kb.calculators.wording import list_of, printed

DEPARTURE = "score-departure"
NOTE = "score-published"
LEAST_ALIKE = 0.5  # of the published items are found in a score that has its name
LEAST_UNNAMED = 0.8  # the same where only structure speaks


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item of the paper. `must`: what the label of the option with so many points says, and why it matters."""

    name: str
    words: str
    points: tuple[float, ...] = ()
    without: str = ""
    must: tuple[tuple[float, str, str], ...] = ()
    note: str = ""
    note_unless: str = ""
    shared_gap: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A published score: its items, the range of its totals, the last total of each band but the highest."""

    key: str
    cite: str
    name: str
    range: tuple[float, float]
    cuts: tuple[float, ...]
    items: tuple[PublishedItem, ...]


@cache
def definitions() -> tuple[Definition, ...]:
    """The catalogue."""
    text = (files("kb.calculators") / "catalogue.toml").read_text(encoding="utf-8")
    return tuple(_definition(each) for each in tomllib.loads(text)["definition"])


def compared(calculator: Calculator) -> Calculator:
    """The score with what it departs in from the definition it reproduces, as findings and warnings."""
    definition = reproduced(calculator, definitions())
    if definition is None:
        return calculator
    found = tuple(departures(calculator, definition))
    shown = tuple(_shared(finding, definition) for finding in calculator.findings)
    texts = dict(zip((f.text for f in calculator.findings), (f.text for f in shown), strict=True))
    warnings = [texts.get(warning, warning) for warning in calculator.warnings]
    return replace(calculator, findings=(*shown, *found), warnings=(*warnings, *(f.text for f in found)))


def reproduced(calculator: Calculator, catalogue: Sequence[Definition]) -> Definition | None:
    """The definition that `calculator` reproduces: of those that bear its name (or, without one, its structure), the
    one that fits its items, range and cut-offs best. None where none does."""
    name = plain(calculator.name)
    best: tuple[float, Definition] | None = None
    for definition in catalogue:
        pairs = matched(calculator.items, definition)
        alike = len(pairs) / len(definition.items)
        named = re.search(definition.name, name) is not None
        if not named:
            same = all(not p.points or sorted(_points(item)) == sorted(p.points) for p, item in pairs)
            if not (alike >= LEAST_UNNAMED and len(pairs) == len(calculator.items) > 2 and same and pairs[0][0].points):
                continue
        elif alike < LEAST_ALIKE:
            continue
        cuts = _cuts(calculator.bands)
        fit = alike - 0.1 * abs(len(calculator.items) - len(definition.items)) + named
        fit += 0.5 * (calculator.range == definition.range) + 0.4 * (cuts == definition.cuts)
        if best is None or fit > best[0]:
            best = fit, definition
    return best[1] if best else None


def matched(items: Sequence[Item], definition: Definition) -> list[tuple[PublishedItem, Item]]:
    """Each published item with the document's, by its words; an item of the document stands for one only."""
    free = list(items)
    pairs = []
    for published in definition.items:
        fitting = [i for i in free if _says(i, published)]
        if fitting:
            chosen = next((i for i in fitting if _points(i) == sorted(published.points)), fitting[0])
            pairs.append((published, chosen))
            free.remove(chosen)
    return pairs


def departures(calculator: Calculator, definition: Definition) -> Iterator[Finding]:
    """What the document prints otherwise than the paper; each names both."""
    cite = definition.cite
    pairs = matched(calculator.items, definition)
    found = {published.name for published, _ in pairs}
    for published in definition.items:
        if published.name not in found:
            text = f"L’item « {published.name} » de {cite} est absent de ce document."
            yield Finding(DEPARTURE, text, None, calculator.page)
    for item in calculator.items:
        if item not in [each for _, each in pairs]:
            text = f"L’item « {item.label} » de ce document n’est pas dans {cite}."
            yield Finding(DEPARTURE, text, item.key, item.page, item.places)
    for published, item in pairs:
        yield from _item_departures(published, item, cite)
    if calculator.range is not None and calculator.range != definition.range:
        own, theirs = _span(calculator.range), _span(definition.range)
        yield Finding(DEPARTURE, f"Score {own} dans ce document, {theirs} dans {cite}.", None, calculator.page)
    cuts = _cuts(calculator.bands)
    if cuts and cuts != definition.cuts:
        own, theirs = (list_of([printed(cut) for cut in each]) for each in (cuts, definition.cuts))
        text = f"Les verdicts changent après {own} dans ce document, après {theirs} dans {cite}."
        yield Finding(DEPARTURE, text, None, calculator.bands[0].page, calculator.bands[0].places)


def _item_departures(published: PublishedItem, item: Item, cite: str) -> Iterator[Finding]:
    own = sorted(set(_points(item)))
    if published.points and own != sorted(published.points):
        said, theirs = "/".join(map(printed, own)), "/".join(map(printed, sorted(published.points)))
        text = f"{item.label} : points {said} dans ce document, {theirs} dans {cite}."
        yield Finding(DEPARTURE, text, item.key, item.page, item.places)
    for points, words, why in published.must:
        options = [option for option in item.options if option.points == points]
        if options and not any(re.search(words, plain(option.label)) for option in options):
            label = " », « ".join(option.label for option in options)
            text = f"{item.label} : « {label} » vaut {printed(points)} dans ce document ; dans {cite}, {why}."
            yield Finding(DEPARTURE, text, item.key, item.page, item.places)
    labels = " ".join(plain(option.label) for option in item.options)
    if published.note and not re.search(published.note_unless, labels):
        yield Finding(NOTE, f"{item.label} : {published.note} Source : {cite}.", item.key, item.page, item.places)


def _shared(finding: Finding, definition: Definition) -> Finding:
    """A gap that the paper has, too, says so."""
    for published in definition.items:
        gap = published.shared_gap
        if gap and finding.rule == "score-gap" and f"{gap} n’est" in finding.text and finding.item is not None:
            return replace(
                finding, text=f"{finding.text} La publication d’origine le laisse aussi ({definition.cite})."
            )
    return finding


def _says(item: Item, published: PublishedItem) -> bool:
    label = plain(item.label)
    return bool(re.search(published.words, label)) and not (published.without and re.search(published.without, label))


def _points(item: Item) -> list[float]:
    return sorted({option.points or 0.0 for option in item.options})


def _cuts(bands: Sequence[Band]) -> tuple[float, ...]:
    """The last total of each band but the highest, rising."""
    ends = sorted({band.high for band in bands if band.high is not None})
    return tuple(ends) if any(band.high is None for band in bands) else tuple(ends[:-1])


def _span(span: tuple[float, float]) -> str:
    return f"de {printed(span[0])} à {printed(span[1])}"


def _definition(read: Mapping[str, Any]) -> Definition:
    made = tuple(
        PublishedItem(
            each["name"],
            each["words"],
            tuple(map(float, each.get("points", ()))),
            each.get("without", ""),
            tuple((float(p), words, why) for p, words, why in each.get("must", ())),
            each.get("note", ""),
            each.get("note_unless", ""),
            each.get("shared_gap", ""),
        )
        for each in read["item"]
    )
    low, high = read["range"]
    cuts = tuple(map(float, read["cuts"]))
    return Definition(read["key"], read["cite"], read["name"], (float(low), float(high)), cuts, made)
