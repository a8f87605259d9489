"""What holds of the parsers whatever they are given: for hypothesis (`test_parsers.py`) and atheris (`tests/fuzz`).

Each takes what it is given and returns nothing; what does not hold is an AssertionError, a defect any other error.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from pathlib import Path

from ingest.bibliography.citations import find_citations
from ingest.bibliography.references import parse_reference, split_entries
from ingest.errors import CallError, SourceError
from ingest.layout.healing import heal, vocabulary
from ingest.model import CitationStatus, Passage, PassageKind, plain
from ingest.plain.decoding import decode
from ingest.reader import read_guideline
from ingest.values.quantities import quantities_in
from kb.calculators.all import all_calculators
from kb.manifest import read_manifest
from kb.search.query import parse_query

_BREAKS = "-\u2010\u00ad"  # what a typesetter ends a line with


def text_is_read_or_refused(data: bytes, name: str = "a.md") -> None:
    """Ids are given once, and what was found stands in its passage."""
    try:
        found = read_guideline(data, name=name, document="a")
    except SourceError:
        return
    held = {passage.id: passage.text.text for passage in found.passages}
    assert len(held) == len(found.passages), "an id given twice"
    for layer in (found.citations, found.quantities, found.doses):
        for each in layer:
            assert 0 <= each.start < each.end <= len(held[each.passage])
    all_calculators(found, "a", "")


def bytes_are_decoded_or_refused(data: bytes) -> None:
    """The text is in normal form, with one kind of line end, and decodes again to itself."""
    try:
        text = decode(data, "a.txt")
    except SourceError:
        return
    assert text.strip() and "\r" not in text and "\0" not in text
    assert unicodedata.is_normalized("NFC", text)


def lines_are_healed(text: str) -> None:
    """Nothing is added, and nothing lost but hyphens and white space; no hyphen beside a digit."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    whole = heal([plain(line) for line in lines], vocabulary(lines)).text
    assert _letters(whole) == _letters(text)
    assert "\n" not in whole and "  " not in whole and whole == whole.strip()


def quantities_stand_in_the_text(text: str) -> None:
    for each in quantities_in(text):
        assert text[each.start : each.end].strip()
        assert each.low is None or each.high is None or each.low <= each.high


def references_are_read(text: str) -> None:
    """No block is in two places, and nothing is invented."""
    blocks = [plain(line) for line in text.splitlines() if line.strip()]
    found = split_entries(blocks)
    assert all(0 <= n < len(blocks) for entry in found.entries for n in entry.blocks)
    for entry in found.entries:
        read = parse_reference(entry.label, entry.text)
        printed = re.sub(r"\W+", "", entry.text.text)  # the marks that part two fields belong to neither
        for value in (read.title, read.container, read.volume, read.pages, read.doi):
            assert value is None or re.sub(r"\W+", "", value) in printed


def citations_lead_to_entries(text: str) -> None:
    """The first line is the running text, the others are the bibliography."""
    first, *rest = text.splitlines() or [""]
    references = [parse_reference(str(n), plain(line)) for n, line in enumerate(rest, 1)]
    known = {reference.label for reference in references}
    passage = Passage("p", PassageKind.PARAGRAPH, None, plain(first))
    before = -1
    for each in find_citations([passage], references):
        assert first[each.start : each.end] == each.text.text
        assert each.start > before, "not in reading order"
        before = each.start
        assert known.issuperset(each.targets)
        assert (each.status is CitationStatus.UNRESOLVED) == (not each.targets)
        assert each.status is CitationStatus.RESOLVED or each.why


def question_is_a_query(text: str) -> None:
    assert parse_query(text).text == text


def manifest_leads_nowhere_else(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.toml"
        path.write_bytes(data)
        try:
            declared = read_manifest(path)
        except CallError:
            return
    for each in declared:
        assert re.fullmatch(r"[\w.-]+", each.document), each.document
        assert not Path(each.file).is_absolute() and ".." not in Path(each.file).parts, each.file


def _letters(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in _BREAKS)
