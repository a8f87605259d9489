"""Is a page's text to be trusted? Scans, OCR layers, junk, and text that the reader of the paper cannot see.

Pure judgements over what `pages` returns: nothing is repaired and no file is opened. What is set aside is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from ingest.model import Dropped, Glyph, Style
from ingest.pages import PAGE_WIDE, PageContent, Run
from ingest.paper.legibility import is_unknown, why_junk

BLANK = 30  # letters: a page with fewer says nothing by itself (a stamp, a page number)
STAMPED = 150  # letters: what a scanner's or a registry's stamp adds to a page-wide image
HALF = 0.5  # of the page: an image from here on, on a page without text, is its text
OUTLINES = 200  # curves on a page without a letter: its text was turned into drawings
SAME = 12  # of 255, in each colour: text that is nearer to the colour it stands on cannot be seen
MICROSCOPIC = 1.0  # points: no printed text is set smaller (footnote marks are 4 to 5)
_CELLS = 40  # the page is looked at in so many columns and rows to tell what images cover
_WHITE = 0xFFFFFF
_QUOTED = 60  # characters of hidden text that a report shows


class Trouble(Enum):
    """What is wrong with a page's text."""

    SCANNED = "scanned"  # an image, or drawn outlines, instead of text
    OCR_LAYER = "ocr layer"  # hidden text over an image: read by a machine, not set by the author
    JUNK = "junk"  # characters that are not what is printed
    DAMAGED = "damaged"  # some of the page's content could not be decoded
    GAPS = "gaps"  # single characters without known meaning


@dataclass(frozen=True, slots=True)
class Finding:
    """`why` reads after «page N: ». Text of a page may be used where `usable`; only its image says what JUNK prints."""

    trouble: Trouble
    why: str

    @property
    def usable(self) -> bool:
        return self.trouble is not Trouble.JUNK


def examine(content: PageContent) -> Finding | None:
    """The gravest thing that is wrong with the page's text; None for a page that reads well, or is blank."""
    text = " ".join(run.text for run in content.runs)
    letters = sum(map(str.isalnum, text))
    if why := why_junk(text):
        return Finding(Trouble.JUNK, why)
    if letters < STAMPED:
        share = covered(content)
        if (letters < BLANK and share >= HALF) or (share >= PAGE_WIDE and not _is_ocr_layer(content)):
            return Finding(Trouble.SCANNED, f"a scan: an image without text layer covers {share:.0%} of it")
        if letters == 0 and len(content.drawings) + len(content.painted) >= OUTLINES:
            return Finding(Trouble.SCANNED, "its text is drawn as outlines, no character can be read")
    if _is_ocr_layer(content):
        return Finding(Trouble.OCR_LAYER, "its text was recognised by a machine (OCR layer over a scan)")
    if content.damage:
        return Finding(
            Trouble.DAMAGED, f"part of its content cannot be decoded ({content.damage}): text may be missing"
        )
    if gaps := sum(_gaps(run) for run in content.runs):
        return Finding(Trouble.GAPS, f"{gaps} of its characters have no known meaning (a font without character map)")
    return None


def visible(content: PageContent) -> tuple[PageContent, tuple[Dropped, ...]]:
    """The page without the text that a reader of the paper cannot see, and what that text was.

    Painted invisibly (save for an OCR layer, whose words the scan shows), in the colour of its ground, beyond the
    page's edge, or microscopically small. Characters without meaning are kept: they are `examine`'s matter.
    """
    layer = _is_ocr_layer(content)
    grounds = _Grounds(content)
    kept: list[Run] = []
    dropped: dict[str, list[str]] = {}
    for run in content.runs:
        if _plain(run, content, grounds):
            kept.append(run)
            continue
        for why, part in _parts(run, content, grounds, layer):
            if why is None:
                kept.append(part)
            elif part.text.strip():
                dropped.setdefault(why, []).append(part.text.strip())
    if not dropped:
        return content, ()
    return replace(content, runs=tuple(kept)), tuple(
        Dropped(content.number, f"hidden text: «{_shortened(' '.join(texts))}»", why) for why, texts in dropped.items()
    )


def why_refused(pages: Sequence[tuple[PageContent, Finding | None]]) -> str | None:
    """Why a file with these pages is refused as a whole: no text, or more junk than text. None: it can be read."""
    sound = sum(len(run.text) for content, finding in pages if _usable(finding) for run in content.runs)
    junk = sum(len(run.text) for content, finding in pages if not _usable(finding) for run in content.runs)
    scans = [content.number for content, finding in pages if finding and finding.trouble is Trouble.SCANNED]
    if junk > sound:
        reason = next(finding.why for _, finding in pages if finding and not finding.usable)
        return f"more junk than text: {reason}"
    if scans and not any(_says(content) for content, finding in pages if content.number not in scans):
        return f"no text layer: {len(scans)} of {len(pages)} pages are scans or drawings"
    if not sound:
        damage = next((finding.why for _, finding in pages if finding and finding.trouble is Trouble.DAMAGED), "")
        return "no page has text" + (f": {damage}" if damage else "")
    return None


