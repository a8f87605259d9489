"""The French words for what a comparison says: used by the terminal, the exports and the screens alike."""

from __future__ import annotations

from collections.abc import Mapping

from kb.diff.model import Kind, Meaning, Type

MEANINGS: Mapping[Meaning, str] = {
    Meaning.DOSE: "dose",
    Meaning.THRESHOLD: "seuil",
    Meaning.MODALITY: "force de la recommandation",
    Meaning.POPULATION: "population",
    Meaning.NUMBER: "autre nombre",
    Meaning.WORDING: "formulation",
    Meaning.CITATION: "citation",
    Meaning.TYPOGRAPHY: "typographie",
}
TYPES: Mapping[Type, str] = {
    Type.ADDED: "ajout",
    Type.REMOVED: "suppression",
    Type.MODIFIED: "modification",
    Type.MOVED: "déplacement",
}
KINDS: Mapping[Kind, str] = {
    Kind.SENTENCE: "phrase",
    Kind.CELL: "cellule",
    Kind.ROW: "ligne de tableau",
    Kind.TABLE: "tableau",
    Kind.RECOMMENDATION: "recommandation",
    Kind.SECTION: "section",
    Kind.CAPTION: "légende",
    Kind.REFERENCE: "référence",
}
_PLURALS = {
    "ajout": "ajouts",
    "suppression": "suppressions",
    "modification": "modifications",
    "déplacement": "déplacements",
}


def counted(number: int, word: str) -> str:
    """«3 modifications», «1 ajout»."""
    return f"{number} {_PLURALS.get(word, word) if number > 1 else word}"
