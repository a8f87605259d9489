"""A drawn box across the columns is read as a whole, and what its heading says ends with it."""

from __future__ import annotations

import pytest

from ingest.geometry import Box
from ingest.layout.boxed import asides, insets
from ingest.layout.columns import reading_order
from ingest.layout.flow import set_in
from ingest.layout.healing import vocabulary
from ingest.layout.lines import Line
from ingest.layout.paragraphs import gather
from ingest.model import PassageKind
from ingest.outline.structure import Structure, find_structure
from ingest.pages import PageContent, Rule, Shade
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


ASIDE = Box(396, 100, 560, 172)
ROUND = [line(f"{n} {FULL}, jusqu'à la boîte", 50, 100 + 12 * n) for n in range(7)]
WIDE = column([f"{FULL}, sur toute la largeur de la page et sous la boîte aussi"] * 6, 50, 184)
POINTS = [
    line("Points clés", 402, 116, size=8, bold=True),
    line("• Évaluer la stabilité.", 402, 130, size=8),
    line("• Opérer en urgence.", 402, 144, size=8),
    line("• Irradier ensuite.", 402, 158, size=8),
]


def test_a_box_that_the_text_runs_around_is_an_aside_and_a_shaded_column_is_none() -> None:
    assert asides(page(rules=stroked(ASIDE)), [*ROUND, *WIDE, *POINTS]) == (ASIDE,)
    cells = [line("Score", 60, 110 + 14 * n) for n in range(4)]
    assert asides(page(shades=(ASIDE,)), [*cells, *WIDE, *POINTS]) == ()


def test_text_around_an_aside_is_one_paragraph_and_the_aside_a_section_of_its_own() -> None:
    lines = [line("1. Introduction", 50, 80, bold=True, size=12), *ROUND, *WIDE, *POINTS]
    flow = reading_order(lines, [], asides=(ASIDE,))
    found = find_structure(gather(flow, vocabulary(one.text.text for one in lines)), "d")
    assert [(s.title.text, s.level) for s in found.sections] == [("Introduction", 1), ("Points clés", 2)]
    kinds = [p.kind for p in found.passages]
    assert kinds.count(PassageKind.RECOMMENDATION) == 3 and kinds.count(PassageKind.PARAGRAPH) == 1
    (prose,) = (p for p in found.passages if p.kind is PassageKind.PARAGRAPH)
    assert prose.section == found.sections[0].id


def test_in_one_column_too_the_box_ends_its_section_also_behind_a_page_break() -> None:
    def text(page: int, y: float, words: str, bold: bool = False) -> Line:
        return line(words, 50, y, page=page, bold=bold)

    lines = [
        text(1, 80, "2. Traitement", bold=True), *column([FULL] * 8, 50, 110), text(1, 206, "court."),
        text(1, 250, "Recommandations", bold=True), text(1, 270, "• Il est recommandé d'irradier."),
    ]  # fmt: skip
    more = [text(2, 60, "• Il est recommandé de surveiller."), *(text(2, 120 + 12 * n, FULL) for n in range(5))]
    boxes = {1: (Box(46, 236, 574, 300),), 2: (Box(46, 46, 574, 70),)}
    flow = [*reading_order(lines, []), *reading_order(more, [])]
    words = vocabulary(one.text.text for one in (*lines, *more))
    found = find_structure(set_in(gather(flow, words), boxes), "d")
    titles = {section.id: section.title.text for section in found.sections}
    assert [(titles[p.section or ""], p.kind.value) for p in found.passages[-3:]] == [
        ("Recommandations", "recommendation"), ("Recommandations", "recommendation"), ("Traitement", "paragraph"),
    ]  # fmt: skip
