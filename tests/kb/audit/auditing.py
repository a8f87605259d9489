"""A guideline written as plain text, read by the reader, and what the audit finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ingest.reader import read_guideline
from kb.audit.audit import audit
from kb.audit.model import Finding
from kb.audit.subject import Subject, make_subject
from kb.calculators.all import all_calculators

TODAY = date(2026, 1, 15)
LIST = """
## Bibliographie

1. Martin A, Petit B. Radiotherapy of painful bone metastases. J Bone 2019;12:1-9.
2. Durand C, Grand D. Surgery of the metastatic spine. Spine J 2018;7:20-31.
3. Lopez E, Ruiz F. Cementoplasty of the pelvis. Radiology 2020;3:44-50.
4. Weber G, Klein H. Denosumab in solid tumours. Lancet Oncol 2021;22:100-9.
"""
CITED = "On irradie (1). On opère (2). On cimente (3). On prescrit (4).\n"
NAMED = "On irradie (Martin, 2019). On opère (Durand, 2018). On cimente (Lopez, 2020). On prescrit (Weber, 2021).\n"


def subject(text: str, *, dated: str | None = "2024-06-01", today: date = TODAY) -> Subject:
    """The guideline that `text` (Markdown) is, under audit."""
    guideline = read_guideline(text.encode(), name="guide.md", document="guide")
    return make_subject(guideline, all_calculators(guideline, "guide", "2024"), today, dated)


def found(text: str, rule: str, **facts: object) -> tuple[Finding, ...]:
    """What `rule` finds in `text`."""
    return tuple(finding for finding in audit(subject(text, **facts)) if finding.rule == rule)  # type: ignore[arg-type]


def details(findings: Sequence[Finding]) -> str:
    """All that is said of the findings."""
    return "\n".join(finding.detail for finding in findings)
