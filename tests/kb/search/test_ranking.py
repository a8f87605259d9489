"""What puts one passage before another, each on two passages that differ in that alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.search.entries import Entry
from kb.search.find import search
from kb.search.index import open_index, write_index
from tests.kb.finding import BONE, RADIO, RAYS, entry

FILLER = [entry(RADIO, f"f{n}", f"Une phrase sans rapport, la numéro {n}, remplit le corpus.") for n in range(12)]


def best(question: str, first: Entry, second: Entry, folder: Path) -> str:
    """The passage that comes first, whichever was written first."""
    found = set()
    for n, pair in enumerate(((first, second), (second, first))):
        write_index([*pair, *FILLER], folder / str(n))
        found.add(search(question, open_index(folder / str(n))).results[0].entry.passage)
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("vertébroplastie indication", "La vertébroplastie a une indication.", "La cimentoplastie a une indication."),
        ("dose réirradiation", "La réirradiation a une dose de 20 Gy.", "La réirradiation a une dose à discuter."),
        ("dose moelle épinière", "La dose à la moelle épinière.", "La dose, puis bien plus loin, la moelle."),
        ("Mirels 7 fracture", "Le score de Mirels prédit la fracture.", "Tomita 7, sans fracture, sur une ligne."),
        ("fuite de ciment", "La fuite de ciment est rare.", "Leakage is the fuite of the ciment and of bone."),
    ],
)  # fmt: skip
def test_words_meant_numbers_asked_neighbours_and_french_come_first(
    question: str, better: str, worse: str, tmp_path: Path
) -> None:
    assert best(question, entry(BONE, "better", better), entry(RAYS, "worse", worse), tmp_path) == "better"


def test_a_recommendation_comes_before_the_same_prose(tmp_path: Path) -> None:
    said = "Un contrôle par imagerie est nécessaire"
    better = entry(BONE, "better", f"{said} toujours.", kind="recommendation")
    assert best("contrôle par imagerie", better, entry(RAYS, "worse", f"{said} souvent."), tmp_path) == "better"


def test_a_title_lends_its_words_to_what_stands_below(tmp_path: Path) -> None:
    better = entry(BONE, "better", "Le délai est de 3 semaines.", "Radiothérapie post-opératoire")
    worse = entry(BONE, "worse", "Le délai est de 4 mois.", "Biopsie")
    assert best("délai radiothérapie postopératoire", better, worse, tmp_path) == "better"


def test_an_item_is_about_what_its_list_is_about(tmp_path: Path) -> None:
    better = entry(BONE, "better", "tous les 6 mois", kind="item", lead="L’examen dentaire est répété :")
    worse = entry(BONE, "worse", "tous les 2 mois", kind="item", lead="Le scanner est répété :")
    assert best("examen dentaire 6 mois", better, worse, tmp_path) == "better"


def test_a_summary_comes_after_the_body(tmp_path: Path) -> None:
    said = "La radiofréquence détruit la tumeur par la chaleur"
    better, worse = entry(BONE, "better", f"{said}."), entry(BONE, "worse", f"{said} aussi.", "Résumé")
    assert best("radiofréquence chaleur", better, worse, tmp_path) == "better"
