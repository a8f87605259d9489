"""An entry ↔ a row of the index: its terms zone by zone for the ranking, itself for the quotation.

Turns entries into rows and bags of terms while an index is written, and rows back when it is read. Opens no file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields

from kb.search.analysis import Lexicon, Token, analyse
from kb.search.entries import Entry, Image
from kb.search.likeness import Sameness, Statement
from kb.search.tokens import fold, normalise
from kb.search.vocabulary import Gatherer

TITLE = "~"  # opens a term of a section's title, its own or one above
SUMMARY, APPENDIX = "summary", "appendix"  # roles of a section that answers nothing by itself
NEAR_ITEMS = 3  # of a list, that tell what the next one is about
LEAD_TERMS = 40  # tokens of an item's introduction that are kept: a list's heading sentence, not a page of prose
_FIELDS = 14  # lines of a row before the entry itself
_KEPT = tuple(field.name for field in fields(Entry))
_JSON = json.JSONEncoder(ensure_ascii=False, default=asdict)  # an entry's image is a dataclass
_TABLES = frozenset(("table", "row"))
_BETWEEN = _TABLES | {"caption"}
_WORD = re.compile(r"[^\W\d_]+")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?gy(?:/\d+f)?|\d+f")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of an edition, with the terms of its own title, of those above it and of the document's."""

    document: str
    edition: str
    latest: bool
    number: str | None
    path: tuple[str, ...]
    document_title: str
    scope: str | None
    role: str | None  # SUMMARY, APPENDIX, or None for a section that answers
    own: frozenset[str]
    above: frozenset[str]
    title: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the ranking reads of one entry: `body`, `caption`, `lead` hold its tokens «term|other», by spaces."""

    kind: str
    table: str  # what a table and its rows have in common, "" for any other passage
    strength: str | None
    heading: Heading
    page: int
    opens: bool  # whether it only introduces what follows it («Les indications sont :»)
    english: bool  # whether it is the translation that French journals print
    body: str
    caption: str
    lead: str
    near: str  # terms of the items before it in its list
    spans: str  # of the tokens of `body`: characters skipped before it and its length, in code points
    older: tuple[int, ...]  # entries of earlier editions that this one replaces
    agrees: tuple[int, ...]  # entries of other documents that say the same


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry's text as it was analysed: its tokens and their places, as a row keeps them, and what it states."""

    line: str
    spans: str
    statement: Statement


