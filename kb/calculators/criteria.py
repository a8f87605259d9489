"""Sentences and lists that state criteria → criteria: their words, their role, what they are about.

By the form of the sentences: «Les contre-indications … sont A, B et C», «Principales indications : » with its items,
«A contre-indique le geste», «X ne doit pas être proposée si A». A list is cut only where its parts are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Guideline, Passage, PassageKind, PrintedText
from kb.calculators.model import Quote, Role
from kb.calculators.patterns import pattern, techniques
from kb.calculators.quoting import printed_sentences, quote

_SPOKEN = (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.RECOMMENDATION)
_MARK = re.compile(r"^(?:\d{1,2}\s*[/).°]|[a-z]\))\s*")
_EDGES = " \t,;.:–—"
_JOINED = re.compile(r"^(?:et|ou|et/ou|ainsi que)\s+", re.IGNORECASE)
_LAST = re.compile(r"\s+(?:et|ou)\s+(?=(?:une?|des|la|le|les|l['’]|d['’]une?)\s?\w)", re.IGNORECASE)

_BETWEEN = re.compile(r"\bentre\b(?!.*\bet\b)", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:une?|des|d['’]une?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion as printed, with the sentence that states it. `about`: how its sentence names the technique, or "".

    `weak`: stated in passing; it only joins a technique that has criteria of its own, or gives way to them.
    """

    text: PrintedText
    role: Role
    about: str
    quote: Quote
    passage: Passage
    weak: bool = False


def find_criteria(guideline: Guideline) -> tuple[Criterion, ...]:
    """Every criterion that the guideline states, in reading order."""
    titles = {section.id: section.title.text for section in guideline.sections}
    found: list[Criterion] = []
    for n, passage in enumerate(guideline.passages):
        if passage.kind not in _SPOKEN:
            continue
        title, before = titles.get(passage.section or "", ""), ""
        for sentence in printed_sentences(passage):
            stated = _stated(sentence, passage, guideline, title, before)
            found += stated or _led(sentence, passage, n, guideline, title)
            before = sentence.text if named(sentence.text) else before
    return tuple(found)


def _stated(sentence: PrintedText, passage: Passage, guideline: Guideline, title: str, before: str) -> list[Criterion]:
    """The criteria within one sentence; `before` is the last one of its paragraph that names a technique: «Elle …»."""
    text = sentence.text

    def made(span: tuple[int, int], role: Role, about: str, weak: bool, split: bool = True) -> list[Criterion]:
        whole, part = quote(sentence, guideline, passage.id), sentence[span[0] : span[1]]
        parts = enumerated(part) if split else [_trimmed(part)]
        cited = [_uncited(p, passage, guideline) for p in parts]
        return [Criterion(p, role, about, whole, passage, weak) for p in cited if len(p.text) > 2]

    if (match := pattern("criteria", "lead").match(text)) and not _other(match):
        role, about = _role(match.group("word"), match.group("of")), match.group("of")
        told = "told" if match.group("told") else "listed"
        if match.group(told):
            listed = enumerated(sentence[match.start(told) : match.end(told)])
            several = match.group("word").casefold().endswith("s")
            first = bool(pattern("criteria", "determiner").match(listed[0].text)) if listed else False
            if told == "listed" or ":" in match.group(told) or first:
                return made(match.span(told), role, about, False, several)
        return []
    if match := pattern("criteria", "subject").match(text):
        if pattern("criteria", "anaphora").match(match.group("what")):
            return []
        return made(match.span("what"), _role("contre-", match.group("of")), match.group("of"), True)
    if match := pattern("criteria", "forbidden").match(text):
        about = before if pattern("criteria", "anaphora").match(match.group("of")) else match.group("of")
        return [
            each
            for span in _alternatives(text, match.span("what"))
            for each in made(span, Role.CONTRAINDICATION, about, True, False)
        ]
    if (match := pattern("criteria", "indicated").match(text)) and named(match.group("of")):
        return [
            each
            for span in _alternatives(text, match.span("what"))
            for each in made(span, Role.INDICATION, match.group("of"), True, False)
        ]
    if pattern("criteria", "heading").search(title) and (match := pattern("criteria", "proposed").match(text)):
        return made(match.span("what"), Role.INDICATION, match.group("of"), True)
    if named(title) and (match := pattern("criteria", "situated").match(text)):
        return made(match.span("what"), Role.INDICATION, "", True)
    return []


