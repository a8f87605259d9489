"""The blocks under a bibliography's heading → its entries, one each, and the blocks that are none.

Takes the sequence of printed numbers as evidence, so that a year or volume at a line's start is no label. Says nothing
of the works: the fields of an entry are `reference_fields`' affair.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.bibliography.authors import SPACES, UPPER, opens_with_authors, read_authors
from ingest.bibliography.fields import parse_reference
from ingest.bibliography.source import MONTH
from ingest.model import EMPTY, PrintedText, join

__all__ = ["Bibliography", "Entry", "is_reference_heading", "opens_entry", "parse_reference", "split_entries"]

LARGEST_GAP = 3  # numbers that may be missing from a list (a lost line, a slip of the author) without ending it
LEAP = 0.1  # of an entry's weight, for a number far beyond the one before: an entry out of place, rather kept than lost
LONGEST_ENTRY = 700  # characters: a list of twenty authors and a title of three lines
LONGEST_REST = 250  # characters: a title's end and a source; longer is a paragraph that cites
LONGEST_RUN = 4  # blocks: authors, title, source and address, each on a line of its own
SHORTEST_NAMES = 40  # characters: what is left of a line after a label may be too little to tell names by
LONGEST_HEADING = 8  # words: «Références bibliographiques et sources documentaires complémentaires» has 6

_HEADING = re.compile(
    r"(?:annexes? )?(?:liste des |list of |selection de |principales? |selected |key )?"
    r"(?:references?|bibliographies?|bibliography|literature|litterature|works cited|sources bibliographiques)"
    r"(?: (?:bibliographiques?|bibliographie|bibliography|documentaires?|citees?|cited|list|principales?|scientifiques?"
    r"|et (?:references|bibliographie|sources|liens)\b.*|and (?:notes|further reading)|selectionnees?|essentielles?"
    r"|de la litterature|complementaires?|utiles|selectives?|suite|fin))*"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_START = rf"(?=[{UPPER}\[«\"“'‘(<]|(?:van|von|de|di|da|del|den|der|du|le|la|el|al|ten|ter|dos|d['’]|http|www)\b)"
_LABEL = re.compile(
    rf"\s*(?:\[(?P<square>\d{{1,4}})\]\.?\s*|\((?P<round>\d{{1,4}})\)\.?\s*|(?P<dot>\d{{1,4}})\s?\.\s*{_START}"
    rf"|(?P<paren>\d{{1,4}})\s?\)(?![:;,.])\s*|(?P<dash>\d{{1,4}})\s?[-–—:/]\s*{_START}|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}})\s*"
    rf"|(?P<bare>\d{{1,4}})\s+{_START})(?=\S)"
)
# A number at the end of a block: its entry is the next one.
_ALONE = re.compile(
    r"(?:^|(?<=[.;\])>\d/»])\s+)(?P<mark>\[(?P<square>\d{1,4})\]|\((?P<round>\d{1,4})\)|(?P<dot>\d{1,4})\s?\."
    r"|(?P<paren>\d{1,4})\s?\))\s*$"
)
_GLUED = re.compile(r"(?<=\S)\s+(?=[\[(]?\d{1,4}(?:[\].)]|\s))")
_YEAR = r"(?:18|19|20)\d\d"
# What only the end of an entry looks like: year and volume, year and pages, a publisher's year, a DOI, an address.
_TAIL = re.compile(
    rf"\b{_YEAR}[a-z]?\)?[^.;:]{{0,25}}[;:,]\s*(?:vol|suppl|n°|pp?\.|[a-z]{{0,3}}\d|\()|;\s*{_YEAR}\b|\({_YEAR}[a-z]?\)"
    rf"|\b10\.\d{{4,9}}/|https?://|\bwww\.|[,:]\s*(?:pp?\.\s*)?\w*\d+\s?[-–]\s?\w*\d+\s*[,(]\s*{_YEAR}"
    rf"|[;,.(]\s*{_YEAR}\s*\)?\.?$",
    re.I,
)
# «Bone, 61(2), 12–9», «vol. 61»
_LOCATOR = re.compile(
    r"[\s,]\d+(?:\([^()]*\))?\s*[,:]\s*[a-z]{0,3}\d+\s?[-–]\s?[a-z]{0,3}\d|\b(?:vol|pp?)\.\s*[a-z]{0,2}\d", re.I
)
_LINK_END = re.compile(r"(?:\b10\.\d{4,9}/|https?://|www\.)\S+$")
_NOTE = re.compile(
    rf"\s*(?:doi\b|{MONTH}[\s\d–-]{{0,8}}[;.]|https?:|www\.|available|disponible|accessible|accessed|consulté|retrieved"
    r"|erratum|PMID|PMCID|epub\b|\[(?:internet|cited|cité|consulté|epub|en ligne|article))",
    re.I,
)
# «Spine J. 2017;17:759-67», or as far as the line goes.
_SOURCE = re.compile(rf"\s*[{UPPER}][\w.&()/ -]{{1,70}}[.,]?\s+{_YEAR}(?:[^.]{{0,20}}[;:,]|[\s\w]{{0,8}}$)")
_REST = re.compile(
    rf"\s*(?:[a-zà-ÿ,;:)\]&–-]|\(?(?:[A-Za-z]{{0,3}}\d|[Ss]uppl|Pt\b)|In\s?:|Dans\s?:)|{_SOURCE.pattern}"
)
_OPEN_END = re.compile(r"[^.!?»”\")\]>/\d]\s*$|\bdoi\s*:?\s*$|[-–]\s*$|\b(?:pp?|vol|no)\.\s*$", re.I)
_NO_TITLE = re.compile(rf"^\W*(?:{_YEAR}[a-z]?)?\W*$")
_GLUED_NAMES = re.compile(r"(?<=[\d.\])>])[.]?\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One work as printed. `mark` is the printed number with its punctuation, `text` the rest; `blocks` are the
    indexes of the blocks it was read from."""

    label: str | None
    mark: PrintedText
    text: PrintedText
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries in order, and the indexes of the blocks that are none (a box, a note): these stay passages."""

    entries: tuple[Entry, ...]
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number that may be a label: where it stands, what it is, where the text after it begins.

    `sure`: it opens its block, has its own punctuation, and authors follow.
    """

    block: int
    start: int
    end: int
    number: int
    kind: str
    sure: bool = False


