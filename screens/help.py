"""Aide: what Sourcier can and cannot do, how it is asked, and how what it shows is verified.

States what the program does; the corpus of this knowledge base is the library's affair.
"""

from __future__ import annotations

from importlib.resources import files

import streamlit as st


def draw() -> None:
    """The screen."""
    with st.container(key="narrow"):
        st.markdown(files("screens.parts").joinpath("help.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    draw()
