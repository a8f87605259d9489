"""The fonts that the first page asks for."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

from screens.parts.fonts import PRELOADED


def test_each_font_asked_for_early_is_one_that_is_served() -> None:
    served = Path(streamlit.__file__).parent / "static"
    asked = re.findall(r'href="\./([^"]+)"', PRELOADED)
    assert [Path(path).name.partition("-")[0] for path in asked] == ["SourceSansVF", "SourceSerifVariable"]
    assert all((served / path).is_file() for path in asked)
