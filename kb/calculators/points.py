"""Points and ranges as they are printed: «2», «0,5», «−2», «3 points», «de 21 à 28», «≤ 7», «12 ou plus».

Reads numbers only; which table or sentence they stand in is another room's affair.
"""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBER = r"[+\-−–]?\s?\d{1,3}(?:[.,]\d{1,2})?|[+\-−–]?\s?\d{0,2}\s?[½¼¾]"
_UNIT = r"(?:\s*(?:points?|pts?\.?|pt\.?))"
_POINTS = re.compile(rf"^\(?\s*({_NUMBER}){_UNIT}?\s*\)?$", re.IGNORECASE)
_DOWNWARDS = ("moins", "less", "fewer", "below")
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}

Range = tuple[float | None, float | None]


def number(text: str) -> float:
    """The value of a printed number: «0,5», «−2», «½», «1½»."""
    flat = text.replace(" ", "").replace("−", "-").replace("–", "-").replace(",", ".")
    if flat[-1:] in _HALVES:
        whole = flat[:-1]
        sign = -1.0 if whole.startswith("-") else 1.0
        return sign * ((abs(float(whole)) if whole not in ("", "+", "-") else 0.0) + _HALVES[flat[-1]])
    return float(flat)


def points(text: str) -> float | None:
    """The points that a cell gives, None where it says something else."""
    match = _POINTS.match(text.strip())
    return number(match.group(1)) if match else None


# --- options with their points in one text -------------------------------------------------------------------------

_AFTER = re.compile(  # «Lytique (2)», «Mixte : 1 point», «oui = 1», «0 point si non»
    rf"\s*(?P<label>[^\s;,•(].*?)\s*(?:\(\s*(?P<a>{_NUMBER}){_UNIT}?\s*\)|[:=→–]\s*(?P<b>{_NUMBER}){_UNIT}(?!\w)"
    rf"|[=→]\s*(?P<c>{_NUMBER})(?![\w%,.]))\s*(?:[;,•/]|\bou\b|\bet\b)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(  # «0 : absente ; 1 : modérée», «2 pts = oui», «1. unique»
    rf"\s*(?P<n>{_NUMBER}){_UNIT}?\s*[:=→]\s*(?P<label>\S.*?)\s*(?:[;,•/]\s*)?(?=$|(?<![\w,.≤≥<>=-])(?:{_NUMBER}){_UNIT}?\s*[:=→])",
    re.IGNORECASE,
)


def labelled_points(text: str) -> tuple[tuple[str, float], ...]:
    """Every option with its points that `text` holds; nothing where a part of it is neither."""
    text = " ".join(text.split())
    for pattern, key in ((_BEFORE, "n"), (_AFTER, "")):
        found: list[tuple[str, float]] = []
        at = 0
        while at < len(text) and (match := pattern.match(text, at)):
            got = match.groupdict()
            value = got[key] if key else got["a"] or got["b"] or got["c"]
            found.append((got["label"].strip(" ;,•"), number(value)))
            at = match.end()
        if found and not text[at:].strip(" .;,•") and all(label for label, _ in found):
            return tuple(found)
    return ()


# --- ranges of totals ----------------------------------------------------------------------------------------------

