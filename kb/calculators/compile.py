"""A guideline's tables → its scores: items, options and points with their cells, bands, limits.

Recognises a score by structure and by what is printed around it, never by a list of known ones. What looks like a score
and does not compile is kept, refused, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Guideline, Section, Table
from kb.calculators.compare import compared
from kb.calculators.items import make_items, step_of
from kb.calculators.keys import slug
from kb.calculators.model import Band, Calculator, Item, Kind, Status
from kb.calculators.names import score_name, speaks_of_scores, telling_words
from kb.calculators.parts import POINTS_HEAD, VERDICT_HEAD, Question, Shape
from kb.calculators.prove import proved, reachable
from kb.calculators.shapes import read_shape
from kb.calculators.surroundings import Surroundings, bands_around, limits, parted, stated_around, surroundings
from kb.calculators.wording import printed

# Of the stated range: with fewer points the table is a fragment, not a score with an item missing.
MOST_ABSENT = 0.5
NEAR = 3  # passages before and after the table in which the word «score» may stand


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table that gives points, and what stands around it."""

    table: Table
    shape: Shape
    section: Section | None
    around: Surroundings
    name: str = ""


def compile_scores(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """Every score of the edition in the order of its tables; refused ones say why."""
    sheets = _joined(_sheets(guideline), guideline)
    return tuple(c for sheet in sheets if (c := _score(sheet, guideline, document, edition)))


def _sheets(guideline: Guideline) -> list[_Sheet]:
    """The tables that are scores, each with what stands around it and no other score's words."""
    shapes = {table.id: shape for table in guideline.tables if (shape := read_shape(table)) is not None}
    sections = {section.id: section for section in guideline.sections}
    found = []
    for table in guideline.tables:
        shape = shapes.get(table.id)
        if shape is None or not (shape.unread or shape.why or _adds_up(shape.questions) or _adds_up(shape.other)):
            continue
        sheet = _Sheet(table, shape, sections.get(table.section or ""), surroundings(table, guideline, shapes))
        if _is_score(sheet):
            found.append(sheet)
    scores = {sheet.table.id for sheet in found}
    for n, sheet in enumerate(found):
        around = surroundings(sheet.table, guideline, scores)
        name = score_name(sheet.table, sheet.shape.heads, sheet.section, around.before)
        found[n] = replace(sheet, around=around, name=name or f"Score, p. {sheet.table.pages[0]}")
    for n in range(len(found) - 1):
        one, other = found[n], found[n + 1]
        first, second = parted(one.around, other.around, telling_words(other.name))
        found[n], found[n + 1] = replace(one, around=first), replace(other, around=second)
    return found


def _joined(sheets: Sequence[_Sheet], guideline: Guideline) -> list[_Sheet]:
    """The sheets, an item that its document prints in a table of its own put back into the score before it."""
    joined: list[_Sheet] = []
    for sheet in sheets:
        if joined and (whole := _whole(joined[-1], sheet, guideline)):
            joined[-1] = whole
        else:
            joined.append(sheet)
    return joined


def _whole(score: _Sheet, item: _Sheet, guideline: Guideline) -> _Sheet | None:
    """Both as one, where only their points together come to what is printed behind them, and nothing is printed for
    the score alone; None elsewhere."""
    one, other = score.shape, item.shape
    same = score.table.section == item.table.section
    if not same or len(one.questions) < 2 or len(other.questions) != 1 or one.unread or other.unread:
        return None
    questions = (*one.questions, *other.questions)
    low, high = span(questions)
    around = replace(item.around, before=score.around.before)
    step, words = step_of(questions), telling_words(score.name)
    if bands_around(score.around, score.table, one, guideline, words, step, span(one.questions)):
        return None
    bands = bands_around(around, item.table, other, guideline, words, step, (low, high))
    stated = stated_around(around, other, bands, (low, high))
    tops = [stated[1]] if stated else [band.high for band in bands if band.high is not None]
    if not bands or max(tops, default=None) != high:
        return None
    return replace(score, shape=replace(other, questions=questions, heads=one.heads, other=()), around=around)


def _score(sheet: _Sheet, guideline: Guideline, document: str, edition: str) -> Calculator | None:
    """The score; None for one scale of numbers that no verdict adds up: a classification."""
    table, shape = sheet.table, sheet.shape
    name = sheet.name
    base = Calculator(
        f"{document}/{slug(name)}", Kind.SCORE, name, document, edition, Status.READY,
        section=table.section, table=table.id, page=table.pages[0],
    )  # fmt: skip
    if why := _refusal(shape):
        return replace(base, status=Status.REFUSED, why=why)
    step = step_of(shape.questions)
    low, high = span(shape.questions)
    bands = bands_around(sheet.around, table, shape, guideline, telling_words(name), step, (low, high))
    if len(shape.questions) == 1 and not bands:
        return None
    stated = stated_around(sheet.around, shape, bands, (low, high))
    questions = _meant(shape, stated, bands)
    low, high = span(questions)
    if stated is not None and stated[0] is None:
        stated = (low, stated[1])
    made = replace(
        base,
        items=make_items(questions, guideline),
        bands=bands,
        range=(low, high),
        stated_range=None if stated is None else (stated[0] or 0.0, stated[1]),
        limits=limits(sheet.around, guideline),
    )
    return _judged(compared(proved(made)))


def span(questions: Sequence[Question]) -> tuple[float, float]:
    """Fewest and most points that the questions can give together; one that may be absent gives 0 then."""
    low = high = 0.0
    for question in questions:
        points = [choice.points for choice in question.choices] + ([0.0] if question.present else [])
        low, high = low + min(points), high + max(points)
    return low, high


def _meant(shape: Shape, stated: tuple[float | None, float] | None, bands: Sequence[Band]) -> Sequence[Question]:
    """The reading of the rows whose points come to what is printed; the first where that does not decide."""
    if not shape.other:
        return shape.questions
    if stated is None and not _spanned(shape.questions, bands) and _spanned(shape.other, bands):
        return shape.other
    ends = [band.high for band in bands]
    printed_top = stated[1] if stated else max((end for end in ends if end is not None), default=None)
    if printed_top is None or (stated is None and None in ends):
        return shape.questions
    first, other = span(shape.questions), span(shape.other)
    low_fits = stated is None or stated[0] is None or other[0] == stated[0]
    return shape.other if first[1] != printed_top and other[1] == printed_top and low_fits else shape.questions


def _spanned(questions: Sequence[Question], bands: Sequence[Band]) -> bool:
    """Whether the questions give enough points for each of the bands."""
    _, high = span(questions)
    return all(band.low is None or band.low <= high for band in bands)


def _refusal(shape: Shape) -> str | None:
    if shape.unread:
        cell = shape.unread[0]
        return f"the points «{' '.join(cell.text.text.split())}» (page {cell.page}, row {cell.row + 1}) cannot be read"
    return shape.why


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
    elif not _leads_somewhere(made.items, made.bands):
        why = f"its totals, {printed(low)} to {printed(high)}, reach none of the verdicts that are printed"
    else:
        return made
    return replace(made, status=Status.INCOMPLETE, why=why)


def _leads_somewhere(items: Sequence[Item], bands: Sequence[Band]) -> bool:
    return any(band.holds(total) for total in reachable(items) for band in bands)


# --- is it a score? -----------------------------------------------------------------------------------------------


def _adds_up(questions: Sequence[Question]) -> bool:
    """At least two items, or one with three options; points that differ, or criteria that are counted."""
    values = {choice.points for question in questions for choice in question.choices}
    options = sum(len(question.choices) for question in questions)
    counted = len(questions) > 2 and all(question.present for question in questions)
    return (len(values) > 1 or counted) and (len(questions) > 1 or options > 2)


def _is_score(sheet: _Sheet) -> bool:
    """Whether something printed on or near the table says that its numbers are points to be added."""
    shape, around = sheet.shape, sheet.around
    own = [*shape.heads, shape.over, sheet.table.caption.text if sheet.table.caption else ""]
    title = sheet.section.title.text if sheet.section else ""
    if shape.over and not POINTS_HEAD.search(shape.over) and not _names_it(shape.over, [own[-1], title]):
        return False  # the column says what its numbers are: something else
    if shape.why or shape.unread:
        return any(speaks_of_scores(text) for text in (*own, title))
    if len(shape.questions) == 1 and any(VERDICT_HEAD.search(head) for head in shape.heads):
        return False
    near = [p.text.text for p in around.before[-NEAR:]] + [p.text.text for p in around.after[:NEAR]]
    return any(speaks_of_scores(text) for text in (*own, title, *near))


def _names_it(head: str, texts: Sequence[str]) -> bool:
    """Whether the head is the score's own name or acronym: «SINS» over the points, and in the caption."""
    return len(head) > 1 and any(head.casefold() in text.casefold() for text in texts)
