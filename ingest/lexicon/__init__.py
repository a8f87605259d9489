"""Word lists as data: TOML files beside this one, read through importlib.resources.

Only reads them; what a list means is said in its own head and by the file that asks for it.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_lexicon(name: str) -> dict[str, Any]:
    """The tables of `name`.toml in this folder. Raises FileNotFoundError for a name that is not there."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
