"""Points and ranges as they are printed: «2», «0,5», «−2», «3 points», «de 21 à 28», «≤ 7», «12 ou plus».

Reads numbers only; which table or sentence they stand in is another room's affair.
"""

from __future__ import annotations

import re

_NUMBER = r"[+\-−–]?\s?\d{1,3}(?:[.,]\d{1,2})?|[+\-−–]?\d{0,2}½"
_UNIT = r"(?:\s*(?:points?|pts?\.?))"
_POINTS = re.compile(rf"^({_NUMBER}){_UNIT}?$", re.IGNORECASE)
_IN_CELL = re.compile(
    rf"^(?P<label>.*?\S)\s*(?:\(\s*(?P<a>{_NUMBER}){_UNIT}?\s*\)|[:=–]\s*(?P<b>{_NUMBER}){_UNIT})$"
    rf"|^(?P<c>{_NUMBER}){_UNIT}?\s*[:=–]\s*(?P<late>\S.*)$",
    re.IGNORECASE,
)
_LABEL_EQUALS = re.compile(rf"^(?P<label>.*?\S)\s*=\s*(?P<b>{_NUMBER}){_UNIT}?$", re.IGNORECASE)

Range = tuple[float | None, float | None]

_N = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_BETWEEN = re.compile(rf"(?:(?:compris[e]?\s+)?entre|de|:)?\s*{_N}\s*(?:à|-|–|—|et|/)\s*{_N}{_UNIT}?", re.IGNORECASE)
_BELOW = re.compile(
    rf"(?:(?P<le>≤|<=|inférieure?s?\s+ou\s+égale?s?\s+à|au\s+plus|jusqu['’]à|au\s+maximum)|(?P<lt><|inférieure?s?\s+à|moins\s+de))"
    rf"\s*{_N}{_UNIT}?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"(?:(?P<ge>≥|>=|supérieure?s?\s+ou\s+égale?s?\s+à|au\s+moins|à\s+partir\s+de)|(?P<gt>>|supérieure?s?\s+à|plus\s+de))"
    rf"\s*{_N}{_UNIT}?",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    rf"{_N}{_UNIT}?\s*(?:ou|et)\s+(?P<side>plus|moins|davantage|au-delà|au-dessus)(?:\s+points?)?", re.IGNORECASE
)
_EXACT = re.compile(rf"(?:=|égal(?:e)?\s+à|de|:)?\s*{_N}{_UNIT}?", re.IGNORECASE)


def number(text: str) -> float:
    """The value of a printed number: «0,5», «−2», «½», «1½»."""
    flat = text.replace(" ", "").replace("−", "-").replace("–", "-").replace(",", ".")
    if flat.endswith("½"):
        whole = flat[:-1]
        sign = -1.0 if whole.startswith("-") else 1.0
        return sign * (abs(float(whole)) + 0.5) if whole not in ("", "+", "-") else sign * 0.5
    return float(flat)


def points(text: str) -> float | None:
    """The points that a cell gives, None where it says something else."""
    match = _POINTS.match(text.strip())
    return number(match.group(1)) if match else None


def labelled_points(text: str) -> tuple[str, float] | None:
    """An option and its points in one cell: «Lytique (2)», «Mixte : 1 point», «0 = absent»."""
    match = _IN_CELL.match(text.strip()) or _LABEL_EQUALS.match(text.strip())
    if match is None:
        return None
    found = match.groupdict()
    if found.get("late"):
        return found["late"], number(found["c"] or "0")
    return (found["label"] or "").strip(), number(found.get("a") or found.get("b") or "0")


def find_range(text: str, step: float = 1.0) -> tuple[Range, int, int] | None:
    """The first range of points in `text` with its span; `step` is how far two totals are apart (0.5 with halves).

    Strict comparisons become included bounds: «< 7» is up to 6, «> 12» from 13.
    """
    found: list[tuple[int, int, Range]] = []
    if match := _OR_MORE.search(text):
        value = number(match.group(1))
        side = match.group("side").casefold()
        found.append((*match.span(), (None, value) if side == "moins" else (value, None)))
    if match := _BETWEEN.search(text):
        low, high = number(match.group(1)), number(match.group(2))
        if low <= high:
            found.append((*match.span(), (low, high)))
    if match := _BELOW.search(text):
        value = number(match.group(3))
        found.append((*match.span(), (None, value - step if match.group("lt") else value)))
    if match := _ABOVE.search(text):
        value = number(match.group(3))
        found.append((*match.span(), (value + step if match.group("gt") else value, None)))
    if not found and (match := _EXACT.search(text)):
        value = number(match.group(1))
        found.append((*match.span(), (value, value)))
    if not found:
        return None
    start, end, range_ = min(found, key=lambda f: (f[0], -f[1]))
    return range_, start, end
