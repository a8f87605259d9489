"""What the proof of each score found, as findings of the edition: gaps, overlaps, ranges, verdicts out of reach.

Reckons nothing: `kb/calculators/prove.py` enumerates, `compare.py` holds scores against their publications.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kb.audit.model import RULES, Finding
from kb.audit.subject import Subject
from kb.calculators.compare import DEPARTURE
from kb.calculators.model import Calculator, Status
from kb.calculators.model import Finding as Proof


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
    """The finding at the cells of the item it is about, else at the table."""
    item = next((each for each in calculator.items if each.key == proof.item), None)
    text = item.label if item else calculator.name
    table = next((each for each in subject.guideline.tables if each.id == calculator.table), None)
    passage = subject.passages.get(table.passage) if table else None
    section = calculator.section or (table.section if table else None)
    places, page = proof.places, proof.page or calculator.page
    if not places and passage is not None:
        places = subject.guideline.places(passage.text)
    return replace(
        subject.placed(proof.rule, text, detail, page, places, section), passage=passage.id if passage else None
    )
