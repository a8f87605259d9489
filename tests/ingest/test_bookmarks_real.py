"""Real files beside the repository: the tree that was read follows the bookmarks, which the reading never looks at."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from ingest.reader import read_guideline
from tests.sizes import some

SHARED = Path(__file__).parents[3] / "shared"
FILES = ("real/arretes/2021-09-24_AP.pdf", "referentials/000-sobre.pdf", "referentials/001-bureautique.pdf",
         "referentials/003-bureautique.pdf")  # fmt: skip
SAME = 0.99  # the promise on headings with their parents
UNTITLED = 6  # headings that the author's program did not bookmark: numbers without a title, «ARRÊTE»

Node = tuple[str, str | None, int]  # title, parent's title, page


def folded(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.casefold())
    return re.sub(r"[^a-z0-9]+", "", "".join(c for c in letters if not unicodedata.combining(c)))


def bookmarks(data: bytes, title: str | None) -> list[Node]:
    """The outline without the document's own title, which is no section."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        outline = [(level, folded(text), page) for level, text, page in document.get_toc()]
    above: list[tuple[int, str]] = []
    nodes: list[Node] = []
    for level, text, page in outline:
        if not text or (title and text == folded(title)):
            continue
        while above and above[-1][0] >= level:
            above.pop()
        nodes.append((text, above[-1][1] if above else None, page))
        above.append((level, text))
    return nodes


@cache
def trees(name: str) -> tuple[list[Node], list[Node]]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} does not stand beside the repository")
    reading = read_guideline(path.read_bytes(), name=path.name, document="x")
    titles = {s.id: folded(f"{s.number or ''}{s.title.text}") for s in reading.sections}
    read = [(titles[s.id], titles.get(s.parent or ""), s.title.page or 0) for s in reading.sections]
    return bookmarks(path.read_bytes(), reading.title), read


@pytest.mark.long
@pytest.mark.parametrize("name", some(FILES, 2))
def test_every_bookmark_is_a_section_under_its_parent(name: str) -> None:
    wanted, read = trees(name)
    lost = [node for node in wanted if node not in read]
    assert len(lost) <= (1 - SAME) * len(wanted), lost


@pytest.mark.long
@pytest.mark.parametrize("name", some(FILES, 2))
def test_hardly_anything_else_is_a_section(name: str) -> None:
    wanted, read = trees(name)
    assert len([node for node in read if node not in wanted]) <= UNTITLED
