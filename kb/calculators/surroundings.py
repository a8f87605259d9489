"""What stands around a score's table: the passages of its section, and what they say of its totals.

The score's own section speaks first; another table speaks only where that section is silent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Guideline, Passage, PassageKind, Table
from ingest.statements.sentences import sentences
from kb.calculators.bands import bands_of_rows, bands_of_table, bands_of_text, find_bands
from kb.calculators.model import Band, Quote
from kb.calculators.parts import Shape
from kb.calculators.points import Range, find_ranges, number
from kb.calculators.score_words import pattern
from kb.calculators.verdicts import stated_bands

LEAST_SHARE = 0.5  # of the computed range: a narrower one that is printed is a part's, not the score's
_N = r"((?:(?<=\s)[−-])?\d{1,3}(?:,\d)?)"
_MEANT = r"(?:scores?|total|somme|cotée?s?|notée?s?|points?|échelle|grille|indice|index|barème)\b"
_STATED = re.compile(
    rf"{_MEANT}[^.;:]{{0,60}}?(?:compris[e]?\s+entre|allant\s+de|vari(?:e|ant|er)\s+(?:de|entre)|va\s+de|s['’]étend\s+de"
    rf"|entre|de)\s+{_N}(?:\s*\([^()]*\))?\s*(?:points?\s*)?(?:à|et|-|–)\s*{_N}\b(?!\s*(?:%|ans|mois|Gy|jours|,\d))",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"{_MEANT}[^.;:]{{0,30}}?(?:sur|maxim(?:al|um)(?:\s+(?:est\s+)?(?:de|:))?|jusqu['’]à|/)\s*{_N}\b(?:\s*points?)?"
    rf"(?!\s*(?:%|ans|mois|Gy|jours))",
    re.IGNORECASE,
)
_IT = re.compile(r"^\s*(?:il|elle|celui-ci|celle-ci)\s+(?=va(?:rie)?\s|s['’]étend|est\s+compris)", re.IGNORECASE)
_EACH = pattern("each")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The passages of the table's section up to the score tables on either side, and the tables among them."""

    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    section: tuple[Passage, ...]  # all of its section
    tables: tuple[Table, ...]  # the others of its section that give no points


def surroundings(table: Table, guideline: Guideline, scores: Collection[str]) -> Surroundings:
    """What stands around `table`; `scores` are the ids of the tables that give points."""
    inside = _inside(table.section, guideline)
    inside |= _explaining(inside, guideline)
    own = [p for p in guideline.passages if p.section in inside]
    at = next((n for n, p in enumerate(own) if p.id == table.passage), len(own))
    others = {t.passage for t in guideline.tables if t.id != table.id and t.id in scores}
    start = max((n + 1 for n, p in enumerate(own[:at]) if p.id in others), default=0)
    end = next((n for n, p in enumerate(own[at + 1 :], at + 1) if p.id in others), len(own))
    near = {p.id for p in own[start:end]}
    return Surroundings(
        tuple(own[start:at]),
        tuple(own[at + 1 : end]),
        tuple(p for p in own if p.section == table.section),
        tuple(t for t in guideline.tables if t.id != table.id and t.passage in near),
    )


def parted(a: Surroundings, b: Surroundings, words: Sequence[str]) -> tuple[Surroundings, Surroundings]:
    """What stands between two score tables given to the one it speaks of: `words` tell the second from others.

    Without a word of it, all but the second's caption is the first's.
    """
    shared = {p.id for p in a.after} & {p.id for p in b.before}
    between = [p for p in a.after if p.id in shared]
    named = (n for n, p in enumerate(between) if any(word in p.text.text.casefold() for word in words))
    captions = (n for n, p in enumerate(between) if p.kind is PassageKind.CAPTION and n == len(between) - 1)
    cut = next(named, next(captions, len(between)))
    own = {p.id for p in between[cut:]}
    others = {p.id for p in between[:cut]}
    return (
        replace(a, after=tuple(p for p in a.after if p.id not in own)),
        replace(b, before=tuple(p for p in b.before if p.id not in others)),
    )


def bands_around(
    around: Surroundings,
    table: Table,
    shape: Shape,
    guideline: Guideline,
    words: Sequence[str],
    step: float,
    span: tuple[float, float],
) -> tuple[Band, ...]:
    """The score's bands: from its last rows, the sentences after or before it, a table beside it, its caption or
    notes; else from any table that names it."""
    if found := bands_of_rows(shape.verdicts, guideline, step):
        return found
    for passages in (around.after, around.before):
        if found := find_bands(passages, guideline, step, span):
            return found
    for other in around.tables:
        if found := bands_of_table(other, guideline, words, step, own=True):
            return found
    texts = [cell.text for cell in shape.notes] + ([table.caption] if table.caption else [])
    for text in texts:
        if found := bands_of_text(text, guideline, step, span):
            return found
    for other in guideline.tables:
        if other.id != table.id and (found := bands_of_table(other, guideline, words, step, own=False)):
            return found
    return ()


