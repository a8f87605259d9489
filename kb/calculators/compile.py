"""A guideline's tables → its scores: items, options and points with their cells, bands, limits.

Recognises a score by structure and by what is printed around it, never by a list of known ones. What looks like a score
and does not compile is kept, refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Guideline, Passage, Section, Table
from ingest.sentences import sentences
from kb.calculators.bands import bands_of_table, find_bands, stated_range
from kb.calculators.model import Band, Calculator, Item, Kind, Option, Quote, Status
from kb.calculators.names import score_name, slug, speaks_of_scores
from kb.calculators.prove import proved, reachable
from kb.calculators.shapes import Question, Shape, read_shape
from kb.calculators.wording import printed

MOST_ABSENT = 0.5  # of the stated range: with fewer points the table is a fragment, not a score with an item missing
NEAR = 3  # passages before the table in which its name or the word «score» may stand
_LIMITS = re.compile(
    r"\bRCP\b|pluridisciplinaire|multidisciplinaire|interdisciplinaire|\baucun\b.{0,60}\bfiable|à intégrer"
    r"|ne remplace(?:nt)? pas|avis chirurgical|avec prudence|ne suffi(?:t|sent) pas|ne doi(?:t|vent) pas"
    r"|sans se substituer",
    re.IGNORECASE,
)


def compile_scores(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """Every score of the edition in the order of its tables; refused ones say why."""
    return tuple(c for table in guideline.tables if (c := _score(table, guideline, document, edition)))


def _score(table: Table, guideline: Guideline, document: str, edition: str) -> Calculator | None:
    shape = read_shape(table)
    if shape is None or not _adds_up(shape):
        return None
    sections = {section.id: section for section in guideline.sections}
    section = sections.get(table.section or "")
    before, after = _around(table, guideline)
    if not _is_score(table, shape, section, before, after):
        return None
    name = score_name(table, section, before) or f"Score, p. {table.pages[0]}"
    step = 0.5 if any(c.points and c.points % 1 for q in shape.questions for c in q.choices) else 1.0
    base = Calculator(
        f"{document}/{slug(name)}", Kind.SCORE, name, document, edition, Status.READY,
        section=table.section, table=table.id, page=table.pages[0],
    )  # fmt: skip
    if shape.unread:
        cell = shape.unread[0]
        why = f"the points of {cell.text.text!r} (page {cell.page}, row {cell.row + 1}) cannot be read"
        return replace(base, status=Status.REFUSED, why=why)
    items = tuple(_items(shape.questions, guideline))
    bands = find_bands(after, guideline, step) or _elsewhere(table, guideline, name, step)
    low: float = sum(min(o.points or 0.0 for o in item.options) for item in items)
    high: float = sum(max(o.points or 0.0 for o in item.options) for item in items)
    stated = stated_range([*before, *after]) or ((low, shape.total) if shape.total is not None else None)
    limits = tuple(_limits(guideline, [p for p in guideline.passages if p.section == table.section]))
    made = replace(base, items=items, bands=bands, range=(low, high), stated_range=stated, limits=limits)
    return _judged(proved(made))


def _judged(made: Calculator) -> Calculator:
    """With its status: what cannot lead to a verdict says why, what is a mere fragment is refused."""
    if made.range is None:
        return made
    low, high = made.range
    end = high + made.absent_points
    if made.absent_points > MOST_ABSENT * (end - low):
        why = f"the table gives {printed(high)} of the {printed(end)} points that are printed: most of it is missing"
        return replace(made, status=Status.REFUSED, why=why, items=(), bands=())
    if not made.bands:
        why = "no verdict is printed for its totals: neither in its section nor in a table that names it"
    elif not any(band.holds(total) for total in reachable(made.items) for band in made.bands):
        why = f"its totals, {printed(low)} to {printed(high)}, reach none of the verdicts that are printed"
    else:
        return made
    return replace(made, status=Status.INCOMPLETE, why=why)


# --- is it a score? -------------------------------------------------------------------------------------------------


def _adds_up(shape: Shape) -> bool:
    """At least two items, or one with three options; points that differ."""
    values = {choice.points for question in shape.questions for choice in question.choices}
    options = sum(len(question.choices) for question in shape.questions)
    return len(values) > 1 and (len(shape.questions) > 1 or options > 2)


def _is_score(
    table: Table, shape: Shape, section: Section | None, before: Sequence[Passage], after: Sequence[Passage]
) -> bool:
    """Whether something printed on or near the table says that its numbers are points to be added."""
    near = [*shape.heads, section.title.text if section else "", table.caption.text if table.caption else ""]
    near += [passage.text.text for passage in before[-NEAR:]] + [passage.text.text for passage in after[:NEAR]]
    return any(speaks_of_scores(text) for text in near)


def _around(table: Table, guideline: Guideline) -> tuple[list[Passage], list[Passage]]:
    """The passages of the table's section before and after it, up to the tables on either side."""
    own = [p for p in guideline.passages if p.section == table.section]
    at = next((n for n, p in enumerate(own) if p.id == table.passage), len(own))
    others = {t.passage for t in guideline.tables if t.id != table.id and read_shape(t) is not None}
    start = max((n + 1 for n, p in enumerate(own[:at]) if p.id in others), default=0)
    end = next((n for n, p in enumerate(own[at + 1 :], at + 1) if p.id in others), len(own))
    return own[start:at], own[at + 1 : end]


# --- items ----------------------------------------------------------------------------------------------------------


def _items(questions: Sequence[Question], guideline: Guideline) -> Iterator[Item]:
    seen: dict[str, int] = {}
    for question in questions:
        options = [
            Option(key, choice.label, choice.points, choice.cell.page, choice.cell.box)
            for key, choice in zip(_keys([c.label for c in question.choices]), question.choices, strict=True)
        ]
        if question.present:
            options = [replace(options[0], key="present", label="présent"), Option("absent", "absent", 0.0)]
        key = slug(question.label)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        yield Item(key, question.label, tuple(options), None, question.cell.page, guideline.places(question.cell.text))


_SPELT = {
    "≥": " gte ",
    ">=": " gte ",
    "≤": " lte ",
    "<=": " lte ",
    ">": " gt ",
    "<": " lt ",
    "%": " pc ",
    "+": " plus ",
}


def _keys(labels: Sequence[str]) -> list[str]:
    """A key for each option, unique in its item; signs that tell options apart are spelt out."""
    keys: list[str] = []
    for label in labels:
        for sign, word in _SPELT.items():
            label = label.replace(sign, word)
        key, n = slug(label), 1
        while key in keys:
            n += 1
            key = f"{slug(label)}-{n}"
        keys.append(key)
    return keys


# --- bands elsewhere, limits, names ---------------------------------------------------------------------------------


def _elsewhere(table: Table, guideline: Guideline, name: str, step: float) -> tuple[Band, ...]:
    for other in guideline.tables:
        if other.id != table.id and (bands := bands_of_table(other, guideline, name, step)):
            return bands
    return ()


def _limits(guideline: Guideline, passages: Sequence[Passage]) -> Iterator[Quote]:
    for passage in passages:
        for start, end in sentences(passage.text.text):
            sentence = passage.text[start:end]
            if _LIMITS.search(sentence.text):
                yield Quote(sentence.text, sentence.page, guideline.places(sentence), passage.id)
