"""A layout: a file of `corpus/layouts/`, and what of it a caller wants otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LAYOUTS = Path(__file__).parents[1] / "layouts"


@dataclass(frozen=True, slots=True)
class Layout:
    """`overrides` are Typst expressions by parameter: `{"columns": "2", "font": '"Roboto"'}`."""

    name: str
    overrides: Mapping[str, str] = field(default_factory=dict)

    @property
    def expression(self) -> str:
        """The layout as a Typst dictionary, its file imported as `layout`."""
        changes = ", ".join(f"{name}: {value}" for name, value in sorted(self.overrides.items()))
        return f"layout + ({changes},)" if changes else "layout"


def layout_names() -> tuple[str, ...]:
    """The layouts there are."""
    return tuple(sorted(path.stem for path in LAYOUTS.glob("*.typ") if path.stem not in ("template", "figures")))
