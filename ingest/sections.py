"""Blocks → the tree of sections, from numbering and typography together.

Says which blocks are headings, of which level, and cuts run-in headings from their paragraph. Never reads a PDF's
bookmarks, and knows no guideline's titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, BlockKind, Look, styles_of
from ingest.model import PrintedText

LONGEST = 200  # characters: a longer block is no heading, however it is set
LARGER = 1.07  # times the body's size
RUN_IN = 90  # characters: the longest run-in heading
_SAME_SIZE = 0.4  # points

_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,5})(\.?)[)]?(?:\s+|\s*[-–—]\s+|(?<=\.))(?=\S)")
_ROMAN = re.compile(
    r"^((?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})(?:\.(?:[A-Z]|\d{1,2}))*)(\.|\)|\s*[-–—]|(?<=\.[A-Z0-9])(?=\s))\s*(?=\S)"
)
_LETTER = re.compile(r"^([A-Z](?:\.\d{1,2})*)(\.|\)|\s*[-–—])\s+(?=\S)")
_SMALL = re.compile(r"^([a-z])(\)|\.)\s+(?=\S)")
_PATTERNS = (("decimal", _DECIMAL), ("roman", _ROMAN), ("letter", _LETTER), ("small", _SMALL))
_WORDED = re.compile(
    r"^((?:chapitre|partie|annexe|article|titre|section)\s+(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z]))\b\s*[.:–—-]?\s*(?=\S)",
    re.IGNORECASE,
)

# What follows a number that counts or measures, and so is no heading.
_MEASURE = re.compile(
    r"^(?:°|%|‰|Gy|cGy|mg|µg|g|kg|ml|mL|cm|mm|mSv|UI|ans?|mois|semaines?|jours?|heures?|min|séances?|fractions?|patients?|"
    r"points?|lésions?|cas|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\w)"
)
_CAPTION = re.compile(
    r"^(?:tableau|table|figure|fig\.|schéma|graphique|encadré|annexe)\s*(?:n°\s*)?[\dIVX]+\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;,]$|[^.]\.\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_ADDRESS = re.compile(r"@|https?://|www\.|^\d{5}\s|\b\d{5}\s+[A-ZÉ]")


Type = tuple[float, bool, bool, int, str]  # size, bold, italic, colour, capitals: what tells kinds of heading apart


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that opens a section. `level` from 1; `number` as printed without its final dot."""

    block: int  # index of the block
    number: str | None
    title: PrintedText
    level: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: int
    scheme: str | None  # «decimal», «roman», «letter», «small», None without a number
    number: str | None
    title: PrintedText
    look: Look | None
    level: int = 0  # marked by a plain source


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
    """The block that prints the file's title: on page 1, before any numbered heading, larger than all headings."""
    if body is None:
        return None
    first = next((n for n, b in enumerate(blocks) if b.look is not None and _distinct(b.look, body) >= 2), None)
    if first is None or blocks[first].page != blocks[0].page or blocks[first].look is None:
        return _marked_title(blocks)
    title = blocks[first]
    size = title.look.size if title.look else 0.0
    others = [b for n, b in enumerate(blocks) if n != first and b.look and len(b.text) < LONGEST]
    if split_number(title.text)[1] or size <= LARGER * body.size or len(title.text) > 250:
        return None
    return first if all(b.look is None or b.look.size < size - _SAME_SIZE for b in others) else None


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
    found = [c for n, block in enumerate(blocks) if n not in skip and (c := _candidate(n, block, body, blocks))]
    candidates = _in_sequence(_without_subtitle(found, blocks, body), body)
    return tuple(_levelled(candidates))


# --- candidates ---------------------------------------------------------------------------------------------------


