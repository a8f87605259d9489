"""How a passage, a table's row or a calculator's result is cited, and what a collection of them holds.

Words and places as they are in the knowledge base; nothing is shortened or reworded. Writing files is `docx.py`
and `pdf.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kb.notice import cut_off

Json = Mapping[str, Any]
NO_BREAK = "\u00a0"


class Kind(StrEnum):
    PASSAGE = "passage"
    TABLE = "table"
    RESULT = "result"  # of a calculator


@dataclass(frozen=True, slots=True)
class Cited:
    """Something collected, with all that its citation needs.

    `reference` is what `reference_of` says; `data_until` is the edition's cut-off as it is read (already French), None
    where the edition does not say. `rows` are a table's, its first `header_rows` being headings. `address` is a path of
    the application that opens it, "" where there is none. `note` is what the reader is warned of.
    """

    kind: Kind
    heading: str
    text: str
    reference: str
    data_until: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    address: str = ""
    note: str | None = None

    @property
    def quoted(self) -> bool:
        """Whether the text is a guideline's own words; a calculator's result is not."""
        return self.kind is not Kind.RESULT

    @property
    def cut_off(self) -> str:
        """«données jusqu’au …», or that the edition does not say."""
        return cut_off(self.data_until)


def place_of(passage: Json, section: Json | None) -> str:
    """«§ 2.2.1, p. 5»: the number of the section where it has one, the page, and its printed label where it differs."""
    number = section["number"] if section else None
    printed = next((at["printed_page"] for at in passage["places"] if at["page"] == passage["page"]), None)
    label = f" (imprimée {printed})" if printed and printed != str(passage["page"]) else ""
    page = f"p.{NO_BREAK}{passage['page']}{label}"
    return f"§{NO_BREAK}{number}, {page}" if number else page


def reference_of(title: str, edition: str, place: str) -> str:
    """«Référentiel X, éd. 2024, § 2.2.1, p. 5»."""
    return f"{title}, éd. {edition}, {place}"


def quotation(text: str, reference: str) -> str:
    """The text as printed between quotation marks, its reference behind it: what «Copier» copies."""
    return f"«{NO_BREAK}{text}{NO_BREAK}» ({reference})"


def clean(text: str) -> str:
    """The text without the characters that no document may hold: controls, lone surrogates."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
