"""Small sources, and what becomes of them: blocks, golden structure, numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from corpus.typeset import CitationStyle, Layout, golden, layout_names, read_source, recite, render
from corpus.typeset.errors import MarkupError, UnknownWork
from corpus.typeset.model import Source

Build = Callable[[str], Source]

FRONT = """+++
title = "Essai"
layout = "reseau"
notice = "Texte de démonstration."
head = ["gauche", "droite"]
date = 2024-01-01
+++

"""
WORKS = """
[one1999]
authors = ["One A"]
title = "First"
container = "J Test"
year = 1999

[two2001]
authors = ["van der Two B", "Three C"]
title = "Second"
container = "J Test"
year = 2001
volume = "3"
pages = "1–9"
doi = "10.1/x"

[four2004]
authors = ["Four D"]
title = "Third"
container = "J Test"
year = 2004
"""
LIST = "\n\n::: references\none1999 two2001 four2004\n:::\n"


def text_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return "".join(page.get_text() for page in document)


@pytest.fixture
def source_of(tmp_path: Path) -> Build:
    """Read a source of this body, with the works above."""

    def build(body: str) -> Source:
        (tmp_path / "references.toml").write_text(WORKS, encoding="utf-8")
        path = tmp_path / "essai-2024.md"
        path.write_text(FRONT + body, encoding="utf-8")
        return read_source(path)

    return build


def test_merged_cells_have_their_text_in_the_first_place_only(source_of: Build) -> None:
    table = "::: table 5 | Légende\nwidths: 1 1 1\nhead: 1\n| A | < | B |\n| x | y \\\\ z | 1 |\n| ^ | w | 2 |\n:::\n"
    assert golden(source_of(table))["tables"] == [
        {
            "caption": "Légende",
            "number": "5",
            "header_rows": 1,
            "rows": [["A", "", "B"], ["x", "y z", "1"], ["", "w", "2"]],
        }
    ]


def test_numeric_citations_follow_the_order_of_the_list(source_of: Build) -> None:
    source = source_of("Un [@four2004; @one1999; @two2001], deux [@two2001; @one1999]." + LIST)
    assert [c["text"] for c in golden(source)["citations"]] == ["(1–3)", "(1,2)"]
    bracketed = golden(recite(source, CitationStyle.BRACKETS))["citations"]
    assert [(c["text"], c["targets"]) for c in bracketed] == [("[1–3]", ["1", "2", "3"]), ("[1, 2]", ["1", "2"])]


def test_author_year_citations_are_one_for_each_work_and_say_what_is_wrong_with_them(source_of: Build) -> None:
    source = source_of("Un [@one1999; @two2001|Toe, 2001; @?|Nobody, 2010; @two2001+four2004|Two, 2001]." + LIST)
    found = golden(recite(source, CitationStyle.AUTHOR_YEAR))
    assert found["paragraphs"][-1] == "Un (One, 1999 ; Toe, 2001 ; Nobody, 2010 ; Two, 2001)."
    assert [(c["targets"], c["status"]) for c in found["citations"]] == [
        (["1"], "resolved"),
        (["2"], "corrected"),
        ([], "unresolved"),
        (["2", "3"], "ambiguous"),
    ]


def test_a_reference_list_interrupted_by_a_box_goes_on_counting(source_of: Build) -> None:
    body = "::: references\none1999\n:::\n\n::: box 1 | À retenir\n- un\n:::\n\n::: references\ntwo2001\n:::\n"
    found = golden(source_of(body))
    assert [reference["label"] for reference in found["references"]] == ["1", "2"]
    assert found["recommendations"] == ["un"]
    assert found["sections"] == [[None, "À retenir", 1, None]]


def test_sections_know_their_parents_in_an_excerpt_that_starts_in_the_middle(source_of: Build) -> None:
    assert golden(source_of("## 1.4 Un\n\n# 2. Deux\n\n## 2.1 Trois\n\n#### Quatre ::\n\nTexte."))["sections"] == [
        ["1.4", "Un", 2, None],
        ["2", "Deux", 1, None],
        ["2.1", "Trois", 2, "Deux"],
        [None, "Quatre", 4, "Trois"],
    ]


def test_a_ragged_table_is_refused_with_its_line(source_of: Build) -> None:
    with pytest.raises(MarkupError, match=r"essai-2024.md:9: row 2 has 1 cells, the first has 2"):
        source_of("::: table 1 |\nwidths: 1 1\n| a | b |\n| c |\n:::\n")


def test_an_unknown_work_is_named(source_of: Build) -> None:
    with pytest.raises(UnknownWork, match="five2005"):
        source_of("::: references\nfive2005\n:::\n")
    with pytest.raises(UnknownWork, match="four2004"):
        golden(source_of("Un [@four2004].\n\n::: references\none1999\n:::\n"))


@pytest.mark.parametrize("name", layout_names())
def test_every_layout_renders_the_same_bytes_twice(name: str, source_of: Build) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    source = source_of("# 1. Un\n\nTexte **gras** [@one1999].\n\n- a\n  - b\n\n1) c\n" + LIST)
    layout = Layout(name, {"columns": "2", "rules": '"none"'})
    assert render(source, layout) == render(source, layout)


def test_a_pdf_can_hide_which_hyphens_the_typesetter_added(source_of: Build) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    source = source_of("Une radiothérapie hypofractionnée extra-rachidienne stéréotaxique. " * 20)
    layout = Layout("traite", {"margin": "(x: 7cm, y: 2cm)"})
    told, hidden = (text_of(render(source, layout, soft_hyphens=soft)) for soft in (True, False))
    assert "\u00ad\n" in told
    assert "extra-" in told
    assert hidden == told.replace("\u00ad", "-")


def test_an_unknown_layout_parameter_is_refused(source_of: Build) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed")
    with pytest.raises(typst.TypstError, match="no layout parameter is called colour"):
        render(source_of("Texte."), Layout("reseau", {"colour": "red"}))
