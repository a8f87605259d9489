"""What one guideline says on a question: doses, thresholds, how much it asks for, quantities; each with its sentence.

Takes the reader's doses, quantities and recommendations as they are; compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import DoseRole, Passage, PassageKind, Quantity, Strength, Technique
from ingest.statements.lead_ins import lead_ins
from kb.audit.indications import concepts, keys, terms
from kb.audit.lexicon import measured
from kb.audit.subject import SPOKEN, Sentence, Subject
from kb.concordance.model import Aspect, Claim, Row
from kb.concordance.tables import headed_quantities

_STUDY = re.compile(r"\b(?:essai|étude|série|cohorte|méta-analyse)s?\b|\bet al\b", re.IGNORECASE)
_ROLES = {
    DoseRole.RECOMMENDED: "Dose recommandée",
    DoseRole.POSSIBLE: "Dose possible",
    DoseRole.EXCEPTIONAL: "Dose à titre exceptionnel",
    DoseRole.UNSTATED: "Dose citée sans force",
}
_TECHNIQUES = {Technique.STEREOTACTIC: ", stéréotaxie", Technique.CONVENTIONAL: "", Technique.UNSTATED: ""}
STRENGTHS = {
    Strength.STRONG: "recommandé",
    Strength.WEAK: "préférable",
    Strength.OPTION: "possible",
    Strength.AGAINST: "non recommandé",
}
_AMOUNTS = {"mg": "Posologie", "g": "Posologie", "UI": "Posologie", "mg/j": "Posologie", "g/j": "Posologie"}
_TIMES = frozenset(["day", "week", "month", "year", "hour"])
_OFTEN = re.compile(r"\b(?:tou(?:te)?s les|chaque|par)\s*$", re.IGNORECASE)
_OFTEN_REACH = 25  # characters before a length of time
_MEMBERS = 4  # clauses that make a sentence an enumeration
_REACH = 60  # characters before a number in which stands what it measures


class Question:
    """The words of a question, as they are looked for: groups of the lexicon, and words it has not."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self.keys = keys(self.text)
        self.wanted = frozenset(word for key in self.keys for word in key)

    def met_by(self, text: str) -> bool:
        """Whether the text names all that one of the question's alternatives asks for."""
        said = concepts(text) | terms(text)
        return any(key <= said for key in self.keys)

    def is_indication(self, indication: str | None) -> bool:
        """Whether a dose with this indication is one that is asked for: the same, or a case of it."""
        return bool(indication) and any(key <= own for key in self.keys for own in keys(indication or ""))


def claims(subject: Subject, question: Question) -> Iterator[Claim]:
    """All that the edition says on the question, in reading order of each aspect."""
    if not question.keys:
        return
    yield from _doses(subject, question)
    about = _sentences(subject, question)
    yield from _thresholds(subject, question, about)
    yield from _modalities(subject, question)
    yield from _amounts(subject, about)
    yield from _under_a_head(subject, question)


def claim(
    subject: Subject,
    row: Row,
    value: str,
    means: tuple[object, ...],
    sentence: Sentence,
    marks: Sequence[tuple[int, int]],
) -> Claim:
    """A claim that quotes the sentence; `marks` are offsets in its passage."""
    text = sentence.passage.text[sentence.start : sentence.end]
    places = subject.guideline.places(text)
    inside = tuple((a - sentence.start, b - sentence.start) for a, b in marks)
    page = places[0].page if places else text.page
    return Claim(row, value, means, text.text, inside, page, places, sentence.passage.id)


# --- doses --------------------------------------------------------------------------------------------------------


def _doses(subject: Subject, question: Question) -> Iterator[Claim]:
    """Doses for what is asked. Those of a group of it («de 21 à 28 points : groupe I») are listed with their group."""
    for dose in subject.guideline.doses:
        sentence = subject.sentence_of(dose.passage, dose.start) if dose.role in _ROLES else None
        if sentence is None:
            continue
        role, means = _ROLES[dose.role], (dose.low, dose.high, dose.fractions_low, dose.fractions_high)
        mark = [(dose.start, dose.end)]
        spoken = sentence.passage.kind is not PassageKind.TABLE and question.met_by(sentence.text)
        if question.is_indication(dose.indication) or spoken:
            row = Row(Aspect.DOSE, role + _TECHNIQUES[dose.technique], compared=dose.role is not DoseRole.UNSTATED)
            yield claim(subject, row, dose.text.text, means, sentence, mark)
        elif _under(subject, question, sentence.passage.section):
            row = Row(Aspect.DOSE, f"{role}, selon le cas", compared=False)
            case = f" ({dose.indication})" if dose.indication else ""
            yield claim(subject, row, f"{dose.text.text}{case}", (*means, dose.indication), sentence, mark)


