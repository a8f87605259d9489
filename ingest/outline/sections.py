"""Blocks → the tree of sections, from numbering and typography together.

Says which blocks are headings, of which level, and cuts run-in headings from their paragraph. Never reads a PDF's
bookmarks, and knows no guideline's titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.blocks import Block, BlockKind, Look, styles_of
from ingest.model import PrintedText
from ingest.outline.levels import SAME_SIZE, Candidate, Heading, levelled, type_of
from ingest.outline.numbering import HYPHENED, MEASURE, split_number

NEARLY = 0.95  # of the largest heading's size: a title is no smaller
LONGEST = 200  # characters: a longer block is no heading, however it is set
LARGER = 1.07  # times the body's size
RUN_IN_STEP = 0.6  # em: the space after a run-in heading without a stop is wider than that between words
RUN_IN = 90  # characters: the longest run-in heading

_CAPTION = re.compile(r"^(?:tableau|table|figure|fig\.|schéma|graphique|encadré)\s*(?:n°\s*)?[\dIVX]+\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;,]$|[^.]\.\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_NOTE = re.compile(r"^\(?\*+\)?(?!\w)")
_ADDRESS = re.compile(
    r"^[¹²³⁰⁴-⁹]|\w[¹²³⁴-⁹](?:,[¹²³⁴-⁹])*(?:,|\set)\s.*\w[¹²³⁴-⁹]|@|https?://|www\.|^\d{5}\s|\b\d{5}\s+[A-ZÉ]"
)


def split_run_in(blocks: Sequence[Block], body: Look | None) -> tuple[Block, ...]:
    """The blocks with every run-in heading cut into a block of its own.

    A run-in heading is the beginning of a paragraph in bold or italic that ends with a full stop, colon or dash of
    its own, where at least two paragraphs of the file begin that way in the same type.
    """
    cuts: dict[int, tuple[int, tuple[str, bool, bool]]] = {}
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.TEXT and body is not None and (cut := _run_in(block, body)):
            cuts[n] = cut
    common = Counter(style for _, style in cuts.values())
    out: list[Block] = []
    for n, block in enumerate(blocks):
        if n not in cuts or common[cuts[n][1]] < 2 or block.look is None:
            out.append(block)
            continue
        end, (font, bold, italic) = cuts[n]
        out.append(
            replace(
                block,
                text=block.text[:end].strip(),
                look=replace(block.look, font=font, bold=bold, italic=italic),
                marker="run-in",
            )
        )
        out.append(replace(block, text=block.text[end:].strip(), look=replace(block.look, space_above=0.0)))
    return tuple(out)


def find_title(blocks: Sequence[Block], body: Look | None) -> int | None:
    """The block that prints the file's title: on page 1, before any numbered heading, larger than all headings.

    One hardly smaller than the headings is the title where nothing else is set in its type. The line right under it
    may be a subtitle in its own size.
    """
    if body is None:
        return _marked_title(blocks)
    first = _largest(blocks, body)
    if first is None or blocks[first].page != blocks[0].page or blocks[first].look is None:
        return _marked_title(blocks)
    title = blocks[first]
    size = title.look.size if title.look else 0.0
    others = [b.look for n, b in enumerate(blocks) if n not in (first, first + 1) and b.look and len(b.text) < LONGEST]
    if split_number(title.text)[1] or size <= LARGER * body.size or len(title.text) > 250:
        return None
    if all(look.size < size - SAME_SIZE for look in others):
        return first
    alone = title.look is not None and type_of(title.look) not in {type_of(look) for look in others}
    return first if alone and all(NEARLY * look.size <= size for look in others) else None


def _largest(blocks: Sequence[Block], body: Look) -> int | None:
    """The first block that stands out; where only the name of a journal or a body stands above a larger one, that."""
    out = [n for n, b in enumerate(blocks) if b.look is not None and b.page == blocks[0].page and len(b.text) < LONGEST]
    out = [n for n in out if (look := blocks[n].look) is not None and _distinct(look, body) >= 2]
    if not out:
        return next((n for n, b in enumerate(blocks) if b.look is not None and _distinct(b.look, body) >= 2), None)
    sizes = {n: look.size for n in out if (look := blocks[n].look) is not None}
    largest = max(out, key=lambda n: sizes[n])
    above = [n for n in out if n < largest]
    known = any(split_number(blocks[n].text)[1] or sizes[n] > LARGER * body.size for n in above)
    return out[0] if known else largest


def _marked_title(blocks: Sequence[Block]) -> int | None:
    """In a plain source: the first heading, where it alone has the highest mark."""
    marked = [n for n, block in enumerate(blocks) if block.level]
    if not marked or sum(blocks[n].level <= blocks[marked[0]].level for n in marked) > 1 or len(marked) < 2:
        return None
    return marked[0]


def find_headings(
    blocks: Sequence[Block], body: Look | None, skip: frozenset[int] = frozenset()
) -> tuple[Heading, ...]:
    """The headings among `blocks`, with levels; `skip` are blocks that are known to be something else (captions)."""
    title = find_title(blocks, body)
    from_ = -1 if title is None else title  # what stands over the title says who published it
    found = [c for n, block in enumerate(blocks) if n not in skip and (c := _candidate(n, block, body, blocks))]
    found = _lettered([candidate for candidate in found if candidate.block > from_ or candidate.number])
    candidates = _in_sequence(_without_subtitle(found, blocks, body), body)
    return tuple(levelled(candidates))


# --- candidates ---------------------------------------------------------------------------------------------------


def _candidate(n: int, block: Block, body: Look | None, blocks: Sequence[Block]) -> Candidate | None:
    text = block.text
    if not text.text or block.kind in (BlockKind.TABLE, BlockKind.FIGURE) or len(text) > LONGEST:
        return None
    if block.level:
        scheme, number, title = split_number(text)
        return Candidate(n, scheme, number, title, block.look, block.level)
    if block.look is None or body is None:
        return _plain_candidate(n, block)
    if _CAPTION.match(text.text) or _ADDRESS.search(text.text) or not any(c.isalpha() for c in text.text):
        return None
    if _NOTE.match(text.text):
        return None
    scheme, number, title = split_number(text)
    if number is not None and len(title) == len(text):  # «TITRE 6», without a title of its own
        return Candidate(n, scheme, number, title, block.look) if _distinct(block.look, body) >= 2 else None
    bullet = block.kind is BlockKind.ITEM and number is None
    if bullet or (block.marker and block.marker != "run-in" and number is None):
        return None
    distinct = _distinct(block.look, body)
    if block.inset and block.look.bold and not body.bold:
        distinct = max(distinct, 2)  # the text of a box is set smaller, and so is its heading
    if number is None:
        if distinct < 2 or not _reads_as_title(title.text, block.marker == "run-in") or not _has_follower(n, blocks):
            return None
        return Candidate(n, None, None, title, block.look)
    if MEASURE.match(title.text) or not (
        title.text[:1].isupper() or title.text[:1] in "«\"“'0123456789ÉÀÔŒ" or distinct >= 2
    ):
        return None
    if distinct < 1 and (_SENTENCE_END.search(title.text) or len(title) > 100 or block.look.space_above < 1.3):
        return None
    if distinct < 2 and len(block.lines) > 2:
        return None
    if distinct < 2 and _SENTENCE_END.search(title.text) and title.text.rstrip()[-1:] != "?":
        return None
    return Candidate(n, scheme, number, title, block.look)


def _plain_candidate(n: int, block: Block) -> Candidate | None:
    """Without typography only a decimal number of a short line that ends no sentence makes a heading."""
    scheme, number, title = split_number(block.text)
    if block.kind is not BlockKind.TEXT or scheme != "decimal" or number is None:
        return None
    if (
        len(title) > 120
        or _SENTENCE_END.search(title.text)
        or MEASURE.match(title.text)
        or not title.text[:1].isupper()
    ):
        return None
    return Candidate(n, scheme, number, title, None)


def _distinct(look: Look, body: Look) -> int:
    """How far a look stands out from the running text: 0 not at all, 1 by one weak sign, 2 or more clearly."""
    score = 0
    if look.size > LARGER * body.size:
        score += 2
    elif look.size < body.size / LARGER:
        score -= 2
    if look.bold and not body.bold:
        score += 2
    if look.italic and not body.italic:
        score += 1
    if look.capitals:
        score += 1
    if look.color != body.color:
        score += 1
    if look.font != body.font and not look.bold and not look.italic:
        score += 1
    if look.space_above >= 1.6:
        score += 0 if score <= 0 else 1
    return score


def _reads_as_title(text: str, run_in: bool) -> bool:
    if run_in:
        return True
    return not text.rstrip().endswith((".", ";", ",", ":")) and len(text) <= 160 and sum(c.isalpha() for c in text) >= 3


def _has_follower(n: int, blocks: Sequence[Block]) -> bool:
    return n + 1 < len(blocks)


def _run_in(block: Block, body: Look) -> tuple[int, tuple[str, bool, bool]] | None:
    """Where the run-in heading at the block's beginning ends, and its type."""
    styles = styles_of(block.text)
    first = styles[0] if styles else None
    if first is None or (first.bold, first.italic) == (body.bold, body.italic):
        return None
    end = next(
        (n for n, s in enumerate(styles) if s is not None and (s.bold, s.italic) != (first.bold, first.italic)), 0
    )
    if not 3 <= end <= RUN_IN or len(block.text) - end < 20:
        return None
    head, rest = block.text.text[:end].rstrip(), block.text.text[end:]
    if (not head[:1].isupper() and not head[:1].isdigit()) or _CAPTION.match(head):
        return None
    opens = rest.lstrip()[:1].isupper()
    if opens and head[-1:].isalnum() and _step(block.text, len(head), end) > RUN_IN_STEP * first.size:
        return end, (first.font, first.bold, first.italic)
    if opens and head[-1:] in ".:":
        return end, (first.font, first.bold, first.italic)
    if (match := re.match(r"\s*[.:–—]\s+(?=[A-ZÀ-Þ«])", rest)) and head[-1:].isalnum():
        return end + match.end(), (first.font, first.bold, first.italic)
    return None


