from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, BlockKind
from ingest.errors import Damaged, EmptyFile, NotAPdf
from ingest.model import Table
from ingest.plain import PlainTable, read_plain
from ingest.plain.latex import printed
from ingest.plain.markup import clean

HOSTILE = Path(__file__).resolve().parents[1] / "hostile"


def read(text: str) -> tuple[Block, ...]:
    return read_plain(text.encode(), "essai.md")


def told(text: str) -> list[str]:
    """The blocks of `text` in short: «# » a heading with its level, «- » an item with its depth, «|» a table."""
    return [short(block) for block in read(text)]


def short(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        return "|"
    if block.level:
        return f"{'#' * block.level} {block.text.text}"
    return f"{'-' * block.depth} {block.text.text}" if block.kind is BlockKind.ITEM else block.text.text


def rows(text: str) -> list[list[str]]:
    return [list(row) for row in grid(table(text))]


def table(text: str) -> PlainTable:
    found = [block.what for block in read(text) if isinstance(block.what, PlainTable)]
    assert len(found) == 1
    return found[0]


def grid(found: PlainTable) -> tuple[tuple[str, ...], ...]:
    return Table("t", None, None, None, "p", found.header_rows, found.cells, found.pages).rows


def merged(found: PlainTable) -> dict[tuple[int, int], tuple[int, int]]:
    return {(c.row, c.col): (c.rowspan, c.colspan) for c in found.cells if c.rowspan * c.colspan > 1}


# --- bytes ------------------------------------------------------------------------------------------------------------

TEXT = "L’œsophage est à risque : 30 Gy ≤ dose.\r\nÀ éviter après 3 mois…"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert [block.text.text for block in read_plain(TEXT.encode(encoding), "a.txt")] == TEXT.split("\r\n")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_eight_bit_text_is_read_in_the_encoding_that_makes_french(encoding: str) -> None:
    text = "La récidive après irradiation est évaluée à 3 mois, dès la première séance : élevée à gauche."
    assert [block.text.text for block in read_plain(text.encode(encoding), "a.txt")] == [text]


def test_text_encoded_twice_is_read_once() -> None:
    text = "Métastases osseuses « évaluées » à l’IRM — œsophage"
    twice = text.encode().decode("cp1252").encode()
    assert [block.text.text for block in read_plain(twice, "a.txt")] == [text]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_end_is_one(end: str) -> None:
    assert told(f"Un.{end}{end}Deux.") == ["Un.", "Deux."]


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_plain(data, "vide.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04\x14\x00", "a ZIP or office document"),
        (b"<!DOCTYPE html><html><body>30 Gy", "a web page"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    with pytest.raises(NotAPdf, match=kind) as caught:
        read_plain(data, "guide.txt")
    assert caught.value.file == "guide.txt" and caught.value.advice


def test_broken_utf8_is_damaged_and_says_where() -> None:
    data = (
        "Dose élevée à éviter.\nRécidive évaluée.\n".encode()
        + b"20 Gy \xff\xfe en cinq s\xc3\xa9ances, \xc3\xa0 3 mois"
    )
    with pytest.raises(Damaged, match="line 3"):
        read_plain(data, "casse.txt")


def test_text_of_another_script_is_damaged() -> None:
    with pytest.raises(Damaged, match="script"):
        read_plain("Лучевая терапия метастазов в кости показана больным".encode(), "a.txt")


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("texte-*")), ids=lambda path: path.name)
def test_the_same_sentence_in_every_encoding_kept_as_a_file(path: Path) -> None:
    assert [block.text.text for block in read_plain(path.read_bytes(), path.name)] == [
        "Récidive à évaluer après la première séance."
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    try:
        read_plain(data, "x.txt")
    except (EmptyFile, NotAPdf, Damaged) as error:
        found = error.file
    else:
        found = "x.txt"
    assert found == "x.txt"


@given(st.text(alphabet="ab *_|#-\t\n`<>[]()\\$^{}=.1é", max_size=120))
def test_any_marks_are_read(text: str) -> None:
    try:
        blocks = read(text)
    except (EmptyFile, NotAPdf, Damaged):
        return
    assert all(block.text.text == block.text.text.strip() for block in blocks)
    assert all(glyph is None for block in blocks for glyph in block.text.glyphs)


# --- marks in a line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Très **important*", "Très important"),
        ("**Mots clés : a ; b", "Mots clés : a ; b"),
        ("le *performans status* du patient", "le performans status du patient"),
        ('techniques dites "mini-invasives"** : mise en place', 'techniques dites "mini-invasives" : mise en place'),
        ("19.** Dupuy DE.", "19. Dupuy DE."),
        ("Zeng *et al.* en 2019", "Zeng et al. en 2019"),
        ("**Li**quid Biopsy for the **E**arly detection", "Liquid Biopsy for the Early detection"),
        ("« *pain flare* »", "« pain flare »"),
        ("__gras__ et _italique_ mais snake_case_name", "gras et italique mais snake_case_name"),
        ("p = 0,03** et 0,04*", "p = 0,03** et 0,04*"),
        ("5 * 3 = 15", "5 * 3 = 15"),
        ("*Radiation Oncology*Biology*Physics*. 2022", "Radiation Oncology*Biology*Physics. 2022"),
        ("Cf. [Score de Mirels](#).", "Cf. Score de Mirels."),
        (r"[Clin Oncol \(R Coll Radiol\). 2006;18:747-60.](#)", "Clin Oncol (R Coll Radiol). 2006;18:747-60."),
        ("[[84]](#b84) et ([85](#page-3-0))", "[84] et (85)"),
        ("[Oligometastatic disease]. *Cancer Radiother*. 2012", "[Oligometastatic disease]. Cancer Radiother. 2012"),
        ("voir [1], [2, 3] (figure 1)", "voir [1], [2, 3] (figure 1)"),
        ("Clarençon^{1,2} et douleur^12^", "Clarençon¹,² et douleur¹²"),
        ("10^9/L, 10^{-3}, m^2", "10⁹/L, 10⁻³, m²"),
        ("1<sup>er</sup> jour, 10<sup>9</sup>/L, CO<sub>2</sub>, CO~2~", "1er jour, 10⁹/L, CO2, CO2"),
        ("<sup>30 Gy en dix fractions</sup>", "30 Gy en dix fractions"),
        (r"l'équivalence ($\alpha/\beta=0,87$)", "l'équivalence (α/β=0,87)"),
        (
            r"score \geq 9 et \leq 7, 0{,}5 \pm 0{,}1 $\times$ 2".replace("0{,}5 \\pm 0{,}1", "$0{,}5 \\pm 0{,}1$"),
            "score ≥ 9 et ≤ 7, 0,5 ± 0,1 × 2",
        ),
        ("groupe [$p = 0,034$]", "groupe [p = 0,034]"),
        ("entre 5 $ et 10 $ par jour", "entre 5 $ et 10 $ par jour"),
        ("<15 mois, >15 mois, x <b et y> 3", "<15 mois, >15 mois, x <b et y> 3"),
        ("&lt;15 mois &amp; plus&nbsp;: 3, AT&T", "<15 mois & plus : 3, AT&T"),
        ('signes <ul style="list-style-type: none"> • D1', "signes • D1"),
        ("<http://exemple.fr> et <a.b@aphp.fr>", "http://exemple.fr et a.b@aphp.fr"),
        ("![](_page_1.jpeg)![Figure 1 – Schéma](f.png)", "Figure 1 – Schéma"),
        ("texte[^3] <!-- note --> `code` \\- tiret", "texte³ code - tiret"),
        ("une\u00a0dose\u202f: 3\u200b0 Gy", "une dose : 30 Gy"),
    ],
)
def test_marks_are_read_as_what_they_print(written: str, read_as: str) -> None:
    assert clean(written) == read_as


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"D\left(1+\frac{d}{\alpha/\beta}\right)", "D(1+d/(α/β))"),
        (r"55\,^\circ\mathrm{C}", "55 °C"),
        (r"^{99m}\mathrm{Tc}", "⁹⁹mTc"),
        (r"\text{EQD}_{2}", "EQD2"),
        (r"20\%", "20%"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\inconnue{a} + 1", r"\inconnue{a} + 1"),
    ],
)
def test_small_latex_is_read_as_what_it_prints(latex: str, text: str) -> None:
    assert printed(latex) == text


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_line_is_a_paragraph_where_the_file_does_not_wrap() -> None:
    assert told("Service de radiologie\nHôpital\n75013 Paris\n\nUn texte plus long.") == [
        "Service de radiologie", "Hôpital", "75013 Paris", "Un texte plus long.",
    ]  # fmt: skip


