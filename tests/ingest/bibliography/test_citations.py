"""A mention leads to the entries it means, or says why it does not; counts, years and intervals are no mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bibliography.citations import find_citations
from ingest.bibliography.references import parse_reference, split_entries
from ingest.model import CitationStatus, Passage, PassageKind, Reference, plain
from tests.ingest.citing import HABIT, RAISED, REFERENCES, SHARED, THIRTY, A, C, R, U, cite, found, numbered

# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "targets"),
    [
        ("(14)", "14"), ("(12–14)", "12 13 14"), ("(12,14)", "12 14"), ("(12 ,14)", "12 14"),
        ("(12-14, 18)", "12 13 14 18"), ("(12 et 13)", "12 13"), ("(12 ; 13)", "12 13"), ("(réf. 14)", "14"),
        ("(références 14 à 16)", "14 15 16"), ("[14]", "14"),
    ],
)  # fmt: skip
def test_numbers_in_brackets_are_one_citation(printed: str, targets: str) -> None:
    assert found([HABIT, f"Le traitement est efficace {printed}."], THIRTY)[4:] == [(printed, targets, R)]


@pytest.mark.parametrize(
    ("printed", "targets"),
    [("[2, 3, 7]", "2 3 7"), ("[4–6]", "4 5 6"), ("[12-15, 18]", "12 13 14 15 18"), ("[1 à 3]", "1 2 3")],
)
def test_square_brackets_cite(printed: str, targets: str) -> None:
    assert found(f"Un [9]. Le traitement est efficace {printed}.", THIRTY)[1:] == [(printed, targets, R)]


def test_brackets_that_touch_are_two_citations() -> None:
    assert found("Efficace [3][4].", THIRTY) == [("[3]", "3", R), ("[4]", "4", R)]


@pytest.mark.parametrize(
    ("text", "printed", "targets"),
    [
        ("mot¹²,¹⁴ suit", "¹²,¹⁴", "12 14"), ("mot¹²–¹⁴.", "¹²–¹⁴", "12 13 14"), ("fin.¹²", "¹²", "12"),
        ("de 3 cm ¹².", "¹²", "12"), ("par 20 à 40 ¹², puis", "¹²", "12"),
        ("« mot »¹², puis", "¹²", "12"), ("50 %¹² des cas", "¹²", "12"), ("en 2015¹² déjà", "¹²", "12"),
        ("mot¹², ¹⁴ suit", "¹², ¹⁴", "12 14"), ("mot¹²⁻¹⁴", "¹²⁻¹⁴", "12 13 14"),
    ],
)  # fmt: skip
def test_raised_numbers_cite(text: str, printed: str, targets: str) -> None:
    assert found([RAISED, text], THIRTY)[3:] == [(printed, targets, R)]


HEADS = [
    ["Anne Roy¹, Paul Petit¹,² et Luc Blanc²", "¹ Service de radiologie, Lyon", "² Institut du cancer, Paris"],
    ["Anne Roy¹, Paul Petit¹,² ¹ Service de radiologie, Lyon ² Institut du cancer, Paris"],
    ["Le score¹ est calculé à l'admission.", "¹ Voir l'annexe."],
]


@pytest.mark.parametrize("head", HEADS)
def test_raised_numbers_that_lead_to_notes_and_addresses_are_no_citations(head: list[str]) -> None:
    assert [text for text, _, _ in found([*head, RAISED], THIRTY)] == ["¹", "²", "³"]


@pytest.mark.parametrize(
    "text",
    [
        "10⁹ cellules",
        "3 cm² au plus",
        "27 kg/m² environ",
        "¹⁸F-FDG",
        "Ca²⁺ libre",
        "1,73 m². Fin",
        "Sm¹⁵³",
        "R² de 0,8",
    ],
)
def test_powers_units_and_isotopes_are_no_citations(text: str) -> None:
    assert len(found([RAISED, text], THIRTY)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "après Rich (2018) le", "chez (23 patients)", "un succès (80 %)", "deux techniques (3D et IMRT)",
        "étendu (1 à 3 sites)", "avec (8 Gy)", "voir (tableau 5)", "(figure 2)", "le tableau (3)",
        "cf. (Cf. annexe 2)", "douleur (0-8)", "cotée (4/10)", "rachis (C1-C2)", "($p = 0,03$)", "dose (0,87)",
        "âge de 26 ans (20–30)", "durée de 6 mois (3–12)", "un score (5–9)", "12 (24) cas", "le (18)F-FDG",
        "stable (0–6), douteux (7–12), instable (13–18)", "(1) Un item de liste",
        "on retient : (1) l'âge, (2) le sexe et (3) le siège",
    ],
)  # fmt: skip
def test_what_else_stands_in_brackets_is_no_citation(text: str) -> None:
    assert len(found([HABIT, text], THIRTY)) == 4


@pytest.mark.parametrize("text", ["IC95 % [12-20]", "[p = 0,03]", "en [2018]", "un total (12)", "critère (3)"])
def test_square_documents_do_not_cite_in_round_brackets_or_intervals(text: str) -> None:
    assert len(found(["Un [1] et deux [2, 3].", text], THIRTY)) == 2


def test_a_count_and_its_share_in_a_cell_are_no_citation() -> None:
    table = "Hommes | 12 (24)\nFemmes | 3 (6)\nSuivi selon Clark (2) | oui (13)"
    passages = [
        Passage("a", PassageKind.PARAGRAPH, None, plain(HABIT)),
        Passage("t", PassageKind.TABLE, None, plain(table)),
    ]
    assert [c.text.text for c in find_citations(passages, THIRTY)][4:] == ["(2)", "(13)"]


def test_a_number_no_entry_bears_is_unresolved_and_says_why() -> None:
    (citation,) = cite([HABIT, "Un résultat isolé (99)."], THIRTY)[4:]
    assert (citation.targets, citation.status, citation.why) == ((), U, "no entry 99 in the bibliography")


def test_the_entries_that_are_there_stay_beside_a_missing_one() -> None:
    (citation,) = cite([HABIT, "Un résultat (28–31)."], THIRTY)[4:]
    assert (citation.targets, citation.status, citation.why) == (
        ("28", "29", "30"),
        C,
        "no entry 31 in the bibliography",
    )


def test_a_name_beside_the_number_of_another_author_is_ambiguous() -> None:
    assert found([HABIT, "Baker et al. (12) montrent."], THIRTY)[4:] == [("(12)", "12", R)]  # 12 is by Baker
    assert found([HABIT, "Backer et al. (12) montrent."], THIRTY)[4:] == [("(12)", "12", R)]
    square = "Un [1] puis deux [2], trois [3] et quatre [4]."
    assert found([square, "Baker et al. (12) montrent.", "Chez eux (12) aussi."], THIRTY)[4:] == [("(12)", "12", R)]
    (citation,) = cite([HABIT, "Clark et al. (12) montrent."], numbered(1, 2, 3, 4, 12))[4:]
    assert (citation.targets, citation.status) == (("12", "2"), A)
    assert citation.why is not None and "Clark" in citation.why


def test_a_list_without_numbers_is_cited_by_position_where_the_document_does() -> None:
    texts = "Un (1), deux (2, 3), quatre (4–6), sept (7)."
    unlabelled = [parse_reference(None, r.text) for r in THIRTY[:8]]
    assert found(texts, unlabelled[::-1])[1] == ("(2, 3)", "2 3", R)
    assert found(texts, unlabelled) == []  # in the order of the authors: no number can mean them


def test_positions_do_not_count_where_printed_labels_contradict_them() -> None:
    references = [parse_reference(None, plain("Roy A. Un titre. Bone. 2001;1:2-3.")), *numbered(40, 41, 42, 43)]
    assert found("Un (40), deux (41), trois (42). Un autre (1).", references)[-1] == ("(1)", "", U)


def test_two_entries_with_one_number_are_both_kept() -> None:
    (*_, citation) = cite([HABIT, "Un résultat (9)."], [*numbered(1, 2, 3, 4, 9), *numbered(9)])
    assert (citation.targets, citation.status) == (("9", "9"), A)


def test_an_excerpt_without_bibliography_keeps_its_citations_unresolved() -> None:
    texts = "Traitement (84). Puis (85,86) et (90–92) chez (23 patients) selon Rich (2018), avec (12) fin."
    assert [(c.text.text, c.targets, c.status, c.why) for c in cite(texts, [])[:3]] == [
        (text, (), U, "the document has no bibliography") for text in ("(84)", "(85,86)", "(90–92)")
    ]


@pytest.mark.parametrize(
    "text", ["article 3 (1) et note (2).", "Arrêté (2012), voir (1).", "Les critères sont (3) nombreux.", ""]
)
def test_lone_small_numbers_without_bibliography_are_nothing(text: str) -> None:
    assert found(text, []) == []


# --- places and invariants ------------------------------------------------------------------------------------------


def test_order_place_and_section_are_kept() -> None:
    citations = cite(["Selon Lipton (2008), oui (Colin, 2010).", "Puis (HAS, 2014)."], REFERENCES)
    assert [(c.passage, c.section, c.text.text) for c in citations] == [
        ("p0", "s1", "Lipton (2008)"), ("p0", "s1", "Colin, 2010"), ("p1", "s1", "HAS, 2014"),
    ]  # fmt: skip


def test_entries_and_skipped_passages_cite_nothing() -> None:
    assert cite("Un titre (Lipton, 2008). Bone.", REFERENCES, PassageKind.REFERENCE) == []
    passage = Passage("x", PassageKind.PARAGRAPH, None, plain("(Lipton, 2008)"))
    assert find_citations([passage], REFERENCES, skip=["x"]) == ()


WORDS = st.sampled_from(
    "le traitement de métastases (23 patients) chez 12 % et al. Rades (2011) T12-L1 [n = 4] 8 Gy ; : | \n".split(" ")
)
BRACKETS = st.one_of(
    st.integers(1, 40).map(lambda n: f"({n})"),
    st.tuples(st.integers(1, 40), st.integers(1, 40)).map(lambda p: f"({p[0]}–{p[1]})"),
    st.lists(st.integers(0, 2030), min_size=1, max_size=4).map(lambda ns: "[" + ", ".join(map(str, ns)) + "]"),
    st.tuples(st.sampled_from(["Colin", "Zhang", "Colyn", "HAS", "van der Meer"]), st.integers(1999, 2022)).map(
        lambda p: f"({p[0]}, {p[1]})"
    ),
    st.text("()[]0123456789,;–- etal.¹²³", max_size=8),
)


@given(
    st.lists(st.lists(st.one_of(WORDS, BRACKETS), max_size=25).map(" ".join), max_size=4), st.sampled_from([0, 1, 2])
)
def test_every_citation_stands_in_its_passage_and_keeps_the_contract(texts: list[str], which: int) -> None:
    references: Sequence[Reference] = ([], THIRTY, REFERENCES)[which]
    known = {r.label or str(n): r for n, r in enumerate(references, 1)}
    before = (-1, -1)
    for c in cite(texts, references):
        passage = int(c.passage[1:])
        assert texts[passage][c.start : c.end] == c.text.text
        assert (passage, c.start) > before  # in reading order, and nothing twice
        before = (passage, c.end - 1)
        assert all(target in known for target in c.targets)
        assert (c.status is U) == (not c.targets)
        assert c.status is not A or len(c.targets) > 1
        assert (c.why is None) == (c.status is R)
        if c.status is R and re.search(r"\d{4}", c.text.text):
            assert str(known[c.targets[0]].year) in c.text.text  # never resolved against the printed year


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    cite(text, REFERENCES)
    cite(text, THIRTY)


# --- the samples ------------------------------------------------------------------------------------------------------


def sample(number: str, heading: str) -> tuple[list[str], list[Reference]]:
    source = next((SHARED / "referentials").glob(f"{number}_*.txt"), None) if SHARED.exists() else None
    if source is None:
        pytest.skip("the shared samples are not here")
    text = re.sub(r"\[(.*?)\]\(#\)", r"\1", source.read_text(encoding="utf-8").replace("*", "")).replace("\\", "")
    body, bibliography = text.split(f"\n{heading}\n", 1)
    lines = [line for line in bibliography.splitlines() if line.strip()]
    items = [n for n, line in enumerate(lines) if line.startswith("- ")]
    entries = split_entries([plain(line.removeprefix("- ").strip()) for line in lines], items).entries
    return [line for line in body.splitlines() if line.strip()], [parse_reference(e.label, e.text) for e in entries]


def test_the_numeric_samples_resolve_whole() -> None:
    for number, heading, expected in (("000", "REFERENCES", 28), ("002", "RÉFÉRENCES", 29)):
        citations = cite(*sample(number, heading))
        assert len(citations) == expected
        assert {c.status for c in citations} == {R}


def test_the_author_year_sample_resolves_what_is_there() -> None:
    citations = cite(*sample("001", "5. Bibliographie"))
    by_status = {status: {c.text.text for c in citations if c.status is status} for status in CitationStatus}
    assert len(citations) == 53
    assert by_status[C] == {"Pontarollo, 2019", "Sugiuuru, 2008", "Rosen, 2004", "Schultheiss, 2010", "Iannessi, 2013"}
    assert by_status[U] == {"Lipton, 2008", "Wolanczyk, 2016"}
    assert by_status[A] == set()


def test_raised_numbers_above_the_first_heading_lead_to_the_authors_addresses() -> None:
    authors = Passage("p0", PassageKind.PARAGRAPH, None, plain("Équipe de rédaction¹,², Groupe « douleur »³"))
    text = Passage("p1", PassageKind.PARAGRAPH, "s1", plain(RAISED))
    assert [c.passage for c in find_citations([authors, text], THIRTY)] == ["p1", "p1", "p1"]
