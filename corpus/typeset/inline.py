"""One line of marked-up words → runs of text and citations.

`**bold**`, `*italic*`, `^raised^`, `[@key; @key|printed; @?|printed; @one+other]`.
Marks do not nest, but bold may hold a citation; nothing else of Markdown is meant.
"""

from __future__ import annotations

import re

from .model import Cite, Inlines, Mention, Text

_MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*\s][^*]*?)\*|\^(?P<raised>[^^\s]+)\^|\[(?P<cite>@[^\]]+)\]")


def parse_inline(text: str, *, bold: bool = False) -> Inlines:
    """The runs of `text`, in order."""
    runs: list[Text | Cite] = []
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            runs.append(Text(text[end : mark.start()], bold=bold))
        end = mark.end()
        if mark["bold"] is not None:
            runs.extend(parse_inline(mark["bold"], bold=True))
        elif mark["italic"] is not None:
            runs.append(Text(mark["italic"], bold=bold, italic=True))
        elif mark["raised"] is not None:
            runs.append(Text(mark["raised"], bold=bold, raised=True))
        else:
            runs.append(Cite(tuple(_mention(part.strip()) for part in mark["cite"].split(";"))))
    if end < len(text):
        runs.append(Text(text[end:], bold=bold))
    return tuple(runs)


def _mention(part: str) -> Mention:
    key, bar, printed = part.removeprefix("@").partition("|")
    return Mention(() if key == "?" else tuple(key.split("+")), printed if bar else None)
