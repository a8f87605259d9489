"""How findings write French: lists, quotation marks, counts. Knows no rule."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(text: str, space: str = "\u00a0") -> str:
    """« text », with the spaces of French."""
    return f"«{space}{text.strip()}{space}»"


def listed(parts: Sequence[str], last: str = "et") -> str:
    """«a, b et c»."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def shortened(text: str, length: int = 90) -> str:
    """`text` cut at a word, with «…», where it is longer than `length` characters."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
