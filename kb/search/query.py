"""What was typed → what is asked: plain words, and the few operators of those who want them.

`"douleur osseuse"` (these words, side by side) · `-mot` (without it) · `titre:mot` (in a section title) ·
`document:id` · `page:12` · `dose:>=30Gy` · `fractions:10`. What does not parse is searched as plain words: no query is
an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LONGEST_QUERY = 1_000  # characters that are read; a bedside question has 20 to 100
_OPERATOR = re.compile(
    r'(?P<minus>(?<!\S)-)?"(?P<phrase>[^"]*)"'
    r'|(?<!\S)(?P<name>titre|document|page|dose|fractions?)\s?:\s?(?:"(?P<quoted>[^"]+)"|(?P<value>(?:[<>]=?|=|≥|≤)?\s?[^\s"]+))'
    r"|(?<!\S)-(?P<without>[^\W\d_][^\s\"]*)",
    re.IGNORECASE,
)
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})
_KEPT = "\u00a0\u202f\u00ad"  # not «printable» to Python, yet written: no-break spaces and the soft hyphen
_BOUND = re.compile(
    r"(?P<sign>[<>]=?|=|≥|≤)?\s?(?P<number>\d{1,4}(?:[.,]\d{1,3})?)\s?(?:gy|gray|grays)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison: `sign` is «<», «<=», «=», «>=» or «>», `number` is in Gy for a dose."""

    sign: str
    number: float

    def holds(self, value: float) -> bool:
        """Whether `value` satisfies it."""
        return {
            "<": value < self.number,
            "<=": value <= self.number,
            "=": value == self.number,
            ">=": value >= self.number,
            ">": value > self.number,
        }[self.sign]


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart. `words` is searched by its terms; the rest restricts."""

    text: str  # as typed
    words: str
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    doses: tuple[Bound, ...] = ()
    fractions: tuple[Bound, ...] = ()


def parse_query(text: str) -> Query:
    """Read `text`; what is no operator, or a malformed one, stays in `words`."""
    clean = _clean(text)
    query = Query(text, "")
    words: list[str] = []
    at = 0
    for match in _OPERATOR.finditer(clean):
        words.append(clean[at : match.start()])
        at = match.end()
        read = _apply(query, match)
        if read is None:
            words.append(re.sub(r'[":]', " ", match.group()))
        else:
            query = read
    words.append(clean[at:])
    # Quoted words and titles are looked for as words too: the quotes only add that they must be there.
    return replace(query, words=" ".join(" ".join((*words, *query.phrases, *query.titles)).replace('"', " ").split()))


def _clean(text: str) -> str:
    """Without control characters and marks of writing direction; typographic quotes straight; cut to what is read."""
    kept = (c if c.isprintable() or c in _KEPT else " " for c in text[:LONGEST_QUERY])
    return "".join(kept).translate(_QUOTES)


def _apply(query: Query, match: re.Match[str]) -> Query | None:
    """`query` with the operator added, or None where it says nothing."""
    phrase, without, name = match["phrase"], match["without"], match["name"]
    if phrase is not None:
        phrase = phrase.strip()
        if not any(c.isalnum() for c in phrase):
            return None
        if match["minus"]:
            return replace(query, without=(*query.without, phrase))
        return replace(query, phrases=(*query.phrases, phrase))
    if without is not None:
        return replace(query, without=(*query.without, without))
    value = (match["quoted"] or match["value"] or "").strip()
    if name.lower() == "titre":
        return replace(query, titles=(*query.titles, value)) if any(c.isalnum() for c in value) else None
    if name.lower() == "document":
        return replace(query, documents=(*query.documents, value)) if any(c.isalnum() for c in value) else None
    bound = _BOUND.fullmatch(value)
    if bound is None:
        return None
    sign = {"≥": ">=", "≤": "<=", None: "="}.get(bound["sign"], bound["sign"])
    read = Bound(sign, float(bound["number"].replace(",", ".")))
    if name.lower() == "page":
        if sign != "=" or not read.number.is_integer():
            return None
        return replace(query, pages=(*query.pages, int(read.number)))
    if name.lower() == "dose":
        return replace(query, doses=(*query.doses, read))
    return replace(query, fractions=(*query.fractions, read))
