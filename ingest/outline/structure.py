"""Blocks → sections, passages, tables, figures and bibliography entries, with their names.

The layers of meaning (citations, recommendations, quantities) stand on what this returns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.bibliography.references import is_reference_heading, opens_entry, parse_reference, split_entries
from ingest.identity import stable_id, unique
from ingest.layout.blocks import Block, BlockKind
from ingest.layout.captions import Caption, drawn_tables, find_captions
from ingest.layout.figures import FoundFigure
from ingest.layout.habits import body_look
from ingest.model import (
    Figure,
    Furniture,
    Passage,
    PassageKind,
    PrintedText,
    Reference,
    Section,
    Table,
    join,
)
from ingest.outline.aside import set_aside
from ingest.outline.levels import Heading
from ingest.outline.sections import find_headings, find_title, split_run_in
from ingest.plain import PlainTable
from ingest.statements.recommendations import is_recommendation_heading
from ingest.tables.found import WholeTable
from ingest.tables.table_text import table_text

_T = TypeVar("_T", Table, Figure)


@dataclass(frozen=True, slots=True)
class Structure:
    """What the blocks of a file are. `aside` is what they print and no section or passage holds."""

    title: str | None
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    references: tuple[Reference, ...]
    aside: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A passage before it has its name; `block` is the index it came from."""

    kind: PassageKind
    section: int | None  # index into the sections
    text: PrintedText
    depth: int
    block: int


def find_structure(blocks: Sequence[Block], document: str, ocr_pages: frozenset[int] = frozenset()) -> Structure:
    """The structure of a file's blocks; ids are made for `document`. `ocr_pages` mark what was recognised, not read."""
    body = body_look(blocks)
    blocks, drawn = _as_drawings(blocks)
    blocks = split_run_in(blocks, body)
    captions = {caption.block: caption for caption in find_captions(blocks)}
    title = find_title(blocks, body)
    skip = frozenset(captions) | ({title} if title is not None else frozenset())
    headings = {heading.block: heading for heading in find_headings(blocks, body, skip)}
    insets = _inset_headings(blocks, headings)
    sections, parents = _sections(list(headings.values()), insets, document)
    within = _within(blocks, headings, insets)
    drafts, references = _passages(blocks, headings, captions, title, sections, within)
    ids = unique([_passage_id(draft, sections, parents, document) for draft in drafts])
    passages = tuple(
        Passage(id_, d.kind, sections[d.section].id if d.section is not None else None, d.text, d.depth,
                d.text.page in ocr_pages)
        for id_, d in zip(ids, drafts, strict=True)
    )  # fmt: skip
    at = {draft.block: passage for draft, passage in zip(drafts, passages, strict=True)}
    tables, figures = _atoms(blocks, captions, at, within, sections, parents, document)
    printed_title = [Furniture("title", blocks[title].text)] if title is not None else []
    aside = (*printed_title, *drawn, *set_aside(blocks))
    return Structure(
        blocks[title].text.text if title is not None else None,
        sections, passages, tables, figures, references, aside,
    )  # fmt: skip


# --- sections -----------------------------------------------------------------------------------------------------


def _inset_headings(blocks: Sequence[Block], headings: Mapping[int, Heading]) -> dict[int, int]:
    """The headings whose section ends with the box they stand in, with the box: «À retenir» across the columns.

    They have no number, and text of theirs follows in the box; others are headings of what comes after it.
    """
    last = {block.inset: n for n, block in enumerate(blocks) if block.inset and n not in headings}
    return {
        n: blocks[n].inset
        for n, heading in headings.items()
        if blocks[n].inset and heading.number is None and last.get(blocks[n].inset, -1) > n
    }


def _within(
    blocks: Sequence[Block], headings: Mapping[int, Heading], insets: Mapping[int, int]
) -> tuple[int | None, ...]:
    """For each block the index of the section it stands in; a heading stands in its own."""
    out: list[int | None] = []
    section: int | None = None
    outer: int | None = None  # the section around the box
    box, count = 0, 0
    for n, block in enumerate(blocks):
        if box and block.inset != box:
            section, box = outer, 0
        if n in headings:
            if n in insets and not box:
                outer, box = section, block.inset
            section, count = count, count + 1
        out.append(section)
    return tuple(out)


