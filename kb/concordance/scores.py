"""What one guideline says of a score that a question names: its range, its cut-offs and what they lead to.

Takes the compiled score as it is; whole numbers are compared, so that `> 8` and `≥ 9` are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, floor

from ingest.model import Quantity
from kb.audit.indications import concepts
from kb.audit.lexicon import advised_acts
from kb.audit.named_scores import NamedScore, named_scores
from kb.audit.subject import SPOKEN, Subject
from kb.calculators.model import Band, Calculator
from kb.calculators.wording import band_range, printed
from kb.concordance.claims import Question, claim
from kb.concordance.model import Aspect, Claim, Row

_STUDY = re.compile(r"\b(?:essai|étude|série|cohorte|méta-analyse)s?\b|\bet al\b", re.IGNORECASE)
_REACH = 60  # characters between a score's name and its number


def score_claims(subject: Subject, question: Question) -> Iterator[Claim]:
    """Range and verdicts of each score that the question names, and the sentences that set a threshold on it."""
    for score in named_scores(subject):
        if not score.called_in(question.text):
            continue
        if score.calculator is not None:
            yield from _compiled(subject, score.calculator)
        yield from _told(subject, score)


def _compiled(subject: Subject, score: Calculator) -> Iterator[Claim]:
    page = score.page or 1
    passage = next((table.passage for table in subject.guideline.tables if table.id == score.table), None)
    for n, band in enumerate(sorted(score.bands, key=lambda b: float("-inf") if b.low is None else b.low), 1):
        value = f"{band_range(band)}\u00a0: {band.label}"
        row = Row(Aspect.THRESHOLD, f"Verdict {n}")
        yield Claim(row, value, _means(band, score), value, (), band.page or page, band.places, passage)
    if score.range is not None:
        low, high = score.range
        value = f"de {printed(low)} à {printed(high)}"
        row = Row(Aspect.NUMBER, "Étendue des points")
        yield Claim(row, value, score.range, value, (), page, (), passage)


def _means(band: Band, score: Calculator) -> tuple[object, ...]:
    """The totals that the verdict holds, within the score's range, and what it advises."""
    low, high = score.range or (None, None)
    first = band.low if band.low is not None else low
    last = band.high if band.high is not None else high
    return (first, last, concepts(band.label) & advised_acts())


def _told(subject: Subject, score: NamedScore) -> Iterator[Claim]:
    for sentence in subject.sentences:
        named = score.called_in(sentence.text) if sentence.passage.kind in SPOKEN else []
        acts = sorted(concepts(sentence.text) & advised_acts())
        if not named or not acts or _STUDY.search(sentence.text):
            continue
        for quantity in subject.quantities_in(sentence):
            at = quantity.start - sentence.start
            one_sided = (quantity.low is None) != (quantity.high is None)
            if not one_sided or quantity.unit not in ("", "point"):
                continue
            if not any(0 <= at - end <= _REACH for end in named):
                continue
            means = _whole(quantity)
            row = Row(Aspect.THRESHOLD, f"Seuil\u00a0: {', '.join(acts)}")
            yield claim(subject, row, quantity.text.text, means, sentence, [(quantity.start, quantity.end)])


def _whole(quantity: Quantity) -> tuple[object, ...]:
    """The bound as a whole number that it holds."""
    if quantity.low is not None:
        return (floor(quantity.low) + 1 if quantity.strict_low else ceil(quantity.low), None)
    high = quantity.high or 0.0
    return (None, ceil(high) - 1 if quantity.strict_high else floor(high))
