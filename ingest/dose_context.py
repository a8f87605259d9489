"""What the words around a dose say of it: its role, its technique, its indication.

Reads; never guesses: None where nothing is said. The grammar of doses is in ingest/schemes.py, the weight of «il est
recommandé» and its negations in ingest/modality.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.language import French
from ingest.lexicon import read_lexicon
from ingest.modality import modalities
from ingest.model import DoseRole, Strength, Technique
from ingest.numbers import flatten
from ingest.schemes import Scheme


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


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
class _Mark:
    start: int
    end: int
    said: _Said


_LEXICON = read_lexicon("doses")
_MARKS = (
    (_Said.LIMIT, _any(_LEXICON["limit"])),
    (_Said.EXAMPLE, _any(_LEXICON["example"])),
    (_Said.STUDY, _any(_LEXICON["study"])),
    (_Said.EXCEPTIONAL, _any(_LEXICON["exceptional"])),
    (_Said.POSSIBLE, _any(_LEXICON["possible"])),
    (_Said.RECOMMENDED, _any(_LEXICON["recommended"])),
)
_PAST, _OUTDONE = _any(_LEXICON["past"]), _any(_LEXICON["outdone"])
_ORGAN = re.compile(rf"\b(?:{_LEXICON['organs']})\b", re.IGNORECASE)
_TECHNIQUES = {
    Technique.STEREOTACTIC: _any(_LEXICON["technique"]["stereotactic"]),
    Technique.CONVENTIONAL: _any(_LEXICON["technique"]["conventional"]),
}
_HEADERS = {name: _any(_LEXICON["header"][name]) for name in _LEXICON["header"]}
# In the order in which the words of a header win: «contraintes recommandées» is a limit.
_HEADER_ROLES = (
    DoseRole.ORGAN_LIMIT,
    DoseRole.STUDY_ARM,
    DoseRole.EXAMPLE,
    DoseRole.EXCEPTIONAL,
    DoseRole.POSSIBLE,
    DoseRole.RECOMMENDED,
)
_INDICATION = _LEXICON["indication"]
_LEAD = re.compile(_INDICATION["lead"], re.IGNORECASE)
_STOP = re.compile(_INDICATION["stop"], re.IGNORECASE)
_NOT_ONE = re.compile(_INDICATION["not_one"], re.IGNORECASE)
_VERB = re.compile(_INDICATION["verbs"], re.IGNORECASE)
_GENERIC = re.compile(rf"(?<![^\W_])(?:{_INDICATION['generic']})(?![^\W_])", re.IGNORECASE)
_LABEL = re.compile(r"^[\s•–-]*(?P<label>[^:;.]{2,90}?)\s?:\s")
_LABEL_LEAD = re.compile(r"^(?:pour|en cas d(?:e |')|chez|dans|lors d(?:e |'))\s*", re.IGNORECASE)
_CLAUSE = re.compile(r"[;,:()]|\b(?:mais|alors que|tandis que|cependant|sinon)\b", re.IGNORECASE)
_ARM = re.compile(r"[;()]|\b(?:vs\.?|versus|contre|alors que|tandis que)\b", re.IGNORECASE)
_LONG_LABEL = 120  # characters: a parent item longer than this is a statement, no label of its sub-items
_NEAR = 30  # characters behind a dose in which it is still qualified: «45 Gy (Dmax moelle)», «, à titre exceptionnel»
_OF_STRENGTH = {
    Strength.STRONG: _Said.RECOMMENDED,
    Strength.WEAK: _Said.RECOMMENDED,
    Strength.OPTION: _Said.POSSIBLE,
    Strength.AGAINST: _Said.AGAINST,
}


def role_in(french: French, sentence: str, schemes: Sequence[Scheme], n: int, reported: bool) -> DoseRole | None:
    """The role that the flattened `sentence` gives to the `n`-th of its `schemes`, or None where it says nothing of it.

    `reported`: the passage has been telling of a study, so that a sentence in the past still does. The words of the
    dose's own clause come first, then those of the clause before, then of the clause behind. A study's dose stays a
    `study_arm` where the study comes before the word that recommends («un essai a montré que … est préférable»). A dose
    that another is preferred to, or that is advised against, is `unstated`.
    """
    scheme = schemes[n]
    marks = _marks(french, sentence)
    clause = _span(_CLAUSE, sentence, scheme)
    own = [m for m in marks if m.start < clause[1] and clause[0] < m.end]
    if _is_limit(sentence, scheme, schemes, marks, own):
        return DoseRole.ORGAN_LIMIT
    if any(m.said is _Said.EXAMPLE and m.start < scheme.start < _bracket_end(sentence, m.start) for m in marks):
        return DoseRole.EXAMPLE
    said = _strongest(own) or _nearest(sentence, marks, schemes, n)
    if said is not _Said.STUDY and _OUTDONE.search(sentence, clause[0], scheme.start):
        return DoseRole.UNSTATED
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
    marks = _marks(french, text)
    for said in (_Said.LIMIT, _Said.EXAMPLE, _Said.AGAINST, _Said.EXCEPTIONAL, _Said.STUDY):
        if any(m.said is said for m in marks):
            return said.role
    return marks[0].said.role if marks else None


def role_of_header(text: str) -> DoseRole | None:
    """The role that a header, row label, caption or title gives to the doses under it."""
    text = flatten(text)
    if _HEADERS["against"].search(text):
        return DoseRole.UNSTATED
    return next((role for role in _HEADER_ROLES if _HEADERS[role.value].search(text)), None)


def names(what: str, text: str) -> bool:
    """Whether a header speaks of doses («dose»), of doses that are no totals («no_dose»), or of «fractions»."""
    return _HEADERS[what].search(flatten(text)) is not None


def tells_of_a_study(text: str) -> bool:
    return any(said is _Said.STUDY and pattern.search(text) for said, pattern in _MARKS)


def technique_in(sentence: str, scheme: Scheme) -> Technique | None:
    """The technique that the sentence names for the dose: the nearest before it among those it is compared with.

    «24 Gy en fraction unique (SBRT) vs radiothérapie classique, 30 Gy en 10 fractions»: each arm has its own.
    """
    arm = _span(_ARM, sentence, scheme)
    found = sorted((m.start(), t) for t, pattern in _TECHNIQUES.items() for m in pattern.finditer(sentence))
    within = [(at, t) for at, t in found if arm[0] <= at < arm[1]]
    before = [t for at, t in within if at < scheme.start]
    if before:
        return before[-1]
    if within:
        return within[0][1]
    return technique_of(sentence)


def technique_of(text: str) -> Technique | None:
    """The technique that `text` names, or None where it names none or both."""
    named = [technique for technique, pattern in _TECHNIQUES.items() if pattern.search(flatten(text))]
    return named[0] if len(named) == 1 else None


def organ_in(sentence: str, scheme: Scheme) -> tuple[int, int] | None:
    """Where the sentence names the organ of a limit: the last before the dose, else the first behind it."""
    found = [m.span() for m in _ORGAN.finditer(sentence)]
    return next((span for span in reversed(found) if span[1] <= scheme.start), found[0] if found else None)


def organ_named(text: str) -> str | None:
    """The organ that a label or header names, as printed."""
    organ = _ORGAN.search(text)
    return organ[0] if organ else None


def indication_in(sentence: str, scheme: Scheme) -> tuple[int, int] | None:
    """Where the sentence says what the dose is for: a label («Pour le rachis : …»), «en cas de», «pour les», «chez».

    The nearest before the dose, else the first behind it, without the word that leads in; None where there is none.
    """
    label = _LABEL.match(sentence)
    if label and label.end() <= scheme.start and is_label(label["label"]) and not _NOT_ONE.search(label["label"]):
        lead = _LABEL_LEAD.match(label["label"])
        return label.start("label") + (lead.end() if lead else 0), label.end("label")
    phrases: list[tuple[int, int]] = []
    for match in _LEAD.finditer(sentence):
        span = _phrase(sentence, match)
        if span and not (phrases and span[0] < phrases[-1][1]):  # «en situation palliative et en situation …» is one
            phrases.append(span)
    before = [span for span in phrases if span[1] <= scheme.start]
    behind = [span for span in phrases if span[0] >= scheme.end]
    return before[-1] if before else behind[0] if behind else None


def is_label(text: str) -> bool:
    """Whether a parent item names what its sub-items are about («de 21 à 28 points : groupe I») and states nothing."""
    return len(text) <= _LONG_LABEL and not _VERB.search(text)


def indication_of_title(title: str) -> str | None:
    """The title where it names an indication beyond «Techniques», «Dose et fractionnement», «Résultats»."""
    rest = re.sub(r"[^\w]+|\d+", "", _GENERIC.sub(" ", title))
    return title if len(rest) > len("os") else None


def _phrase(sentence: str, lead: re.Match[str]) -> tuple[int, int] | None:
    stop = _STOP.search(sentence, lead.end() + 1)
    start, end = lead.end(), stop.start() if stop else len(sentence)
    phrase = sentence[start:end].rstrip()
    return (start, start + len(phrase)) if len(phrase) > 2 and not _NOT_ONE.search(phrase) else None


def _marks(french: French, sentence: str) -> tuple[_Mark, ...]:
    """Everything in the sentence that says something of a dose, in order."""
    found = [_Mark(m.start(), m.end(), said) for said, pattern in _MARKS for m in pattern.finditer(sentence)]
    weighed = (m for m in modalities(french, sentence) if m.strength in _OF_STRENGTH)
    found += [_Mark(m.start, m.end, _OF_STRENGTH[m.strength]) for m in weighed]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _span(separator: re.Pattern[str], sentence: str, scheme: Scheme) -> tuple[int, int]:
    """The stretch around the dose between two separators, the dose's own marks left out."""
    start = max((m.end() for m in separator.finditer(sentence, 0, scheme.start)), default=0)
    end = separator.search(sentence, scheme.end)
    return start, end.start() if end else len(sentence)


