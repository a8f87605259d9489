"""What the words around a dose name: its technique, its organ, its indication, what a table's header speaks of.

Reads; never guesses: None where nothing is named. What a dose is given for in a sentence is in ingest/doses/roles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.lexicon import read_lexicon
from ingest.model import DoseRole, Technique
from ingest.values.numbers import flatten
from ingest.values.schemes import Scheme


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_LEXICON = read_lexicon("doses")
_ORGAN = re.compile(rf"\b(?:{_LEXICON['organs']})\b", re.IGNORECASE)
_TECHNIQUES = {
    Technique.STEREOTACTIC: any_of(_LEXICON["technique"]["stereotactic"]),
    Technique.CONVENTIONAL: any_of(_LEXICON["technique"]["conventional"]),
}
_HEADERS = {name: any_of(_LEXICON["header"][name]) for name in _LEXICON["header"]}
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
_GENERIC = re.compile(rf"(?<![^\W_])(?:{_INDICATION['generic']})(?![^\W_])", re.IGNORECASE)
VERB = re.compile(_INDICATION["verbs"], re.IGNORECASE)
_LABEL = re.compile(r"^[\s•–-]*(?P<label>\w[^:;.]{1,89}?)\s*:\s")
_LABEL_LEAD = re.compile(r"^(?:pour|en cas d(?:e |')|chez|dans|lors d(?:e |'))\s*", re.IGNORECASE)
_DOSE = re.compile(r"\d\s?c?Gy")
_ARM = re.compile(r"[;()]|\b(?:vs\.?|versus|contre|alors que|tandis que)\b", re.IGNORECASE)
# A dose and nothing that parts it from what follows; what dangles behind a phrase that the next dose cut off.
_BEHIND_A_DOSE = re.compile(r"\bGy\b(?:(?!\b(?:et|mais|puis|ou)\b)[^,;:.]){0,80}$", re.IGNORECASE)
_DANGLING = re.compile(r"[\s,]+(?:et|ou|puis|soit)(?:\s+(?:de|d['’]))?$", re.IGNORECASE)
_GROUP = re.compile(_INDICATION["group"], re.IGNORECASE)
_LONG_PHRASE = 300  # characters: what a dose is for is said in fewer
_GROUP_LABEL = 60  # characters: a group's name is shorter than what is said of it
_LONG_LABEL = 120  # characters: a parent item longer than this is a statement, no label of its sub-items


def role_of_header(text: str) -> DoseRole | None:
    """The role that a header, row label, caption or title gives to the doses under it."""
    text = flatten(text)
    if _HEADERS["against"].search(text):
        return DoseRole.UNSTATED
    return next((role for role in _HEADER_ROLES if _HEADERS[role.value].search(text)), None)


def names(what: str, text: str) -> bool:
    """Whether a header speaks of doses («dose»), of doses that are no totals («no_dose»), or of «fractions»."""
    return _HEADERS[what].search(flatten(text)) is not None


def technique_in(sentence: str, scheme: Scheme) -> Technique | None:
    """The technique that the sentence names for the dose: the nearest before it among those it is compared with.

    «24 Gy en fraction unique (SBRT) vs radiothérapie classique, 30 Gy en 10 fractions»: each arm has its own.
    """
    arm = stretch(_ARM, sentence, scheme)
    found = sorted((m.start(), t) for t, pattern in _TECHNIQUES.items() for m in pattern.finditer(sentence))
    within = [(at, t) for at, t in found if arm[0] <= at < arm[1]]
    before = [t for at, t in within if at < scheme.start]
    if before:
        return before[-1]
    named = within[:1] if within else found if len({t for _, t in found}) == 1 else []
    # «8 Gy ou 24 Gy en stéréotaxie»: what stands behind another dose is said of that one
    return next((t for at, t in named if not _DOSE.search(sentence, scheme.end, max(at, scheme.end))), None)


def technique_of(text: str) -> Technique | None:
    """The technique that `text` names, or None where it names none or both."""
    named = techniques_of(text)
    return next(iter(named)) if len(named) == 1 else None


def techniques_of(text: str) -> frozenset[Technique]:
    """The techniques that `text` names."""
    return frozenset(technique for technique, pattern in _TECHNIQUES.items() if pattern.search(flatten(text)))


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
    What stands right behind another dose is that dose's: «27 Gy pour le rachis et 30 Gy pour les os longs».
    """
    label = _LABEL.match(sentence)
    if label and label.end() <= scheme.start and is_label(label["label"]) and not _NOT_ONE.search(label["label"]):
        lead = _LABEL_LEAD.match(label["label"])
        return label.start("label") + (lead.end() if lead else 0), label.end("label")
    phrases: list[tuple[int, int]] = []
    owned: set[tuple[int, int]] = set()
    for match in _LEAD.finditer(sentence):
        span = _phrase(sentence, match)
        if span and not (phrases and span[0] < phrases[-1][1]):  # «en situation palliative et en situation …» is one
            phrases.append(span)
            if _BEHIND_A_DOSE.search(sentence, 0, match.start()):
                owned.add(span)
    before = [span for span in phrases if span[1] <= scheme.start]
    behind = [span for span in phrases if span[0] >= scheme.end]
    if before and behind and before[-1] in owned:
        return behind[0]
    return before[-1] if before else behind[0] if behind else None


def is_label(text: str) -> bool:
    """Whether a parent item names what its sub-items are about («de 21 à 28 points : groupe I») and states nothing."""
    return len(text) <= _LONG_LABEL and not VERB.search(text)


def names_group(text: str) -> bool:
    """Whether an item is the name of a group of patients («de 21 à 28 points : groupe I», «Stade III») and no more."""
    return is_label(text) and _GROUP.search(flatten(text)) is not None and len(text) <= _GROUP_LABEL


def indication_of_title(title: str) -> str | None:
    """The title where it names an indication beyond «Techniques», «Dose et fractionnement», «Résultats»."""
    rest = re.sub(r"[^\w]+|\d+", "", _GENERIC.sub(" ", title))
    return title if len(rest) > len("os") else None


def stretch(separator: re.Pattern[str], sentence: str, scheme: Scheme) -> tuple[int, int]:
    """The stretch around the dose between two separators, the dose's own marks left out."""
    start = max((m.end() for m in separator.finditer(sentence, 0, scheme.start)), default=0)
    end = separator.search(sentence, scheme.end)
    return start, end.start() if end else len(sentence)


def _phrase(sentence: str, lead: re.Match[str]) -> tuple[int, int] | None:
    stop = _STOP.search(sentence, lead.end() + 1, lead.end() + _LONG_PHRASE)
    start, end = lead.end(), stop.start() if stop else len(sentence)
    phrase = _DANGLING.sub("", sentence[start:end].rstrip())
    return (start, start + len(phrase)) if len(phrase) > 2 and not _NOT_ONE.search(phrase) else None
