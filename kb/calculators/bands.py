"""The sentences after a score's table → its bands: totals, verdict, and the list under it. Also its stated range.

Reads what is printed; whether the bands fit the points is `prove`'s affair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Guideline, Passage, PassageKind, PrintedText, Table
from kb.calculators.model import Band
from kb.calculators.points import Range, find_range, number

_LEAD = re.compile(
    r"^(?:(?:pour\s+|si\s+|en\s+cas\s+de\s+|d['’])?(?:un\s+|le\s+)?(?:score|total|somme|résultat)s?(?:\s+(?:total|global))?"
    r"(?:\s+(?:est|allant|égal|compris))?|(?:classe|groupe|stade|niveau)\s+\w+)\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^\s*(?:points?|pts\.?)?\s*[)\]]?\s*(?:[:=–—→>-]|,|\s(?:=|correspond\s+à))\s*", re.IGNORECASE)
_BEFORE = re.compile(r"\s*(?:[:(–—=-]|\bde\b|\bentre\b|\bsi\b)?\s*(?:un\s+)?(?:score\s+)?(?:de\s+)?$", re.IGNORECASE)
_STATED = re.compile(
    r"(?:score|total|somme|cot[ée]e?|points?|échelle|grille|index)\b[^.;:]{0,60}?(?:compris[e]?\s+entre|allant\s+de|variant\s+de|va\s+de"
    r"|entre|de)\s+(\d{1,3})\s*(?:à|et|-|–)\s*(\d{1,3})\b(?!\s*(?:%|ans|mois|Gy|jours))",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\((\d)\s*(?:à|-|–)\s*(\d)\)")  # «l'addition des points (1 à 3)» is no range of the score
_PARTS = re.compile(r"(?<=[;.])\s+|,\s+(?=(?:un\s+)?score\b)")


def find_bands(passages: Sequence[Passage], guideline: Guideline, step: float) -> tuple[Band, ...]:
    """The bands that `passages`, which follow a score's table in its section, state, in reading order.

    A band's `details` are the deeper items under it, or, where printing has flattened the list, the items of one depth
    up to the next band. `step` is how far two totals are apart, for strict comparisons.
    """
    bands: list[Band] = []
    open_: tuple[Passage, Range, str, PrintedText] | None = None
    details: list[str] = []

    def close() -> None:
        if open_ is not None:
            passage, (low, high), label, text = open_
            bands.append(Band(low, high, label, tuple(details), passage.text.page, guideline.places(text)))
        details.clear()

    for passage in passages:
        if passage.kind is PassageKind.TABLE:
            break
        found = _stated_bands(passage.text, step)
        if found:
            for range_, label, text in found:
                close()
                open_ = passage, range_, label, text
        elif open_ is not None:
            listed = passage.kind is not PassageKind.PARAGRAPH and passage.depth >= open_[0].depth > 0
            if not listed:
                if bands or not _introduces(passage):
                    break
                continue
            details.append(passage.text.text)
    close()
    return _chain(bands, step)


def _chain(bands: Sequence[Band], step: float) -> tuple[Band, ...]:
    """The longest run of bands that go on from one another: «1 à 3 points par item» before them is none of them.

    They may leave a gap or overlap by a few points, which is a finding of the proof, not a reason to doubt them.
    """
    best: list[Band] = []
    for sign in (1, -1):
        run: list[Band] = []
        for band in bands:
            if run and not _goes_on(run[-1], band, sign, step):
                best = run if len(run) > len(best) else best
                run = []
            run.append(band)
        best = run if len(run) > len(best) else best
    return tuple(best) if len(best) > 1 else ()


def _goes_on(a: Band, b: Band, sign: int, step: float) -> bool:
    """Whether `b` follows `a`, upwards (`sign` 1) or downwards (-1), within three points of where it should."""
    first, second = (a, b) if sign > 0 else (b, a)
    if first.high is None or second.low is None:
        return False
    return first.low is None or (second.low > first.low and abs(second.low - first.high - step) <= 3 * step)


def _introduces(passage: Passage) -> bool:
    return passage.text.text.rstrip().endswith(":")


def _stated_bands(text: PrintedText, step: float) -> list[tuple[Range, str, PrintedText]]:
    """The bands one passage states: mostly one, several where it enumerates them in a sentence."""
    out: list[tuple[Range, str, PrintedText]] = []
    start = 0
    for cut in [*(m.start() for m in _PARTS.finditer(text.text)), len(text)]:
        part = text[start:cut].strip()
        start = cut
        if part.text and (band := _band(part, step)):
            out.append((*band, part))
    return out


def _band(part: PrintedText, step: float) -> tuple[Range, str] | None:
    """A range of totals at the beginning of `part` with its verdict behind it, or at its end with the verdict first."""
    text = part.text.rstrip(" .;,")
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    found = find_range(body, step)
    if found is None:
        return None
    range_, start, end = found
    before, after = body[:start], body[end:]
    if not before.strip() and (match := _AFTER.match(after)) and after[match.end() :].strip():
        return range_, after[match.end() :].strip()
    if (
        lead
        and lead.group().strip().casefold().startswith(("classe", "groupe", "stade", "niveau"))
        and not after.strip()
    ):
        return range_, lead.group().strip(" :–—-(")
    if before.strip() and not after.strip(" )") and (label := _BEFORE.sub("", before).strip(" :–—-(")):
        return (range_, label) if len(label) < 120 and not label.endswith((" de", " à")) else None
    return None


def stated_range(passages: Sequence[Passage]) -> tuple[float, float] | None:
    """The range that the section says the score has: «un score compris entre 3 et 12 points», «ce score de 0 à 18».

    A sentence that states a band («score de 0 à 8 : …») is none.
    """
    found: list[tuple[float, float]] = []
    for passage in passages:
        if passage.kind in (PassageKind.TABLE, PassageKind.REFERENCE):
            continue
        text = _ADDED.sub(" ", passage.text.text)
        for match in _STATED.finditer(text):
            after = text[match.end() :].lstrip()
            if not re.match(r"(?:points?\s*)?[:=]", after):
                found.append((number(match.group(1)), number(match.group(2))))
    return max(found, key=lambda r: r[1] - r[0], default=None)


def bands_of_table(table: Table, guideline: Guideline, name: str, step: float) -> tuple[Band, ...]:
    """The bands that another table gives for the score `name`: a column whose head names it, verdicts to its right."""
    words = [
        w for w in re.findall(r"[\w-]{4,}", name.casefold()) if w not in ("score", "révisé", "revisé", "classification")
    ]
    width = table.shape[1]
    heads = {c.col: c.text.text.casefold() for c in table.cells if c.row == 0}
    for col, head in heads.items():
        if not words or not any(word in head for word in words) or col + 1 >= width:
            continue
        bands = []
        for cell in table.cells:
            if cell.col != col or cell.row == 0 or not cell.text.text.strip():
                continue
            found = find_range(cell.text.text, step)
            verdict = next((c for c in table.cells if c.col == col + 1 and c.row <= cell.row < c.row + c.rowspan), None)
            if found and verdict and verdict.text.text.strip():
                (low, high), *_ = found
                places = guideline.places(verdict.text)
                bands.append(Band(low, high, verdict.text.text.strip(), (), verdict.page, places))
        if len(bands) > 1:
            return tuple(sorted(bands, key=lambda b: (b.low is not None, b.low or 0)))
    return ()
