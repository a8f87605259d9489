"""The address of the screen *Audit*: what a view shows can be shared and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import Address, text, word


@dataclass(frozen=True, slots=True)
class AuditAddress(Address):
    """`?document=…&edition=…&gravite=…&regle=…`; no edition: the newest, no severity or rule: all."""

    document: str = text("document")
    edition: str | None = word("edition")
    severity: str | None = word("gravite")
    rule: str | None = word("regle")
