"""What a dose or a threshold is for, as keys that compare: «Radiothérapie post-opératoire» and «après une chirurgie».

Words that say the same thing are one through the lexicon; words that say nothing of the indication are left out. Two
keys are equal only where the wording leaves nothing over: a subgroup is another indication.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kb.audit.lexicon import own_groups
from kb.lexicon import load_words
from kb.search.stem import stem
from kb.search.tokens import fold, normalise

Key = frozenset[str]

LEAST_WEIGHT = 0.75  # of a group of the lexicon: its forms say the same thing, not something near
_SENTENCES = 1 << 13  # texts whose words are kept: the sentences of a dozen guidelines, asked question after question
_SPLIT = re.compile(
    r"\bou\b|;|/|\bcomme\b|\bet\s+(?=(?:en|pour|dans|chez|après|lors)\b)|\bainsi que\b|\bpuis\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
# What every dose of such a document is for, and words of a sentence around it.
_GENERIC = frozenset(
    "situation cas patient malade sujet lesion indication schema objectif visee prise charge optique site localisation"
    " type standard classique habituel adjuvant premiere intention simple".split()
)
_GENERAL = "douleur"  # most local treatments are for it: it says nothing beside something else
_BUT = frozenset({"hors", "extra", "sauf", "excepte"})
_KEPT = _BUT | {"apres", "avant", "sans", "non"}  # grammar words that make another indication
_AFTER_SURGERY = frozenset({"apres", "chirurgie"})


def keys(indication: str) -> frozenset[Key]:
    """The indications that the words name, one for each alternative («ou»); none where nothing is left of them."""
    outside = re.sub(r"\([^()]*\)", " ", indication)
    return frozenset(key for part in _SPLIT.split(outside) if (key := _key(part)))


@lru_cache(maxsize=_SENTENCES)
def concepts(text: str) -> frozenset[str]:
    """The groups of the lexicon that the text names."""
    return frozenset(name for name in _named(_stems(text)) if name in _group_names())


@lru_cache(maxsize=_SENTENCES)
def terms(text: str) -> frozenset[str]:
    """The telling words of a text, those that say the same thing as one."""
    return frozenset(_named(_stems(text)))


def _key(part: str) -> Key:
    found = {("hors" if word in _BUT else word) for word in _named(_stems(part))}
    found -= _GENERIC | load_words().dose_generic
    if found >= _AFTER_SURGERY:
        found = (found - _AFTER_SURGERY) | {"post-operatoire"}
    return frozenset(found - {_GENERAL} if len(found) > 1 else found)


def _stems(text: str) -> list[str]:
    """Stems of the words that say something: «inhibiteur de la résorption» is two."""
    words = (normalise(word) for word in _WORD.findall(text.replace("’", "'")))
    small = load_words().stop
    return [stem(word) for word in words if word not in small or fold(word) in _KEPT]


def _named(stems: list[str]) -> list[str]:
    """The stems with those that a group of the lexicon says replaced by its name, the longest forms first."""
    forms = _forms()
    named: list[str] = []
    at = 0
    while at < len(stems):
        for length in range(min(5, len(stems) - at), 0, -1):
            group = forms.get(tuple(stems[at : at + length]))
            if group is not None:
                named.append(group)
                at += length
                break
        else:
            named.append(stems[at])
            at += 1
    return named


@cache
def _forms() -> dict[tuple[str, ...], str]:
    """Stems of each form → the group that says it; the first group of the file wins."""
    found = {tuple(_stems(form)): name for name, forms in own_groups() for form in forms}
    for group in load_words().groups:
        if group.weight >= LEAST_WEIGHT:
            for form in group.forms:
                found.setdefault(tuple(_stems(form)), group.name)
    return {stems: name for stems, name in found.items() if any(len(word) > 1 and not word.isdigit() for word in stems)}


@cache
def _group_names() -> frozenset[str]:
    return frozenset([*(group.name for group in load_words().groups), *(name for name, _ in own_groups())])