WRAPPED = (
    "La radiothérapie conformationnelle est la technique la plus\n"
    "fréquemment proposée et la plus rapide à initier. Elle convient\n"
    "aux lésions volumineuses ou multiples et chez les patients por-\n"
    "teurs de métastases diffuses.\n"
)
WHOLE = (
    "La radiothérapie conformationnelle est la technique la plus fréquemment proposée et la plus rapide à initier. "
    "Elle convient aux lésions volumineuses ou multiples et chez les patients porteurs de métastases diffuses."
)


def test_wrapped_lines_are_one_paragraph_and_a_short_line_ends_it() -> None:
    assert told(WRAPPED + "Autre paragraphe.\n\n" + WRAPPED) == [WHOLE, "Autre paragraphe.", WHOLE]


def test_a_blank_line_between_all_lines_parts_no_paragraph() -> None:
    spaced = WRAPPED.replace("\n", "\n\n")
    item = "- Pour le rachis, une dose de 20 Gy est délivrée en cinq\n\nfractions ;\n\n"
    assert told(spaced + "2.1 Indications\n\n" + spaced + item) == [
        WHOLE, "## 2.1 Indications", WHOLE, "- Pour le rachis, une dose de 20 Gy est délivrée en cinq fractions ;",
    ]  # fmt: skip


