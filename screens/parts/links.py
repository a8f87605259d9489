"""Links from one screen to another: real ones, with an address that can be copied, opened in place."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from screens.calculator.address import CalculatorAddress
from screens.parts.address import ReaderAddress, SearchAddress
from screens.parts.audit_address import AuditAddress
from screens.parts.compare_address import CompareAddress
from screens.parts.concordance_address import ConcordanceAddress
from screens.parts.html import plain_label
from screens.parts.list_address import ListAddress

# The screens' files, from the folder of app.py.
SEARCH, READER, LIBRARY = "screens/search.py", "screens/reader.py", "screens/library.py"
COMPARE = "screens/compare.py"
AUDIT, CONCORDANCE = "screens/audit.py", "screens/concordance.py"
CALCULATORS = "screens/calculators.py"
TABLES, BIBLIOGRAPHY = "screens/tables.py", "screens/bibliography.py"
TRAY, HELP = "screens/tray.py", "screens/help.py"
ADMINISTRATION = "screens/administration.py"


def href(address: ReaderAddress) -> str:
    """The path of a page of a guideline, for a link inside a text."""
    return href_to("/lecture", address.written())


def href_to(path: str, parameters: dict[str, str]) -> str:
    """The path of a screen with what its address says, for a link inside a text."""
    return f"{path}?{urlencode(parameters)}" if parameters else path


def to_list(screen: str, address: ListAddress, label: str) -> None:
    """A link to a selection of tables or references; `label` is plain text."""
    _link(screen, plain_label(label), address.written(), None)


def to_screen(screen: str, label: str, *, icon: str | None = None, **parameters: str) -> None:
    """A link to a screen as it opens by itself, or with `parameters`; `label` is plain text."""
    _link(screen, plain_label(label), parameters, icon)


def to_page(address: ReaderAddress, label: str, *, icon: str | None = None) -> None:
    """A link to a page of a guideline; `label` is plain text."""
    _link(READER, plain_label(label), address.written(), icon)


def to_calculator(address: CalculatorAddress, label: str) -> None:
    """A link to a calculator with its answers; `label` is plain text."""
    _link(CALCULATORS, plain_label(label), address.written(), None)


def to_search(address: SearchAddress, label: str, *, icon: str | None = None) -> None:
    """A link to the answers of a question; `label` is plain text."""
    _link(SEARCH, plain_label(label), address.written(), icon)


def to_comparison(address: CompareAddress, label: str) -> None:
    """A link to the comparison of two editions; `label` is plain text."""
    _link(COMPARE, plain_label(label), address.written(), None)


def to_audit(address: AuditAddress, label: str) -> None:
    """A link to the audit of an edition; `label` is plain text."""
    _link(AUDIT, plain_label(label), address.written(), None)


def to_concordance(address: ConcordanceAddress, label: str) -> None:
    """A link to what each guideline says on a question; `label` is plain text."""
    _link(CONCORDANCE, plain_label(label), address.written(), None)


def to_library(label: str) -> None:
    """A link to the list of the guidelines; `label` is plain text."""
    _link(LIBRARY, plain_label(label), {}, None)


def _link(screen: str, label: str, parameters: dict[str, str], icon: str | None) -> None:
    st.page_link(
        screen,
        label=label,
        icon=icon or "",
        help="",
        width="content",
        query_params=parameters,
    )
