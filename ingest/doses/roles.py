"""What a dose is given for, as its sentence says: recommended, possible, exceptional, a study's, a limit, an example.

Reads; never guesses: None where nothing is said. The weight of «il est recommandé» and its negations is in
ingest/statements/modality.py, technique and indication in ingest/doses/context.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.doses.context import VERB, any_of, organ_named, stretch
from ingest.language import French
from ingest.lexicon import read_lexicon
from ingest.model import DoseRole, Strength
from ingest.statements.modality import modalities
from ingest.values.schemes import Scheme


class _Said(Enum):
    """What a mark says of the doses near it."""

    LIMIT = DoseRole.ORGAN_LIMIT
    EXAMPLE = DoseRole.EXAMPLE
    STUDY = DoseRole.STUDY_ARM
    EXCEPTIONAL = DoseRole.EXCEPTIONAL
    POSSIBLE = DoseRole.POSSIBLE
    RECOMMENDED = DoseRole.RECOMMENDED
    AGAINST = DoseRole.UNSTATED  # advised against: never a dose to give

    @property
    def role(self) -> DoseRole:
        return DoseRole(self.value)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence that say something of the doses near them."""

    start: int
    end: int
    said: _Said


_LEXICON = read_lexicon("doses")
_MARKS = (
    (_Said.LIMIT, any_of(_LEXICON["limit"])),
    (_Said.EXAMPLE, any_of(_LEXICON["example"])),
    (_Said.STUDY, any_of(_LEXICON["study"])),
    (_Said.EXCEPTIONAL, any_of(_LEXICON["exceptional"])),
    (_Said.POSSIBLE, any_of(_LEXICON["possible"])),
    (_Said.RECOMMENDED, any_of(_LEXICON["recommended"])),
)
_OF_STRENGTH = {
    Strength.STRONG: _Said.RECOMMENDED,
    Strength.WEAK: _Said.RECOMMENDED,
    Strength.OPTION: _Said.POSSIBLE,
    Strength.AGAINST: _Said.AGAINST,
}
_GIVEN = (_Said.RECOMMENDED, _Said.POSSIBLE, _Said.EXCEPTIONAL)
_PAST, _OUTDONE = any_of(_LEXICON["past"]), any_of(_LEXICON["outdone"])
_RECEIVED, _ASIDE = any_of(_LEXICON["received"]), any_of(_LEXICON["aside"])
_CLAUSE = re.compile(r"[;,:()]|\b(?:mais|alors que|tandis que|cependant|sinon)\b", re.IGNORECASE)
_PART = re.compile(r"[;,:]")
_DETERMINER = re.compile(r"\b(?:une?|la|les?|des|cette|ce|ces|son|sa)\b|\bl'", re.IGNORECASE)
_NEW_SUBJECT = re.compile(r"\bet (?:une?|la|les?|des|cette|ce|ces)\b|\bet l'", re.IGNORECASE)
_DEBATE = re.compile(r"\b(?:discuter|envisager|considérer)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SUBJECT = 2  # words before a verb that make a subject; one may be «puis» or «ou»
_NEAR = 30  # characters behind a dose that still qualify it: «45 Gy (Dmax moelle)», «, à titre exceptionnel»


def role_in(sentence: str, marks: Sequence[Mark], schemes: Sequence[Scheme], n: int, reported: bool) -> DoseRole | None:
    """The role that the flattened `sentence` gives to the `n`-th of its `schemes`, or None where it says nothing of it.

    `marks` are those of `read_marks`. `reported`: the passage has been telling of a study, so that a sentence in the
    past still does. The words of the dose's own clause come first, then those of the clause before, then of the clause
    behind. A study's dose stays a `study_arm` where the study comes before the word that recommends («un essai a montré
    que … est préférable»). A dose that another is preferred to, or that is advised against, is `unstated`.
    """
    scheme = schemes[n]
    clause = stretch(_CLAUSE, sentence, scheme)
    own = [m for m in marks if m.start < clause[1] and clause[0] < m.end and not _of_another(sentence, scheme, m)]
    if _is_limit(sentence, scheme, schemes, marks, own):
        return DoseRole.ORGAN_LIMIT
    if any(m.said is _Said.EXAMPLE and m.start < scheme.start < _bracket_end(sentence, m.start) for m in marks):
        return DoseRole.EXAMPLE
    said = _strongest(own) or _nearest(sentence, marks, schemes, n)
    if said in _GIVEN:
        if _OUTDONE.search(sentence, clause[0], scheme.start) or _is_aside(sentence, scheme, own):
            return DoseRole.UNSTATED
        if said is _Said.RECOMMENDED and _DEBATE.search(sentence, clause[0], scheme.start):
            said = _Said.POSSIBLE  # «il est recommandé de discuter 8 Gy en une séance»
    if said in (_Said.RECOMMENDED, _Said.POSSIBLE) and any(
        m.said is _Said.EXCEPTIONAL and clause[1] <= m.start <= clause[1] + _NEAR
        for m in _free(sentence, marks, schemes)
    ):
        said = _Said.EXCEPTIONAL  # «8 Gy est possible, à titre exceptionnel»
    if said is None and reported and _PAST.search(sentence):
        said = _Said.STUDY
    return said.role if said else None


def role_of_lead_in(french: French, text: str) -> DoseRole | None:
    """The role that a lead-in («Les doses préconisées varient :») gives to the items under it."""
    marks = read_marks(french, text)
    for said in (_Said.LIMIT, _Said.EXAMPLE, _Said.AGAINST, _Said.EXCEPTIONAL, _Said.STUDY):
        if any(m.said is said for m in marks):
            return said.role
    return marks[0].said.role if marks else None


def tells_of_a_study(text: str) -> bool:
    return any(said is _Said.STUDY and pattern.search(text) for said, pattern in _MARKS)


def read_marks(french: French, sentence: str) -> tuple[Mark, ...]:
    """Everything in the sentence that says something of a dose, in order."""
    found = [Mark(m.start(), m.end(), said) for said, pattern in _MARKS for m in pattern.finditer(sentence)]
    weighed = (m for m in modalities(french, sentence) if m.strength in _OF_STRENGTH)
    found += [Mark(m.start, m.end, _OF_STRENGTH[m.strength]) for m in weighed]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _strongest(own: Sequence[Mark]) -> _Said | None:
    """What the marks of one clause say together."""
    said = {m.said for m in own}
    for first in (_Said.AGAINST, _Said.EXCEPTIONAL):
        if first in said:
            return first
    return next((m.said for m in own if m.said in (_Said.STUDY, _Said.RECOMMENDED, _Said.POSSIBLE)), None)


def _nearest(sentence: str, marks: Sequence[Mark], schemes: Sequence[Scheme], n: int) -> _Said | None:
    """What the clauses before the dose say of it, or those behind where the mark before has had a dose of its own.

    A clause with a subject and verb of its own is not governed by what was recommended before it; behind, only a verb
    without another subject speaks of the dose («…, chez ces patients, est possible», not «…, une IRM est utile»).
    """
    speaking = [m for m in marks if m.said not in (_Said.LIMIT, _Said.EXAMPLE)]
    scheme = schemes[n]
    start, end = stretch(_CLAUSE, sentence, scheme)
    alone = _has_subject(sentence[start:end], VERB)
    before = [m for m in speaking if m.end <= scheme.start and not (alone and m.said in _GIVEN)]
    behind = [
        m
        for m in _free(sentence, speaking, schemes)
        if scheme.end <= m.start and not (m.said in _GIVEN and _leads(sentence, m))
    ]
    if not before:
        return behind[0].said if behind else None
    last = before[-1]
    spent = any(s.end <= last.start for s in schemes[:n]) and not any(last.end <= s.start for s in schemes[:n])
    next_dose = min((s.start for s in schemes if s.start >= scheme.end), default=len(sentence))
    return behind[0].said if spent and behind and behind[0].start < next_dose else last.said


def _has_subject(clause: str, verb: re.Pattern[str]) -> bool:
    found = verb.search(clause)
    return found is not None and len(clause[: found.start()].split()) >= _SUBJECT


def _free(sentence: str, marks: Iterable[Mark], schemes: Sequence[Scheme]) -> list[Mark]:
    """The marks that no later dose of their clause takes for itself: «(exceptionnellement 8 Gy …)» looks ahead."""
    free: list[Mark] = []
    for mark in marks:
        stop = _CLAUSE.search(sentence, mark.end)
        end = stop.start() if stop else len(sentence)
        if not any(mark.start <= scheme.start < end or scheme.start <= mark.start < scheme.end for scheme in schemes):
            free.append(mark)
    return free


def _of_another(sentence: str, scheme: Scheme, mark: Mark) -> bool:
    """Whether a mark behind the dose has another subject: «8 Gy soulage la douleur et une IRM est recommandée»."""
    if mark.said not in _GIVEN or mark.start < scheme.end:
        return False
    between = sentence[scheme.end : mark.start]
    return VERB.search(between) is not None and _NEW_SUBJECT.search(between) is not None


def _leads(sentence: str, mark: Mark) -> bool:
    """Whether words of its own clause stand before the mark, so that it speaks of them."""
    start = max((m.end() for m in _CLAUSE.finditer(sentence, 0, mark.start)), default=0)
    return len(sentence[start : mark.start].split()) >= _SUBJECT


def _is_aside(sentence: str, scheme: Scheme, own: Sequence[Mark]) -> bool:
    """Whether the dose is no object of what is recommended: it was received before, sets a condition, is left out.

    «Après chirurgie 30 Gy en 10 fractions sont recommandés» is one to give: the verb follows the dose at once.
    """
    part = max((m.end() for m in _PART.finditer(sentence, 0, scheme.start)), default=0)
    number = _DIGIT.search(sentence, scheme.start, scheme.end)  # «pour une séance de 8 Gy» begins before its number
    before = sentence[part : number.start() if number else scheme.start]
    if _RECEIVED.search(before):
        return True
    if not _ASIDE.search(sentence[part : scheme.start]):
        return False
    following = next((m.start for m in own if m.start >= scheme.end), None)
    return following is None or _DETERMINER.search(sentence, scheme.end, following) is not None


def _is_limit(
    sentence: str, scheme: Scheme, schemes: Sequence[Scheme], marks: Sequence[Mark], own: Sequence[Mark]
) -> bool:
    """Whether the dose bounds what an organ may get: said before it, right behind it, or by «<» beside an organ."""
    if scheme.compared in ("less", "at_most") and organ_named(sentence):
        return True
    inside = any(m.said is _Said.LIMIT and scheme.start <= m.start < scheme.end for m in marks)
    behind = (m for m in _free(sentence, marks, schemes) if scheme.end <= m.start <= scheme.end + _NEAR)
    if inside or any(m.said is _Said.LIMIT for m in behind):
        return True
    before = [m for m in marks if m.end <= scheme.start and m.said is not _Said.STUDY]
    if not before or not any(m.said is _Said.LIMIT and m.end > before[-1].start for m in before):
        return False  # «ne doivent pas recevoir» is a limit and forbids: both words stand at one place
    return not any(m.said in (_Said.RECOMMENDED, _Said.POSSIBLE) and m.start >= scheme.end for m in own)


def _bracket_end(sentence: str, at: int) -> int:
    """Where the bracket closes in which offset `at` stands; the sentence's end outside all brackets."""
    depth = 0
    for n in range(at, len(sentence)):
        depth += (sentence[n] in "([") - (sentence[n] in ")]")
        if depth < 0:
            return n
    return len(sentence)