_N = r"(?<![\d.,])([−-]?\d{1,3}(?:[.,]\d{1,2})?)(?![\d]|[.,]\d)"
_BETWEEN = re.compile(
    rf"(?:(?:compris[e]?\s+)?\bentre|\bde|\bbetween|\bfrom|:)?\s*{_N}{_UNIT}?\s*(à|-|–|—|et|ou|/|→|to|and|or)\s*{_N}{_UNIT}?(?:\s*inclus(?:es)?)?",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"(?:(?P<le>≤|⩽|<=|inférieure?s?\s+ou\s+égale?s?\s+à|au\s+plus|(?:jusqu['’]à)|au\s+maximum|up\s+to|at\s+most)"
    rf"|(?P<lt><|(?:strictement\s+)?inférieure?s?\s+à|moins\s+de|en\s+dessous\s+de|sous|less\s+than|lower\s+than|below|under))\s*{_N}{_UNIT}?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"(?:(?P<ge>≥|⩾|>=|supérieure?s?\s+ou\s+égale?s?\s+à|au\s+moins|à\s+partir\s+de|dès|at\s+least)"
    rf"|(?P<gt>>|(?:strictement\s+)?supérieure?s?\s+à|plus\s+de|au[-\s]delà\s+de|au[-\s]dessus\s+de|dépass(?:ant|e(?:nt)?)|excédant|excède(?:nt)?|more\s+than|greater\s+than|higher\s+than|above|over))\s*{_N}{_UNIT}?",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    rf"{_N}{_UNIT}?\s*(?:(?:ou|et|or)\s+(?P<side>plus|moins|davantage|au[-\s]delà|au[-\s]dessus|more|above|higher|less|fewer|below)(?:\s+points?)?|(?P<plus>\+)(?!\w))",
    re.IGNORECASE,
)
_DOUBLE = re.compile(  # «> 3 et ≤ 6», «supérieur à 3 et inférieur à 7»
    rf"(?:(?P<ge>≥|>=|supérieure?s?\s+ou\s+égale?s?\s+à|au\s+moins)|(?P<gt>>|supérieure?s?\s+à|plus\s+de))\s*{_N}{_UNIT}?"
    rf"\s*(?:et|mais|,|à)?\s*"
    rf"(?:(?P<le>≤|<=|inférieure?s?\s+ou\s+égale?s?\s+à|au\s+plus)|(?P<lt><|inférieure?s?\s+à|moins\s+de))\s*{_N}{_UNIT}?",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?<![\d.,])\d{1,2}(?:\s*,\s*\d{1,2})+\s*(?:,?\s*(?:ou|et)\s*\d{1,2})(?![\d.,]\d)")
_EXACT = re.compile(rf"(?:=|égal(?:e)?\s+à|\bde|:)?\s*{_N}{_UNIT}?", re.IGNORECASE)


def find_range(text: str, step: float = 1.0) -> tuple[Range, int, int] | None:
    """The first range of points in `text` with its span; `step` is how far two totals are apart (0.5 with halves).

    Strict comparisons become included bounds: «< 7» is up to 6, «> 12» from 13. A lone number is a range only where
    the text has no other.
    """
    found = find_ranges(text, step)
    if found:
        return found[0]
    if match := _EXACT.search(text):
        value = number(match.group(1))
        return (value, value), *match.span()
    return None


def find_ranges(text: str, step: float = 1.0) -> list[tuple[Range, int, int]]:
    """Every range of points in `text` with its span, from left to right, none inside another; no lone numbers."""
    found: list[tuple[int, int, Range]] = []
    for match in _DOUBLE.finditer(text):
        low, high = number(match.group(3)), number(match.group(6))
        low, high = (low + step if match.group("gt") else low), (high - step if match.group("lt") else high)
        if low <= high:
            found.append((*match.span(), (low, high)))
    for match in _LIST.finditer(text):  # «0, 1 ou 2»
        values = [number(each) for each in re.findall(r"\d+", match.group())]
        if all(b - a == 1 for a, b in pairwise(values)):
            found.append((*match.span(), (values[0], values[-1])))
    for match in _OR_MORE.finditer(text):
        value = number(match.group(1))
        side = (match.group("side") or "").casefold()
        found.append((*match.span(), (None, value) if side in _DOWNWARDS else (value, None)))
    for match in _BETWEEN.finditer(text):
        low, high = number(match.group(1)), number(match.group(3))
        if low < high and (match.group(2) not in ("ou", "or") or high - low <= 1):
            found.append((*match.span(), (low, high)))
    for match in _BELOW.finditer(text):
        value = number(match.group(3))
        found.append((*match.span(), (None, value - step if match.group("lt") else value)))
    for match in _ABOVE.finditer(text):
        value = number(match.group(3))
        found.append((*match.span(), (value + step if match.group("gt") else value, None)))
    kept: list[tuple[Range, int, int]] = []
    for start, end, range_ in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or start >= kept[-1][2]:
            kept.append((range_, start, end))
    return kept
