"""Which blocks are captions, and of which table or figure.

By the word and number they begin with and by what stands nearest; never by what the caption says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.geometry import x_overlap
from ingest.layout.blocks import Block, BlockKind

NOTE = 200  # characters: the longest note between a table and its caption
LABEL = 60  # characters: the longest label of a drawing
MOST_LABELS = 8  # of a drawing, beside or below it
DRAWN_ROWS = 2  # of boxes: a scale or a chain; more may be a table that its author calls a figure

_WORDS = {
    BlockKind.TABLE: r"tableaux?|tab\.|table",
    BlockKind.FIGURE: r"figures?|fig\.?|schéma|graphique|image|photo|algorithme|arbre(?:\s+décisionnel)?|diagramme",
}
_NUMBER = r"(?:n°\s*)?(\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVX]{1,5})"
_SEPARATOR = r"\s*(?:[.:–—-]|\(suite\)|$|(?=\s[A-ZÀ-Þ«]))"
_PATTERNS = {
    kind: re.compile(rf"^(?:{words})\s*{_NUMBER}\b{_SEPARATOR}", re.IGNORECASE) for kind, words in _WORDS.items()
}
_CONTINUED = re.compile(
    r"^(?:tab(?:leau|\.)?[^.:]{0,12})?[\s(–-]*(?:suite|continued|suite et fin)\b.{0,80}$", re.IGNORECASE
)
_ANNEX = re.compile(r"annexe\b", re.IGNORECASE)  # with nothing beside it, it heads a section
_EITHER = re.compile(rf"^(?:encadré|annexe)\s*{_NUMBER}\b{_SEPARATOR}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caption:
    """Block `block` is the caption of block `of` (None: nothing that it could describe was found)."""

    block: int
    of: int | None
    number: str


@dataclass(frozen=True, slots=True)
class _Between:
    """A caption of one kind (None: of either) at block `block`, and the atoms before and after it."""

    block: int
    kind: BlockKind | None
    number: str
    before: int | None
    after: int | None


def find_captions(blocks: Sequence[Block]) -> tuple[Caption, ...]:
    """The captions among `blocks`, each with the nearest table or figure of its kind that has none yet.

    Where one could belong to the atom above as well as to that below, it takes the one of its own column, then the side
    on which the file sets the captions of that kind that leave no choice (tables often have theirs above, figures
    below); without such, the nearer one.
    """
    found: list[_Between] = []
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.TEXT and (hit := _matched(block)):
            kind, number = hit
            sides = (_beside(blocks, n, -1, kind), _beside(blocks, n, +1, kind))
            found.append(_Between(n, kind, number, *_in_column(blocks, n, *sides)))
    taken: set[int] = set()
    out: list[Caption] = []
    for each in found:
        choices = [c for c in (each.before, each.after) if c is not None and c not in taken]
        if len(choices) == 2:
            side = _habit([other for other in found if other.kind is each.kind])
            if side:
                choices.sort(key=lambda c: (c < each.block) != (side < 0))
            else:
                choices.sort(key=lambda c: _distance(blocks[each.block], blocks[c]))
        of = choices[0] if choices else None
        if of is not None:
            taken.add(of)
        block = blocks[each.block]
        if of is not None or (_set_apart(block) and not _ANNEX.match(block.text.text)):
            out.append(Caption(each.block, of, each.number))
    return tuple(out)


def _habit(captions: Sequence[_Between]) -> int:
    """Where the captions that have one atom beside them set it: -1 above them, 1 below, 0 where that is not told."""
    above = sum(each.after is None and each.before is not None for each in captions)
    below = sum(each.before is None and each.after is not None for each in captions)
    return (below > above) - (above > below)


def _in_column(blocks: Sequence[Block], n: int, before: int | None, after: int | None) -> tuple[int | None, int | None]:
    """Of two atoms on the caption's page, only the one over or under it, where the other stands in the next column."""
    if before is None or after is None or not (blocks[n].page == blocks[before].page == blocks[after].page):
        return before, after
    over, under = _shares_column(blocks[n], blocks[before]), _shares_column(blocks[n], blocks[after])
    return (before if over or not under else None), (after if under or not over else None)


def _shares_column(caption: Block, atom: Block) -> bool:
    return caption.box is not None and atom.box is not None and x_overlap(caption.box, atom.box) > 0


def opens_caption(text: str) -> bool:
    """Whether a printed line begins like a caption: «Tableau 5 – …»."""
    return any(pattern.match(text) for pattern in _PATTERNS.values())


def drawn_tables(blocks: Sequence[Block]) -> frozenset[int]:
    """The tables that a figure's caption describes, and no table's: small drawings made of boxes.

    A table of more rows than a drawing's keeps its cells, whatever its author calls it.
    """
    described: dict[BlockKind, set[int]] = {BlockKind.TABLE: set(), BlockKind.FIGURE: set()}
    for n, block in enumerate(blocks):
        hit = _matched(block) if block.kind is BlockKind.TEXT else None
        kind = hit[0] if hit else None
        if kind is None:
            continue
        if kind is BlockKind.FIGURE and any(_beside(blocks, n, step, kind) is not None for step in (-1, 1)):
            continue
        described[kind].update(k for step in (-1, 1) if (k := _beside(blocks, n, step, BlockKind.TABLE)) is not None)
    only = described[BlockKind.FIGURE] - described[BlockKind.TABLE]
    return frozenset(n for n in only if _rows(blocks[n]) <= DRAWN_ROWS)


def _rows(block: Block) -> int:
    return max((cell.row + cell.rowspan for cell in getattr(block.what, "cells", ())), default=0)


def is_continued_caption(text: str) -> bool:
    """Whether `text` says that a table goes on: «Tableau 3 (suite)», or the word alone."""
    return bool(_CONTINUED.match(text))


def _matched(block: Block) -> tuple[BlockKind | None, str] | None:
    for kind, pattern in _PATTERNS.items():
        if match := pattern.match(block.text.text):
            return kind, match.group(1)
    if match := _EITHER.match(block.text.text):
        return None, match.group(1)
    return None


def _beside(blocks: Sequence[Block], n: int, step: int, kind: BlockKind | None) -> int | None:
    """The first atom before or after block `n`, over at most one note, or the labels of a drawing, between them."""
    wanted = (kind,) if kind else (BlockKind.TABLE, BlockKind.FIGURE)
    labels = MOST_LABELS if kind is not BlockKind.TABLE else 0
    for reach in range(1, 3 + labels):
        k = n + step * reach
        if not 0 <= k < len(blocks):
            return None
        if blocks[k].kind in wanted:
            return k
        if blocks[k].kind in (BlockKind.TABLE, BlockKind.FIGURE) or _matched(blocks[k]):
            return None
        if len(blocks[k].text) > (NOTE if reach == 1 else LABEL):
            return None
    return None


def _distance(caption: Block, atom: Block) -> float:
    if caption.box is None or atom.box is None or caption.page != atom.page:
        return 1e6
    return max(atom.box.y0 - caption.box.y1, caption.box.y0 - atom.box.y1, 0.0)


def _set_apart(block: Block) -> bool:
    """A caption whose picture was not found is told from a sentence («Figure 2 montre …») by its length and look."""
    return block.look is not None and len(block.text) < 300 and (block.look.bold or block.look.italic)
