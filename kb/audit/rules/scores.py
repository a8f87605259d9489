"""What the proof of each score found, as findings of the edition: gaps, overlaps, ranges, verdicts out of reach.

Reckons nothing: `kb/calculators/prove.py` enumerates, `compare.py` holds scores against their publications.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.audit.french import quoted
from kb.audit.model import RULES, Finding
from kb.audit.subject import Sentence, Subject
from kb.calculators.compare import DEPARTURE
from kb.calculators.model import Calculator, Item, Status
from kb.calculators.model import Finding as Proof
from kb.calculators.prove import RANGE
from kb.calculators.wording import band_range, printed


def check_scores(subject: Subject) -> Iterator[Finding]:
    """A finding for each thing that the proof has against a score; one for all departures from its publication."""
    for calculator in subject.calculators:
        if calculator.status is Status.REFUSED:
            continue
        departures = []
        told = {proof.item for proof in calculator.findings if proof.rule != DEPARTURE and proof.rule in RULES}
        for proof in calculator.findings:
            if proof.rule == DEPARTURE:
                if proof.item is None or proof.item not in told:
                    departures.append(proof)
            elif proof.rule in RULES:
                yield _finding(subject, calculator, proof, f"{calculator.name} — {proof.text}")
        if departures:
            said = " ".join(each.text for each in departures)
            first = next((each for each in departures if each.places), departures[0])
            yield _finding(subject, calculator, first, f"{calculator.name} — {said}")


def _finding(subject: Subject, calculator: Calculator, proof: Proof, detail: str) -> Finding:
    """The finding at the cells of its options, or at the sentence that states a range, else at the table."""
    if proof.rule == RANGE and (sentence := _stated(subject, calculator)) is not None:
        return subject.finding(RANGE, sentence[0], detail, [sentence[1]], against=detail)
    item = next((each for each in calculator.items if each.key == proof.item), None)
    table = next((each for each in subject.guideline.tables if each.id == calculator.table), None)
    passage = subject.passages.get(table.passage) if table else None
    section = calculator.section or (table.section if table else None)
    places, page = proof.places, proof.page or calculator.page
    if not places and passage is not None:
        places = subject.guideline.places(passage.text)
    text = _printed(item, proof) if item else _verdicts(calculator, proof) or calculator.name
    found = subject.placed(proof.rule, text, detail, page, places, section)
    return replace(found, passage=passage.id if passage else None, against=detail)


def _printed(item: Item, proof: Proof) -> str:
    """The item with those of its options that the proof names: «Intervalle : <15 mois | >15 mois»."""
    meant = [option.label for option in item.options if quoted(option.label, " ") in proof.text]
    return f"{item.label}\u00a0: {' | '.join(meant)}" if meant else item.label


def _verdicts(calculator: Calculator, proof: Proof) -> str:
    """The verdicts that the proof names, with their totals."""
    meant = [b for b in calculator.bands if quoted(b.label, " ") in proof.text]
    return " | ".join(f"{band_range(band)}\u00a0: {band.label}" for band in meant)


def _stated(subject: Subject, calculator: Calculator) -> tuple[Sentence, tuple[int, int]] | None:
    """The sentence of the score's section that states its range, and where."""
    if calculator.stated_range is None:
        return None
    low, high = (re.escape(printed(value)) for value in calculator.stated_range)
    stated = re.compile(rf"(?<![\d.,]){low}\s*(?:à|et|[-–])\s*{high}(?![\d.,]\d|\d)")
    for sentence in subject.sentences:
        if sentence.passage.section == calculator.section and (match := stated.search(sentence.text)):
            return sentence, (sentence.start + match.start(), sentence.start + match.end())
    return None
