"""Every passage and table row becomes an entry that knows its section, its table and what introduces it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.geometry import Box
from ingest.model import Figure, Passage, PassageKind, Section
from kb.search.entries import Entry
from kb.search.gather import entries
from kb.store.database import create, transaction
from kb.store.rows import stow
from tests.kb.making import guideline, printed

LIST = [("Les contre-indications sont :", 0), ("relatives", 1), ("canal étroit", 2), ("absolues", 1), ("Enfin.", 0)]


@pytest.fixture
def found(tmp_path: Path) -> Iterator[list[Entry]]:
    guide = guideline("d", ["Il est recommandé d'irradier."])
    deeper = Section("s3", None, printed("Cas particuliers", 2, 90), 3, guide.sections[1].id)
    listed = tuple(
        Passage(f"l{n}", PassageKind.ITEM if depth else PassageKind.PARAGRAPH, "s3", printed(text, 2, 91 + n), depth)
        for n, (text, depth) in enumerate(LIST)
    )
    legend = Passage("caption-2", PassageKind.CAPTION, "s3", printed("Figure 2. Arbre de décision", 2, 40))
    tree = Figure("f2", "2", legend.text, "s3", 2, Box(60, 300, 500, 620))
    guide = replace(
        guide, sections=(*guide.sections, deeper), passages=(*guide.passages, legend, *listed),
        figures=(*guide.figures, tree),
    )  # fmt: skip
    with create(tmp_path / "s") as store:
        with transaction(store):
            store.execute("INSERT INTO documents VALUES ('d', 'Guide', NULL, 'cancers bronchiques')")
            store.execute(
                "INSERT INTO editions (id, document, label, rank, position, file, sha256, media, page_count, fresh,"
                " seconds) VALUES (1, 'd', '2024', 0, 0, 'd.pdf', '0', 'pdf', 2, 1, 0)"
            )
            stow(store, 1, guide)
        with closing(store):
            yield list(entries(store))


def test_an_entry_knows_where_it_stands(found: list[Entry]) -> None:
    first = found[0]
    assert (first.document, first.edition, first.latest, first.title) == ("d", "2024", True, "Guide")
    assert (first.section_number, first.section_path) == ("1", ("Traitement",))
    assert (first.scope, first.strength, first.order) == ("cancers bronchiques", "strong", 0)
    deep = next(entry for entry in found if entry.text == "relatives")
    assert deep.section_path == ("Traitement", "Doses et fractionnement", "Cas particuliers")
    assert deep.section_number is None and deep.page == 2


def test_the_caption_of_a_figure_knows_the_picture_which_nobody_reads(found: list[Entry]) -> None:
    legend = next(entry for entry in found if entry.passage == "caption-2")
    assert legend.image and (legend.image.page, legend.image.box) == (2, (60, 300, 500, 620))
    assert legend.image.said == "en image, p. 2"
    assert [entry.passage for entry in found if entry.image] == ["caption-2"]


def test_a_table_is_followed_by_its_rows(found: list[Entry]) -> None:
    at = next(n for n, entry in enumerate(found) if entry.kind == "table")
    table, *rows = found[at : at + 3]
    assert [(row.kind, row.row, row.page) for row in rows] == [("row", 1, 1), ("row", 2, 2)]
    assert {row.passage for row in rows} == {table.passage}
    assert {entry.caption for entry in (table, *rows)} == {"Tableau 1. Score de stabilité"}
    assert "Douleur" in rows[0].text and "Points" in rows[0].text and "Siège" not in rows[0].text


def test_an_item_knows_what_it_hangs_from(found: list[Entry]) -> None:
    leads = {entry.text: entry.lead for entry in found if entry.passage.startswith("l")}
    assert leads == {
        "Les contre-indications sont :": None,
        "relatives": "Les contre-indications sont :",
        "canal étroit": "relatives",
        "absolues": "Les contre-indications sont :",
        "Enfin.": None,
    }


def test_keys_are_unique(found: list[Entry]) -> None:
    assert len({entry.key for entry in found}) == len(found)
