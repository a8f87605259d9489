"""Numbers that are missing or double, places that the text sends to and that are not there; and their likes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ingest.geometry import Box
from ingest.model import Figure
from kb.audit.rules.cross_references import check_cross_references
from tests.kb.audit.auditing import CITED, LIST, details, found, subject

TABLE = "Tableau {}. Doses selon le site\n\n| Site | Dose |\n|---|---|\n| Rachis | haute |\n| Bassin | basse |\n\n"
SECTIONS = (
    "# 1 Généralités\n\nTexte.\n\n## 1.1 Fréquence\n\nTexte.\n\n## 1.2 Os atteints\n\nTexte.\n\n# 2 Soins\n\nTexte.\n\n"
)


def test_a_section_number_that_is_missing_is_told_with_its_neighbours() -> None:
    (finding,) = found(SECTIONS.replace("1.2 Os", "1.3 Os"), "numbering-gap")
    assert "section 1.2" in finding.detail and "1.3 Os atteints" in finding.detail
    assert finding.severity == "warning"


def test_a_first_subsection_that_is_missing_is_told() -> None:
    (finding,) = found(SECTIONS.replace("## 1.1 Fréquence\n\nTexte.\n\n", ""), "numbering-gap")
    assert "section 1.1" in finding.detail


def test_a_number_twice_names_both() -> None:
    (finding,) = found(SECTIONS.replace("1.2 Os", "1.1 Os"), "numbering-gap")
    assert "deux fois" in finding.detail
    assert "Fréquence" in finding.detail and "Os atteints" in finding.detail


def test_a_number_twice_where_the_next_is_missing_is_one_thing_to_mend() -> None:
    text = "".join(f"## {n} Titre {n}{m}\n\nTexte.\n\n" for m, n in enumerate(("1", "2", "2", "4")))
    assert len(found(text, "numbering-gap")) == 1


def test_a_table_that_is_missing_is_told() -> None:
    assert "tableau 2" in details(found(TABLE.format(1) + TABLE.format(3), "numbering-gap"))


def test_an_entry_number_that_is_missing_is_told() -> None:
    without = re.sub(r"\n3\. [^\n]+", "", LIST)
    assert "référence 3" in details(found(CITED + without, "numbering-gap"))


@pytest.mark.parametrize(
    "text",
    [
        SECTIONS,
        TABLE.format(1) + TABLE.format(2),
        TABLE.format(5) + TABLE.format(6),  # an excerpt, or tables without captions before
        "".join(f"{t}\n\nTexte.\n\n" for t in ("## 1.4 Doses", "## 1.5 Techniques", "# 2 Résultats", "## 2.1 Douleur")),
        SECTIONS + "# Annexe\n\n# 1 Formulaire\n\nTexte.\n",
        CITED + LIST,
    ],
)
def test_a_sequence_an_excerpt_and_a_restart_are_left_alone(text: str) -> None:
    assert not details(found(text, "numbering-gap"))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Les doses sont au tableau 9.", "Tableau 9"),
        ("Les doses sont choisies par le groupe (cf. tableau 4).", "Tableau 4"),
        ("La conduite est résumée figure 7.", "Figure 7"),
        ("La technique est décrite plus haut (cf. 1.7).", "Section 1.7"),
        ("Voir la section 6.2 pour les détails.", "Section 6.2"),
        ("Les critères sont en annexe 3.", "Annexe 3"),
    ],
)
def test_a_place_that_nothing_bears_is_told(sentence: str, said: str) -> None:
    (finding,) = found(SECTIONS + sentence + "\n\n" + TABLE.format(1), "cross-reference-broken")
    assert said in finding.detail
    assert finding.severity == "error"
    assert finding.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Les doses sont au tableau 1.",
        "La fréquence est donnée plus haut (cf. 1.1).",
        "Voir la section 1.2 et le chapitre 2.",
        "Le tableau 4 de l’article de Cox donne les volumes.",
        "Ces volumes suivent Cox et al., tableau 3.",
        "Une dose voisine de 8.5 Gy est voir 2.5 mg est donnée.",
        "La figure 2 du rapport de 2019 est trompeuse.",
        "La formule de l’annexe 4 et la table de l’annexe 5 de l’arrêté du 3 mai 2002 servent ici.",
        "Le grade 3 et le stade 4 sont rares.",
    ],
)
def test_places_that_are_there_or_elsewhere_are_left_alone(sentence: str) -> None:
    assert not details(found(SECTIONS + sentence + "\n\n" + TABLE.format(1), "cross-reference-broken"))


def test_a_section_whose_subsections_are_there_is_there() -> None:
    text = "# Titre\n\n## 2.1.1 Os longs\n\nTexte.\n\n## 2.1.2 Rachis\n\nVoir la section 2.1.\n"
    assert not details(found(text, "cross-reference-broken"))


def test_an_excerpt_may_send_to_what_stands_before_it() -> None:
    text = "## 1.4 Doses\n\nComme dit plus haut (cf. 1.2), on dose selon le tableau 3.\n\n" + TABLE.format(5)
    assert not details(found(text, "cross-reference-broken"))


def test_a_picture_without_a_number_may_be_the_one() -> None:
    made = subject("# 1 Soins\n\nLa conduite est résumée figure 2.\n")
    picture = Figure("f", None, None, None, 1, Box(0, 0, 9, 9))
    shown = replace(made, guideline=replace(made.guideline, figures=(picture,)))
    assert list(check_cross_references(made)) and not list(check_cross_references(shown))