def covered(content: PageContent) -> float:
    """The share of the page that images cover, 0 to 1; from a half on, overlapping strips and tiles count once."""
    images = [box for box in content.images if box.width > 0 and box.height > 0]
    if sum(box.area for box in images) < HALF * content.width * content.height:
        return sum(box.area for box in images) / (content.width * content.height)
    width, height = content.width / _CELLS, content.height / _CELLS
    middles = [((x + 0.5) * width, (y + 0.5) * height) for x in range(_CELLS) for y in range(_CELLS)]
    return sum(any(box.holds(x, y) for box in images) for x, y in middles) / len(middles)


def _gaps(run: Run) -> int:
    """Characters without meaning, save a private one that begins a line: a bullet of a font of signs."""
    text = run.text.strip()
    if text.isprintable() and "\ufffd" not in text:
        return 0  # nearly always: what has no meaning is not printable either
    return sum(is_unknown(char) for char in text[1:]) + (text[:1] == "\ufffd")


def _usable(finding: Finding | None) -> bool:
    return finding is None or finding.usable


def _says(content: PageContent) -> bool:
    return sum(map(str.isalnum, (char for run in content.runs for char in run.text))) >= BLANK


def _is_ocr_layer(content: PageContent) -> bool:
    """Text that is mostly hidden, on a page that is mostly an image; or an image painted over all of it."""
    if not content.images or not content.runs:
        return False
    if content.covered:
        return True
    hidden = sum(run.glyphs[0].style.hidden for run in content.runs)
    return hidden > len(content.runs) / 2 and covered(content) >= HALF


# --- what cannot be seen ----------------------------------------------------------------------------------------------


class _Grounds:
    """What text stands on: the colour under a place, None where it is not known (images, drawings, gradients)."""

    __slots__ = ("_fills", "_unknown", "colors")

    def __init__(self, content: PageContent) -> None:
        self._fills = content.fills
        self._unknown = (*content.images, *content.painted, *content.drawings)
        self.colors = frozenset((_WHITE, *(fill.color for fill in content.fills)))

    def at(self, x: float, y: float) -> int | None:
        if any(box.holds(x, y, 1.0) for box in self._unknown):
            return None
        return next((fill.color for fill in reversed(self._fills) if fill.box.holds(x, y)), _WHITE)


def _plain(run: Run, content: PageContent, grounds: _Grounds) -> bool:
    """The usual run: nothing about it needs a closer look. Judged by its first and last glyph and its styles."""
    for glyph in (run.glyphs[0], run.glyphs[-1]):
        if not _inside(glyph, content):
            return False
    seen: Style | None = None
    for glyph in run.glyphs:
        style = glyph.style
        if style is not seen:
            seen = style
            if style.hidden or style.size < MICROSCOPIC or any(_same(style.color, color) for color in grounds.colors):
                return False
    return True


def _parts(run: Run, content: PageContent, grounds: _Grounds, layer: bool) -> Iterator[tuple[str | None, Run]]:
    """`run` in pieces, each with the reason why it cannot be seen, None where it can."""
    why: str | None = None
    reasons: list[str | None] = []
    for char, glyph in zip(run.text, run.glyphs, strict=True):
        if char != " " or not reasons:  # white space goes with what it follows
            why = _why_hidden(glyph, content, grounds, layer)
        reasons.append(why)
    start = 0
    for reason, group in groupby(reasons):
        end = start + len(list(group))
        if run.text[start:end].strip():
            glyphs = run.glyphs[start:end]
            size = max(glyph.style.size for glyph in glyphs)
            yield reason, replace(run, text=run.text[start:end], glyphs=glyphs, size=size)
        start = end


def _why_hidden(glyph: Glyph, content: PageContent, grounds: _Grounds, layer: bool) -> str | None:
    style = glyph.style
    if style.hidden and not layer:
        return "painted invisibly: the page does not show it"
    if not _inside(glyph, content):
        return "beyond the edge of the page"
    if style.size < MICROSCOPIC and glyph.x1 - glyph.x0 < MICROSCOPIC:
        return f"set in {style.size:.1f} points, too small to be read"
    if layer:
        return None
    if any(_same(style.color, color) for color in grounds.colors):
        ground = grounds.at((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2)
        if ground is not None and _same(style.color, ground):
            return "in the colour of what it stands on"
    return None


def _inside(glyph: Glyph, content: PageContent) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return 0 <= x <= content.width and 0 <= y <= content.height


def _same(a: int, b: int) -> bool:
    return a == b or all(abs((a >> shift & 0xFF) - (b >> shift & 0xFF)) <= SAME for shift in (16, 8, 0))


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
