"""What is said of a dose: role, technique, indication. A dose to give is never more than the text makes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.doses.find import find_doses
from ingest.language import French
from ingest.model import Cell, Dose, DoseRole, Passage, PassageKind, Section, Table, Technique, plain
from ingest.tables.table_text import table_text

FRENCH = French()
GOLDEN = Path(__file__).parents[2] / "golden" / "dose_roles.tsv"
LABELLED = [line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def passage(
    text: str, kind: PassageKind = PassageKind.PARAGRAPH, section: str | None = None, depth: int = 0
) -> Passage:
    return Passage("p", kind, section, plain(text), depth)


def find(*passages: Passage, sections: Sequence[Section] = ()) -> list[Dose]:
    return list(find_doses(FRENCH, passages, (), sections))


def roles(text: str) -> list[str]:
    return [d.role.value for d in find(passage(text))]


@pytest.mark.parametrize(("wanted", "sentence"), LABELLED)
def test_labelled_sentence(wanted: str, sentence: str) -> None:
    """`wanted` has one role a dose, in order."""
    assert roles(sentence) == wanted.split()


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("Les doses préconisées varient :", "recommended"),
        ("Plusieurs modalités peuvent être proposées :", "possible"),
        ("Les études ont comparé :", "study_arm"),
        ("Les contraintes de dose sont :", "organ_limit"),
        ("Ne sont pas recommandés :", "unstated"),
        ("On distingue :", "unstated"),
    ],
)
def test_the_lead_in_of_a_list_gives_the_role(lead: str, role: str) -> None:
    (dose,) = find(passage(lead), passage("30 Gy en 10 fractions", PassageKind.ITEM, depth=1))
    assert dose.role == role


def test_the_words_of_an_item_come_before_its_lead_in() -> None:
    lead = passage("Les doses recommandées sont :")
    (dose,) = find(lead, passage("exceptionnellement 8 Gy en une séance", PassageKind.ITEM, depth=1))
    assert dose.role is DoseRole.EXCEPTIONAL


def test_a_report_goes_on_in_the_past() -> None:
    later = "Deux schémas étaient fréquents : 30 Gy en 5 fractions et 35 Gy en 5 fractions."
    assert roles(f"L'étude portait sur 81 patients. {later}") == ["study_arm", "study_arm"]
    assert roles(later) == ["unstated", "unstated"]


def test_an_example_ends_with_its_bracket() -> None:
    text = "Il est recommandé 30 Gy en 5 fractions (exemple : 20 Gy sur le PTV) puis 35 Gy en 5 fractions."
    assert roles(text) == ["recommended", "example", "recommended"]


def test_a_threshold_is_no_dose() -> None:
    assert roles("Le risque augmente au-delà de 20 Gy.") == []


def test_a_figure_shows_one_patient() -> None:
    (dose,) = find(passage("Figure 2. Dosimétrie délivrant 30 Gy.", PassageKind.CAPTION))
    assert dose.role is DoseRole.EXAMPLE


def test_the_bibliography_gives_no_dose() -> None:
    assert find(passage("Essai de 8 Gy en une fraction. 2014;3:1.", PassageKind.REFERENCE)) == []


@pytest.mark.parametrize(
    ("sentence", "indication"),
    [
        ("En cas de compression médullaire, 20 Gy en 5 fractions.", "compression médullaire"),
        ("Pour le rachis : 27 Gy en 3 fractions.", "le rachis"),
        ("Chez les patients fragiles, 8 Gy en une séance.", "les patients fragiles"),
        ("Une dose de 8 Gy en une séance est possible pour les os longs.", "les os longs"),
        ("En situation palliative et en situation aiguë, 8 Gy.", "En situation palliative et en situation aiguë"),
        ("Une dose de 30 Gy pour obtenir une antalgie.", None),
        ("Dmax à la moelle épinière de 14 Gy en une fraction.", "moelle épinière"),
        ("Une dose de 30 Gy en 10 fractions.", None),
    ],
)
def test_the_indication_is_quoted(sentence: str, indication: str | None) -> None:
    (dose,) = find(passage(sentence))
    assert dose.indication == indication


def test_the_indication_comes_from_the_list_above_then_from_the_heading() -> None:
    titles = (Section("a", "3", plain("Métastase osseuse"), 1, None), Section("b", "4", plain("Techniques"), 1, None))
    lead = passage("En cas de fracture, on délivre :", section="a")
    item = passage("30 Gy en 10 fractions", PassageKind.ITEM, "a", 1)
    assert [d.indication for d in find(lead, item, sections=titles)] == ["fracture"]
    assert [d.indication for d in find(item, sections=titles)] == ["Métastase osseuse"]
    assert [d.indication for d in find(passage("30 Gy", section="b"), sections=titles)] == [None]


@pytest.mark.parametrize(
    ("sentence", "techniques"),
    [
        ("En stéréotaxie, 27 Gy en 3 fractions.", ["stereotactic"]),
        ("En technique conventionnelle, 30 Gy en 10 fractions.", ["conventional"]),
        ("30 Gy en 10 fractions.", ["unstated"]),
        ("8 Gy en une séance, ou 24 Gy en 2 fractions en stéréotaxie.", ["unstated", "stereotactic"]),
        ("SBRT 24 Gy en 1 fraction vs technique classique 30 Gy en 10 fractions.", ["stereotactic", "conventional"]),
    ],
)
def test_technique(sentence: str, techniques: list[str]) -> None:
    assert [d.technique.value for d in find(passage(sentence))] == techniques


@pytest.mark.parametrize(
    ("text", "techniques"),
    [
        ("8 Gy en une séance sont préférables. La stéréotaxie vient ensuite.", ["unstated"]),
        (
            "La SBRT délivre 27 Gy en 3 fractions. Sinon, on privilégiera 8 Gy en dose unique.",
            ["stereotactic", "unstated"],
        ),
        ("La stéréotaxie épargne la moelle. Il est recommandé 27 Gy en 3 fractions.", ["stereotactic"]),
        (
            "La stéréotaxie coûte plus que la radiothérapie conventionnelle. On donne 20 Gy en 5 fractions.",
            ["unstated"],
        ),
    ],
)
def test_a_technique_holds_for_what_follows_until_doses_or_another_are_named(text: str, techniques: list[str]) -> None:
    assert [d.technique.value for d in find(passage(text))] == techniques


def test_the_technique_of_a_numbered_heading_holds_below_it_but_not_beside_it() -> None:
    titles = (
        Section("a", "2.2", plain("Radiothérapie stéréotaxique"), 1, None),
        Section("b", "2.2.4", plain("Effets secondaires"), 2, "a"),
        Section("c", None, plain("Recommandations"), 3, "b"),
    )
    doses = [find(passage("La dose est de 30 Gy.", section=s), sections=titles)[0] for s in ("b", "c")]
    assert [d.technique for d in doses] == [Technique.STEREOTACTIC, Technique.UNSTATED]


def grid(rows: Sequence[Sequence[str]], caption: str = "", header_rows: int = 1) -> list[Dose]:
    cells = tuple(Cell(r, c, 1, 1, plain(text), 1, None) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Table("t", None, plain(caption), None, "p", header_rows, cells, (1,))
    text = Passage("p", PassageKind.TABLE, None, table_text(cells))
    doses = list(find_doses(FRENCH, (text,), (table,), ()))
    for d in doses:
        assert d.text.text == text.text.text[d.start : d.end]
    return doses


def test_a_column_header_gives_the_role_and_the_row_the_indication() -> None:
    doses = grid([
        ["Indication", "Fractionnement recommandé", "Autres fractionnements possibles"],
        ["Douleur", "30 Gy en 10 fractions", "20 Gy en cinq fractions (exceptionnellement 8 Gy en une séance)"],
        ["Ré-irradiation", "Stéréotaxie 35 Gy en 5 fractions Ou 27 Gy en 3 fractions", ""],
    ])  # fmt: skip
    assert [(d.low, d.role.value, d.technique.value, d.indication) for d in doses] == [
        (30, "recommended", "unstated", "Douleur"),
        (20, "possible", "unstated", "Douleur"),
        (8, "exceptional", "unstated", "Douleur"),
        (35, "recommended", "stereotactic", "Ré-irradiation"),
        (27, "recommended", "stereotactic", "Ré-irradiation"),
    ]


def test_a_table_on_its_side() -> None:
    doses = grid([["", "Rachis", "Os long"], ["Recommandé", "30 Gy en 10 fractions", "20 Gy en 5 fractions"]])
    assert [(d.role.value, d.indication) for d in doses] == [("recommended", "Rachis"), ("recommended", "Os long")]


def test_bare_numbers_under_gy_are_doses_and_the_neighbour_counts_fractions() -> None:
    header = ["Site", "Dose totale (Gy)", "Fractions", "Dose par fraction (Gy)", "BED (Gy)"]
    (dose,) = grid([header, ["Rachis", "30", "10", "3", "39"]], "Doses recommandées")
    assert (dose.low, dose.fractions_low, dose.role.value, dose.indication) == (30, 10, "recommended", "Rachis")


def test_limits_by_number_of_fractions() -> None:
    doses = grid([["Organe", "1 fraction", "3 fractions"], ["Moelle (Dmax, Gy)", "12,4–14,0", "20,3"]])
    assert [(d.low, d.high, d.fractions_low, d.role.value, d.indication) for d in doses] == [
        (12.4, 14, 1, "organ_limit", "Moelle"),
        (20.3, 20.3, 3, "organ_limit", "Moelle"),
    ]


def test_a_table_of_studies_has_study_arms() -> None:
    doses = grid([["Auteur", "n", "Dose"], ["Dupont", "44", "24 Gy en 1 fraction"]])
    assert [d.role.value for d in doses] == ["study_arm"]


def test_a_table_says_nothing_of_its_role_unless_it_does() -> None:
    assert [d.role.value for d in grid([["Situation", "Dose"], ["Douleur", "30 Gy en 10 fractions"]])] == ["unstated"]


def test_no_word_of_recommendation_no_recommended_dose() -> None:
    """Enumerated: no neutral frame makes a dose one to give."""
    frames = ("{}", "La dose est de {}.", "On délivre {}.", "Après {}, la douleur diminue.", "Le schéma {} est connu.")
    for frame in frames:
        assert roles(frame.format("30 Gy en 10 fractions")) == ["unstated"]


WORDS = [
    "30 Gy en 10 fractions", "8 Gy", "est recommandé", "n'est pas", "peut être proposé", "dans un essai", "en cas de",
    "(", ")", ",", ":", ".", "exceptionnellement", "la moelle", "Dmax", "exemple", "stéréotaxie", "pour le rachis",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(list(PassageKind)))
def test_every_dose_quotes_its_passage_and_its_indication(words: list[str], kind: PassageKind) -> None:
    text = " ".join(words)
    for d in find(passage(text, kind, depth=1)):
        assert text[d.start : d.end] == d.text.text and 0 < d.low <= d.high
        assert d.indication is None or (d.indication in text and d.indication.strip() == d.indication != "")


def test_a_group_printed_as_an_item_leads_the_items_behind_it() -> None:
    labels = ["de 21 à 28 points : groupe I", "pas de chirurgie", "dose recommandée : 8 Gy en 1 fraction",
              "de 29 à 37 points : groupe II", "dose recommandée : 20 Gy en 5 fractions"]  # fmt: skip
    doses = find(*(passage(text, PassageKind.ITEM, depth=2) for text in labels))
    assert [d.indication for d in doses] == ["de 21 à 28 points : groupe I", "de 29 à 37 points : groupe II"]


@pytest.mark.parametrize(
    ("sentence", "indications"),
    [
        (
            "Il est recommandé 27 Gy en 3 fractions pour le rachis et 30 Gy en 3 fractions pour les os longs.",
            ["le rachis", "les os longs"],
        ),
        (
            "On recommande 24 Gy ou 27 Gy en 3 fractions pour le rachis, et 30 Gy ou 40 Gy en 5 fractions pour les os.",
            ["le rachis", "le rachis", "les os", "les os"],
        ),
        (
            "Il est recommandé 30 Gy pour la douleur et, en cas de compression, 20 Gy, sauf chez les sujets âgés.",
            ["la douleur", "compression"],
        ),
        ("Il est recommandé 30 Gy en 10 fractions pour le rachis ou 20 Gy en 5 fractions.", ["le rachis", "le rachis"]),
    ],
)
def test_what_stands_right_behind_a_dose_is_for_that_dose(sentence: str, indications: list[str]) -> None:
    assert [dose.indication for dose in find(passage(sentence))] == indications