def _sections(
    headings: Sequence[Heading], insets: Mapping[int, int], document: str
) -> tuple[tuple[Section, ...], tuple[int | None, ...]]:
    """The sections in order, with the index of each one's parent."""
    stack: list[tuple[int, int]] = []  # level, index
    parents: list[int | None] = []
    paths: list[tuple[str, ...]] = []
    for n, heading in enumerate(headings):
        box = insets.get(heading.block)
        while stack and (stack[-1][0] >= heading.level or insets.get(headings[stack[-1][1]].block, box) != box):
            stack.pop()
        parent = stack[-1][1] if stack else None
        parents.append(parent)
        paths.append((*(paths[parent] if parent is not None else ()), heading.title.text))
        stack.append((heading.level, n))
    ids = unique([stable_id("s", document, *path) for path in paths])
    sections = tuple(
        Section(id_, heading.number, heading.title, heading.level, ids[parent] if parent is not None else None)
        for id_, heading, parent in zip(ids, headings, parents, strict=True)
    )
    return sections, tuple(parents)


def _path(section: int | None, sections: Sequence[Section], parents: Sequence[int | None]) -> tuple[str, ...]:
    titles: list[str] = []
    while section is not None:
        titles.append(sections[section].title.text)
        section = parents[section]
    return tuple(reversed(titles))


# --- passages -----------------------------------------------------------------------------------------------------


def _passages(
    blocks: Sequence[Block],
    headings: Mapping[int, Heading],
    captions: Mapping[int, Caption],
    title: int | None,
    sections: Sequence[Section],
    within: Sequence[int | None],
) -> tuple[list[_Draft], tuple[Reference, ...]]:
    drafts: list[_Draft] = []
    references: list[Reference] = []
    bibliography: int | None = None  # the section that lists the references
    listed: list[int] = []  # blocks of the bibliography being gathered

    def flush() -> None:
        references.extend(_entries(blocks, listed, bibliography, drafts, references[-1].label if references else None))
        listed.clear()

    for n, block in enumerate(blocks):
        section = within[n]
        if n in headings and section is not None:
            flush()
            if is_reference_heading(sections[section].title.text):
                bibliography = section
        elif n == title:
            continue
        elif block.kind is BlockKind.TABLE:
            if isinstance(block.what, WholeTable | PlainTable):
                drafts.append(_Draft(PassageKind.TABLE, section, table_text(block.what.cells), 0, n))
        elif block.kind is BlockKind.FIGURE or not block.text.text:
            continue
        elif n in captions:
            drafts.append(_Draft(PassageKind.CAPTION, section, block.text, 0, n))
        elif bibliography is not None and (section == bibliography or listed or _takes_up(block, references)):
            listed.append(n)
        else:
            drafts.append(_Draft(_kind(block, section, sections), section, block.text, block.depth, n))
    flush()
    return drafts, tuple(references)


def _takes_up(block: Block, references: Sequence[Reference]) -> bool:
    """Whether the block takes up a bibliography that a box interrupted: its numbers, or the form of its entries."""
    if not references or opens_entry(block.text.text):
        return bool(references)
    last = references[-1].label
    if last is None or not last.isdigit():
        return False
    return re.match(rf"\W*{int(last) + 1}\s*[.)\]:–-]?\s", block.text.text) is not None


def _kind(block: Block, section: int | None, sections: Sequence[Section]) -> PassageKind:
    if block.kind is not BlockKind.ITEM:
        return PassageKind.PARAGRAPH
    boxed = section is not None and is_recommendation_heading(sections[section].title.text)
    return PassageKind.RECOMMENDATION if boxed else PassageKind.ITEM


