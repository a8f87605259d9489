"""Days: which one it is, and how French writes one."""

from __future__ import annotations

from datetime import date

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def today() -> date:
    """The day on this machine's calendar: what a reader in the same hospital means by it."""
    return date.today()  # noqa: DTZ011 - in UTC it begins hours earlier or later


def day(value: date | str | None) -> str | None:
    """2024-06-01 → «1er juin 2024»; what is no ISO date is returned as it is."""
    if value is None:
        return None
    try:
        when = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{'1er' if when.day == 1 else when.day} {MONTHS[when.month - 1]} {when.year}"
