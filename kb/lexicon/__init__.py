"""The words this field needs, loaded from the data files beside this one.

Words live in the files, never in code. Learns nothing: acronyms found in documents are joined to it by `acronyms.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kb.search.tokens import fold, normalise


@dataclass(frozen=True, slots=True)
class Group:
    """Ways to say one thing. `weight` (0 to 1): what another way counts beside the literal word. `whole`: a fixed
    expression, of which a word alone says nothing («arrêt de travail»)."""

    name: str
    forms: tuple[str, ...]
    weight: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """Words that ask for a kind of answer: «quand» by a duration (`natures`) or by other words (`forms`)."""

    words: tuple[str, ...]
    natures: tuple[str, ...]
    forms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Population:
    """A primary tumour or a group of patients that a document may be written for, or not."""

    name: str
    kind: str  # «primitif» or «population»
    forms: tuple[str, ...]
    alone: bool  # whether the word suffices; «rein» names a tumour only after «cancer», «métastase» …


@dataclass(frozen=True, slots=True)
class Words:
    """The data files, read. All words are normalised (lower case); the sets are folded (no accents) too."""

    stop: frozenset[str]
    english: frozenset[str]
    question: frozenset[str]
    negations: frozenset[str]
    medicine: frozenset[str]  # words of other fields of medicine
    subjects: frozenset[str]  # organs and drugs: what a question that names one is about
    numbers: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]  # folded writing → (term, nature)
    prefixes: frozenset[str]
    hyphen_prefixes: frozenset[str]
    scales: frozenset[str]
    thoracic: tuple[int, int]
    groups: tuple[Group, ...]
    intents: tuple[Intent, ...]
    populations: tuple[Population, ...]
    summaries: frozenset[str]  # folded titles of sections that sum up
    appendices: frozenset[str]  # … and of those that answer nothing
    dose_generic: frozenset[str]  # names of groups that are no indication in a question about a dose
    dose_limits: frozenset[str]  # … and of those that ask for a limit
    dose_organs: frozenset[str]  # … and of organs whose limit is asked for, but for a disease of theirs:
    dose_diseases: frozenset[str]
    calculator_words: tuple[str, ...]  # of a calculator's name that do not tell it from another


@cache
def load_words() -> Words:
    """The lexicon shipped with the program; read once, never changed."""
    prefixes, grades, sections = _table("prefixes.toml"), _table("grades.toml"), _table("sections.toml")
    doses = _table("doses.toml")
    return Words(
        stop=frozenset(written(word) for word in _lines("stopwords.txt") for written in (normalise, fold)),
        english=frozenset(map(normalise, _lines("english.txt"))),
        question=frozenset(map(fold, _lines("question_words.txt"))),
        negations=frozenset(map(fold, _lines("negations.txt"))),
        medicine=frozenset(map(fold, _lines("medicine.txt"))),
        subjects=frozenset(map(fold, _lines("subjects.txt"))),
        numbers={normalise(word): value for word, value in _table("number_words.toml").items()},
        units={fold(word): (term, nature) for word, (term, nature) in _table("units.toml").items()},
        prefixes=frozenset(prefixes["colles"]["formes"]),
        hyphen_prefixes=frozenset(prefixes["trait"]["formes"]),
        scales=frozenset(grades["echelles"]),
        thoracic=(grades["dorsales"]["premiere"], grades["dorsales"]["derniere"]),
        groups=tuple(
            Group(g["nom"], tuple(g["formes"]), g["poids"], g.get("bloc", False))
            for g in _table("concepts.toml").get("groupe", ())
        ),
        intents=tuple(
            Intent(tuple(i["mots"]), tuple(i.get("natures", ())), tuple(i.get("formes", ())), i["poids"])
            for i in _table("intents.toml").get("intention", ())
        ),
        populations=tuple(
            Population(p["nom"], p["genre"], tuple(p["formes"]), p.get("seul", False))
            for p in _table("populations.toml")["population"]
        ),
        summaries=frozenset(map(fold, sections["resume"]["titres"])),
        appendices=frozenset(map(fold, sections["annexe"]["titres"])),
        dose_generic=frozenset(doses["generiques"]),
        dose_limits=frozenset(doses["limites"]),
        dose_organs=frozenset(doses["organes"]),
        dose_diseases=frozenset(doses["atteintes"]),
        calculator_words=tuple(doses["noms"]),
    )


def _lines(name: str) -> tuple[str, ...]:
    text = (files(__name__) / name).read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / name).read_text(encoding="utf-8"))
