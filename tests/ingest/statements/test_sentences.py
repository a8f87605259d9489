"""Where French clinical sentences end, and where a full stop ends none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.statements.sentences import sentence_at, sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


ONE = [
    "Selon Martin et al. (2011) le taux est faible.",
    "Les travaux de Petit et al. Ont été repris.",
    "Le Dr. Bernard et le Pr. Legrand ont relu.",
    "Voir le tableau (cf. Annexe 3), p. ex. Les doses.",
    "Le dossier n° 12 (fig. 3, p. 14) est clos.",
    "La cible de E. M. Dunne et J.-P. Petit est retenue.",
    "Un taux de 6.5 mg vs. 7.5 mg est noté.",
    "1. Les indications restent rares.",
    "b. Les indications restent rares.",
    "2/ Cas des patients fragiles.",
    "La zone (bassin. Les membres. Le reste) est large.",
    "Les autres sites (membres, côtes. . .) sont rares.",
    "Depuis sept. 2019 le seuil a changé.",
    "Les bilans (diarrhée, œsophagite...) et les fistules.",
    "M. Durand a signé.",
    "On note que M. Durand a signé.",
    "Pas de point final",
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


TWO = [
    ("Une carence en vitamine D.", "La posologie suit."),
    ("Le patient est Frankel D.", "Il marche."),
    ("On parle de « flare ».", "Le terme vient d'ailleurs."),
    ("Il a dit « c'est utile. »", "Puis rien."),
    ("Le risque diminue (84).", "Il persiste ensuite."),
    ("Le risque diminue. (84)", "Il persiste ensuite."),
    ("Le risque diminue. [12, 14–16]", "Il persiste ensuite."),
    ("Le risque diminue.12", "Il persiste ensuite."),
    ("Est-ce utile ?", "Oui."),
    ("Les lésions étaient osseuses (110).", "41,5% des cas étaient pelviens."),
    ("On note fièvre, toux, etc.", "Le reste manque."),
    ("Perfuser en 15 min.", "Hydrater."),
    ("Lésions (petites, bien délimitées (bassin, côtes).", "La suite vient."),
    ("Le groupe I.", "« Les autres » suivent."),
]


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two_sentences(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_a_line_break_ends_a_sentence() -> None:
    assert split("Dose | 30 Gy\nDurée | 2 ans") == ["Dose | 30 Gy", "Durée | 2 ans"]


def test_the_sentence_of_an_offset() -> None:
    spans = sentences("Un. Deux. Trois.")
    assert [sentence_at(spans, at) for at in (0, 3, 4, 15)] == [0, 0, 1, 2]


@given(st.text("aÉ.?!…()[]«» \n1:;'’", max_size=60))
def test_every_printed_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert all(text[a:b].strip() == text[a:b] for a, b in spans)
