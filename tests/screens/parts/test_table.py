"""A table of an edition: what lies over its passage's text stands in the cells that hold those words."""

from __future__ import annotations

from screens.parts.layers import Layer, Link
from screens.parts.table import stored_table

ROWS = [["Os", "", "Dose"], ["", "rachis (12)", "8 Gy"]]
TEXT = "Os |  | Dose\n | rachis (12) | 8 Gy"
TABLE = {
    "rows": ROWS,
    "header_rows": 1,
    "caption": None,
    "confidence": 1.0,
    "cells": [
        {"row": n, "col": m, "rowspan": 1, "colspan": 1, "text": text}
        for n, row in enumerate(ROWS)
        for m, text in enumerate(row)
    ],
}


def test_a_mention_in_a_cell_is_a_link_and_a_dose_in_another_is_marked() -> None:
    start, dose = TEXT.index("12"), TEXT.index("8 Gy")
    html = stored_table(TABLE, layers=(Layer(dose, dose + 4, "dose"),), links=(Link(start, start + 2, "#travail-3"),))
    assert 'rachis (<a href="#travail-3" class="ref">12</a>)</td>' in html.code
    assert '<td><mark class="dose">8 Gy</mark></td>' in html.code
    assert html.code.count("<a ") == html.code.count("<mark") == 1


def test_without_anything_over_it_every_cell_is_as_it_was_read() -> None:
    html = stored_table(TABLE).code
    assert '<th scope="col">Os</th><td></td><th scope="col">Dose</th>' in html
    assert "<td>rachis (12)</td><td>8 Gy</td>" in html
