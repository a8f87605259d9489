"""Captions are told by their word and number, and belong to what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from ingest.geometry import Box
from ingest.layout.blocks import Block, BlockKind
from ingest.layout.captions import drawn_tables, find_captions, opens_caption
from ingest.model import EMPTY, Cell, plain


@dataclass(frozen=True)
class Grid:
    """What a table block holds, as far as captions look at it."""

    cells: tuple[Cell, ...]
    page: int = 1


def table(rows: int) -> Block:
    box = Box(50, 100, 300, 140)
    cells = tuple(Cell(row, col, 1, 1, plain("x"), 1, box) for row in range(rows) for col in range(2))
    return Block(BlockKind.TABLE, EMPTY, box=box, what=Grid(cells))


def text(words: str) -> Block:
    return Block(BlockKind.TEXT, plain(words))


@pytest.mark.parametrize("words", ["Tableau 5 – Doses", "Figure 2. Une image", "Tableau IV : Scores", "Fig. 3 Coupe"])
def test_a_caption_begins_with_its_word_and_number(words: str) -> None:
    assert opens_caption(words)


@pytest.mark.parametrize("words", ["Tableau clinique : une douleur", "Figure emblématique", "Le tableau 5 montre"])
def test_a_sentence_is_no_caption(words: str) -> None:
    assert not opens_caption(words)


def test_a_caption_belongs_to_the_table_beside_it() -> None:
    (caption,) = find_captions([text("Du texte."), text("Tableau 5 – Doses"), table(4), text("Du texte.")])
    assert (caption.block, caption.of, caption.number) == (1, 2, "5")


def test_where_all_captions_stand_below_one_between_two_tables_belongs_to_the_upper() -> None:
    blocks = [table(3), text("Tableau 1 – A"), table(3), text("Tableau 2 – B"), text("Du texte.")]
    assert [(caption.number, caption.of) for caption in find_captions(blocks)] == [("1", 0), ("2", 2)]


def test_a_row_of_boxes_that_only_a_figure_s_caption_describes_is_a_drawing() -> None:
    assert drawn_tables([table(1), text("Figure 3 – Températures"), text("Du texte.")]) == {0}


def test_a_table_keeps_its_cells_whatever_its_caption_says() -> None:
    assert drawn_tables([table(5), text("Figure 3 – Score de Tomita")]) == frozenset()


def test_a_table_with_its_own_caption_is_none_of_the_figure_s() -> None:
    assert drawn_tables([text("Tableau 1 – A"), table(1), text("Figure 3 – Températures")]) == frozenset()


def test_labels_of_a_drawing_may_stand_between_it_and_its_caption() -> None:
    figure = Block(BlockKind.FIGURE, EMPTY, box=Box(50, 100, 300, 140))
    labels = [text("Cervical"), text("Sacrum : sacroplastie"), text("Col du fémur : broches et ciment")]
    (caption,) = find_captions([figure, *labels, text("Figure 1. Sites"), text("Du texte.")])
    assert caption.of == 0


def test_a_paragraph_between_parts_a_caption_from_a_drawing() -> None:
    figure = Block(BlockKind.FIGURE, EMPTY, box=Box(50, 100, 300, 140))
    between = [text("Note"), text("Une phrase entière " * 12)]
    assert [caption.of for caption in find_captions([figure, *between, text("Figure 1. Sites")])] in ([], [None])


def test_figures_that_have_their_captions_below_tell_nothing_of_tables() -> None:
    figure = Block(BlockKind.FIGURE, EMPTY, box=Box(50, 100, 300, 140))
    prose = text("Une phrase entière " * 12)
    figures = [prose, figure, text("Figure 1. A"), prose, figure, text("Figure 2. B"), prose]
    tables = [text("Tableau 1 – A"), table(3), text("Tableau 2 – B"), table(3), prose]
    found = {caption.number: caption.of for caption in find_captions([*figures, *tables])[2:]}
    assert found == {"1": 8, "2": 10}


def test_of_two_tables_in_neighbouring_columns_a_caption_belongs_to_the_one_of_its_own() -> None:
    left, right = Box(50, 400, 280, 500), Box(310, 100, 540, 520)
    blocks = [
        replace(table(3), box=left),
        replace(text("Tableau 1 – A"), box=Box(50, 505, 280, 517)),
        replace(table(3), box=right),
        replace(text("Tableau 2 – B"), box=Box(310, 525, 540, 537)),
        replace(table(3), box=Box(310, 545, 540, 600)),
    ]
    assert [caption.of for caption in find_captions(blocks)] == [0, 2]
