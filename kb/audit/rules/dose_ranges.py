"""A scheme outside the ranges that the same document gives for that site and technique.

Compares prescriptions and alternatives with printed ranges only («27 à 30 Gy en 3 fractions»); says nothing of a
re-irradiation, for which ranges of a first one do not hold, nor where fewer than two ranges are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import Dose, DoseRole, Technique
from kb.audit.french import listed, quoted
from kb.audit.indications import concepts, keys
from kb.audit.model import Finding
from kb.audit.subject import Subject

RULE = "dose-inconsistent"
FEWEST = 2  # ranges of a technique: one alone is an example more often than a rule
_ANOTHER_MATTER = frozenset({"reirradiation"})
_GIVEN = (DoseRole.RECOMMENDED, DoseRole.POSSIBLE)


def check_dose_ranges(subject: Subject) -> Iterator[Finding]:
    """A finding for each scheme that no range of its technique holds; the ranges are named."""
    doses = subject.guideline.doses
    for technique in (Technique.STEREOTACTIC, Technique.CONVENTIONAL):
        ranges = [d for d in doses if d.technique is technique and d.role is DoseRole.RECOMMENDED and _is_range(d)]
        if len(ranges) < FEWEST:
            continue
        for dose in doses:
            if dose.technique is not technique or dose.role not in _GIVEN or _is_range(dose) or not dose.fractions_low:
                continue
            if dose.indication and concepts(dose.indication) & _ANOTHER_MATTER:
                continue
            own = _of_the_site(dose, ranges)
            sentence = subject.sentence_of(dose.passage, dose.start)
            if sentence is not None and _outside(dose, own):
                said = listed([quoted(each.text.text) for each in own])
                site = f" pour {quoted(dose.indication)}" if dose.indication else ""
                detail = (
                    f"{quoted(dose.text.text)}{site} sort des doses que le document donne pour cette technique : "
                    f"{said}."
                )
                yield subject.finding(RULE, sentence, detail, [(dose.start, dose.end)], against=said)


def _is_range(dose: Dose) -> bool:
    return dose.low < dose.high


def _of_the_site(dose: Dose, ranges: Sequence[Dose]) -> list[Dose]:
    """The ranges for the dose's site where it names one of theirs, else all."""
    own = keys(dose.indication) if dose.indication else frozenset()
    fitting = [each for each in ranges if each.indication and own & keys(each.indication)]
    return fitting or list(ranges)


def _outside(dose: Dose, ranges: Sequence[Dose]) -> bool:
    """Whether no range holds the dose in so many fractions, or there are more fractions than in any range.

    Between printed numbers of fractions nothing is said: «4 fractions» beside ranges in 3 and in 5 is not outside.
    """
    fractions = dose.fractions_low or 0
    counted = [r for r in ranges if r.fractions_low is not None and r.fractions_high is not None]
    holding = [r for r in counted if (r.fractions_low or 0) <= fractions <= (r.fractions_high or 0)]
    if holding:
        return not any(r.low <= dose.low and dose.high <= r.high for r in holding)
    return bool(counted) and fractions > max(r.fractions_high or 0 for r in counted)
