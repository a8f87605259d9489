"""A source file → typed blocks.

Knows the markup and nothing of print. The markup, by example, is in `corpus/README.md`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from .bibliography import read_works
from .errors import MarkupError, UnknownWork
from .inline import parse_inline
from .model import (
    Block,
    Box,
    CitationStyle,
    Figure,
    Front,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    ReferenceList,
    ReferenceStyle,
    Source,
    Table,
)
from .tables import parse_rows

_HEADING = re.compile(
    r"(?P<marks>#+) (?:(?P<number>(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?) )?(?P<title>.+?)(?P<run> ::)?$"
)
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>-|\d+[./)]) (?P<text>.+)$")
_FENCE = re.compile(r"::: (?P<kind>[a-z]+)(?: (?P<number>[^|]+?))?(?: \|(?: (?P<title>.+))?)?$")
_OPTION = re.compile(r"(?P<name>head|widths|draw|wide):\s*(?P<value>.*)$")


def read_source(path: Path) -> Source:
    """The source in `path`, with the works of the `references.toml` beside it."""
    front, body, first = _split_front(path)
    blocks = tuple(_parse_blocks(body.splitlines(), path.name, first))
    works = read_works(path.with_name("references.toml"))
    listed = {key for block in blocks if isinstance(block, ReferenceList) for key in block.keys}
    for key in listed - works.keys():
        raise UnknownWork(key, "references.toml")
    return Source(_parse_front(front), blocks, {key: works[key] for key in listed})


def _split_front(path: Path) -> tuple[dict[str, Any], str, int]:
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return tomllib.loads(head), body, head.count("\n") + 3


def _parse_front(front: dict[str, Any]) -> Front:
    left, right = front["head"]
    return Front(
        title=front["title"],
        subtitle=front.get("subtitle", ""),
        lines=tuple(parse_inline(line) for line in front.get("lines", [])),
        notice=front["notice"],
        head=(left, right),
        layout=front["layout"],
        citations=CitationStyle(front.get("citations", "parentheses")),
        references=ReferenceStyle(front.get("references", "vancouver")),
        contents=front.get("contents", False),
        date=front["date"].isoformat(),
        soft_hyphens=front.get("soft_hyphens", True),
    )


def _parse_blocks(lines: list[str], file: str, first: int) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.startswith(":::"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == ":::"), None)
            if end is None:
                raise MarkupError(file, first + at, "this fence is never closed")
            blocks.append(_fenced(line, lines[at + 1 : end], file, first + at))
            at = end + 1
        elif line == "---":
            blocks.append(PageBreak())
            at += 1
        elif heading := _HEADING.match(line):
            blocks.append(_heading(heading))
            at += 1
        else:
            end = at + 1
            while end < len(lines) and _continues(lines[end]):
                end += 1
            blocks.append(_text(" ".join([line, *(part.strip() for part in lines[at + 1 : end])])))
            at = end
    return blocks


def _continues(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("#", ":::")) and line != "---" and not _ITEM.match(line)


def _heading(match: re.Match[str]) -> Heading:
    printed = match["number"] or ""
    return Heading(printed.rstrip(".)") or None, printed, match["title"], len(match["marks"]), bool(match["run"]))


def _text(line: str) -> Paragraph | Item:
    if item := _ITEM.match(line):
        marker = None if item["marker"] == "-" else item["marker"]
        return Item(parse_inline(item["text"]), len(item["indent"]) // 2, marker)
    return Paragraph(parse_inline(line))


def _fenced(opening: str, body: list[str], file: str, number: int) -> Block:
    fence = _FENCE.match(opening)
    if fence is None:
        raise MarkupError(file, number, f"not a fence: {opening}")
    options = {m["name"]: m["value"] for line in body if (m := _OPTION.match(line))}
    text = [line for line in body if line.strip() and not _OPTION.match(line)]
    match fence["kind"]:
        case "table":
            return _table(fence, options, text, file, number)
        case "figure":
            return Figure(fence["number"], parse_inline(fence["title"]), options["draw"], "wide" in options)
        case "references":
            return ReferenceList(tuple(" ".join(text).split()))
        case "pulled":
            return Paragraph(parse_inline(" ".join(text)), pulled=True)
        case "box":
            items = [block for block in _parse_blocks(text, file, number + 1) if isinstance(block, Item)]
            return Box(fence["title"], int(fence["number"]), tuple(items))
    raise MarkupError(file, number, f"no block is called «{fence['kind']}»")


def _table(fence: re.Match[str], options: dict[str, str], text: list[str], file: str, number: int) -> Table:
    try:
        rows, cells = parse_rows(text)
    except ValueError as error:
        raise MarkupError(file, number, str(error)) from error
    printed = fence["number"]
    return Table(
        number=None if printed in (None, "-") else printed,
        caption=parse_inline(fence["title"]) if fence["title"] else None,
        header_rows=int(options.get("head", "1")),
        widths=tuple(float(width) for width in options["widths"].split()),
        rows=rows,
        cells=cells,
        wide="wide" in options,
    )