class Shelver:
    """Makes rows and bags, and gathers sections, words and amounts on the way."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._numbers: dict[tuple[object, ...], int] = {}
        self._zones: dict[str, tuple[Token, ...]] = {}
        self._last: tuple[str, tuple[str, ...], str] = ("", (), "")  # the last passage that is no table
        self._before: list[tuple[object, list[str]]] = []  # the last items of the list at hand
        self.gatherer = Gatherer()
        self.headings: list[Heading] = []
        self.amounts: set[str] = set()  # terms of doses, fractions and schedules

    def read(self, entry: Entry) -> Reading:
        """Analyse the text of an entry, and learn its words."""
        tokens = analyse(entry.text, self._lexicon)
        self.gatherer.learn(entry.text, tokens)
        negations = self._lexicon.words.negations
        strict = frozenset(t.term for t in tokens if not t.surface or t.surface in negations)
        return Reading(_line(tokens), _spans(tokens), Statement(entry, frozenset(t.term for t in tokens), strict))

    def shelve(self, reading: Reading, same: Sameness) -> tuple[str, list[str]]:
        """The row of the entry that was read, and the bag of terms it is found by. In the order of the corpus."""
        entry = reading.statement.entry
        number = self._heading(entry)
        heading = self.headings[number]
        caption = self._zone(self._introduced(entry))
        lead = self._zone(entry.lead or "")[:LEAD_TERMS]
        bag = reading.line.replace("|", " ").split()
        bag += [term for token in (*caption, *lead) for term in token.terms]
        self.amounts.update(term for term in bag if _AMOUNT.fullmatch(term))
        bag += sorted(TITLE + term for term in heading.own | heading.above)
        bag += facets(entry)
        lines = (
            *(
                str(number),
                entry.kind,
                entry.passage if entry.kind in _TABLES else "",
                entry.strength or "",
                str(entry.page),
                _opens(entry),
                self._english(entry),
            ),
            *(" ".join(map(str, same.older)), " ".join(map(str, same.agrees))),
            *(reading.line, _line(caption), _line(lead), self._near(entry, reading.line), reading.spans),
            _JSON.encode({name: getattr(entry, name) for name in _KEPT}),
        )
        return "\n".join(lines), bag

    def _english(self, entry: Entry) -> str:
        words = self._lexicon.words
        said = [normalise(word) for word in _WORD.findall(entry.text)]
        return "1" if sum(w in words.english for w in said) > sum(w in words.stop for w in said) else ""

    def _introduced(self, entry: Entry) -> str:
        """The caption over a table or its rows; where it has none, the sentence that introduces it."""
        if entry.kind not in _TABLES:
            self._last = (entry.edition, entry.section_path, entry.text)
            return entry.caption or ""
        edition, section, text = self._last
        introduced = edition == entry.edition and section == entry.section_path and text.rstrip().endswith(":")
        return entry.caption or (text if introduced else "")

    def _near(self, entry: Entry, line: str) -> str:
        """The terms of the items right before this one: a printed list often loses its nesting, and goes on below a
        table that stands in it."""
        list_of: object = (entry.document, entry.edition, entry.section_path)
        if entry.kind != "item":
            if entry.kind not in _BETWEEN:
                self._before = []
            return ""
        self._before = [(place, terms) for place, terms in self._before if place == list_of][-NEAR_ITEMS:]
        near = " ".join(dict.fromkeys(term for _, terms in self._before for term in terms))
        self._before.append((list_of, line.replace("|", " ").split()))
        return near

    def _heading(self, entry: Entry) -> int:
        key = (entry.document, entry.edition, entry.section_number, entry.section_path)
        if key not in self._numbers:
            self._numbers[key] = len(self.headings)
            *above, own = entry.section_path or ("",)
            self.headings.append(
                Heading(
                    *(entry.document, entry.edition, entry.latest, entry.section_number, entry.section_path),
                    *(entry.title, entry.scope, self._role(entry.section_path)),
                    *(self._terms((own,)), self._terms(above), self._terms((entry.title,))),
                )
            )
            for title in (*entry.section_path, entry.title):
                self.gatherer.learn(title, self._zone(title))
        return self._numbers[key]

    def _role(self, path: Sequence[str]) -> str | None:
        words = self._lexicon.words
        titles = {" ".join(re.findall(r"[\w']+", fold(title).replace("’", "'"))) for title in path}
        if titles & words.appendices:
            return APPENDIX
        return SUMMARY if titles & words.summaries else None

    def _terms(self, titles: Iterable[str]) -> frozenset[str]:
        return frozenset(term for title in titles for token in self._zone(title) for term in token.terms)

    def _zone(self, text: str) -> tuple[Token, ...]:
        if text not in self._zones:
            self._zones[text] = analyse(text, self._lexicon)
        return self._zones[text]


def shelf_of(row: str, headings: Sequence[Heading]) -> Shelf:
    """What the ranking needs of a row. Raises ValueError or IndexError for what is no row."""
    heading, kind, table, strength, page, opens, english, older, agrees, *zones, _ = row.split("\n", _FIELDS)
    body, caption, lead, near, spans = zones
    return Shelf(
        *(kind, table, strength or None, headings[int(heading)], int(page), bool(opens), bool(english)),
        *(body, caption, lead, near, spans, tuple(map(int, older.split())), tuple(map(int, agrees.split()))),
    )


def entry_of(row: str) -> Entry:
    """The entry of a row, as it was given."""
    kept = json.loads(row.split("\n", _FIELDS)[_FIELDS])
    kept["section_path"] = tuple(kept["section_path"])
    if image := kept["image"]:
        kept["image"] = Image(image["page"], tuple(image["box"]))
    return Entry(**kept)


def facets(entry: Entry) -> list[str]:
    """The terms by which an entry is filtered."""
    found = [
        facet("document", entry.document),
        facet("edition", f"{entry.document}@{entry.edition}"),
        facet("kind", entry.kind),
        facet("page", str(entry.page)),
    ]
    return [*found, facet("latest", "1")] if entry.latest else found


def facet(name: str, value: str) -> str:
    """The term «@name:value» of a filter; case and white space of the value do not matter."""
    return f"@{name}:{'_'.join(value.casefold().split())}"


def heading_row(heading: Heading) -> list[object]:
    """A heading as JSON keeps it."""
    h = heading
    terms = [" ".join(sorted(zone)) for zone in (h.own, h.above, h.title)]
    return [h.document, h.edition, h.latest, h.number, list(h.path), h.document_title, h.scope, h.role, *terms]


def heading_from(row: Sequence[object]) -> Heading:
    """The inverse of `heading_row`. Raises ValueError where that is no heading."""
    document, edition, latest, number, path, title, scope, role, *terms = row
    if not isinstance(path, list) or len(terms) != 3:
        raise ValueError("a damaged heading")
    own, above, whole = (frozenset(str(zone).split()) for zone in terms)
    return Heading(
        *(str(document), str(edition), bool(latest), _text(number), tuple(map(str, path)), str(title)),
        *(_text(scope), _text(role), own, above, whole),
    )


def _spans(tokens: Sequence[Token]) -> str:
    ends = [0, *(token.end for token in tokens)]
    return " ".join(f"{token.start - end},{token.end - token.start}" for token, end in zip(tokens, ends, strict=False))


def _opens(entry: Entry) -> str:
    return "1" if entry.text.rstrip().endswith(":") else ""


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _line(tokens: Sequence[Token]) -> str:
    return " ".join("|".join(token.terms) for token in tokens)
