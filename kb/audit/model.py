"""The vocabulary of the audit: a finding, how grave it is, and what is said of it.

Frozen dataclasses. Which rule is how grave stands here in one table, as the contract has it; what a rule looks for
stands in its own file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ingest.model import Place, Section


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"  # a reader can be misled about what to do or where it comes from
    WARNING = "warning"  # wrong, but harmless to the reader
    INFO = "info"  # a matter of taste or tidiness


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What is said of a rule wherever its findings are listed: how grave it is, its name and its aim in French."""

    severity: Severity
    name: str
    aim: str


# In the order in which findings are listed within a severity.
RULES: Mapping[str, RuleFacts] = MappingProxyType(
    {
        "dose-inconsistent": RuleFacts(
            Severity.ERROR, "Doses contradictoires", "Deux doses imprimées pour la même situation ne s’accordent pas."
        ),
        "threshold-inconsistent": RuleFacts(
            Severity.ERROR, "Seuils contradictoires", "La même valeur mène à deux conduites différentes."
        ),
        "score-gap": RuleFacts(Severity.ERROR, "Score : valeur sans réponse", "Une valeur n’a ni option ni verdict."),
        "score-overlap": RuleFacts(
            Severity.ERROR, "Score : valeur à deux réponses", "Une valeur a deux options ou deux verdicts."
        ),
        "score-range-mismatch": RuleFacts(
            Severity.ERROR, "Score : étendue inexacte", "L’étendue annoncée n’est pas celle des points de la table."
        ),
        "citation-unresolved": RuleFacts(
            Severity.ERROR, "Citation sans référence", "L’ouvrage cité n’est pas dans la bibliographie."
        ),
        "cross-reference-broken": RuleFacts(
            Severity.ERROR, "Renvoi sans cible", "Le tableau, la figure ou la section où l’on renvoie n’existe pas."
        ),
        "citation-ambiguous": RuleFacts(
            Severity.WARNING, "Citation ambiguë", "Plusieurs références répondent à l’appel de citation."
        ),
        "citation-year-mismatch": RuleFacts(
            Severity.WARNING, "Année de citation inexacte", "L’année de l’appel n’est pas celle de la référence."
        ),
        "citation-misspelt": RuleFacts(
            Severity.WARNING, "Nom d’auteur mal orthographié", "Le nom de l’appel n’est pas celui de la référence."
        ),
        "reference-duplicate": RuleFacts(
            Severity.WARNING, "Référence en double", "Le même article est listé deux fois."
        ),
        "numbering-gap": RuleFacts(
            Severity.WARNING, "Numérotation rompue", "Un numéro manque dans une suite, ou y est deux fois."
        ),
        "band-unreachable": RuleFacts(
            Severity.WARNING, "Score : verdict hors d’atteinte", "Aucune combinaison de points ne mène à ce verdict."
        ),
        "band-order": RuleFacts(
            Severity.WARNING, "Score : verdicts en désordre", "Les verdicts ne suivent pas l’ordre du score."
        ),
        "score-departure": RuleFacts(
            Severity.WARNING, "Score : écart à la publication", "La table diffère de la définition publiée du score."
        ),
        "dated-statement-expired": RuleFacts(
            Severity.INFO, "Statut dépassé", "Un essai est dit ouvert après la date de sa fin."
        ),
        "reference-ageing": RuleFacts(
            Severity.INFO, "Recommandation sur des travaux anciens", "Rien de récent n’appuie la recommandation."
        ),
        "wording-ambivalent": RuleFacts(
            Severity.INFO, "Formulation ambivalente", "On ne sait pas si la phrase recommande ou suggère."
        ),
        "acronym-undefined": RuleFacts(Severity.INFO, "Sigle non défini", "Le sigle n’est développé nulle part."),
        "reference-uncited": RuleFacts(
            Severity.INFO, "Référence non citée", "La référence n’est appelée nulle part dans le texte."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    `text` is quoted from the edition, `marks` are the characters of it that are meant (start, end); `page` and `places`
    are where `text` stands. `detail` says why, in French, and names both things where it is about two. `repair` is
    what to print instead, where that is evident. `passage` is the id of the passage to open in the reader. `against` is
    what the text is held against, where that is another part of the document.
    """

    rule: str
    text: str
    detail: str
    page: int  # physical, 1-based
    places: tuple[Place, ...] = ()
    section: Section | None = None
    passage: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    repair: str | None = None
    against: str = ""

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity

    @property
    def fingerprint(self) -> str:
        """What names the finding as long as its text stands: its rule, its text, the words that are meant, and what
        they are held against. Pages, counts and labels may change."""
        meant = [self.text[start:end] for start, end in self.marks]
        said = "\n".join(_flat(part) for part in (self.rule, self.text, *meant, self.against))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def _flat(text: str) -> str:
    """Without case, kinds of spaces, quotes and hyphens: another typesetting is no other text."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"[‐‑–—−]", "-", plain)).strip()