def _alternatives(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Where the parts of «en cas d’A, de B ou de C» stand; the whole where nothing says that one of them is enough."""
    said = text[span[0] : span[1]]
    if not pattern("criteria", "alternatives").match(said) or "(" in said:
        return [span]
    edges = [0, *(edge for m in pattern("criteria", "alternative").finditer(said) for edge in m.span()), len(said)]
    return [(span[0] + a, span[0] + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _led(sentence: PrintedText, passage: Passage, n: int, guideline: Guideline, title: str) -> list[Criterion]:
    """The items of the list that `sentence` introduces, where it introduces criteria."""
    if not sentence.text.rstrip().endswith(":") or not passage.text.text.rstrip().endswith(":"):
        return []
    match = pattern("criteria", "lead").match(sentence.text)
    if match is not None and not _other(match):
        role, about = _role(match.group("word"), match.group("of")), match.group("of")
    elif pattern("criteria", "heading").search(title) and pattern("criteria", "situations").search(sentence.text):
        role, about = Role.INDICATION, ""
    else:
        return []
    lead = quote(sentence, guideline, passage.id)
    found = []
    for item in _items(guideline.passages, n):
        text = item.text[mark.end() :] if (mark := _MARK.match(item.text.text)) else item.text
        text = _uncited(_trimmed(text), item, guideline)
        if text.text:
            printed = quote(item.text, guideline, item.id)
            found.append(
                Criterion(text, role, about, Quote(f"{lead.text} {printed.text}", printed.page, printed.places), item)
            )
    return found


def _items(passages: Sequence[Passage], n: int) -> Iterator[Passage]:
    """The items right under passage `n`, one level down; an item that ends with a colon gives way to its own."""
    above = passages[n].depth if passages[n].kind is PassageKind.ITEM else 0
    depth: int | None = None
    for k, passage in enumerate(passages[n + 1 :], n + 1):
        if passage.kind is not PassageKind.ITEM or passage.section != passages[n].section or passage.depth <= above:
            return
        depth = passage.depth if depth is None else depth
        if passage.depth != depth:
            continue
        if passage.text.text.rstrip().endswith(":"):
            yield from _items(passages, k)
        else:
            yield passage


def enumerated(text: PrintedText) -> list[PrintedText]:
    """The parts of an enumeration: at commas outside brackets, at the last «et», where parts begin alike.

    Where the first part begins with an article, what follows a comma without one belongs to the part before it.
    """
    groups: list[PrintedText] = []
    for part in _cut(text, [m.span() for m in pattern("criteria", "inner_lead").finditer(text.text)]):
        depth, cuts = 0, []
        for match in re.finditer(r"[(\[]|[)\]]|\s*[,;]\s+", part.text):
            if match.group() in "([":
                depth += 1
            elif match.group() in ")]":
                depth -= 1
            elif depth == 0:
                cuts.append(match.span())
        pieces = _cut(part, cuts)
        alike = bool(pieces) and bool(pattern("criteria", "determiner").match(pieces[0].text))
        merged: list[tuple[int, int]] = []
        at = 0
        for piece in pieces:
            start = part.text.index(piece.text, at)
            at = start + len(piece.text)
            bare = _JOINED.sub("", piece.text)
            if merged and alike and not pattern("criteria", "determiner").match(bare):
                merged[-1] = (merged[-1][0], at)
            else:
                merged.append((start, at))
        spans = [part[a:b] for a, b in merged]
        if spans:
            last = spans.pop()
            spans += _cut(last, [m.span() for m in _LAST.finditer(last.text) if _parts(last.text, m)])
        groups += spans
    return [trimmed for group in groups if (trimmed := _trimmed(group)).text]


def _cut(text: PrintedText, spans: Sequence[tuple[int, int]]) -> list[PrintedText]:
    """What stands between the spans."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    parts = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [part for part in parts if part.text.strip()]


def _parts(text: str, match: re.Match[str]) -> bool:
    """Whether an «et» parts two criteria: not within brackets, not after «entre», and before an article like the first.

    «une distance entre la tumeur et la moelle» is one, «une infection et un sepsis» are two.
    """
    before = text[: match.start()]
    if before.count("(") != before.count(")") or _BETWEEN.search(before):
        return False
    return bool(_INDEFINITE.match(text[match.end() :])) or not _INDEFINITE.match(text)


def _trimmed(text: PrintedText) -> PrintedText:
    start = len(text.text) - len(text.text.lstrip(_EDGES))
    text = text[start : len(text.text.rstrip(_EDGES))]
    match = _JOINED.match(text.text)
    return text[match.end() :] if match else text


def _uncited(text: PrintedText, passage: Passage, guideline: Guideline) -> PrintedText:
    """`text` without the citation that closes it."""
    match = re.search(r"\s*[(\[][^()\[\]]*[)\]]$", text.text)
    if match is None:
        return text
    cited = any(c.passage == passage.id and c.text.text.strip("()[] ") in match.group() for c in guideline.citations)
    return text[: match.start()] if cited else text


def named(text: str) -> str | None:
    """The technique with several names that `text` names, None where it names none of them."""
    return next((name for name, forms in techniques() if forms.search(text)), None)


def _other(match: re.Match[str]) -> bool:
    return bool(pattern("criteria", "other_lead").search(match.group("of")))


def _role(word: str, of: str) -> Role:
    if not word.casefold().startswith("contre"):
        return Role.INDICATION
    return Role.RELATIVE if pattern("criteria", "relative").search(of) else Role.CONTRAINDICATION