def _step(text: PrintedText, head: int, end: int) -> float:
    """Points between the last glyph of the first `head` characters and the first one printed from `end` on."""
    before = next((g for g in reversed(text.glyphs[:head]) if g is not None), None)
    after = next((g for c, g in zip(text.text[end:], text.glyphs[end:], strict=True) if g and c != " "), None)
    beside = before and after and before.page == after.page and before.y0 < after.y1 and after.y0 < before.y1
    return after.x0 - before.x1 if before and after and beside else 0.0


def _without_subtitle(
    candidates: Sequence[Candidate], blocks: Sequence[Block], body: Look | None
) -> Sequence[Candidate]:
    """Without the lines right under the title that say what kind of document it is, whose and of when.

    They stand in a type of their own that, unlike that of the file's headings, is not bold.
    """
    title = find_title(blocks, body)
    at = 0
    while title is not None and at < len(candidates) - 1 and candidates[at].block == title + 1 + at:
        first, others = candidates[at], candidates[at + 1 :]
        plain = first.look is not None and not first.look.bold and first.scheme in (None, "letter")
        if not plain or sum(bool(c.look and c.look.bold) for c in others) <= len(others) / 2:
            break
        at += 1
    return candidates[at:]


# --- which numbers are headings -------------------------------------------------------------------------------------


