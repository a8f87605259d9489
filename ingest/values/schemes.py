"""Radiation schemes as printed → total dose and number of fractions.

«30 Gy en 10 fractions», «1x8Gy», «5 × 4 Gy», «séance unique de 8 Gy», «18 à 24 Gy en 1 ou 2 fractions». Knows the
grammar of doses, not what a dose is given for: that is read in ingest/doses/roles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.values.numbers import NUMBER, NUMBER_WORD, number_value
from ingest.values.quantities import comparisons

MAX_FRACTIONS = 60  # no course has more: beyond it the number is a year or a page
MAX_DOSE = 200.0  # Gy: beyond it no course of external radiation, a number ran into another
ROUNDED = 0.02  # of a dose: «20 Gy (6 x 3,3 Gy)»
PER_FRACTION = (1.0, 34.0)  # Gy: «30/10» outside is no scheme (1.2 Gy twice a day to 34 Gy once, RTOG 0915)


MAY_HOLD = re.compile(r"Gy|[Gg]ray|GRAY|\d\s?/\s?\d")  # no scheme without one of these: most text is left at once


@dataclass(frozen=True, slots=True)
class Scheme:
    """A dose at `start:end`, in Gy in total; fractions None where they are not printed.

    `compared` names the comparison printed before it («jusqu'à»: at_most), which is part of the span; "" for none.
    """

    low: float
    high: float
    fractions_low: int | None
    fractions_high: int | None
    start: int
    end: int
    compared: str = ""


_BEGIN = r"(?:(?<![\w.,])(?<!\d/)|(?<=\d[xX]))"
# A number or range in Gy. Alternatives share what follows only where they share the unit: «20 ou 30 Gy en 5 fractions».
_DOSE = (
    rf"(?P<low>{NUMBER})(?:(?:(?:\s?c?Gy)?\s*(?P<to>à|-)|\s*(?P<or>ou|et))\s*(?P<high>{NUMBER}))?"
    r"\s?(?P<unit>c?Gy(?:\b|(?=[xX]\d))|(?i:(?:centi)?grays?\b))"
)
_FRACTION = r"(?i:fractions?|s[ée]ances?|fr(?:act)?s?\b\.?|fx\b|f\b)"
_COUNT = rf"(?:(?<![\d.,])\d{{1,2}}(?!\d|[.,]\d)|{NUMBER_WORD})"
_TO = r"à|-|ou|et|/"  # between two numbers of fractions
_SINGLE = (
    r"(?i:(?:une? )?(?:(?:seule )?(?:s[ée]ances?|fractions?|doses?|irradiation|fois|temps) (?:uniques?|seule)"
    r"|seule (?:s[ée]ance|fraction|dose|fois)|(?:mono|uni)-?(?:fraction|s[ée]ance|dose)(?:n[ée]e?s?|nement)?s?))"
)
_ONCE = r"(?i:une? (?:dose|fois|temps))"
_GIVEN = (
    r"(?:\s*,?\s?(?i:au total|totale?s?|délivrée?s?|administrée?s?|réparti\w*|prescrit\w*|donnée?s?|fractionnée?s?"
    r"|étalée?s?|sur l[ae] \w+|(?:par|de) jour))*"
)
# «2 Gy par fraction» is no total; the same behind a scheme («30 Gy en 10 fractions de 3 Gy») belongs to it.
_NOT_PER = r"(?!\s?(?:/|par)\s?(?i:fractions?\b|s[ée]ances?\b|jour|j\b|h\b|min|an\b|semaine))"
_EACH = rf"(?:\s(?:quotidiennes?\s|hebdomadaires?\s)?de\s{NUMBER}\s?c?Gy)?"
# After a bare count («20 Gy en 5 ou 30 Gy en 10») no noun may stand that it would count («en 2 semaines»).
_NO_NOUN = (
    r"(?:(?=\s(?:ou|et|puis|avec|chez|pour|selon|est|sont|voire|soit|dans|sur|si|en|plutôt|au|aux|à|mais|par|sans|comme"
    r"|lors|vs|versus|la|le|les|peut|peuvent|permet)\b)|(?!\d|[.,]\d|\s?[%°x]|\s?-?[^\W\d_]))"
)
_WHOLE = rf"(?:\s?[(,]\s?(?:soit\s)?(?:une\s)?(?:dose\s)?(?:total[e:]*\s)?(?:de\s)?{NUMBER}\s?Gy(?:\sau\stotal)?\)?)?"

_IN_FRACTIONS = re.compile(
    rf"{_BEGIN}{_DOSE}{_NOT_PER}{_GIVEN}(?:"
    rf"\s*[(,-]?\s*(?:en |par )?(?P<single>{_SINGLE}|(?<=en ){_ONCE})"
    rf"|\s*(?:[(,-]?\s*(?:en|par|sur)\s+|/\s?|[(,-]\s*)(?P<count>{_COUNT})(?:\s*(?P<link>{_TO})\s*(?P<last>{_COUNT}))?\s?{_FRACTION}{_EACH}"
    rf"|\s+en\s+(?P<bare>{_COUNT})(?:\s*(?P<bare_link>{_TO})\s*(?P<bare_last>{_COUNT})(?!\s?c?Gy))?{_NO_NOUN}"
    rf"|\s?/\s?(?P<slash>\d{{1,2}})(?!\d|[.,/]\d|\s?[%°]|\s?(?!ou\b|et\b|puis\b)[^\W\d_])"
    rf"|\s?[(,]\s?(?:soit\s)?(?P<detail>{_COUNT})\s?(?:[xX*]|{_FRACTION}\s(?:de|à))\s?(?P<of>{NUMBER})\s?Gy"
    rf"|\s?[(,]\s?(?:soit\s)?(?P<times>{NUMBER})\s?Gy\s?[xX*]\s?(?P<multiple>{_COUNT})"
    rf")"
)
_TIMES = re.compile(rf"(?<![\w.,/])(?P<count>{_COUNT})\s?[xX*]\s?{_DOSE}{_NOT_PER}{_WHOLE}")
_DOSE_TIMES = re.compile(
    rf"{_BEGIN}{_DOSE}\s?[xX*]\s?(?P<count>{_COUNT})(?:\s?{_FRACTION})?(?!\s?c?Gy|\s?[xX*]|[^\W_])"
)
_SO_MANY = re.compile(
    rf"(?<![\w.,/])(?P<count>{_COUNT})\s?(?:seules?\s)?{_FRACTION}(?:\s(?:quotidiennes?|hebdomadaires?|successives?))?"
    rf"\s(?:de|à|délivrant)\s{_DOSE}{_WHOLE}"
)
_ONE_OF = re.compile(
    rf"\b(?P<single>{_SINGLE})\s?(?:de|à|:|\(|,|d'une dose de|à la dose de|délivrant)\s?{_DOSE}"
    rf"(?:\s(?:en|par) (?:1|une) {_FRACTION})?"
)
_PAIR = re.compile(r"(?<![\w.,/-])(?P<low>\d{1,2}(?:,\d)?)\s?/\s?(?P<slash>\d{1,2})(?!\d|[.,/-]\d)(?P<unit>\s?Gy\b)?")
_BARE = re.compile(rf"{_BEGIN}{_DOSE}{_NOT_PER}")

_PAIRED = re.compile(r"\b(?:schémas?|doses?|fractionnements?|irradi\w+|radiothérapies?|protocoles?|RT|\d\s?Gy)\b", re.I)
_SCORED = re.compile(r"\b(?:EVA|EN|ENS|EVS|scores?|échelles?|douleurs?|cotée?|grades?|intensité)\b[^.;]{0,30}$", re.I)
_BIOLOGICAL = re.compile(
    r"(?:\bBED\b|\bEQD ?2|\bDBE\b|\bDBEq|biologique|équivalen\w+|α/β|\balpha ?/ ?b[eê]ta|débit|par fraction"
    r"|par séance|/fraction|/séance)[^.;:()]{0,45}$",
    re.IGNORECASE,
)
_BIOLOGICAL_AFTER = re.compile(r"\s?\(?(?:EQD ?2|BED|équivalen|\(RBE|EBR|RBE)", re.IGNORECASE)
_CLOSING = re.compile(r"[^()\d]{0,30}\)")
_BETWEEN = re.compile(r"\bentre\s+$", re.IGNORECASE)
_VERSUS = re.compile(r"\bcompar\w*\b[^.;]{0,40}?\d\s?Gy\s+à(?=\s\d)")  # «a comparé 8 Gy à 20 Gy»: no range
_BACK = 60  # characters before a dose that can say that it is no scheme


_Dose = tuple[float, float]
_Fractions = tuple[int | None, int | None]


def find_schemes(text: str, before: str = "") -> tuple[Scheme, ...]:
    """The schemes of a flattened sentence or cell, in order; `before` is what the reader has just read.

    The dose is the total: «5 × 4 Gy», «5 fractions de 4 Gy» and «4 Gy x 5» are 20 Gy in 5. «20 ou 30 Gy en 5 fractions»
    and «20 Gy en 5 ou 10 fractions» are two schemes, «1 ou 2 fractions» a range. «30/10» counts only where the sentence
    speaks of doses. Doses per fraction, biological doses (BED, EQD2) and α/β are none.
    """
    text = _VERSUS.sub(lambda match: match[0][:-1] + ";", text)
    compared = comparisons(text)
    taken = bytearray(len(text))
    found: list[Scheme] = []
    for pattern in (_IN_FRACTIONS, _TIMES, _DOSE_TIMES, _SO_MANY, _ONE_OF, _PAIR, _BARE):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            if pattern is _PAIR and not _is_pair(text, before, match):
                continue
            if pattern is _BARE and _is_biological(text, match):
                continue
            start, sign = compared.get(match.start(), (match.start(), ""))
            end = _closed(text, match)
            schemes = [Scheme(*dose, *fractions, start, end, sign) for dose, fractions in _read(text, match, pattern)]
            if schemes:
                taken[match.start() : match.end()] = b"\1" * len(match[0])
                found.extend(schemes)
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


def _closed(text: str, match: re.Match[str]) -> int:
    """The end of the match, with the bracket that it opens: «séance unique (8 Gy en moyenne)»."""
    if match[0].count("(") > match[0].count(")"):
        closing = _CLOSING.match(text, match.end())
        if closing:
            return closing.end()
    return match.end()


def _read(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> Iterator[tuple[_Dose, _Fractions]]:
    """Total doses and fractions of one match; several where it prints alternatives, none where they are absurd."""
    groups = match.groupdict()
    if not _adds_up(groups):
        return
    each = pattern in (_TIMES, _DOSE_TIMES, _SO_MANY)
    for fractions in _fractions(groups):
        low_count, high_count = fractions
        if high_count is not None and not 1 <= high_count <= MAX_FRACTIONS:
            continue
        for low, high in _doses(text, match.start(), groups):
            if each and low_count is not None and high_count is not None:
                low, high = low * low_count, high * high_count
            if 0 < low <= high <= MAX_DOSE:
                yield (round(low, 6), round(high, 6)), fractions


def _adds_up(groups: dict[str, str | None]) -> bool:
    """Whether a detail in brackets is that of the dose before it: «16 Gy (8 Gy x 2)», not «1 x 8 Gy, 8 Gy x 1»."""
    count, part = groups.get("detail") or groups.get("multiple"), groups.get("of") or groups.get("times")
    if not count or not part:
        return True
    whole = number_value(count) * number_value(part)
    doses = [number_value(dose) for name in ("low", "high") if (dose := groups.get(name))]
    return number_value(count) > 1 and any(abs(whole - dose) <= ROUNDED * dose for dose in doses)


def _doses(text: str, start: int, groups: dict[str, str | None]) -> Iterator[tuple[float, float]]:
    factor = 0.01 if (groups.get("unit") or "").casefold().startswith("c") else 1.0
    low = number_value(groups["low"] or "") * factor
    if not groups.get("high"):
        yield low, low
        return
    high = number_value(groups["high"] or "") * factor
    between = groups["or"] == "et" and _BETWEEN.search(text, max(0, start - _BACK), start)
    if groups["to"] or between:
        yield low, high
    else:
        yield low, low
        yield high, high


def _fractions(groups: dict[str, str | None]) -> Iterator[_Fractions]:
    if groups.get("single"):
        yield 1, 1
        return
    printed = groups.get("count") or groups.get("bare") or groups.get("slash")
    printed = printed or groups.get("detail") or groups.get("multiple")
    if not printed:
        yield None, None
        return
    first, last = int(number_value(printed)), groups.get("last") or groups.get("bare_last")
    other = int(number_value(last)) if last else first
    if (groups.get("link") or groups.get("bare_link")) in ("à", "-") or other in (first, first + 1):
        yield min(first, other), max(first, other)
    else:
        yield first, first
        yield other, other


def _is_pair(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether «30/10» is 30 Gy in 10: the sentence speaks of doses, and the fraction is one that is given."""
    dose, count = number_value(match["low"]), int(match["slash"])
    if not count or not PER_FRACTION[0] <= dose / count <= PER_FRACTION[1] or dose < count:
        return False
    ahead = before[-_BACK:] + text[: match.start()]
    if _SCORED.search(ahead[-_BACK:]):
        return False
    return bool(match["unit"] or _PAIRED.search(ahead) or _PAIRED.search(text, match.end()))


def _is_biological(text: str, match: re.Match[str]) -> bool:
    ahead = text[max(0, match.start() - _BACK) : match.start()]
    return bool(_BIOLOGICAL.search(ahead) or _BIOLOGICAL_AFTER.match(text, match.end()))
