"""The recipe of an audit: one edition asked by every rule, its findings in order, those accepted set apart.

Knows no rule from the inside: a rule is a function of an edition, named here in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kb.audit.model import RULES, Finding, Severity
from kb.audit.rules.acronyms import check_acronyms
from kb.audit.rules.ageing import check_ageing
from kb.audit.rules.ambivalent import check_ambivalent
from kb.audit.rules.citations import check_citations
from kb.audit.rules.cross_references import check_cross_references
from kb.audit.rules.dated import check_dated
from kb.audit.rules.dose_ranges import check_dose_ranges
from kb.audit.rules.doses import check_doses
from kb.audit.rules.duplicates import check_duplicates
from kb.audit.rules.gaps import check_gaps
from kb.audit.rules.scores import check_scores
from kb.audit.rules.thresholds import check_thresholds
from kb.audit.rules.uncited import check_uncited
from kb.audit.subject import Subject

Rule = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Rule, ...] = (
    check_doses,
    check_dose_ranges,
    check_thresholds,
    check_scores,
    check_citations,
    check_cross_references,
    check_duplicates,
    check_gaps,
    check_dated,
    check_ageing,
    check_ambivalent,
    check_acronyms,
    check_uncited,
)
_GRAVE = list(Severity)
_ORDER = list(RULES)


def audit(subject: Subject, checks: Sequence[Rule] = CHECKS) -> tuple[Finding, ...]:
    """All findings of the edition: the gravest first, then rule by rule, then in reading order."""
    return in_order(finding for check in checks for finding in check(subject))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then rule by rule, then by page; each said once."""
    once = {(finding.rule, finding.text, finding.detail): finding for finding in findings}
    return tuple(sorted(once.values(), key=lambda f: (_GRAVE.index(f.severity), _ORDER.index(f.rule), f.page)))
