"""One text → the bands it states: «score ≤ 7 : radiothérapie», «stable de 0 à 6, instable au-delà de 12».

Tells which words belong to which range by where the first range stands: before its verdict, or behind it. Takes no
range that counts something else (%, mois, Gy …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import PrintedText
from kb.calculators.points import Range, find_ranges, number
from kb.calculators.score_words import pattern, plain, words

MOST_LETTERS = 220  # of a verdict: what is longer is prose that happens to hold numbers
FEW_LETTERS = 60  # of a verdict that nothing links to its range
LEAST = 2  # bands that make a list of them
_SIGN = re.compile(r"\s*(?:points?(?!\w)|pts?\b\.?)?\s*(?P<sign>[=→:–—]|\((?=[^\W\d_]{3}))\s*", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+['’]?|[^\w\s]")
_PART = re.compile(r"(?<=[;.])\s+|\s+(?=[•▪]\s)")
_LONE = re.compile(
    r"(?:^|\b(?:scores?|total|points?)\s*(?:total\s*)?(?:=|égal\s+à|de|à|:|(?:est|reste)\s+(?:de|à|égal\s+à))?\s*|[=;,(]\s*|\bà\s+(?=\d+(?:\s*points?)?\s*(?:[;.]|$)))"
    r"(?P<n>\d{1,3}(?:[.,]\d)?)(?=\s*(?:points?\s*)?(?:[:=→)–]|$|,|;|\.(?!\d)|(?:et|ou|puis|mais)\s+[^\W\d]|\s(?:un|une|des|le|la|les)\s|\sl['’]))",
    re.IGNORECASE,
)
_NAMED = re.compile(  # a number that is said to be a score, whatever comes behind it: «un score de 8 doit être discuté»
    r"\b(?:scores?|total)\s+(?:total\s+)?(?:égal\s+à|de|à|est\s+(?:de|à|égal\s+à))\s+(?P<n>\d{1,3}(?:[.,]\d)?)(?=\s+(?:points?\s+)?"
    r"(?!à\b|et\s+\d|ou\s+(?:\d|plus|moins)|sur\b|[/–—-])[^\W\d])",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\bau[-\s]delà\b(?!\s+d)", re.IGNORECASE)  # of the range before it
# up to the first range of a list that something announces: «Trois groupes : 0-3», «Interprétation : index < 4»
_OPENING = re.compile(r"^[^:]+:\s*(?:(?:index|indice|score|total)\s*)?[^:]*$", re.IGNORECASE)
_EDGE = " .,;:–—-()[]•«»→="


@dataclass(frozen=True, slots=True)
class Stated:
    """A range of totals with its verdict, and the text of both."""

    range: Range
    label: str
    text: PrintedText


@dataclass(frozen=True, slots=True)
class _Found:
    range: Range
    start: int
    end: int


def stated_bands(text: PrintedText, step: float) -> list[Stated]:
    """The bands that `text` states, in order: mostly one, several where it enumerates them."""
    parts = [part for part in _parts(text) if not pattern("each").search(part.text)]
    return [stated for part in parts for stated in _of_part(part, step)] or _bare(parts, step)


def _parts(text: PrintedText) -> Iterator[PrintedText]:
    start = 0
    for cut in [*(m.start() for m in _PART.finditer(text.text)), len(text)]:
        part = text[start:cut].strip()
        start = cut
        if part.text:
            yield part


def _of_part(part: PrintedText, step: float) -> list[Stated]:
    if introduced := pattern("introduces").match(part.text):
        part = part[introduced.end() :]
    found = _ranges(part.text, step)
    if not found:
        return []
    first = found[0]
    before = part.text[: first.start]
    if _lead(before) == 0 and (pattern("link").match(part.text[first.end :]) or pattern("total_word").search(before)):
        return _verdicts_behind(part, found)
    head = pattern("group").match(before.rstrip(" (:–—"))
    if head and len(found) == 1:
        return _headed(part, first, head.group(1))
    sign = _SIGN.match(part.text[first.end :])
    if len(found) == 1 and sign and sign.group("sign") != "(" and _OPENING.search(part.text[: first.end]):
        return _headed(part, first, _clean(before))  # «Risque faible : 0 à 2 points : surveillance»
    return _announced(part, found) or _verdicts_before(part, found)


def _announced(part: PrintedText, found: list[_Found]) -> list[Stated]:
    """«Trois groupes : 0-1 = faible, 2-3 = modéré», «…: 0 à 2 (faible), 3 à 5 (modéré)»: a sign behind each range.

    «Faible : 0-1 (peu de cas), modéré : 2-3» is none: words stand before the ranges, too.
    """
    if len(found) < LEAST or not _OPENING.search(part.text[: found[0].end]):
        return []
    out = []
    for n, each in enumerate(found):
        until = found[n + 1].start if n + 1 < len(found) else len(part)
        rest = part.text[each.end : until]
        sign = _SIGN.match(rest)
        if sign is None:
            return []
        end = rest.find(")") if sign.group("sign") == "(" else _lead(rest) if n + 1 < len(found) else len(rest)
        label = _clean(rest[sign.end() : end])
        left = rest[end:].lstrip(")") if n + 1 < len(found) else ""
        if end < 0 or _lead(left.strip()) or not re.search(r"[^\W\d_]{3}", label) or len(label) > MOST_LETTERS:
            return []
        out.append(Stated(each.range, label, part[0 if n == 0 else each.start : each.end + end].strip()))
    return out


def _bare(parts: list[PrintedText], step: float) -> list[Stated]:
    """«Interprétation : < 3 faible ; 3-5 modéré ; > 5 élevé»: a few words behind each range and nothing between."""
    out = []
    for n, part in enumerate(parts):
        found = _ranges(part.text, step)
        if not found:
            continue
        before = part.text[: found[0].start].strip()
        label = _clean(part.text[found[0].end :])
        opens = _lead(before) == 0 or (n == 0 and _OPENING.search(part.text[: found[0].end]))
        told = re.search(r"[^\W\d_]{3}", label) and not re.search(r"\d", label)
        if len(found) > 1 or not opens or not told or len(label) > FEW_LETTERS:
            return []
        out.append(Stated(found[0].range, label, part))
    return out if len(out) >= LEAST else []


def _ranges(text: str, step: float) -> list[_Found]:
    """The ranges of `text` that count no other thing, and lone numbers where «score = 8» or «8 : …» says so."""
    found = [_Found(*each) for each in find_ranges(text, step)]
    for match in (*_LONE.finditer(text), *_NAMED.finditer(text)):
        start, end = match.span("n")
        if not any(f.start <= start < f.end for f in found):
            value = number(match.group("n"))
            found.append(_Found((value, value), start, end))
    for match in _BEYOND.finditer(text):
        last = max((f for f in found if f.end <= match.start()), key=lambda f: f.start, default=None)
        if last is not None and last.range[1] is not None:
            found.append(_Found((last.range[1] + step, None), *match.span()))
    return [f for f in sorted(found, key=lambda f: f.start) if not _counts_something(text, f)]


def _counts_something(text: str, found: _Found) -> bool:
    return bool(pattern("unit_after").match(text[found.end :]) or pattern("other_before").search(text[: found.start]))


def _lead(before: str) -> int:
    """Where the words begin that stand right before a range and only name the total: «…, pour un score de »."""
    at = len(before)
    tokens = list(_TOKEN.finditer(before))
    for n in range(len(tokens) - 1, -1, -1):
        word = plain(tokens[n].group()).strip("'’")
        named = n and tokens[n].group()[:1].isupper() and plain(tokens[n - 1].group()).strip("'’") in words("lead")
        if word in words("lead") or word in "(:=«–-•" or named:
            at = tokens[n].start()
        elif word in words("and") or word in ",;":
            return tokens[n].start()
        else:
            break
    return at


def _verdicts_behind(part: PrintedText, found: list[_Found]) -> list[Stated]:
    """«0-3 : faible ; 4-6 : modéré»: the words behind each range, up to what leads to the next."""
    linked: list[tuple[_Found, int]] = []
    for each in found:
        link = pattern("link").match(part.text[each.end :])
        if link is None and (not linked or _goes_on(linked[-1][0].range, each.range)):
            link = pattern("again").match(part.text[each.end :])
        if link is not None:
            linked.append((each, each.end + link.end()))
    out = []
    for n, (each, start) in enumerate(linked):
        end = len(part)
        if n + 1 < len(linked):
            end = start + _lead(part.text[start : max(start, linked[n + 1][0].start)])
        label = _clean(part.text[start:end])
        if label and len(label) <= MOST_LETTERS:
            begin = 0 if n == 0 else each.start
            out.append(Stated(each.range, label, part[begin:end].strip()))
    return out


def _goes_on(a: Range, b: Range) -> bool:
    """Whether `b` begins next to where `a` ends, upwards or downwards."""
    return any(
        first[1] is not None and second[0] is not None and 0 < second[0] - first[1] <= 1
        for first, second in ((a, b), (b, a))
    )


def _headed(part: PrintedText, found: _Found, head: str) -> list[Stated]:
    """«Groupe I : 21 à 28 points», «Groupe I (21-28) : marche rarement conservée»."""
    rest = part.text[found.end :]
    link = pattern("link").match(rest)
    behind = _clean(rest[link.end() :] if link else rest)
    behind = "" if plain(behind) in ("point", "points", "pts", "pt") else behind
    label = f"{head} : {behind}" if behind else head
    return [Stated(found.range, label, part)] if len(label) <= MOST_LETTERS else []


def _verdicts_before(part: PrintedText, found: list[_Found]) -> list[Stated]:
    """«stable de 0 à 6, instable au-delà de 12»: the words before each range."""
    out: list[Stated] = []
    at = 0
    for each in found:
        raw = part.text[at : each.start]
        label = _clean(raw[: _lead(raw)])
        if not out and (announced := pattern("announced").match(label)):
            label = label[announced.end() :]
        if out:
            label = re.sub(rf"^(?:points?|pts?)\b\W*|^(?:{'|'.join(words('and'))})\s+", "", label, flags=re.IGNORECASE)
        closed = pattern("close").match(part.text[each.end :])
        if not closed or not re.search(r"[^\W\d_]{3}", label) or len(label) > MOST_LETTERS:
            return out
        out.append(Stated(each.range, label, part[at : each.end].strip()))
        at = each.end
    return out


def _clean(text: str) -> str:
    """`text` without the signs at its edges; a bracket that belongs to a pair stays."""
    found = re.sub(r"\s+", " ", text).strip(_EDGE)
    return f"{found})" if found.count("(") > found.count(")") else found
