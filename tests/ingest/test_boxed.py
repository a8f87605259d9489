"""A drawn box across the columns is read as a whole, and what its heading says ends with it."""

from __future__ import annotations

import pytest

from ingest.boxed import insets
from ingest.columns import reading_order
from ingest.geometry import Box
from ingest.healing import vocabulary
from ingest.lines import Line
from ingest.model import PassageKind
from ingest.pages import PageContent, Rule, Shade
from ingest.paragraphs import gather
from ingest.structure import Structure, find_structure
from tests.ingest.printed import column, line

FRAME = Box(46, 244, 574, 300)
FULL = "une ligne de prose assez longue pour la colonne"


def page(*, rules: tuple[Rule, ...] = (), shades: tuple[Box, ...] = ()) -> PageContent:
    return PageContent(1, 620, 842, (), rules, tuple(Shade(box, 0xEEEEEE) for box in shades), (), ())


def stroked(box: Box) -> tuple[Rule, ...]:
    x0, y0, x1, y1 = box
    level = tuple(Rule(Box(x0, y, x1, y), True) for y in (y0, y1))
    return *level, *(Rule(Box(x, y0, x, y1), False) for x in (x0, x1))


def columns(y: float, left: str, right: str) -> list[Line]:
    return [*column([f"{left} {FULL}"] * 8, 50, y), *column([f"{right} {FULL}"] * 8, 330, y)]


BOXED = [
    line("À retenir", 56, 258, bold=True),
    line("• La dose unique est la règle.", 56, 272),
    line("• Le fractionnement est l'exception, qui se discute en réunion, selon le pronostic du patient.", 56, 286),
]


def structure(*ends: Line) -> Structure:
    lines = [*ends, line("1. Dose", 50, 80, bold=True, size=12), *columns(110, "gauche", "droite"), *BOXED]
    lines += columns(320, "ensuite", "enfin")
    words = vocabulary(one.text.text for one in lines)
    return find_structure(gather(reading_order(lines, [], None, (FRAME,)), words), "d")


@pytest.mark.parametrize("content", [page(rules=stroked(FRAME)), page(shades=(FRAME,))], ids=["stroked", "filled"])
def test_a_box_around_whole_lines_is_an_inset(content: PageContent) -> None:
    assert insets(content, BOXED) == (FRAME,)


def test_a_box_that_cuts_lines_or_holds_the_page_is_none() -> None:
    assert insets(page(shades=(FRAME,)), column([f"{FULL} {FULL} {FULL}"] * 6, 10, 230)) == ()
    assert insets(page(shades=(Box(0, 0, 620, 800),)), BOXED) == ()


def test_the_lines_of_a_box_across_the_columns_stay_together() -> None:
    items = [p.text.text for p in structure().passages if p.kind is PassageKind.RECOMMENDATION]
    assert items[0] == "La dose unique est la règle."
    assert items[1].startswith("Le fractionnement est l'exception") and len(items) == 2


def test_the_text_after_the_box_goes_back_to_the_section_around_it() -> None:
    found = structure(line("court.", 330, 206))
    by_title = {section.title.text: section for section in found.sections}
    assert list(by_title) == ["Dose", "À retenir"]
    after = next(p for p in found.passages if p.text.text.startswith("ensuite"))
    assert after.section == by_title["Dose"].id


def test_a_paragraph_goes_on_behind_the_box() -> None:
    texts = [p.text.text for p in structure().passages if p.kind is PassageKind.PARAGRAPH]
    assert len(texts) == 1 and "droite" in texts[0] and "ensuite" in texts[0]
