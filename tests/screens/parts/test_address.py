"""The address of a view comes back as it was written, and nonsense in it is no error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.parts.address import LONGEST_QUERY, Address, ReaderAddress, SearchAddress
from screens.parts.audit_address import AuditAddress
from screens.parts.compare_address import CompareAddress
from screens.parts.concordance_address import ConcordanceAddress
from screens.parts.list_address import ListAddress


class Given:
    """Query parameters as Streamlit hands them."""

    def __init__(self, parameters: Mapping[str, str | Sequence[str]]) -> None:
        self.parameters = parameters

    def get_all(self, key: str) -> list[str]:
        value = self.parameters.get(key, [])
        return [value] if isinstance(value, str) else list(value)


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@given(words, st.none() | words, st.none() | words, st.booleans(), st.booleans())
def test_a_search_comes_back_as_it_was_written(
    query: str, document: str | None, kind: str | None, every: bool, exact: bool
) -> None:
    address = SearchAddress(query, document, kind, every, exact)
    assert SearchAddress.read(Given(address.written())) == address


@given(words, st.none() | words, st.none() | st.integers(1, 9999), st.none() | words, st.none() | st.integers(0, 99))
def test_a_page_comes_back_as_it_was_written(
    document: str, edition: str | None, page: int | None, passage: str | None, row: int | None
) -> None:
    address = ReaderAddress(document, edition, page, passage, row)
    assert ReaderAddress.read(Given(address.written())) == address


def test_an_empty_address_asks_nothing() -> None:
    assert SearchAddress.read(Given({})).written() == {}
    assert ReaderAddress.read(Given({})) == ReaderAddress()


def test_a_page_that_is_no_number_is_kept_for_the_message() -> None:
    address = ReaderAddress.read(Given({"doc": "a", "page": "douze"}))
    assert (address.page, address.bad_page) == (None, "douze")


def test_an_edition_may_stand_behind_the_document() -> None:
    assert ReaderAddress.read(Given({"doc": "a@2022"})) == ReaderAddress("a", "2022")


def test_a_query_is_cut_where_it_is_no_question_any_more() -> None:
    assert len(SearchAddress.read(Given({"q": "a" * 10_000})).query) == LONGEST_QUERY


@pytest.mark.parametrize(
    "address",
    [
        AuditAddress("mo", "2024", "error", "acronym-undefined"),
        CompareAddress("mo", "2022", "2024", "dose", "2 Radiothérapie", 40),
        ConcordanceAddress("dose antalgique", ("mo", "radio"), "differ"),
        ListAddress("mirels", "mo", "2022", False, 24, "t-1", True, "title"),
    ],
    ids=lambda address: type(address).__name__,
)
def test_every_screen_comes_back_as_it_was_written(address: Address) -> None:
    assert type(address).read(Given(address.written())) == address


def test_what_is_no_number_or_too_much_is_not_shown() -> None:
    assert CompareAddress.read(Given({"montrer": "-5"})).shown is None
    assert CompareAddress.read(Given({"montrer": "99999"})).shown == 2000
    assert ListAddress.read(Given({"n": "douze"})).shown is None


def test_documents_are_named_once() -> None:
    assert ConcordanceAddress.read(Given({"documents": "mo, radio,mo,"})).documents == ("mo", "radio")
