"""The printed cell of a point or a value, framed on a strip of its page, with the way to the whole page.

Drawn from stored geometry; nothing is searched for on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.errors import SourcierError
from ingest.geometry import Box, union
from kb.calculators.model import Calculator
from kb.knowledge import KnowledgeBase
from screens.parts.address import ReaderAddress
from screens.parts.html import Html, tag
from screens.parts.knowledge import edition_of, piece_of
from screens.parts.links import href
from screens.parts.picture import framed

_AROUND = 60.0  # points of the page above and below the frame: the rows beside it, and often the heading
_BESIDE = 12.0  # points kept on either side
_NARROWEST = 260.0  # points: a column, so that what is framed is not blown up
_CUT = 2.0  # points that `cropped` keeps around its box


def strip(base: KnowledgeBase, calculator: Calculator, page: int, boxes: Sequence[Box], said: str) -> Html | None:
    """The part of page `page` around `boxes`, framed; None for a source without pages or an original that is gone."""
    if calculator.document is None or calculator.edition is None or not boxes:
        return None
    edition = base.edition(calculator.document, calculator.edition)
    if edition.media != "pdf":
        return None
    try:
        view = base.page(edition.document, edition.label, page)
        whole = union(list(boxes))
        left, right = _sides(base, calculator, page, whole, view.width)
        region = Box(left, max(0.0, whole.y0 - _AROUND), right, min(view.height, whole.y1 + _AROUND))
        picture = piece_of(base, edition.document, edition.label, page, region)
    except SourcierError:
        return None  # the page's own screen says what is wrong with it
    x0, y0 = max(0.0, region.x0 - _CUT), max(0.0, region.y0 - _CUT)
    width, height = min(view.width, region.x1 + _CUT) - x0, min(view.height, region.y1 + _CUT) - y0
    moved = [Box(b.x0 - x0, b.y0 - y0, b.x1 - x0, b.y1 - y0) for b in boxes]
    alt = f"Page {page} imprimée de {edition.title}, édition {edition.label}\u00a0; encadré\u00a0: {said}"
    image = framed(picture, width, height, moved, alt)
    passage = edition_of(base, edition.document, edition.label).passage_at(page, whole)
    caption = tag("figcaption", to_page(base, calculator, page, passage), class_="path")
    return tag("figure", image, caption, class_="strip")


def _sides(
    base: KnowledgeBase, calculator: Calculator, page: int, framed_box: Box, width: float
) -> tuple[float, float]:
    """From where to where the strip goes: the table's sides, else those of what is framed, never less than a column."""
    tables = edition_of(base, calculator.document or "", calculator.edition or "").tables.values()
    cells = [c for t in tables if t["id"] == calculator.table for c in t["cells"] if c["box"] and c["page"] == page]
    left = min([framed_box.x0, *(cell["box"][0] for cell in cells)]) - _BESIDE
    right = max([framed_box.x1, *(cell["box"][2] for cell in cells)]) + _BESIDE
    spare = max(0.0, _NARROWEST - (right - left)) / 2
    return max(0.0, left - spare), min(width, right + spare)


def to_page(base: KnowledgeBase, calculator: Calculator, page: int | None, passage: str | None = None) -> Html | None:
    """A link to a page of its document, with its table framed; None for a formula."""
    if calculator.document is None or calculator.edition is None:
        return None
    passage = passage or edition_of(base, calculator.document, calculator.edition).table_at(calculator.table)
    address = ReaderAddress(calculator.document, calculator.edition, page, passage)
    return page_link(address, f"Voir la page {page}" if page else "Voir la page")


def page_link(address: ReaderAddress, label: str) -> Html:
    """A link to a page of a guideline."""
    return tag("a", label, href=href(address))
