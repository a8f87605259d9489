"""The library of charts, loaded when a screen draws its first one: it takes longer than any other screen.

Draws nothing itself.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def altair() -> ModuleType:
    """Altair, ready to draw.

    It looks into pandas wherever another session has begun to load it: pandas is waited for first.
    """
    import_module("pandas")
    return import_module("altair")