def is_reference_heading(title: str) -> bool:
    """Whether a heading, its number already removed, announces a bibliography: «Références», «5. Bibliographie»."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"^[\divx]+\s*[.)]\s*|[^a-z ]+", " ", folded).split()
    return 0 < len(words) <= LONGEST_HEADING and _HEADING.fullmatch(" ".join(words)) is not None


def opens_entry(text: str) -> bool:
    """Whether a block reads like an entry on its own: authors, and further on where their work appeared."""
    flat = text.translate(SPACES)
    label = _LABEL.match(flat)
    at = label.end() if label else 0
    return opens_with_authors(flat, at) and _TAIL.search(flat, at) is not None


def split_entries(
    blocks: Sequence[PrintedText], items: Collection[int] = (), previous: str | None = None
) -> Bibliography:
    """One entry a work, from the `blocks` that follow the heading; an entry may take several, or share one.

    `items` are the indexes of the blocks printed as list items: in a list without numbers each begins an entry.
    `previous` is the label of the entry before them, where a box interrupts the list.
    """
    marks = _labels(blocks, int(previous) + 1 if previous and previous.isdigit() else 1)
    at: dict[int, list[_Mark]] = {}
    for mark in marks:
        at.setdefault(mark.block, []).append(mark)
    first = marks[0].block if marks else len(blocks)  # what stands before the first number may be a list without
    bulleted = _bulleted(blocks[:first], items)
    entries: list[_Growing] = []
    others: list[int] = []
    for n, block in enumerate(blocks):
        here = at.get(n, [])
        head = block[: here[0].start] if here else block
        if head.text.strip():
            _unlabelled(n, head, entries, others, n >= first, n in bulleted)
        for mark, after in zip(here, [*here, None][1:], strict=True):
            end = after.start if after else len(block)
            text = block[mark.end : end].strip()
            entries.append(_Growing(str(mark.number), block[mark.start : mark.end], [text], [n]))
    return Bibliography(tuple(entry.closed() for entry in entries), tuple(others))


@dataclass(slots=True)
class _Growing:
    """An entry while its parts are gathered."""

    label: str | None
    mark: PrintedText
    parts: list[PrintedText]
    blocks: list[int]

    def closed(self) -> Entry:
        parts = [part for part in self.parts if part.text]
        text = parts[0] if parts else EMPTY
        for part in parts[1:]:
            cut = text.text[-1:] in "-–/" and part.text[:1].isalnum()  # pages or a DOI cut by the break of a page
            text = join((text, part), "" if cut else " ")
        return Entry(self.label, self.mark.strip(), text, tuple(self.blocks))


# --- lists with numbers -------------------------------------------------------------------------------------------


def _labels(blocks: Sequence[PrintedText], first: int) -> list[_Mark]:
    """The numbers that label entries: of all that could, those that count on, with at most a few missing.

    One alone is a label only where it is the `first` to come.
    """
    candidates = [mark for n, block in enumerate(blocks) for mark in _candidates(n, block.text.translate(SPACES))]
    kept: list[_Mark] = []
    while candidates:
        chain = _longest_chain(candidates)
        at_start = sum(mark.start == 0 for mark in chain)
        alone = len(chain) == 1 and chain[0].number == first and chain[0].start == 0
        if not at_start or (len(chain) < 2 and not alone):
            break
        if kept and (chain[0].number != 1 or len(chain) < 3):
            break
        kept.extend(chain)
        last = (chain[-1].block, chain[-1].start)
        candidates = [mark for mark in candidates if (mark.block, mark.start) > last]  # a second list, from 1 again
    return kept


def _candidates(n: int, text: str) -> Iterator[_Mark]:
    starts = [0, *(match.end() for match in _GLUED.finditer(text))]
    for start in starts:
        match = _LABEL.match(text, start)
        if match and match.lastgroup:
            number = int(match[match.lastgroup].translate(_SUPERSCRIPT))
            if start == 0 or _begins_entry(text, match.end(), after_word=text[:start].rstrip()[-1:].isalpha()):
                sure = start == 0 and match.lastgroup != "bare" and opens_with_authors(text, match.end())
                yield _Mark(n, start, match.end(), number, match.lastgroup, sure)
    if alone := _ALONE.search(text):
        kind = next(kind for kind in ("square", "round", "dot", "paren") if alone[kind])
        yield _Mark(n, alone.start("mark"), len(text), int(alone[kind]), kind)


def _begins_entry(text: str, at: int, after_word: bool) -> bool:
    """Inside a block a number is a label only before authors, as pages and years are full of numbers.

    `after_word`: only before persons («Epub 2019 Dec 3. PMID: …» opens no third entry).
    """
    if opens_with_authors(text, at) or after_word:
        return opens_with_authors(text, at)
    cut = len(text) - at < SHORTEST_NAMES and not any(char.isdigit() for char in text[at:])  # by the break of a page
    return cut or bool(read_authors(text, at).names)


def _longest_chain(candidates: Sequence[_Mark]) -> list[_Mark]:
    """The longest run of marks of one kind that count upwards; a sure one may leap."""
    best: dict[tuple[str, int], int] = {}  # the best chain that ends with this number: index of its last mark
    longest: dict[str, int] = {}  # the best chain of this kind: index of its last mark
    length: list[float] = []
    before: list[int | None] = []
    for n, mark in enumerate(candidates):
        score, link = (1.0 if mark.start == 0 else 0.5) + (0.5 if mark.number == 1 else 0.0), None
        own = score
        for gap in range(1, LARGEST_GAP + 2):
            previous = best.get((mark.kind, mark.number - gap))
            if previous is not None and length[previous] + own - 0.4 * (gap - 1) > score:
                score, link = length[previous] + own - 0.4 * (gap - 1), previous
        leap = longest.get(mark.kind)
        if link is None and mark.sure and leap is not None and candidates[leap].number < mark.number:
            score, link = length[leap] + LEAP, leap
        length.append(score)
        before.append(link)
        if mark.kind not in longest or length[longest[mark.kind]] <= score:
            longest[mark.kind] = n
        key = (mark.kind, mark.number)
        if key not in best or length[best[key]] <= score:
            best[key] = n
    chain: list[_Mark] = []
    at: int | None = max(range(len(candidates)), key=length.__getitem__)
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


# --- blocks without a number --------------------------------------------------------------------------------------


def _bulleted(blocks: Sequence[PrintedText], items: Collection[int]) -> set[int]:
    """The blocks that begin an entry because the list sets them off: not where a box's items stand together."""
    listed = [n for n in range(len(blocks)) if n in items]
    likely: list[bool] = []
    for n, after in zip(listed, [*listed, len(blocks)][1:], strict=True):
        rest = [block.text.translate(SPACES) for block in blocks[n : min(after, n + LONGEST_RUN)]]
        likely.append(opens_with_authors(rest[0]) or any(_TAIL.search(text) for text in rest))
    if len(listed) < 2 or 2 * sum(likely) < len(listed):
        return set()
    near = [True, *likely, True]
    return {n for k, n in enumerate(listed) if likely[k] or (near[k] and near[k + 2])}


