"""What the terminal shows an editor: findings by edition and severity, each with its place, why, and its repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kb.audit.desk import Audit
from kb.audit.model import Finding, Severity
from kb.printout import clean

_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_LONGEST = 160  # characters of the quoted text on one line


def audit_text(audits: Iterable[Audit]) -> str:
    """The findings to mend, then those accepted; one line of counts for each edition."""
    return "\n".join(line for each in audits for line in _edition(each))


def _edition(audit: Audit) -> Iterator[str]:
    found, accepted = audit.sorted.findings, audit.sorted.accepted
    counts = Counter(finding.severity for finding in found)
    said = ", ".join(f"{counts[severity]} {_NAMES[severity]}" for severity in Severity if counts[severity])
    yield f"{clean(audit.edition.name)}: {said or 'nothing to mend'}" + (
        f", {len(accepted)} accepted" if accepted else ""
    )
    for finding in found:
        yield from _finding(finding)
    for finding, who in accepted:
        yield f"  accepted  {finding.rule}  p. {finding.page}  {clean(who.reason)} ({clean(who.by)})"
    for who in audit.sorted.stale:
        yield f"  gone      {clean(who.rule or who.fingerprint)}: accepted by {clean(who.by)}, no longer found"


def _finding(finding: Finding) -> Iterator[str]:
    number = f" § {finding.section.number}" if finding.section and finding.section.number else ""
    yield f"  {_NAMES[finding.severity]:8}  {finding.rule}  p. {finding.page}{number}  [{finding.fingerprint}]"
    text = clean(" ".join(finding.text.split()))
    yield f"            {clean(finding.detail)}"
    yield f"            « {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'} »"
    if finding.repair:
        yield f"            → {clean(finding.repair)}"
