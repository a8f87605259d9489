"""The tests in two sizes: `make test` takes a few of the many, `make test-long` leaves nothing out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeVar

import pytest

LONG = bool(os.environ.get("SOURCIER_LONG"))
ONLY_LONG = (pytest.mark.long, pytest.mark.skipif(not LONG, reason="in make test-long"))

Case = TypeVar("Case")


def only_long(test: Any) -> Any:
    """Decorates a test, or a class of tests, that the long run alone asks."""
    for mark in ONLY_LONG:
        test = mark(test)
    return test


def some(cases: Sequence[Case], count: int) -> Sequence[Case]:
    """In the long run all cases; else about `count` of them, the first one and others evenly spread.

    The test that takes them is marked `long`, or the long run would not ask it.
    """
    return cases if LONG else cases[:: -(-len(cases) // count) or 1]  # there may be none