def test_a_paragraph_cut_by_a_page_break_is_one_and_a_table_or_figure_in_it_follows() -> None:
    start = "Cette technique permet de stabiliser la lésion et de réduire les douleurs chez la"
    assert told(f"{start}\n\nplupart des patients.") == [f"{start} plupart des patients."]
    assert told(f"{start}\n\nFigure 1. Cimentoplastie du cotyle.\n\nplupart des patients.") == [
        f"{start} plupart des patients.", "Figure 1. Cimentoplastie du cotyle.",
    ]  # fmt: skip
    assert told(f"{start}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nplupart des patients.") == [
        f"{start} plupart des patients.", "|",
    ]  # fmt: skip


def test_a_hyphen_of_a_dose_or_a_vertebra_at_a_line_end_stays() -> None:
    text = "Les doses proposées vont de 20-\n30 Gy pour les vertèbres T12-\nL1 et leurs voisines, selon la\ntolérance."
    assert told(text) == [
        "Les doses proposées vont de 20-30 Gy pour les vertèbres T12-L1 et leurs voisines, selon la tolérance."
    ]


def test_a_break_that_the_author_set_stays() -> None:
    assert told("Professeur, Université de Paris,  \nRadiologue,  \nPraticien hospitalier") == [
        "Professeur, Université de Paris,", "Radiologue,", "Praticien hospitalier",
    ]  # fmt: skip


def test_fences_rules_comments_and_front_matter_say_nothing() -> None:
    text = "---\ntitle: Guide\nauthor: X\n---\n```markdown\nUne dose.\n\n***\n<!-- page 2 -->\n\nAutre dose.\n```\n"
    assert told(text) == ["Une dose.", "Autre dose."]


def test_a_quoted_paragraph_loses_its_mark_and_a_comparison_keeps_its_sign() -> None:
    assert told("> Une dose unique.\n\n>25 % des patients\n\n> 20 % des cas") == [
        "Une dose unique.", ">25 % des patients", "> 20 % des cas",
    ]  # fmt: skip


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", [" ", "  ", "    ", "        ", "\t"])
def test_depth_is_told_by_any_indent(indent: str) -> None:
    assert told(f"- Pour les vertèbres :\n{indent}- limites hautes\n{indent}- limites basses\n- Pour les os longs") == [
        "- Pour les vertèbres :", "-- limites hautes", "-- limites basses", "- Pour les os longs",
    ]  # fmt: skip


def test_another_bullet_without_indent_is_deeper_and_the_first_comes_back() -> None:
    assert told("- Pour les vertèbres :\no Limites hautes\no Limites basses\n- Pour les os longs\n") == [
        "- Pour les vertèbres :", "-- Limites hautes", "-- Limites basses", "- Pour les os longs",
    ]  # fmt: skip


def test_a_converters_bullet_before_the_authors_is_one() -> None:
    assert told("- Pour les vertèbres :\n - o Limites hautes\n - o Limites basses") == [
        "- Pour les vertèbres :", "-- Limites hautes", "-- Limites basses",
    ]  # fmt: skip


