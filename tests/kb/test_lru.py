"""What is kept is within its bound, made once however many ask at once, and tried again after a failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.lru import Recent


@given(st.lists(st.integers(0, 20)), st.integers(0, 30))
def test_what_is_kept_is_never_heavier_than_the_bound(keys: list[int], bound: int) -> None:
    recent: Recent[int, int] = Recent(bound, weigh=lambda value: value)
    for key in keys:
        assert recent.get(key, lambda key=key: key) == key  # type: ignore[misc]
        assert recent.weight <= bound


def test_the_longest_unused_goes_first() -> None:
    recent: Recent[str, str] = Recent(2)
    made: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        recent.get(key, lambda key=key: made.append(key) or key)  # type: ignore[misc,func-returns-value]
    assert made == ["a", "b", "c", "b"]


def test_many_who_ask_at_once_are_given_what_one_made() -> None:
    recent: Recent[str, object] = Recent(2)
    gate = threading.Barrier(8)

    def ask(_: int) -> object:
        gate.wait()
        return recent.get("a", object)

    with ThreadPoolExecutor(8) as pool:
        assert len({id(value) for value in pool.map(ask, range(8))}) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    recent: Recent[str, int] = Recent(2)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 // 0)
    assert recent.get("a", lambda: 1) == 1
