"""What the typesetter broke is joined; what the author hyphenated stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.healing import heal, vocabulary
from ingest.model import plain

SOFT = "\u00ad"


def healed(*lines: str, elsewhere: str = "") -> str:
    return heal([plain(line) for line in lines], vocabulary([*lines, elsewhere])).text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("une dose de 20-", "30 Gy"), "une dose de 20-30 Gy"),
        (("une dose de 20–", "30 Gy"), "une dose de 20–30 Gy"),
        (("les vertèbres T12-", "L1 et L2"), "les vertèbres T12-L1 et L2"),
        (("une lésion sous-", "jacente"), "une lésion sous-jacente"),
        (("une atteinte extra-", "osseuse"), "une atteinte extra-osseuse"),
        (("en Île-de-", "France"), "en Île-de-France"),
        (("le traite-", "ment local"), "le traitement local"),
        (("des mi-", "croparticules"), "des microparticules"),
        (("par pa-", "liers, des pa-", "liers"), "par paliers, des paliers"),
        (("des micro-", "fractures ; une fracture"), "des microfractures ; une fracture"),
        (("un trochantérien, zone cervico-", "trochantérienne"), "un trochantérien, zone cervico-trochantérienne"),
        (("un contrôle scano-", "graphique"), "un contrôle scanographique"),
        (("un scanner thoraco-", "abdomino-pelvien"), "un scanner thoraco-abdomino-pelvien"),
        (("un scanner thoraco-abdomino-", "pelvien"), "un scanner thoraco-abdomino-pelvien"),
        (("par micro-", "ondes"), "par micro-ondes"),
        (("une TEP au 18F-", "fluorure"), "une TEP au 18F-fluorure"),
        (("Lagrange J-", "L, JL"), "Lagrange J-L, JL"),
        (("a placebo-", "controlled trial"), "a placebo-controlled trial"),
        (("la zone cervico-", "trochantérienne"), "la zone cervico-trochantérienne"),
        (
            ("la zone cervico-tro-", "chantérienne, la lé-", "sion, une lésion"),
            "la zone cervico-trochantérienne, la lésion, une lésion",
        ),
        (("une lésion pré-", "fracturaire avant toute fracture"), "une lésion pré-fracturaire avant toute fracture"),
        (
            ("des nécroses et, ex-", "ceptionnellement, une allergie"),
            "des nécroses et, exceptionnellement, une allergie",
        ),
        (
            ("le radiologue inter-", "ventionnel, la radiologie interventionnelle"),
            "le radiologue interventionnel, la radiologie interventionnelle",
        ),
        (("il est peut-", "être utile"), "il est peut-être utile"),
        (("c'est-à-", "dire ici"), "c'est-à-dire ici"),
        (("5 mg/", "kg par jour"), "5 mg/kg par jour"),
        (("la radio" + SOFT, "thérapie"), "la radiothérapie"),
        (("un mot – et", "un autre"), "un mot – et un autre"),
        (("la dose –", "la seconde"), "la dose – la seconde"),
    ],
)
def test_a_line_end_is_healed(lines: tuple[str, ...], whole: str) -> None:
    assert healed(*lines) == whole


def test_the_document_s_own_spelling_decides_where_a_prefix_could_be_either() -> None:
    assert healed("une oligo-", "métastase", elsewhere="une oligométastase, des métastase") == "une oligométastase"
    assert healed("une oligo-", "métastase", elsewhere="une oligo-métastase") == "une oligo-métastase"


def test_two_known_words_that_make_no_third_keep_their_hyphen() -> None:
    assert healed("un avis médico-", "chirurgical", elsewhere="le plan chirurgical et médico social") == (
        "un avis médico-chirurgical"
    )


def test_where_the_typesetter_marks_his_breaks_a_plain_hyphen_is_the_author_s() -> None:
    cut = ["le traite" + SOFT, "ment des lé" + SOFT, "sions os" + SOFT, "seuses para-", "médullaires"]
    assert healed(*cut) == "le traitement des lésions osseuses para-médullaires"


def test_a_soft_hyphen_inside_a_line_is_not_printed() -> None:
    assert healed(f"ra{SOFT}dio") == "radio"
    alone = (f"{SOFT} {SOFT} a", SOFT, f"{SOFT} b {SOFT} c {SOFT}")
    assert healed(*alone) == "a b c"


@given(st.lists(st.text("abcdefé 0123456789", min_size=1), min_size=1))
def test_lines_without_hyphens_keep_every_character(lines: list[str]) -> None:
    assert healed(*lines).replace(" ", "") == "".join(lines).replace(" ", "")


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_hyphen_beside_a_digit_is_never_lost(a: int, b: int) -> None:
    assert healed(f"de {a}-", f"{b} Gy") == f"de {a}-{b} Gy"


def test_where_hardly_a_line_ends_with_a_hyphen_the_typesetter_cuts_no_words() -> None:
    lines = ["une ligne assez longue pour toucher le bord de sa colonne"] * 70
    assert healed("une irradiation bi-", "focale", elsewhere="\n".join(lines)) == "une irradiation bifocale"
    known = vocabulary([*lines, "une irradiation bi-", "focale"])
    assert heal([plain("une irradiation bi-"), plain("focale")], known).text == "une irradiation bi-focale"


PROSE = [f"une ligne de prose numéro {n}, assez longue pour sa colonne" for n in range(100)]


def test_one_word_proved_cut_shows_that_the_typesetter_cuts_words() -> None:
    known = vocabulary([*PROSE, "toute lésion est", "une lé-", "sion à traiter"])
    assert heal([plain("un lo-"), plain("giciel")], known).text == "un logiciel"


def test_where_every_known_line_end_is_the_author_s_none_is_cut() -> None:
    own = ["un geste post-", "opératoire, post-opératoire"] * 12
    assert heal([plain("une approche mini-"), plain("invasive")], vocabulary([*PROSE, *own])).text.endswith(
        "mini-invasive"
    )


def test_an_author_who_writes_a_prefix_both_ways_proves_no_cutting_of_words() -> None:
    lines = ["une ligne assez longue pour toucher le bord de sa colonne"] * 70
    known = vocabulary([*lines, "un cas postopératoire", "une radiothérapie post-", "opératoire"])
    assert heal([plain("radiothérapie post-"), plain("opératoire")], known).text == "radiothérapie post-opératoire"
