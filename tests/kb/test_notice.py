"""What stands on everything that leaves: the edition with its cut-off in French, whichever way the day was written."""

from __future__ import annotations

import pytest

from kb.days import day
from kb.notice import UNKNOWN_CUT_OFF, cut_off


@pytest.mark.parametrize(
    ("written", "read"),
    [("2024-06-01", "1er juin 2024"), ("2023-12-31", "31 décembre 2023"), ("31 décembre 2023", "31 décembre 2023")],
)
def test_a_day_is_read_in_french(written: str, read: str) -> None:
    assert day(written) == read
    assert cut_off(written) == f"données jusqu’au {read}"


def test_an_edition_that_does_not_say_is_said_not_to() -> None:
    assert day(None) is None
    assert cut_off(None) == UNKNOWN_CUT_OFF
