"""HTML that cannot be injected into: text is escaped unless it is already an `Html`, and only `tag` makes one.

Knows nothing of guidelines or of Streamlit. The one other place where an `Html` is made is a file of this package
(the style sheet), never a text that was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_VOID = frozenset({"br", "hr", "img", "input"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
# The schemes an address may have: of this application (none), or of a publication.
_SAFE_LINK = re.compile(r"(https://|/|\?|#|data:image/(png|webp);base64,)")


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe to show as it is."""

    code: str

    def __str__(self) -> str:
        return self.code


def tag(name: str, *children: str | Html | None, **attributes: str | float | bool | None) -> Html:
    """The element `name` around `children`, which are escaped unless they are Html; None is left out.

    An attribute is left out where it is None or False, and bare where it is True. `class_` and `aria_label` are written
    class and aria-label. Raises ValueError for a name or a link that has no place here.
    """
    written = []
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if not _NAME.fullmatch(attribute) or attribute.startswith("on"):
            raise ValueError(f"no such attribute: {key}")
        if attribute in {"href", "src"} and not _SAFE_LINK.match(str(value)):
            raise ValueError(f"not an address to link to: {value}")
        if value is True:
            written.append(f" {attribute}")
        elif value is not None and value is not False:
            written.append(f' {attribute}="{escape(str(value))}"')
    if not _NAME.fullmatch(name) or name == "script":
        raise ValueError(f"no such element: {name}")
    opening = f"<{name}{''.join(written)}>"
    return Html(opening) if name in _VOID else Html(f"{opening}{_inner(children)}</{name}>")


def joined(children: Iterable[str | Html | None], separator: str | Html = "") -> Html:
    """The children one after the other, escaped where they are text."""
    return Html(_inner([separator]).join(_inner([child]) for child in children if child is not None))


def marked(text: str, highlights: Iterable[Sequence[int]]) -> Html:
    """`text` with each `(start, end)` of `highlights` marked; overlapping ones are merged, the rest is cut."""
    merged: list[list[int]] = []
    for start, end in sorted((max(0, pair[0]), min(len(text), pair[1])) for pair in highlights):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    parts: list[str | Html] = []
    done = 0
    for start, end in merged:
        parts += [text[done:start], tag("mark", text[start:end])]
        done = end
    return joined([*parts, text[done:]])


def lines(content: Html) -> Html:
    """`content` with its line breaks shown."""
    return Html(content.code.replace("\n", "<br>"))


def _inner(children: Iterable[str | Html | None]) -> str:
    return "".join(
        child.code if isinstance(child, Html) else escape(child, quote=False) for child in children if child is not None
    )


_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def plain_label(text: str) -> str:
    """`text` for a widget's label, which Streamlit reads as Markdown: every sign of Markdown is taken literally."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