def _in_sequence(candidates: Sequence[Candidate], body: Look | None) -> list[Candidate]:
    """Without the numbered lines that no sequence and no type supports.

    A numbered line set like the body is a heading only where it continues the numbering («2.1» after «2» or «2.0»,
    «3» after «2.4») of lines that are; a numbered list inside a section restarts or has no such line before it.
    """
    kept: list[Candidate] = []
    seen: set[str] = set()
    for candidate in candidates:
        if (
            candidate.number is None
            or candidate.level
            or candidate.look is None
            or body is None
            or _distinct(candidate.look, body) >= 2
            or _expected(candidate, seen)
        ):
            kept.append(candidate)
        else:
            continue
        if candidate.number:
            seen.add(candidate.number)
    return kept


def _lettered(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without letters that have no neighbour («M. Lefort, A. Benali» are authors) and «2-1» where there is no «2»."""
    numbers = {c.number for c in candidates}
    candidates = [c for c in candidates if c.scheme != HYPHENED or (c.number or "").rpartition("-")[0] in numbers]
    letters = {c.number for c in candidates if c.scheme == "letter" and c.number and len(c.number) == 1}
    alone = {x for x in letters if x != "A" and not {chr(ord(x) - 1), chr(ord(x) + 1)} & letters}
    return [c for c in candidates if c.scheme != "letter" or c.level or c.number not in alone]


def _expected(candidate: Candidate, seen: set[str]) -> bool:
    number = candidate.number or ""
    if candidate.scheme != "decimal" or "." not in number:
        return False
    *stem, last = number.split(".")
    parent = ".".join(stem)
    before = ".".join([*stem, str(int(last) - 1)])
    return before in seen or (int(last) <= 1 and parent in seen)
