"""Audits → the JSON of CONTRACT.md. The form of the output and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ingest.model import Place
from kb.audit.accepted import Acceptance
from kb.audit.desk import Audit
from kb.audit.model import RULES, Finding
from kb.store.catalogue import Edition

Json = dict[str, Any]


def audit_json(audits: Iterable[Audit]) -> Json:
    """`audit`: the findings to mend; beside them those accepted, and acceptances whose finding is gone."""
    held = tuple(audits)
    return {
        "findings": [finding_json(f, each.edition) for each in held for f in each.sorted.findings],
        "accepted": [
            finding_json(f, each.edition) | {"accepted": _acceptance(who)}
            for each in held
            for f, who in each.sorted.accepted
        ],
        "stale": [_acceptance(who) for each in held for who in each.sorted.stale],
        "editions": [each.edition.name for each in held],
    }


def finding_json(finding: Finding, edition: Edition) -> Json:
    """One finding. `marks` are code-point offsets into `text`, `id` is what an acceptance names."""
    section = finding.section
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "document": edition.document,
        "edition": edition.label,
        "section": {"number": section.number, "title": section.title.text} if section else None,
        "page": finding.page,
        "places": [place_json(place) for place in finding.places],
        "text": finding.text,
        "detail": finding.detail,
        "repair": finding.repair,
        "marks": [list(mark) for mark in finding.marks],
        "passage": finding.passage,
        "name": RULES[finding.rule].name,
        "id": finding.fingerprint,
    }


def place_json(place: Place) -> Json:
    """A place as the contract prints it."""
    boxes = [[round(value, 2) for value in box] for box in place.boxes]
    return {"page": place.page, "printed_page": place.printed_page, "boxes": boxes}


def _acceptance(acceptance: Acceptance) -> Json:
    facts = asdict(acceptance)
    return facts | {"day": acceptance.day.isoformat() if acceptance.day else None}