def _strongest(own: Sequence[_Mark]) -> _Said | None:
    """What the marks of one clause say together."""
    said = {m.said for m in own}
    for first in (_Said.AGAINST, _Said.EXCEPTIONAL):
        if first in said:
            return first
    return next((m.said for m in own if m.said in (_Said.STUDY, _Said.RECOMMENDED, _Said.POSSIBLE)), None)


def _nearest(sentence: str, marks: Sequence[_Mark], schemes: Sequence[Scheme], n: int) -> _Said | None:
    """What the clauses before the dose say of it, or those behind where the mark before has had a dose of its own."""
    speaking = [m for m in marks if m.said not in (_Said.LIMIT, _Said.EXAMPLE)]
    scheme = schemes[n]
    before = [m for m in speaking if m.end <= scheme.start]
    behind = [m for m in _free(sentence, speaking, schemes) if scheme.end <= m.start]
    if not before:
        return behind[0].said if behind else None
    last = before[-1]
    spent = any(s.end <= last.start for s in schemes[:n]) and not any(last.end <= s.start for s in schemes[:n])
    next_dose = min((s.start for s in schemes if s.start >= scheme.end), default=len(sentence))
    return behind[0].said if spent and behind and behind[0].start < next_dose else last.said


def _free(sentence: str, marks: Iterable[_Mark], schemes: Sequence[Scheme]) -> list[_Mark]:
    """The marks that no later dose of their clause takes for itself: «(exceptionnellement 8 Gy …)» looks ahead."""
    free: list[_Mark] = []
    for mark in marks:
        stop = _CLAUSE.search(sentence, mark.end)
        end = stop.start() if stop else len(sentence)
        if not any(mark.start <= scheme.start < end or scheme.start <= mark.start < scheme.end for scheme in schemes):
            free.append(mark)
    return free