def test_bullets_of_all_kinds_go_and_numbers_stay() -> None:
    assert told("• a\n• b\n\n1. premier\n2. second\n\n1/ Cas un ;\n2/ Cas deux ;\n\na) oui\nb) non") == [
        "- a", "- b", "- 1. premier", "- 2. second", "- 1/ Cas un ;", "- 2/ Cas deux ;", "- a) oui", "- b) non",
    ]  # fmt: skip


def test_a_dash_glued_to_its_text_is_a_bullet_and_a_lone_star_a_note() -> None:
    assert told("-Le schéma recommandé est de 30 Gy.\n-Le traitement unique est une option.") == [
        "- Le schéma recommandé est de 30 Gy.", "- Le traitement unique est une option.",
    ]  # fmt: skip
    assert told("* Doses le plus souvent réalisées") == ["* Doses le plus souvent réalisées"]
    assert told("* un\n* deux") == ["- un", "- deux"]


def test_a_line_set_in_under_an_item_is_part_of_it_and_one_at_the_margin_is_not() -> None:
    assert told("- une dose\n  de 30 Gy\n- autre\nUn paragraphe.") == [
        "- une dose de 30 Gy",
        "- autre",
        "Un paragraphe.",
    ]


# --- headings ---------------------------------------------------------------------------------------------------------


def test_marks_are_levels() -> None:
    assert told("# Titre #\n\n## Résumé\n\nTexte.\n\nConclusion\n----------\n\nTexte.\n\n<h3>Annexe</h3>\n\nFin.") == [
        "# Titre", "## Résumé", "Texte.", "## Conclusion", "Texte.", "### Annexe", "Fin.",
    ]  # fmt: skip


def test_numbers_give_the_levels_where_a_converter_marks_all_alike() -> None:
    assert told("## 1. Un\n\nTexte.\n\n## 1.1 Deux\n\nTexte.\n\n## 2. Trois\n\nTexte.\n\n## Références\n\n1. A.") == [
        "## 1. Un", "Texte.", "### 1.1 Deux", "Texte.", "## 2. Trois", "Texte.", "## Références", "- 1. A.",
    ]  # fmt: skip


def test_numbered_lines_are_headings_of_their_depth() -> None:
    text = (
        "1. Généralités\n\n- Fréquence\n\n2. Traitement\n\n2.1. Radiothérapie\n\nTexte.\n\n2.1.1. Douleur\n\nTexte.\n"
    )
    assert told(text) == [
        "# 1. Généralités", "- Fréquence", "# 2. Traitement", "## 2.1. Radiothérapie", "Texte.",
        "### 2.1.1. Douleur", "Texte.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "75013 Paris",
        "3 mois après la fin",
        "2.5 Gy par fraction",
        "1. Le patient est revu à un mois.",
        "12 patients inclus",
    ],
)
def test_postal_codes_durations_doses_and_sentences_are_no_headings(line: str) -> None:
    assert (
        told(f"Un texte assez long pour être un paragraphe.\n\n{line}\n\nUn autre texte, long lui aussi.")[1].lstrip(
            "- "
        )
        == line
    )


def test_a_numbered_list_is_no_series_of_headings() -> None:
    assert told("Trois étapes\n\n1. Bilan\n2. Décision\n3. Traitement")[1:] == [
        "- 1. Bilan",
        "- 2. Décision",
        "- 3. Traitement",
    ]


def test_roman_and_lettered_headings_in_a_series_are_levels() -> None:
    text = "I. Diagnostic\n\nTexte.\n\nA. Imagerie\n\nTexte.\n\nB. Biopsie\n\nTexte.\n\nII. Traitement\n\nTexte.\n"
    assert told(text) == [
        "# I. Diagnostic", "Texte.", "## A. Imagerie", "Texte.", "## B. Biopsie", "Texte.",
        "# II. Traitement", "Texte.",
    ]  # fmt: skip


def test_a_short_line_alone_over_text_is_a_heading_below_its_number() -> None:
    text = "3.7 Techniques\n\nOstéosynthèse\n\n- Localisations\n\n3.8 Suites\n\nTexte.\n\n"
    text += "Recommandations\n\n- Faire.\n\nREFERENCES\n\n- A."
    assert told(text) == [
        "## 3.7 Techniques", "### Ostéosynthèse", "- Localisations", "## 3.8 Suites", "Texte.",
        "# Recommandations", "- Faire.", "# REFERENCES", "- A.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Bruno KASTLER", "(Tokuhashi, 2005)", "Financement : aucun", "« Une citation »", "Texte coupé,"]
)
def test_names_citations_and_labels_are_no_headings(line: str) -> None:
    assert told(f"1. Un\n\n{line}\n\nUn paragraphe qui est bien plus long que la ligne au-dessus de lui.")[1] == line


