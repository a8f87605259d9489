"""The dates of an edition as chips: when it appeared, what it knows of, until when it holds, or that it no longer does.

Says only what the edition or its manifest says; a date that is none is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kb.notice import cut_off
from screens.parts.french import day
from screens.parts.html import Html, tag


def date_chips(appeared: str | None, data_until: str | None, valid_until: str | None, today: date) -> Iterator[Html]:
    """The chips of the dates there are (ISO), as of `today`."""
    if appeared:
        yield tag("span", day(appeared), class_="chip")
    if data_until:
        yield tag("span", cut_off(data_until), class_="chip")
    if valid_until and _over(valid_until, today):
        yield tag("span", f"validité dépassée depuis le {day(valid_until)}", class_="chip old")
    elif valid_until:
        yield tag("span", f"valable jusqu’au {day(valid_until)}", class_="chip")


def _over(valid_until: str, today: date) -> bool:
    try:
        return date.fromisoformat(valid_until) < today
    except ValueError:
        return False