def _entries(
    blocks: Sequence[Block], listed: Sequence[int], section: int | None, drafts: list[_Draft], previous: str | None
) -> list[Reference]:
    """The bibliography's entries among the blocks `listed`; what is none stays a passage, in its place.

    `previous` is the label of the last entry before them.
    """
    if not listed:
        return []
    items = {k for k, n in enumerate(listed) if blocks[n].kind is BlockKind.ITEM}
    found = split_entries([blocks[n].text for n in listed], items, previous)
    held: dict[int, list[tuple[PassageKind, PrintedText]]] = {}
    for entry in found.entries:
        text = join((entry.mark, entry.text)) if entry.mark.text else entry.text
        held.setdefault(entry.blocks[0], []).append((PassageKind.REFERENCE, text.strip()))
    for k in found.others:
        text = _head(blocks[listed[k]].text, [text for _, text in held.get(k, ())])
        held.setdefault(k, []).insert(0, (PassageKind.PARAGRAPH, text))
    for k in sorted(held):
        for kind, text in held[k]:
            drafts.append(_Draft(kind, section, text, 0, listed[k]))
    return [parse_reference(entry.label, entry.text) for entry in found.entries]


def _head(text: PrintedText, entries: Sequence[PrintedText]) -> PrintedText:
    """What `text` says before the first of the `entries` that stand in it."""
    firsts = {glyph for entry in entries for glyph in entry.glyphs[:1]}
    end = next((n for n, glyph in enumerate(text.glyphs) if glyph in firsts and glyph is not None), len(text))
    return text[:end].strip()


def _passage_id(draft: _Draft, sections: Sequence[Section], parents: Sequence[int | None], document: str) -> str:
    return stable_id("p", document, *_path(draft.section, sections, parents), draft.text.text)


# --- tables and figures -------------------------------------------------------------------------------------------


def _as_drawings(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
    """The blocks with the tables that are drawings made figures, and the words in those."""
    found = drawn_tables(blocks)
    out = list(blocks)
    words: list[Furniture] = []
    for n in found:
        what = blocks[n].what
        if isinstance(what, WholeTable):
            lines = tuple(line for part in what.parts for line in part.lines)
            words.extend(Furniture("figure text", line.text) for line in lines)
            out[n] = replace(blocks[n], kind=BlockKind.FIGURE, what=FoundFigure(what.page, what.box, lines))
    return tuple(out), tuple(words)


def _atoms(
    blocks: Sequence[Block],
    captions: Mapping[int, Caption],
    at: Mapping[int, Passage],
    within: Sequence[int | None],
    sections: Sequence[Section],
    parents: Sequence[int | None],
    document: str,
) -> tuple[tuple[Table, ...], tuple[Figure, ...]]:
    caption_of = {caption.of: caption for caption in captions.values() if caption.of is not None}
    by_id = {section.id: n for n, section in enumerate(sections)}
    tables: list[Table] = []
    figures: list[Figure] = []
    for n, block in enumerate(blocks):
        section = within[n]
        caption = caption_of.get(n)
        number = caption.number if caption else None
        text = blocks[caption.block].text if caption else None
        here = sections[section].id if section is not None else None
        path = _path(section, sections, parents)
        if block.kind is BlockKind.TABLE and isinstance(block.what, WholeTable | PlainTable):
            passage, whole = at[n], block.what
            path = _path(by_id.get(passage.section or ""), sections, parents)
            tables.append(
                Table(
                    stable_id("t", document, *path, passage.text.text), number, text, passage.section, passage.id,
                    whole.header_rows, whole.cells, whole.pages, whole.confidence, whole.reasons,
                )
            )  # fmt: skip
        elif block.kind is BlockKind.FIGURE and isinstance(block.what, FoundFigure):
            name = stable_id("f", document, *path, text.text if text else "")
            figures.append(Figure(name, number, text, here, block.what.page, block.what.box))
    return _renamed(tables), _renamed(figures)


def _renamed(things: Sequence[_T]) -> tuple[_T, ...]:
    ids = unique([thing.id for thing in things])
    return tuple(replace(thing, id=id_) for thing, id_ in zip(things, ids, strict=True))