def _under(subject: Subject, question: Question, section: str | None) -> bool:
    """Whether the section's own title, or one over it, names what is asked."""
    seen: set[str] = set()
    while section is not None and section not in seen and section in subject.sections:
        seen.add(section)
        if question.met_by(subject.sections[section].title.text):
            return True
        section = subject.sections[section].parent
    return False


# --- thresholds and amounts ---------------------------------------------------------------------------------------


def _sentences(subject: Subject, question: Question) -> tuple[Sentence, ...]:
    """Sentences about what is asked: they name it, or the rest of their item or what leads in to it does."""
    passages = subject.guideline.passages
    index = {passage.id: n for n, passage in enumerate(passages)}
    found = []
    for sentence in subject.sentences:
        if _STUDY.search(sentence.text):
            continue
        if sentence.passage.kind is PassageKind.TABLE and question.met_by(sentence.text):
            found.append(sentence)  # a row
        if sentence.passage.kind not in SPOKEN:
            continue
        n = index[sentence.passage.id]
        if question.met_by(sentence.text) or _over(question, passages, n):
            found.append(sentence)
    return tuple(found)


def _over(question: Question, passages: Sequence[Passage], n: int) -> bool:
    """Whether the passage around a sentence, or an item over it, names what is asked, and nothing else in its place."""
    passage = passages[n]
    if question.met_by(passage.text.text):
        return True
    return any(question.met_by(lead.text.text) for lead in lead_ins(passages, n, lambda text: False)[:1])


def _thresholds(subject: Subject, question: Question, about: Sequence[Sentence]) -> Iterator[Claim]:
    for sentence in about:
        for quantity in subject.quantities_in(sentence):
            at = quantity.start - sentence.start
            if not _of_one_clause(question, sentence.text, at):
                continue
            named = list(measured().finditer(sentence.text[max(0, at - _REACH) : at]))
            if not quantity.unit or not named or (quantity.low is None) == (quantity.high is None):
                continue
            what = named[-1]["what"].split()[0].casefold() if " de vie" not in named[-1]["what"] else named[-1]["what"]
            row = Row(Aspect.THRESHOLD, f"Seuil\u00a0: {what.casefold()}")
            means = (quantity.low, quantity.high, quantity.unit)
            yield claim(subject, row, quantity.text.text, means, sentence, [(quantity.start, quantity.end)])


def _of_one_clause(question: Question, text: str, at: int) -> bool:
    """Whether the number at `at` is of what is asked, and not of another member of a list that names it too."""
    clauses = [(m.start(), m.end()) for m in re.finditer(r"[^,;]+", text)]
    if len(clauses) < _MEMBERS or not question.met_by(text):
        return True
    return any(question.met_by(text[a:b]) for a, b in clauses if a <= at < b)


def _amounts(subject: Subject, about: Sequence[Sentence]) -> Iterator[Claim]:
    for sentence in about:
        for quantity in subject.quantities_in(sentence):
            yield from _amount(subject, sentence, quantity)


def _under_a_head(subject: Subject, question: Question) -> Iterator[Claim]:
    """Amounts in the columns of a table that what is asked heads."""
    heads = tuple(
        (table, cell.col)
        for table in subject.guideline.tables
        for cell in table.cells
        if cell.row < table.header_rows and cell.colspan == 1 and cell.col > 0 and question.met_by(cell.text.text)
    )
    for row, quantity in headed_quantities(subject, heads):
        yield from _amount(subject, row, quantity)


def _amount(subject: Subject, sentence: Sentence, quantity: Quantity) -> Iterator[Claim]:
    """How much, or how often; a bound is a threshold and none of both."""
    if quantity.low is None or quantity.high is None:
        return
    at = quantity.start - sentence.start
    if quantity.unit in _AMOUNTS:
        row = Row(Aspect.NUMBER, f"{_AMOUNTS[quantity.unit]} ({quantity.unit})")
    elif quantity.unit in _TIMES and _OFTEN.search(sentence.text[max(0, at - _OFTEN_REACH) : at]):
        row = Row(Aspect.NUMBER, "Rythme")
    else:
        return
    means = (quantity.low, quantity.high, quantity.unit)
    yield claim(subject, row, quantity.text.text, means, sentence, [(quantity.start, quantity.end)])


# --- modality -----------------------------------------------------------------------------------------------------


def _modalities(subject: Subject, question: Question) -> Iterator[Claim]:
    """How much is asked for: the recommendations that name what is asked, each by its own sentence."""
    for recommendation in subject.guideline.recommendations:
        strength = STRENGTHS.get(recommendation.strength)
        passage = subject.passages.get(recommendation.passage)
        if strength is None or passage is None or not question.met_by(recommendation.text.text):
            continue
        start = passage.text.text.find(recommendation.text.text)
        sentence = Sentence(passage, start, start + len(recommendation.text))
        row = Row(Aspect.MODALITY, recommendation.id)  # which others say the same, `concordance_rows` finds
        yield claim(subject, row, strength, (strength,), sentence, ())