def _candidate(n: int, block: Block, body: Look | None, blocks: Sequence[Block]) -> _Candidate | None:
    text = block.text
    if not text.text or block.kind in (BlockKind.TABLE, BlockKind.FIGURE) or len(text) > LONGEST:
        return None
    if block.level:
        scheme, number, title = split_number(text)
        return _Candidate(n, scheme, number, title, block.look, block.level)
    if block.look is None or body is None:
        return _plain_candidate(n, block)
    if _CAPTION.match(text.text) or _ADDRESS.search(text.text) or not any(c.isalpha() for c in text.text):
        return None
    scheme, number, title = split_number(text)
    bullet = block.kind is BlockKind.ITEM and number is None
    if bullet or (block.marker and block.marker != "run-in" and number is None):
        return None
    distinct = _distinct(block.look, body)
    if number is None:
        if distinct < 2 or not _reads_as_title(title.text, block.marker == "run-in") or not _has_follower(n, blocks):
            return None
        return _Candidate(n, None, None, title, block.look)
    if _MEASURE.match(title.text) or not (
        title.text[:1].isupper() or title.text[:1] in "«\"“'0123456789ÉÀÔŒ" or distinct >= 2
    ):
        return None
    if distinct < 1 and (_SENTENCE_END.search(title.text) or len(title) > 100 or block.look.space_above < 1.3):
        return None
    if distinct < 2 and len(block.lines) > 2:
        return None
    if distinct < 2 and _SENTENCE_END.search(title.text) and title.text.rstrip()[-1:] != "?":
        return None
    return _Candidate(n, scheme, number, title, block.look)


def _plain_candidate(n: int, block: Block) -> _Candidate | None:
    """Without typography only a decimal number of a short line that ends no sentence makes a heading."""
    scheme, number, title = split_number(block.text)
    if block.kind is not BlockKind.TEXT or scheme != "decimal" or number is None:
        return None
    if (
        len(title) > 120
        or _SENTENCE_END.search(title.text)
        or _MEASURE.match(title.text)
        or not title.text[:1].isupper()
    ):
        return None
    return _Candidate(n, scheme, number, title, None)


def split_number(text: PrintedText) -> tuple[str | None, str | None, PrintedText]:
    """The numbering scheme, the number without its final dot, and the title of a heading's text."""
    if (match := _WORDED.match(text.text)) and any(c.isalpha() for c in text.text[match.end() :]):
        return match.group(1).split()[0].casefold(), match.group(1), text[match.end() :]
    for scheme, pattern in _PATTERNS:
        if match := pattern.match(text.text):
            number, stop = match.group(1), match.group(2)
            if not number or (scheme == "decimal" and _is_quantity(number, stop, text.text[match.end() :])):
                continue
            return scheme, number, text[match.end() :]
    return None, None, text


def _is_quantity(number: str, stop: str, rest: str) -> bool:
    return bool(_MEASURE.match(rest)) or (not stop and "." not in number and rest[:1].islower())


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
    if head[-1:] in ".:" and (rest.lstrip()[:1].isupper()):
        return end, (first.font, first.bold, first.italic)
    if (match := re.match(r"\s*[.:–—]\s+(?=[A-ZÀ-Þ«])", rest)) and head[-1:].isalnum():
        return end + match.end(), (first.font, first.bold, first.italic)
    return None


def _without_subtitle(
    candidates: Sequence[_Candidate], blocks: Sequence[Block], body: Look | None
) -> Sequence[_Candidate]:
    """Without the line under the title that says what kind of document it is.

    It stands in a type of its own that, unlike that of the file's headings, is not bold.
    """
    title = find_title(blocks, body)
    if title is None or not candidates or candidates[0].block != title + 1:
        return candidates
    first, others = candidates[0], candidates[1:]
    plain = first.look is not None and not first.look.bold and first.number is None
    if plain and others and sum(bool(c.look and c.look.bold) for c in others) > len(others) / 2:
        return others
    return candidates


# --- which numbers are headings -------------------------------------------------------------------------------------


def _in_sequence(candidates: Sequence[_Candidate], body: Look | None) -> list[_Candidate]:
    """Without the numbered lines that no sequence and no type supports.

    A numbered line set like the body is a heading only where it continues the numbering («2.1» after «2» or «2.0»,
    «3» after «2.4») of lines that are; a numbered list inside a section restarts or has no such line before it.
    """
    kept: list[_Candidate] = []
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.number is None or candidate.level or candidate.look is None or body is None:
            kept.append(candidate)
        elif _distinct(candidate.look, body) >= 2 or _expected(candidate, seen):
            kept.append(candidate)
        else:
            continue
        if candidate.number:
            seen.add(candidate.number)
    return kept


