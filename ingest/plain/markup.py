"""A line of Markdown or stray HTML → what it prints: marks of emphasis, links, tags, entities and formulas resolved.

Also where the marks are broken («Très **important*», «**Mots clés» without end). An asterisk that marks a footnote, a
«<15 mois» or a price in dollars stays. Knows nothing of lines and blocks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from ingest.layout.healing import Vocabulary, heal
from ingest.model import plain
from ingest.plain.latex import commands, is_formula, printed, superscript

_SHIELD = 0xE000  # an escaped sign is put aside as a private character until all marks are resolved
_TAGS = (
    "a abbr address article aside b big blockquote body br caption center cite code col colgroup dd del details dfn div"
    " dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark meta nav"
    " ol p page pre q s samp section small span strike strong style sub summary sup table tbody td tfoot th thead title"
    " tr tt u ul var wbr"
).split()
_ATTRIBUTE = r"\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)"  # «x <b et y> 3» has none
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_TAGS, key=len, reverse=True))})(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|hr|wbr|/p|/li|/div|/tr|/h[1-6])\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SUP_TAG = re.compile(r"<sup(?:\s[^<>]*)?>(.*?)</sup>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|\w{2,31});", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|ftp://|mailto:|www\.)[^<>\s]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_DISPLAYED = re.compile(r"(?<!\\)\$\$(.+?)(?<!\\)\$\$|\\\[(.+?)\\\]", re.DOTALL)
_FORMULA = re.compile(
    r"(?<!\\)\$(?=\S)([^$\n]{1,200}?)(?<=\S)(?<!\\)\$|(?<!\\)\$ ([^$\n]{1,200}?) (?<!\\)\$|\\\((.+?)\\\)"
)
_ESCAPED = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)\1(?!`)")
_TARGET = r"\(\s*<?[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*>?(?:\s+[\"'][^\"']*[\"'])?\s*\)"
_IMAGE = re.compile(rf"!\[([^\]]*)\]{_TARGET}")
_LINK = re.compile(rf"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]{_TARGET}")
_IS_TARGET = re.compile(r"\(\s*(?:\)|<|#|[a-z][a-z0-9+.-]*:|/|\.|www\.|[^\s()]*[./#])", re.IGNORECASE)
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:?")
_ATTRIBUTES = re.compile(r"(?<=[\w\])*.?!])\s?\{(?:[#.][\w:-]+|\s|[\w-]+=\S+)+\}")
_CARET = re.compile(r"\^\{([^{}]*)\}|(?<=\S)\^([\d,–\-+()]{1,12}|[a-z]{1,4})\^|(?<=[\w)])\^([-+]?\d{1,3})(?![\w^])")
_UNDER = re.compile(r"_\{([^{}]*)\}|(?<=\w)~(\w{1,3})~(?!\w)")
_HIGHLIGHT = re.compile(r"(?<![=<>!])==(?=[^\s=])([^=]+?)(?<=\S)==(?!=)")
_STARS = re.compile(r"\*+")
_UNDERSCORED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\w_])")
_SPACE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_DULL_IMAGE = re.compile(
    r"(?:image|img|figure|fig|photo|picture|logo|alt text)?[\W_\d]*|\S+\.(?:png|jpe?g|gif|svg|webp)", re.I
)


def clean(text: str) -> str:
    """What `text`, a paragraph or cell of Markdown, prints, on one line."""
    text = _COMMENT.sub("", text)
    if "$" in text or "\\" in text:
        text = _DISPLAYED.sub(
            lambda m: _shielded(printed(m.group(1) or m.group(2))) if _formula(m) else m.group(), text
        )
        text = _FORMULA.sub(lambda m: _shielded(printed(_inside(m))) if _formula(m) else m.group(), text)
        text = _ESCAPED.sub(lambda m: _shielded(m.group(1)), text)
    text = _CODE.sub(lambda m: _shielded(m.group(2).strip()), text)
    if "[" in text:
        text = _IMAGE.sub(lambda m: "" if _DULL_IMAGE.fullmatch(m.group(1).strip()) else m.group(1), text)
        for _ in range(2):  # a link may stand inside brackets of its own: «[[84](#p12)]»
            text = _LINK.sub(_linked, text)
        text = _NOTE.sub(lambda m: superscript(m.group(1)) if m.group(1).isdigit() else f"[{m.group(1)}]", text)
    if "<" in text:
        text = _AUTOLINK.sub(lambda m: _shielded(m.group(1).removeprefix("mailto:")), text)
        text = _SUP_TAG.sub(lambda m: superscript(_TAG.sub("", m.group(1))), text)
        text = _TAG.sub("", _BREAK.sub(" ", text))
    text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    if "\\" in text:
        text = commands(text)
    text = _ATTRIBUTES.sub("", text)
    text = _CARET.sub(lambda m: superscript(printed(next(filter(None, m.groups()), ""))), text)
    text = _UNDER.sub(lambda m: next(filter(None, m.groups()), ""), text)
    text = _HIGHLIGHT.sub(r"\1", text)
    text = _without_stars(text)
    if "_" in text:
        text = _UNDERSCORED.sub(r"\2", text)
    return _SPACE.sub(" ", _UNSEEN.sub("", _unshielded(text))).strip()


def printed_text(lines: Sequence[str], known: Vocabulary) -> str:
    """What the lines of one paragraph or cell print: healed first, for emphasis may run over their ends."""
    return clean(heal([plain(part) for line in lines for part in broken(line)], known).text)


def broken(line: str) -> list[str]:
    """The lines that a line of the source prints: parted where it says «<br>»."""
    return _BREAK.split(line) if "<" in line else [line]


def is_bold(text: str) -> bool:
    """Whether all of `text` is marked as bold."""
    inner = re.fullmatch(r"(\*\*\*?|__)(?=\S)(.+?)(?<=\S)\1\s*:?", text.strip())
    return inner is not None and "**" not in inner.group(2) and "__" not in inner.group(2)


def _shielded(text: str) -> str:
    return "".join(chr(_SHIELD + ord(char)) if "!" <= char <= "~" and not char.isalnum() else char for char in text)


def _unshielded(text: str) -> str:
    return re.sub(r"[\ue021-\ue07e]", lambda m: chr(ord(m.group()) - _SHIELD), text)


def _inside(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _formula(match: re.Match[str]) -> bool:
    """A dollar opens a formula, or counts money; «\\(» opens one, or is a bracket escaped in Markdown."""
    inner = _inside(match)
    if match.group().startswith("\\"):
        return bool(re.search(r"\\[A-Za-z]|[\^_=<>{}]", inner)) and not re.search(r"[A-Za-z]{3,}\s+[A-Za-z]{3,}", inner)
    return is_formula(inner)


def _linked(match: re.Match[str]) -> str:
    """The text of a link; brackets that only look like one («[4](suite)») stay."""
    text, target = match.group(1), match.group()[len(match.group(1)) + 2 :]
    if not _IS_TARGET.match(target):
        return match.group()
    return text


# --- emphasis ---------------------------------------------------------------------------------------------------------


def _without_stars(text: str) -> str:
    """`text` without the asterisks that mark emphasis, matched or left over."""
    if "*" not in text:
        return text
    marks = list(_marks(text))
    gone: set[int] = set()
    opened: list[int] = []
    for n, (_, _, opens, closes) in enumerate(marks):
        if closes and opened:
            gone.update((opened.pop(), n))
        elif opens:
            opened.append(n)
    for n, (start, end, opens, closes) in enumerate(marks):
        if n not in gone and (opens or closes) and _is_left_over(text, start, end, opens):
            gone.add(n)
    out, last = [], 0
    for n in sorted(gone):
        start, end, _, _ = marks[n]
        out.append(text[last:start])
        last = end
    return "".join([*out, text[last:]])


def _marks(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """Runs of asterisks: start, end, whether one may open emphasis, whether it may close it."""
    for match in _STARS.finditer(text):
        before, after = text[match.start() - 1 : match.start()] or " ", text[match.end() : match.end() + 1] or " "
        single = match.end() - match.start() == 1
        opens = not after.isspace() and not (single and before.isalnum())  # «Oncology*Biophysics» is no emphasis
        closes = not before.isspace() and not (single and after.isalnum())
        if opens and closes:  # inside punctuation or, doubled, inside a word: what it does depends on what is open
            opens = not before.isalnum() or after.isalnum()
        yield match.start(), match.end(), opens, closes


def _is_left_over(text: str, start: int, end: int, opens: bool) -> bool:
    """An unmatched mark that is the rest of a broken emphasis, not a footnote's or a significance star."""
    before = text[start - 1 : start]
    if opens:
        return end - start > 1 or bool(before.strip()) or (start > 0 and before == " ")
    if end - start > 1:
        return not before.isdigit()
    return not (before.isalnum() or before in ")%]»\"'")
