"""Days: today is that of the machine's own calendar."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from kb.days import today


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Where the machine stands can be set, and is set back."""
    with monkeypatch.context() as patch:
        yield patch
    time.tzset()


def test_today_is_the_day_where_the_machine_stands(clock: pytest.MonkeyPatch) -> None:
    days = []
    for zone in ("EAST-14", "WEST+12"):  # 26 hours apart: never the same day
        clock.setenv("TZ", zone)
        time.tzset()
        days.append(today())
    assert days[0] > days[1]
