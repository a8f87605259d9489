"""What an option's words say of a number: «<15 mois», «1/3 à 2/3 de la corticale», «Karnofsky 50-70», «aucune».

Reads bounds with their strictness, their unit and the words beside them; which options leave a gap is `prove`'s affair.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

_N = r"\d{1,4}(?:\s?[.,]\s?\d{1,2}|\s?/\s?\d{1,2})?"
_UNIT = (
    r"(?:\s*(?P<unit{n}>%|‰|(?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|j|h|sem|cm|mm|Gy|kg|mg|g|mL|ml|L|°"
    r"|points?|pts?|vertèbres?|lésions?|métastases?|sites?|étages?|niveaux?)(?![\w/])))?"
)
_LESS = r"<|moins\s+d[e’']|inférieure?s?\s+(?:strictement\s+)?à|en\s+dessous\s+de|sous"
_AT_MOST = (
    r"≤|⩽|<=|=<|inférieure?s?\s+ou\s+égale?s?\s+à|au\s+plus|jusqu['’]à|maximum|au\s+maximum|pas\s+plus\s+de|0\s+à(?=\s)"
)
_MORE = r">|plus\s+d[e’']|supérieure?s?\s+(?:strictement\s+)?à|au[-\s]delà\s+de|au[-\s]dessus\s+de|dépassant"
_AT_LEAST = r"≥|⩾|>=|=>|supérieure?s?\s+ou\s+égale?s?\s+à|au\s+moins|à\s+partir\s+de|dès|minimum"


def _u(n: int) -> str:
    return _UNIT.replace("{n}", str(n))


_BETWEEN = re.compile(
    rf"(?:\b(?:compris[e]?s?\s+)?entre\s+|\bde\s+)?(?P<low>{_N}){_u(1)}\s*(?:à|-|–|—|et)\s*(?P<high>{_N}){_u(2)}"
    r"(?P<closed>\s*(?:inclus|compris)(?:es?|s)?)?",
    re.IGNORECASE,
)
_DOUBLE = re.compile(
    rf"(?:(?P<a_more>{_MORE})|(?P<a_least>{_AT_LEAST}))\s*(?P<low>{_N}){_u(1)}\s*(?:et|à|,|mais)?\s*"
    rf"(?:(?P<most>{_AT_MOST})|(?P<less>{_LESS}))\s*(?P<high>{_N}){_u(2)}",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    rf"(?P<low>{_N}){_u(1)}\s*(?P<first>≤|<=|<)\s*\w{{0,12}}\s*(?P<second>≤|<=|<)\s*(?P<high>{_N}){_u(2)}"
)
_BELOW = re.compile(rf"(?:(?P<most>{_AT_MOST})|(?P<less>{_LESS}))\s*(?P<high>{_N}){_u(1)}", re.IGNORECASE)
_ABOVE = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<more>{_MORE}))\s*(?P<low>{_N}){_u(1)}", re.IGNORECASE)
_OR = re.compile(
    rf"(?P<value>{_N}){_u(1)}\s*(?:(?:ou|et)\s+(?P<more>plus|davantage|au-delà)|(?:ou|et)\s+(?P<less>moins)|(?P<plus>\+))(?!\w)",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"(?<![\w,.-])(?:=\s*)?(?P<value>{_N}){_u(1)}(?![\w,.]|-\w)", re.IGNORECASE)

_DURATION = {"jour": 1.0, "semaine": 7.0, "mois": 30.4375, "an": 365.25}  # days
_SAME_UNIT = {
    "ans": "an", "année": "an", "années": "an", "jours": "jour", "j": "jour", "semaines": "semaine", "sem": "semaine",
    "heures": "heure", "h": "heure", "minutes": "minute", "ml": "mL",
}  # fmt: skip
_COUNTED = frozenset("point pt vertèbre lésion métastase site étage niveau".split())
_FILLER = frozenset("de du des d la le les l à a au aux un une et ou en par avec plus moins entre".split())


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers an option stands for. An end is None where it is open, `over`/`under` where it is strict.

    `unit` is «» for a count; `words` are those beside the number, without accents; `step` is how finely the bounds
    are printed (1, 0.1, 0.01), 0 for fractions.
    """

    low: float | None
    high: float | None
    over: bool  # above `low`, not at it
    under: bool
    unit: str
    words: frozenset[str]
    step: float


def interval(label: str) -> Interval | None:
    """The only interval that `label` states; None where it states none, or several."""
    inside = re.findall(r"\(([^()]*)\)", label)
    outside = re.sub(r"\([^()]*\)", " ", label)
    found = _interval(outside)
    if found is not None or len(inside) != 1:
        return found
    return _interval(inside[0])


def _interval(text: str) -> Interval | None:
    text = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    for pattern in (_DOUBLE, _CHAIN, _OR, _BETWEEN, _BELOW, _ABOVE, _EXACT):
        match = pattern.search(text)
        if match is None:
            continue
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        if re.search(r"\d", rest):
            return None
        return _made(match, rest)
    return None


def _made(match: re.Match[str], rest: str) -> Interval | None:
    got = {name: value for name, value in match.groupdict().items() if value is not None}
    low = high = None
    if "value" in got:
        value = _number(got["value"])
        low = None if "less" in got else value
        high = None if "more" in got or "plus" in got else value
    else:
        low = _number(got["low"]) if "low" in got else None
        high = _number(got["high"]) if "high" in got else None
    over = "a_more" in got or ("more" in got and "value" not in got) or got.get("first") == "<"
    under = ("less" in got and "value" not in got) or got.get("second") == "<"
    if low is not None and high is not None and low > high:
        return None
    unit = _unit(got.get("unit2") or got.get("unit1") or "")
    if unit is None:
        return None
    numbers = [got[name] for name in ("low", "high", "value") if name in got]
    words = frozenset(re.findall(r"[a-z]+", _plain(rest))) - _FILLER
    return Interval(low, high, over, under, unit, words, _step(numbers))


def in_days(found: Interval) -> Interval:
    """A duration counted in days, anything else as it is."""
    factor = _DURATION.get(found.unit)
    if factor is None:
        return found
    low = None if found.low is None else found.low * factor
    high = None if found.high is None else found.high * factor
    return replace(found, low=low, high=high, unit="jour", step=0.0)


def is_duration(found: Interval) -> bool:
    """Whether it is a length of time of days or more."""
    return found.unit in _DURATION


def _number(text: str) -> float:
    text = text.replace(" ", "").replace(",", ".")
    if "/" in text:
        over, under = text.split("/")
        return float(over) / float(under) if float(under) else float(over)
    return float(text)


def _step(numbers: list[str]) -> float:
    if any("/" in number for number in numbers):
        return 0.0
    decimals = [len(re.split(r"[.,]", number.replace(" ", ""))[1]) for number in numbers if re.search(r"[.,]", number)]
    return 10.0 ** -max(decimals, default=0)


def _unit(text: str) -> str | None:
    text = text.casefold() if text.casefold() not in ("gy", "l") else text
    text = _SAME_UNIT.get(text, text)
    return "" if text.rstrip("s") in _COUNTED else text


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in flat if not unicodedata.combining(char))