def _expected(candidate: _Candidate, seen: set[str]) -> bool:
    number = candidate.number or ""
    if candidate.scheme != "decimal" or "." not in number:
        return False
    *stem, last = number.split(".")
    parent = ".".join(stem)
    before = ".".join([*stem, str(int(last) - 1)])
    return before in seen or (int(last) <= 1 and parent in seen)


# --- levels -------------------------------------------------------------------------------------------------------


def _levelled(candidates: Sequence[_Candidate]) -> list[Heading]:
    schemes = _scheme_ranks(candidates)
    top = min((c.level for c in candidates if c.level), default=1)  # a file whose highest mark is «##» starts there
    numbered: dict[Type, Counter[int]] = {}
    levels: dict[int, int] = {}
    for n, candidate in enumerate(candidates):
        if candidate.level:
            levels[n] = candidate.level - top + 1
        elif candidate.number and candidate.scheme:
            depth = schemes[candidate.scheme] + candidate.number.count(".")
            levels[n] = depth
            if candidate.look is not None:
                numbered.setdefault(_type_of(candidate.look), Counter())[depth] += 1
    ranks = _type_ranks(candidates, numbered)
    out: list[Heading] = []
    below: tuple[Type, int] | None = None  # a type that repeats its parent's, and the level it stands for there
    for n, candidate in enumerate(candidates):
        if n in levels:
            level = levels[n]
            below = None
        elif candidate.look is None:
            level = 1
        else:
            type_ = _type_of(candidate.look)
            found = numbered.get(type_)
            level = found.most_common(1)[0][0] if found else ranks[type_]
            if out and out[-1].number and out[-1].level == level and out[-1].block == candidate.block - 1:
                below = type_, level + 1  # right under a heading in the same type: a part of it, not its successor
            if below and below[0] == type_:
                level = below[1]
        out.append(Heading(candidate.block, candidate.number, candidate.title, level))
    return out


def _type_of(look: Look) -> Type:
    return round(look.size / _SAME_SIZE) * _SAME_SIZE, look.bold, look.italic, look.color, "A" if look.capitals else "a"


def _scheme_ranks(candidates: Sequence[_Candidate]) -> dict[str, int]:
    """Level of a number without dots in each scheme, in the order in which the file nests them, 1 for the first.

    «II» then «A)» then «1.» are levels 1, 2, 3; where only decimals are used they start at 1. After «Titre 1», «Chapitre
    1.1» and «Article 1.1.1», where the dots repeat what is above, a scheme's usual number has the scheme's rank.
    """
    lettered = {scheme for scheme, _ in _PATTERNS}
    dots: dict[str, Counter[int]] = {}
    for candidate in candidates:
        if candidate.scheme and candidate.number:
            dots.setdefault(candidate.scheme, Counter())[candidate.number.count(".")] += 1
    usual = {scheme: counts.most_common(1)[0][0] for scheme, counts in dots.items() if scheme not in lettered}
    worded = iter(sorted(usual, key=lambda scheme: usual[scheme]))
    order = [next(worded) if scheme in usual else scheme for scheme in dots]
    return {scheme: rank - usual.get(scheme, 0) for rank, scheme in enumerate(order, 1)}


def _type_ranks(candidates: Sequence[_Candidate], numbered: dict[Type, Counter[int]]) -> dict[Type, int]:
    """Levels of the types that only unnumbered headings have, set between those of numbered ones by size."""
    known = sorted((type_[0], counts.most_common(1)[0][0]) for type_, counts in numbered.items())
    own = {_type_of(c.look) for c in candidates if c.look is not None and c.number is None and not c.level}
    own -= set(numbered)
    ordered = sorted(own, key=lambda t: (-t[0], not t[1], t[4] != "A", t[2]))
    ranks: dict[Type, int] = {}
    for n, type_ in enumerate(ordered, 1):
        smaller_or_equal = [level for size, level in known if size <= type_[0] + _SAME_SIZE]
        larger = [level for size, level in known if size > type_[0] + _SAME_SIZE]
        if not known:
            ranks[type_] = n
        elif smaller_or_equal:
            ranks[type_] = min(smaller_or_equal)
        else:
            ranks[type_] = max(larger) + 1
    return ranks