def _unlabelled(
    n: int, block: PrintedText, entries: list[_Growing], others: list[int], numbered: bool, item: bool
) -> None:
    """Give a block without a number to the entry before it, to entries of its own, or to the `others`."""
    for part in _unglued(block, numbered):
        text = part.text.translate(SPACES)
        last = entries[-1] if entries else None
        authors = opens_with_authors(text) and not _SOURCE.match(text)
        dated = bool(_TAIL.search(text))
        begins = item or (authors and (dated or not numbered)) or (dated and not numbered and _may_be_entry(text))
        if last and not item:
            whole = " ".join(p.text for p in last.parts).translate(SPACES)
            interrupted = bool(others) and others[-1] > last.blocks[-1]
            # An entry that has not come to its source goes on, even where its next line reads like authors.
            cut = not _has_source(whole) and (numbered or _OPEN_END.search(whole) is not None)
            if (cut or not (authors and begins)) and _goes_on(whole, text, interrupted):
                last.parts.append(part)
                if last.blocks[-1] != n:
                    last.blocks.append(n)
                continue
        if begins:
            entries.append(_Growing(None, EMPTY, [part.strip()], [n]))
        elif not others or others[-1] != n:
            others.append(n)


def _goes_on(entry: str, text: str, interrupted: bool) -> bool:
    """Whether `text` is the rest of `entry`, which stands right before it or, `interrupted`, before a box."""
    authors = read_authors(entry)
    if not _NO_TITLE.sub("", entry[authors.end :]):
        return not interrupted  # only the number yet, or the authors
    open_end = bool(_OPEN_END.search(entry)) and not _LINK_END.search(entry)
    rest = bool(_REST.match(text)) or bool(_NOTE.match(text))
    if interrupted:
        return open_end and rest
    if _has_source(entry):
        return bool(_NOTE.match(text)) or (rest and (open_end or not text[:1].isupper()))
    if open_end or rest:
        return True
    return len(text) < LONGEST_REST and bool(_TAIL.search(text) or _LOCATOR.search(text))


def _has_source(entry: str) -> bool:
    """Whether an entry has come to where its work appeared; a year in brackets is that only at its end."""
    found = any(match[0][0] != "(" or match.end() > len(entry) - 3 for match in _TAIL.finditer(entry))
    return found or _LOCATOR.search(entry) is not None


def _may_be_entry(text: str) -> bool:
    return len(text) < LONGEST_ENTRY and len(text.split()) > 3 and (text[:1].isupper() or text[:1] in '[«"“')


def _unglued(block: PrintedText, numbered: bool) -> Iterator[PrintedText]:
    """Entries without numbers that share a block: after a source, names begin the next."""
    if numbered:
        yield block
        return
    start = 0
    text = block.text.translate(SPACES)
    tails = [match.end() for match in _TAIL.finditer(text)]
    for match in _GLUED_NAMES.finditer(text) if len(tails) > 1 else ():
        done = bisect_right(tails, match.start() + 1)
        if 0 < done < len(tails) and tails[done - 1] > start and opens_with_authors(text, match.end()):
            yield block[start : match.start() + 1].strip()
            start = match.end()
    yield block[start:].strip() if start else block
