"""The address of the screen *Audit*, read and written: what a view shows can be shared and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import Parameters


@dataclass(frozen=True, slots=True)
class AuditAddress:
    """`?document=…&edition=…&gravite=…&regle=…`; no edition: the newest, no severity or rule: all."""

    document: str = ""
    edition: str | None = None
    severity: str | None = None
    rule: str | None = None

    @classmethod
    def read(cls, parameters: Parameters) -> AuditAddress:
        return cls(
            _one(parameters, "document"),
            _one(parameters, "edition") or None,
            _one(parameters, "gravite") or None,
            _one(parameters, "regle") or None,
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "document": self.document,
            "edition": self.edition or "",
            "gravite": self.severity or "",
            "regle": self.rule or "",
        }
        return {key: value for key, value in parameters.items() if value}


def _one(parameters: Parameters, key: str) -> str:
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""
