"""Two printed lines of one column: does the second go on where the first ended, or does a new cell start?

Reads only the two lines and the room they had; knows nothing of rows or grids.
"""

from __future__ import annotations

import re

from ingest.layout.lines import Line
from ingest.tables.gutters import MARKERS

SPACE = 0.28  # em: a space between words, as most faces set it
SLACK = 0.3  # em: a word that would have fitted with less than this to spare may have been put on the next line

_NUMBER = re.compile(r"[<>≤≥±~≈=+−–\-\s(]*\d[\d\s.,:/%()\[\]–\-−±àx×]*(?:[a-zA-Zµ%]{1,4}(?:/[a-zA-Z]{1,4})?)?\)?")
_CODE = re.compile(r"[A-Z]{1,2}\d{0,2}[a-z]?|[IVX]{1,4}[a-z]?")  # «B», «T2», «IIIa»: what names a grade
_NOTHING = ("-", "–", "—", "X", "x", "/", "…")  # what a cell with nothing to say, or a mark, prints
_UNIT = re.compile(r"(?:c?Gy|m?Sv|[mkcµ]?g|[md]?[lL]|[cm]m|%|mois|ans?|jours?|semaines?|heures?|fractions?|séances?)\b")
_OPEN = re.compile(r"[,;:(/+]$|\b(?:de|des|du|d['’]|la|le|les|l['’]|et|ou|à|au|aux|en|par|pour|of|the|and|or|with|in)$")


def is_number(text: str) -> bool:
    """Whether `text` is a number, range or percentage, with a short unit at most."""
    return bool(_NUMBER.fullmatch(text))


def is_open(text: str) -> bool:
    """Whether `text` ends with a comma, an open bracket or a preposition, so that more must follow."""
    return len(text) > 1 and (bool(_OPEN.search(text)) or _bracket_open(text))


def _bracket_open(text: str) -> bool:
    return len(text) > 1 and text.count("(") > text.count(")")


def mid_text(left: str, right: str) -> bool:
    """Whether `right` plainly reads as the rest of `left`: after a comma, an open bracket, a preposition, or small."""
    if left[-1] in ".!?":
        return False
    return right[0].islower() or left[-1] in "-–" or is_open(left)


def torn(above: Line, below: Line) -> bool:
    """Whether a text cannot end with `above`: a hyphen, an open bracket, a comma or a preposition stands last."""
    left, right = above.text.text, below.text.text
    hyphened = left[-1] in "-\u00ad\u2010" and len(left) > 1 and right[0].islower()
    return hyphened or (left[-1] not in ";:" and is_open(left))


def seam(above: Line, below: Line, room: float, small: bool) -> float:
    """Above zero: a new cell starts with `below`; under zero: it goes on. `room` is the widest line there, in points.

    `small`: the cells of the column start with small letters anyway.
    """
    left, right = above.text.text, below.text.text
    if is_number(left) and is_number(right):
        return 1.5
    if right in _NOTHING:
        return 1.0
    if left[-1].isdigit() and _UNIT.match(right):
        return -2.5
    if left[-1] in "-\u00ad\u2010" and len(left) > 1 and right[0].islower():
        return -3.0
    if left[-1] == ":" == right[-1]:
        return 1.5
    if is_open(left):
        return -2.0
    if _CODE.fullmatch(left) and _CODE.fullmatch(right):
        return 1.5
    if right[0] in MARKERS:
        return -0.5
    if above.bold != below.bold:
        return 1.0
    first = right.split(" ", 1)[0]
    need = above.box.width + (SPACE + SLACK) * below.size + len(first) * below.box.width / len(right)
    fits = need <= room
    if right[0].islower() and small:
        return 1.25 if fits else -0.5
    if right[0].islower() or right[0] in ")%,.;":
        return -1.0 if fits else -1.75
    return 1.5 if fits else 0.25