def _is_limit(
    sentence: str, scheme: Scheme, schemes: Sequence[Scheme], marks: Sequence[_Mark], own: Sequence[_Mark]
) -> bool:
    """Whether the dose bounds what an organ may get: said before it, right behind it, or by «<» beside an organ."""
    if scheme.compared in ("less", "at_most") and _ORGAN.search(sentence):
        return True
    inside = any(m.said is _Said.LIMIT and scheme.start <= m.start < scheme.end for m in marks)
    behind = (m for m in _free(sentence, marks, schemes) if scheme.end <= m.start <= scheme.end + _NEAR)
    if inside or any(m.said is _Said.LIMIT for m in behind):
        return True
    before = [m for m in marks if m.end <= scheme.start and m.said is not _Said.STUDY]
    if not before or before[-1].said is not _Said.LIMIT:
        return False
    return not any(m.said in (_Said.RECOMMENDED, _Said.POSSIBLE) and m.start >= scheme.end for m in own)


def _bracket_end(sentence: str, at: int) -> int:
    """Where the bracket closes in which offset `at` stands; the sentence's end outside all brackets."""
    depth = 0
    for n in range(at, len(sentence)):
        depth += (sentence[n] in "([") - (sentence[n] in ")]")
        if depth < 0:
            return n
    return len(sentence)