def test_a_first_line_alone_is_the_title_over_all_headings() -> None:
    assert told("Métastases osseuses\n\nUne introduction.\n\n1. Un\n\nTexte.\n\n2. Deux\n\nTexte.") == [
        "# Métastases osseuses", "Une introduction.", "## 1. Un", "Texte.", "## 2. Deux", "Texte.",
    ]  # fmt: skip


# --- tables -----------------------------------------------------------------------------------------------------------


def test_a_table_with_pipes_keeps_escaped_pipes_breaks_and_empty_cells() -> None:
    source = "| Score | Conduite |\n|:---|---:|\n| 1 \\| 2 | **oui**<br>non |\n| 3 | |\n"
    assert rows(source) == [["Score", "Conduite"], ["1 | 2", "oui non"], ["3", ""]]
    assert table(source).header_rows == 1


def test_outer_pipes_and_the_alignment_row_may_be_missing() -> None:
    assert rows("a | b\n--- | ---\n1 | 2") == [["a", "b"], ["1", "2"]]
    assert rows("| a | b |\n| c | d |") == [["a", "b"], ["c", "d"]]


def test_an_empty_header_that_markdown_asked_for_is_no_row() -> None:
    found = table("|  |  |\n|---|---|\n| Oui | 3 |\n| Non | 0 |")
    assert grid(found) == (("Oui", "3"), ("Non", "0")) and found.header_rows == 0


def test_a_word_cut_in_a_cell_is_healed() -> None:
    assert rows("| Indication | Dose |\n|---|---|\n| Radiothérapie post-<br>opératoire, handica-<br>pante | 30 Gy |")[
        1
    ][0] == ("Radiothérapie post-opératoire, handicapante")


SCORE = "Facteurs\t\tScore\nType de primitif\tSein\t8\n\tProstate\t7\nIntervalle\t<15 mois\t6\n\t>15 mois\t8\n"


def test_an_empty_place_under_a_cell_is_the_same_cell_in_a_tabbed_table() -> None:
    found = table(SCORE)
    assert grid(found) == (
        ("Facteurs", "", "Score"), ("Type de primitif", "Sein", "8"), ("", "Prostate", "7"),
        ("Intervalle", "<15 mois", "6"), ("", ">15 mois", "8"),
    )  # fmt: skip
    assert merged(found) == {(0, 0): (1, 2), (1, 0): (2, 1), (3, 0): (2, 1)}
    assert found.header_rows == 1 and found.confidence == 1.0


def test_an_empty_place_at_a_rows_end_is_an_empty_cell() -> None:
    assert merged(table("Indication\tDose\tRemarques\nA\t30 Gy\toui\nB\t20 Gy\t\nC\t8 Gy\tnon")) == {}


def test_title_rows_cover_the_table_and_are_no_header() -> None:
    found = table("Localisation\t\nRigide\t0\nMobile\t2\nDouleur\t\nOui\t3\nNon\t0")
    assert merged(found) == {(0, 0): (1, 2), (3, 0): (1, 2)} and found.header_rows == 0


def test_title_rows_whose_tabs_were_cut_are_rows() -> None:
    assert rows("Localisation\nRigide\t0\nDouleur\nOui\t3") == [
        ["Localisation", ""],
        ["Rigide", "0"],
        ["Douleur", ""],
        ["Oui", "3"],
    ]


def test_a_line_over_a_tabbed_table_is_no_row_and_lists_with_tabs_are_no_tables() -> None:
    assert told("Le score est :\nA\t1\nB\t2") == ["Le score est :", "|"]
    assert told("1.\tpremier point\n2.\tsecond point") == ["- 1. premier point", "- 2. second point"]


def test_rows_of_different_lengths_lower_the_confidence_and_say_so() -> None:
    found = table("| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 |")
    assert found.confidence < 1 and found.reasons


def test_a_grid_and_a_ruler_drawn_with_characters_are_tables() -> None:
    drawn = "+---+-----+\n| A | B   |\n+===+=====+\n| 1 | x   |\n|   | y   |\n+---+-----+\n"
    assert rows(drawn) == [["A", "B"], ["1", "x y"]]
    assert rows("Nom     Score\n------  -----\nMirels  12\nSINS    18\n") == [
        ["Nom", "Score"],
        ["Mirels", "12"],
        ["SINS", "18"],
    ]


