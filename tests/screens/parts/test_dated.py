"""The dates of an edition: an edition whose validity is over says so from the day after."""

from __future__ import annotations

from datetime import date

import pytest

from screens.parts.dated import date_chips


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 6, 15), '<span class="chip">valable jusqu’au 15 juin 2026</span>'),
        (date(2026, 6, 16), '<span class="chip old">validité dépassée depuis le 15 juin 2026</span>'),
    ],
)
def test_an_edition_that_no_longer_holds_says_so(today: date, said: str) -> None:
    assert [chip.code for chip in date_chips(None, None, "2026-06-15", today)] == [said]


def test_what_is_not_dated_says_nothing_and_a_date_that_is_none_is_shown_as_it_is() -> None:
    today = date(2026, 1, 1)
    assert not list(date_chips(None, None, None, today))
    assert [chip.code for chip in date_chips("2024-06-01", "fin 2023", "jadis", today)] == [
        '<span class="chip">1er juin 2024</span>',
        '<span class="chip">données jusqu’au fin 2023</span>',
        '<span class="chip">valable jusqu’au jadis</span>',
    ]
