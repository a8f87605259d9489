"""Doses that contradict each other: two prescriptions for one indication, or one scheme on both sides of a table.

Compares only what is recommended with what is recommended, of one technique. Alternatives, study arms, examples and
limits of organs are never held against a prescription. Ranges by site are `dose_ranges`' affair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.model import Dose, DoseRole, Passage, PassageKind, Technique
from kb.audit.french import listed, quoted
from kb.audit.indications import Key, concepts, keys
from kb.audit.lexicon import sites, situations
from kb.audit.model import Finding
from kb.audit.subject import Sentence, Subject

RULE = "dose-inconsistent"
OTHER_ROLES = (DoseRole.POSSIBLE, DoseRole.EXCEPTIONAL)
# A condition that the indication does not hold makes another prescription of it.
_CONDITION = re.compile(
    r"\b(?:si|s['’]il|lorsqu\w*|quand|sauf|hormis|chez|en (?:l['’])?absence|en cas|selon|sous réserve|à condition|"
    r"après|avant|faible espérance|mauvais|sans|groupe|stade|grade|au[- ]delà|moins de|plus de)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The recommended schemes of one sentence or table row, for one wording of an indication."""

    sentence: Sentence
    indication: str
    technique: Technique
    doses: tuple[Dose, ...]

    @property
    def said(self) -> str:
        return listed([quoted(dose.text.text) for dose in self.doses], "ou")


def check_doses(subject: Subject) -> Iterator[Finding]:
    """A finding for each later statement that disagrees with an earlier one, and for each scheme in two columns."""
    yield from _two_columns(subject)
    by_key: dict[Key, list[Statement]] = defaultdict(list)
    for statement in statements(subject):
        for key in sorted(keys(statement.indication), key=sorted):
            by_key[key].append(statement)
    told: set[tuple[str, int]] = set()
    for found in by_key.values():
        for a, b in combinations(found, 2):
            place = (b.sentence.passage.id, b.sentence.start)
            if place not in told and _disagree(a, b):
                told.add(place)
                yield _finding(subject, a, b)


def statements(subject: Subject) -> Iterator[Statement]:
    """What the edition recommends, sentence by sentence and row by row, where its indication is said there."""
    groups: dict[tuple[str, int, str, Technique], list[Dose]] = defaultdict(list)
    sentences: dict[tuple[str, int], Sentence] = {}
    for dose in subject.guideline.doses:
        sentence = subject.sentence_of(dose.passage, dose.start) if dose.role is DoseRole.RECOMMENDED else None
        indication = _said_there(sentence, dose.indication) if sentence else None
        if sentence is not None and indication is not None:
            sentences[dose.passage, sentence.start] = sentence
            groups[dose.passage, sentence.start, indication, dose.technique].append(dose)
    for (passage, start, indication, technique), doses in groups.items():
        yield Statement(sentences[passage, start], indication, technique, tuple(doses))


def _said_there(sentence: Sentence, indication: str | None) -> str | None:
    """The indication that the sentence itself says, where nothing narrows it; of a table row, the row's.

    What comes from a heading is none: the sentence may be about a part of it.
    """
    if sentence.passage.kind is PassageKind.TABLE:
        return indication
    text = sentence.text
    if indication is not None and indication in text:
        lead = r"(?:en cas d(?:e |['’])|pour (?:les? |la |une? |l['’])?|chez (?:les? |un )?|après (?:une? )?)?"
        rest = re.sub(lead + re.escape(indication), " ", text, flags=re.IGNORECASE)
        return indication if _CONDITION.search(rest) is None else None
    named = [match for _, pattern in situations() if (match := pattern.search(text))]
    if len(named) != 1 or _CONDITION.search(text[: named[0].start()] + " " + text[named[0].end() :]):
        return None
    return named[0][0]


def same_technique(a: Technique, b: Technique) -> bool:
    """Whether the two can be one: what names no technique may be conventional, never stereotactic."""
    return a is b or {a, b} == {Technique.CONVENTIONAL, Technique.UNSTATED}


def fits(a: Dose, b: Dose) -> bool:
    """Whether one dose is the other, or lies in its range; fractions that one does not say are no difference."""
    doses = a.low <= b.high and b.low <= a.high
    if a.fractions_low is None or b.fractions_low is None or a.fractions_high is None or b.fractions_high is None:
        return doses
    return doses and a.fractions_low <= b.fractions_high and b.fractions_low <= a.fractions_high


def _disagree(a: Statement, b: Statement) -> bool:
    """Whether each says a scheme that the other does not: less of the same list is no contradiction."""
    if not same_technique(a.technique, b.technique):
        return False
    prose = PassageKind.TABLE not in (a.sentence.passage.kind, b.sentence.passage.kind)
    if prose and concepts(a.sentence.text) & sites() != concepts(b.sentence.text) & sites():
        return False
    return _leaves_out(a.doses, b.doses) and _leaves_out(b.doses, a.doses)


def _leaves_out(a: Sequence[Dose], b: Sequence[Dose]) -> bool:
    return any(not any(fits(x, y) for y in b) for x in a)


def _finding(subject: Subject, a: Statement, b: Statement) -> Finding:
    page = a.sentence.passage.text[a.sentence.start : a.sentence.end].page
    detail = (
        f"Pour {quoted(b.indication)}, {b.said} ; pour {quoted(a.indication)} (p. {page}), {a.said}. "
        "Même rôle et même technique, doses différentes."
    )
    return subject.finding(RULE, b.sentence, detail, [(dose.start, dose.end) for dose in b.doses], against=a.said)


# --- one scheme in the recommended and the other column ---


def _two_columns(subject: Subject) -> Iterator[Finding]:
    tables = {table.passage for table in subject.guideline.tables}
    rows: dict[tuple[str, int], list[Dose]] = defaultdict(list)
    for dose in subject.guideline.doses:
        if dose.passage in tables:
            rows[dose.passage, _row(subject.passages[dose.passage], dose.start)].append(dose)
    for (passage, _), doses in rows.items():
        for a in doses:
            for b in doses:
                both = a.role is DoseRole.RECOMMENDED and b.role in OTHER_ROLES
                if both and same_technique(a.technique, b.technique) and _same_scheme(a, b):
                    sentence = subject.sentence_of(passage, a.start)
                    if sentence is None:
                        continue
                    where = f" pour {quoted(a.indication)}" if a.indication else ""
                    detail = (
                        f"{quoted(a.text.text)} est à la fois dans la colonne recommandée et dans celle des autres "
                        f"schémas ({quoted(b.text.text)}){where}."
                    )
                    yield subject.finding(RULE, sentence, detail, [(a.start, a.end), (b.start, b.end)])


def _row(passage: Passage, offset: int) -> int:
    """The row of a table's text: one a line."""
    return passage.text.text.count("\n", 0, offset)


def _same_scheme(a: Dose, b: Dose) -> bool:
    said = a.fractions_low is not None and b.fractions_low is not None
    return said and (a.low, a.high, a.fractions_low, a.fractions_high) == (
        b.low, b.high, b.fractions_low, b.fractions_high,
    )  # fmt: skip
