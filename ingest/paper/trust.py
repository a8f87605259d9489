"""The pages of a PDF that can be trusted, scanned ones recognised where that was asked for, and what was left out.

Calls `pages`, `health` and `ocr` in their order, page by page. Every page and word that is set aside is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import Damaged, NoTextLayer, SourceError
from ingest.model import Dropped
from ingest.pages import PageContent, open_pdf, read_page
from ingest.paper.health import Finding, Trouble, examine, visible, why_refused
from ingest.paper.ocr import Recogniser, recognise

_WHAT = {
    Trouble.SCANNED: "page", Trouble.JUNK: "page", Trouble.DAMAGED: "part of the page", Trouble.GAPS: "characters",
}  # fmt: skip
_SCAN_ADVICE = "Run it through text recognition (OCR), or build with --ocr."
_JUNK_ADVICE = "Export it again with its fonts embedded, or build from a scan with --ocr."


@dataclass(frozen=True, slots=True)
class Trusted:
    """The pages whose text is read, and what was left out. `recognised`: pages whose text a machine read (OCR)."""

    contents: tuple[PageContent, ...]
    recognised: frozenset[int]
    dropped: tuple[Dropped, ...]


def trusted_pages(data: bytes, name: str, recogniser: Recogniser | None = None) -> Trusted:
    """The pages of the PDF `data`; `recogniser` reads those that are scans or junk, where it is given.

    Raises what `open_pdf` raises, NoTextLayer where the file as a whole says nothing or more junk than text, Damaged
    where no page can be read.
    """
    contents: list[PageContent] = []
    recognised: set[int] = set()
    dropped: list[Dropped] = []
    judged: list[tuple[PageContent, Finding | None]] = []
    with open_pdf(data, name) as document:
        line = 0
        for number in range(1, document.page_count + 1):
            try:
                content, unseen = visible(read_page(document, number, line))
            except Damaged as error:
                dropped.append(Dropped(number, "page", error.why))
                continue
            dropped.extend(unseen)
            finding = examine(content)
            if recogniser is not None and finding and finding.trouble in (Trouble.SCANNED, Trouble.JUNK):
                try:
                    content, unsure = recognise(data, number, recogniser, line)
                except SourceError as error:
                    finding = Finding(finding.trouble, f"{finding.why}; {error.why}")
                else:
                    dropped.extend(unsure)
                    finding = Finding(Trouble.OCR_LAYER, "recognised")
            judged.append((content, finding))
            if finding and finding.trouble in _WHAT:
                dropped.append(Dropped(number, _WHAT[finding.trouble], finding.why))
            if finding and finding.trouble is Trouble.OCR_LAYER:
                recognised.add(number)
            if finding is None or finding.usable:
                line += len(content.runs)
                contents.append(content)
    _refuse(judged, dropped, name)
    return Trusted(tuple(contents), frozenset(recognised), tuple(dropped))


def _refuse(judged: Sequence[tuple[PageContent, Finding | None]], dropped: Sequence[Dropped], name: str) -> None:
    if not judged:
        raise Damaged(name, f"no page can be read: {dropped[0].why if dropped else 'none'}", "Export it again.")
    why = why_refused(judged)
    if why is not None:
        if all(finding and finding.trouble is Trouble.DAMAGED for _, finding in judged):
            raise Damaged(name, why, "Export it again.")
        junk = any(finding and finding.trouble is Trouble.JUNK for _, finding in judged)
        raise NoTextLayer(name, why, _JUNK_ADVICE if junk else _SCAN_ADVICE)