def stated_around(
    around: Surroundings, shape: Shape, bands: Sequence[Band], span: tuple[float, float]
) -> tuple[float | None, float] | None:
    """The range that is printed for the score: «un score compris entre 3 et 12 points», «Total /18», «sur 20 points».

    A band is none, nor what a single item may give. The low end is None where only the maximum is printed.
    """
    found: list[tuple[float | None, float]] = [shape.total] if shape.total else []
    verdicts = {(band.low, band.high) for band in bands}
    for passage in (*around.before, *around.after):
        if passage.kind in (PassageKind.TABLE, PassageKind.REFERENCE):
            continue
        about = False  # whether the sentence before is about the score
        for start, end in sentences(passage.text.text):
            clauses = []
            for clause in passage.text.text[start:end].split(";"):
                pronoun = bool(_IT.match(clause))
                clauses.append(_IT.sub("Le score ", clause) if about else clause)
                about = (pronoun and about) or bool(re.search(_MEANT, clause, re.IGNORECASE))
            ranges = [r for clause in clauses if not _EACH.search(clause) for r, _, _ in find_ranges(clause)]
            for clause in clauses:
                found += [each for each in _stated(clause, verdicts) if not any(_beside(each, r) for r in ranges)]
    width = span[1] - span[0]
    wide = [each for each in found if each[1] - (span[0] if each[0] is None else each[0]) >= LEAST_SHARE * width]
    whole = [each for each in wide if each[0] is not None]
    return max(whole or wide, key=lambda each: each[1] - (each[0] or 0.0), default=None)


def limits(around: Surroundings, guideline: Guideline) -> tuple[Quote, ...]:
    """The sentences of the section that limit the score, quoted beside every verdict."""
    return tuple(_limits(around.section, guideline))


def _stated(clause: str, verdicts: set[tuple[float | None, float | None]]) -> Iterator[tuple[float | None, float]]:
    clause = re.sub(r"\((\d)\s*(?:à|-|–)\s*(\d)\)", " ", clause)  # «l'addition des points (1 à 3)» is an item's
    for expression, two in ((_STATED, True), (_MOST, False)):
        for match in expression.finditer(clause):
            after = clause[match.end() :].lstrip()
            near = clause[: match.end()].rpartition(",")[2]
            if re.match(r"(?:points?\s*)?[:=]\s*\S", after) or _EACH.search(near):
                continue
            low = number(match.group(1)) if two else None
            high = number(match.group(2 if two else 1))
            if (low, high) not in verdicts and (low is None or low < high):
                yield low, high


def _beside(stated: tuple[float | None, float], other: Range) -> bool:
    """Whether `other` goes on from `stated`: both are bands, then."""
    return (other[0] is not None and 0 < other[0] - stated[1] <= 1) or (
        other[1] is not None and stated[0] is not None and 0 < stated[0] - other[1] <= 1
    )


def _limits(passages: Iterable[Passage], guideline: Guideline) -> Iterator[Quote]:
    for passage in passages:
        if passage.kind is PassageKind.REFERENCE:
            continue
        for start, end in sentences(passage.text.text):
            sentence = passage.text[start:end]
            listed = passage.kind is PassageKind.ITEM and ":" in sentence.text and stated_bands(sentence, 1.0)
            if pattern("limit").search(sentence.text) and not listed:  # «6 à 9 : RCP» is a verdict, not a limit
                yield Quote(sentence.text, sentence.page, guideline.places(sentence), passage.id)


def _inside(section: str | None, guideline: Guideline) -> set[str | None]:
    """The section and those below it."""
    inside: set[str | None] = {section}
    if section is None:
        return inside
    for each in guideline.sections:
        if each.parent in inside:
            inside.add(each.id)
    return inside


def _explaining(inside: set[str | None], guideline: Guideline) -> set[str | None]:
    """The next section, with those below it, where its heading says that it is about what the totals mean."""
    last = max((n for n, section in enumerate(guideline.sections) if section.id in inside), default=None)
    if last is None or last + 1 >= len(guideline.sections):
        return set()
    after = guideline.sections[last + 1]
    return _inside(after.id, guideline) if pattern("explains").match(after.title.text) else set()