def test_a_table_in_html_has_its_spans_and_its_header() -> None:
    found = table(
        "<table><thead><tr><th colspan=2>Facteur</th><th>Points</th></tr></thead>\n<tr><td rowspan='2'>Primitif</td>"
        "<td>Sein</td><td>&lt;8</td></tr><tr><td>Rein<ul><li>a</li><li>b</li></ul></td><td>6<sup>2</sup></td></tr></table>"
    )
    assert grid(found) == (("Facteur", "", "Points"), ("Primitif", "Sein", "<8"), ("", "Rein • a • b", "6²"))
    assert merged(found) == {(0, 0): (1, 2), (1, 0): (2, 1)} and found.header_rows == 1


def test_text_around_a_table_in_html_is_kept_and_huge_spans_are_not_believed() -> None:
    assert told("Voir aussi : <table><tr><td rowspan=99999 colspan=2>a</td></tr></table> après") == [
        "Voir aussi :",
        "|",
        "après",
    ]


def test_a_table_cut_by_a_page_is_one_with_or_without_its_header() -> None:
    head, first, second = (
        "| Facteur | Points |\n|---|---|\n",
        "| Sein | 8 |\n| Rein | 6 |\n",
        "| Poumon | 5 |\n| Autres | 6 |\n",
    )
    whole = [["Facteur", "Points"], ["Sein", "8"], ["Rein", "6"], ["Poumon", "5"], ["Autres", "6"]]
    assert rows(f"{head}{first}\n\n{head}{second}") == whole
    assert rows(f"{head}{first}\n\n| Poumon | 5 |\n|---|---|\n| Autres | 6 |\n") == whole


def test_two_tables_of_their_own_stay_two() -> None:
    source = "| Grade | Sens |\n|---|---|\n| A | complet |\n\n| Score | Vie |\n|---|---|\n| 0-8 | courte |\n"
    assert told(source) == ["|", "|"]


@given(
    st.lists(
        st.lists(
            st.text(alphabet="abcé 12,<>≥%", min_size=1, max_size=8).map(str.strip).filter(bool), min_size=3, max_size=3
        ),
        min_size=2,
        max_size=6,
    )
)
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    piped = "\n".join("| " + " | ".join(row) + " |" for row in [cells[0], ["---"] * 3, *cells[1:]])
    tabbed = "\n".join("\t".join(row) for row in cells)
    expected = [[clean(cell) for cell in row] for row in cells]
    assert rows(piped) == expected
    assert rows(tabbed) == expected


# --- nothing is lost --------------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from("dose fraction rachis métastase douleur vertèbre 30 Gy".split()), min_size=1, max_size=12
)


@given(st.lists(st.tuples(st.sampled_from(["", "- ", "  - ", "## ", "1. ", "> dose "]), WORDS), min_size=1, max_size=8))
def test_every_word_is_read_once_and_in_order(lines: list[tuple[str, list[str]]]) -> None:
    source = "\n\n".join(mark + " ".join(words) for mark, words in lines)
    read_words = [word for block in read(source) for word in block.text.text.split()]
    assert read_words == [word for word in source.split() if word not in "-##>"]


REFERENTIALS = Path(__file__).resolve().parents[2].parent / "shared" / "referentials"


@pytest.mark.skipif(not REFERENTIALS.is_dir(), reason="the real texts of ../shared/referentials are not there")
def test_every_word_of_the_real_texts_is_read() -> None:
    for path in sorted(REFERENTIALS.glob("*.txt")):
        blocks = read_plain(path.read_bytes(), path.name)
        found = [block.text.text for block in blocks]
        found += [cell.text.text for block in blocks for cell in getattr(block.what, "cells", ())]
        source = [re.sub(r"^[\s-]*o ", "", line) for line in path.read_text().splitlines()]  # a bullet is no word
        assert words_of(found) == words_of(map(clean, source))


def words_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


@pytest.mark.skipif(not REFERENTIALS.is_dir(), reason="the real texts of ../shared/referentials are not there")
def test_depths_never_jump() -> None:
    for path in sorted(REFERENTIALS.glob("*.txt")):
        blocks = read_plain(path.read_bytes(), path.name)
        assert all(b.depth <= a.depth + 1 for a, b in pairwise(blocks) if b.kind is BlockKind.ITEM)
