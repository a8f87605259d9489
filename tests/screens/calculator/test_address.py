"""The address of a calculator: what is written is read again, and nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.calculator.address import CalculatorAddress, IndexAddress


class Query:
    """Query parameters of a path."""

    def __init__(self, parameters: Mapping[str, list[str]]) -> None:
        self.parameters = parameters

    def get_all(self, key: str) -> list[str]:
        return self.parameters.get(key, [])


def read(path: str) -> CalculatorAddress:
    return CalculatorAddress.read(Query(parse_qs(urlsplit(path).query)))


KEYS = st.text("abcdefghij0123456789-", min_size=1, max_size=20)
TYPED = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(KEYS, TYPED), max_size=6))
def test_what_is_written_is_read_again_whatever_was_typed(answers: list[tuple[str, str]]) -> None:
    address = CalculatorAddress("doc@2/x", tuple(answers), ("a", "b"), "doc/y", (("a", "x.c"),))
    assert read(address.href) == address


def test_a_plain_address_is_readable() -> None:
    address = CalculatorAddress("doc/mirels", (("douleur", "moderee"), ("course", "30/10")))
    assert address.written()["a"] == "douleur:moderee,course:30/10"


@pytest.mark.parametrize("a", ["", ",,,", ":", "x", "a:b:c", "%", "%zz:%", "a" * 5000, ",".join(["a:b"] * 500)])
def test_nonsense_is_read_and_bounded(a: str) -> None:
    found = CalculatorAddress.read(Query({"calc": ["x"], "a": [a], "voir": [a]}))
    assert len(found.answers) <= 40 and all(len(k) <= 60 and len(v) <= 60 for k, v in found.answers)


def test_an_answer_that_changes_is_no_longer_carried() -> None:
    address = CalculatorAddress("x", (("a", "1"), ("b", "2")), carried=(("a", "s.1"), ("b", "s.2")))
    assert address.answered((("a", "1"), ("b", "3"))).carried == (("a", "s.1"),)


def test_the_index_is_written_as_it_is_read() -> None:
    address = IndexAddress("mirels os", "score", "mo", "ready", True)
    assert IndexAddress.read(Query({k: [v] for k, v in address.written().items()})) == address
    assert IndexAddress().written() == {}
