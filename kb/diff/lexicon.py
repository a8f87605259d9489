"""The words that tell one kind of change from another, read from words.toml beside this file.

Stems are compared with the beginning of a folded word. No verdict is made here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.lexicon import load_words
from kb.search.tokens import fold


@dataclass(frozen=True, slots=True)
class DiffWords:
    """All words folded (lower case, no accents)."""

    places: frozenset[str]  # «tableau», «cf»: the number behind names a place of the text
    empty: frozenset[str]  # words that say little alone
    negations: frozenset[str]
    modality: Mapping[str, tuple[str, ...]]  # strength → stems
    outright: tuple[str, ...]  # of these, the stems that recommend or forbid wherever they stand
    population: tuple[str, ...]  # stems that tell for whom
    amounts: tuple[str, ...]  # stems of units and of words that compare
    phrases: tuple[str, ...]  # words in a row that tell for whom
    patients: tuple[str, ...]  # stems of who is treated
    integers: tuple[str, ...]  # stems of what is counted in whole points
    drug_units: frozenset[str]
    synonyms: Mapping[str, str]  # folded word → name of its group
    english: frozenset[str]
    french: frozenset[str]
    dates: frozenset[str]  # words of an edition's date
    labels: tuple[str, ...]  # words before the number of a caption


@cache
def lexicon() -> DiffWords:
    """The lexicon shipped with the program; read once, never changed."""
    table = tomllib.loads((files("kb.diff") / "words.toml").read_text(encoding="utf-8"))
    # a word that names a tumour only beside «cancer» («thyroïdien») says nothing of who is treated
    primaries = (fold(form) for p in load_words().populations if p.alone for form in p.forms if " " not in form)
    return DiffWords(
        places=frozenset(map(fold, table["places"])),
        empty=frozenset(map(fold, table["empty"])),
        negations=frozenset(map(fold, table["negations"])),
        modality={strength: tuple(map(fold, stems)) for strength, stems in table["modality"].items()},
        outright=tuple(map(fold, table["outright"])),
        population=(*map(fold, table["population"]), *primaries),
        amounts=tuple(map(fold, table["amounts"])),
        phrases=tuple(map(fold, table["population_phrases"])),
        patients=tuple(map(fold, table["patients"])),
        integers=tuple(map(fold, table["integers"])),
        drug_units=frozenset(table["drug_units"]),
        synonyms={fold(word): group[0] for group in table["synonyms"] for word in group},
        english=frozenset(table["english"]),
        french=frozenset(table["french"]),
        dates=frozenset(map(fold, table["dates"])),
        labels=tuple(map(fold, table["captions"])),
    )
