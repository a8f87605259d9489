from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.blocks import BlockKind
from ingest.plain import read_plain
from ingest.plain.markup import clean
from tests.ingest.plainly import read, told

# --- lines -----------------------------------------------------------------------------------------------------------


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


def test_short_lines_in_lower_case_are_a_list_without_bullets() -> None:
    text = "Une première phrase.\nUne deuxième phrase.\nUne troisième.\nmétastase osseuse\nvertébroplastie\n"
    assert told(text)[-2:] == ["métastase osseuse", "vertébroplastie"]


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


# --- lists -----------------------------------------------------------------------------------------------------------


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


# --- headings --------------------------------------------------------------------------------------------------------


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


# --- nothing is lost -------------------------------------------------------------------------------------------------


WORDS = st.lists(
    st.sampled_from("dose fraction rachis métastase douleur vertèbre 30 Gy".split()), min_size=1, max_size=12
)


@given(st.lists(st.tuples(st.sampled_from(["", "- ", "  - ", "## ", "1. ", "> dose "]), WORDS), min_size=1, max_size=8))
def test_every_word_is_read_once_and_in_order(lines: list[tuple[str, list[str]]]) -> None:
    source = "\n\n".join(mark + " ".join(words) for mark, words in lines)
    read_words = [word for block in read(source) for word in block.text.text.split()]
    assert read_words == [word for word in source.split() if word not in "-##>"]


REFERENTIALS = Path(__file__).resolve().parents[3].parent / "shared" / "referentials"


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
