"""The index of a build: entries analysed and written once, opened by many, thrown away without regret.

Beside the engine's own folder it keeps what the final ranking reads: each entry with its terms in order, the sections,
and the vocabulary for spelling and completion. It is rebuilt from the store and never changed in place.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.acronyms import learn_acronyms
from kb.analysis import Lexicon, Token, analyse, make_lexicon
from kb.engines import DEFAULT_ENGINE, DamagedIndex, Postings, get_engine
from kb.entries import Entry
from kb.lexicon import Group, load_words

FORMAT = 1  # raised whenever what is written here, or the analysis behind it, changes
LEAD_TERMS = 40  # tokens of an item's introduction that are kept: a list's heading sentence, not a page of prose
_META, _ENTRIES, _OFFSETS, _ENGINE = "index.json", "entries.bin", "entries.idx", "engine"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of an edition: the terms of its own title, of the titles above it and of the document's title."""

    document: str
    edition: str
    latest: bool
    number: str | None
    path: tuple[str, ...]
    own: frozenset[str]
    above: frozenset[str]
    title: frozenset[str]
    document_title: str
    scope: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the ranking reads of one candidate: `body`, `caption`, `lead` hold its tokens «term|other», by spaces."""

    kind: str
    strength: str | None
    heading: Heading
    page: int
    body: str
    caption: str
    lead: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the corpus: as printed most often, its stems, in how many entries it stands."""

    printed: str
    stems: tuple[str, ...]
    count: int


class Index:
    """An opened index; immutable, shared by threads, readable until `close` even when a newer build is published."""

    def __init__(
        self,
        engine: str,
        postings: Postings,
        lexicon: Lexicon,
        headings: Sequence[Heading],
        words: Mapping[str, Word],
        rows: mmap.mmap | bytes,
        offsets: Sequence[int],
    ) -> None:
        self.engine = engine
        self.lexicon = lexicon
        self.headings = headings
        self.words = words  # folded → the word
        self._postings = postings
        self._rows = rows
        self._offsets = offsets

    @property
    def size(self) -> int:
        """Entries in the index."""
        return len(self._offsets) - 1

    def frequency(self, term: str) -> int:
        """In how many entries `term` stands."""
        return self._postings.frequency(term)

    def candidates(
        self,
        weights: Mapping[str, float],
        limit: int,
        required: Sequence[Collection[str]] = (),
        excluded: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        """See `kb.engines.Postings.candidates`."""
        return self._postings.candidates(weights, limit, required, excluded)

    def shelf(self, number: int) -> Shelf:
        """What the ranking needs of entry `number`."""
        heading, kind, strength, page, body, caption, lead = self._row(number).split("\n", 7)[:7]
        return Shelf(kind, strength or None, self.headings[int(heading)], int(page), body, caption, lead)

    def entry(self, number: int) -> Entry:
        """Entry `number`, whole, as it was given."""
        fields = json.loads(self._row(number).split("\n", 7)[7])
        fields["section_path"] = tuple(fields["section_path"])
        return Entry(**fields)

    def close(self) -> None:
        self._postings.close()
        if isinstance(self._rows, mmap.mmap):
            self._rows.close()

    def _row(self, number: int) -> str:
        return self._rows[self._offsets[number] : self._offsets[number + 1]].decode("utf-8")


def write_index(entries: Iterable[Entry], folder: Path, engine: str = DEFAULT_ENGINE) -> None:
    """Write the index of `entries` into `folder`, which is made and must not hold another.

    Entries are numbered in the order given. Raises CallError for an engine that is not offered.
    """
    all_entries = list(entries)
    chosen = get_engine(engine)
    folder.mkdir(parents=True, exist_ok=True)
    learnt = learn_acronyms((entry.text for entry in all_entries), load_words().stop)
    shelver = _Shelver(make_lexicon(learnt))
    offsets = array("Q", [0])
    bags: list[list[str]] = []
    with (folder / _ENTRIES).open("wb") as file:
        for entry in all_entries:
            row, bag = shelver.shelve(entry)
            offsets.append(offsets[-1] + file.write(row.encode("utf-8")))
            bags.append(bag)
    (folder / _OFFSETS).write_bytes(_little(offsets).tobytes())
    chosen.write(bags, folder / _ENGINE)
    meta = {
        "format": FORMAT,
        "engine": engine,
        "groups": [asdict(group) for group in learnt],
        "headings": [_heading_row(heading) for heading in shelver.headings],
        "words": shelver.words(),
    }
    (folder / _META).write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")


def open_index(folder: Path) -> Index:
    """Open what `write_index` wrote. Raises DamagedIndex where it is missing, damaged or of another version."""
    try:
        meta = json.loads((folder / _META).read_text(encoding="utf-8"))
        if meta["format"] != FORMAT:
            raise ValueError(f"written in format {meta['format']}, this program reads {FORMAT}")
        offsets = array("Q")
        offsets.frombytes((folder / _OFFSETS).read_bytes())
        offsets = _little(offsets)
        rows = _map(folder / _ENTRIES)
        if len(rows) != offsets[-1]:
            raise ValueError("its entries are cut")
        lexicon = make_lexicon(Group(g["name"], tuple(g["forms"]), g["weight"]) for g in meta["groups"])
        headings = [_heading_from(row) for row in meta["headings"]]
        words = {folded: Word(printed, tuple(stems), count) for folded, printed, stems, count in meta["words"]}
        postings = get_engine(meta["engine"]).open(folder / _ENGINE)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedIndex(f"{folder}: unusable index ({error})", "Build again: sourcier build CORPUS") from error
    if postings.size != len(offsets) - 1:
        raise DamagedIndex(f"{folder}: the index does not fit its entries", "Build again: sourcier build CORPUS")
    return Index(meta["engine"], postings, lexicon, headings, words, rows, offsets)


class _Shelver:
    """Turns entries into rows and bags of terms, and gathers sections and vocabulary on the way."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._numbers: dict[tuple[object, ...], int] = {}
        self._zones: dict[str, tuple[Token, ...]] = {}
        self._printed: dict[str, Counter[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._counts: Counter[str] = Counter()
        self.headings: list[Heading] = []

    def shelve(self, entry: Entry) -> tuple[str, list[str]]:
        number = self._heading(entry)
        heading = self.headings[number]
        body = analyse(entry.text, self._lexicon)
        caption = self._zone(entry.caption or "")
        lead = self._zone(entry.lead or "")[:LEAD_TERMS]
        self._learn(entry.text, body)
        bag = [term for token in (*body, *caption, *lead) for term in token.terms]
        bag += sorted(heading.own | heading.above | heading.title)
        bag += facets(entry)
        row = "\n".join(
            (
                str(number),
                entry.kind,
                entry.strength or "",
                str(entry.page),
                _line(body),
                _line(caption),
                _line(lead),
                json.dumps(asdict(entry), ensure_ascii=False),
            )
        )
        return row, bag

    def words(self) -> list[tuple[str, str, list[str], int]]:
        return [
            (folded, printed.most_common(1)[0][0], sorted(self._stems[folded]), self._counts[folded])
            for folded, printed in sorted(self._printed.items())
        ]

    def _heading(self, entry: Entry) -> int:
        key = (entry.document, entry.edition, entry.section_number, entry.section_path)
        if key not in self._numbers:
            self._numbers[key] = len(self.headings)
            *above, own = entry.section_path or ("",)
            self.headings.append(
                Heading(
                    entry.document,
                    entry.edition,
                    entry.latest,
                    entry.section_number,
                    entry.section_path,
                    frozenset(term for token in self._zone(own) for term in token.terms),
                    frozenset(term for title in above for token in self._zone(title) for term in token.terms),
                    frozenset(term for token in self._zone(entry.title) for term in token.terms),
                    entry.title,
                    entry.scope,
                )
            )
            for title in (*entry.section_path, entry.title):
                self._learn(title, self._zone(title))
        return self._numbers[key]

    def _zone(self, text: str) -> tuple[Token, ...]:
        if text not in self._zones:
            self._zones[text] = analyse(text, self._lexicon)
        return self._zones[text]

    def _learn(self, text: str, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.surface:
                self._printed.setdefault(token.surface, Counter())[text[token.start : token.end]] += 1
                self._stems.setdefault(token.surface, set()).add(token.term)
        self._counts.update({token.surface for token in tokens if token.surface})


def facets(entry: Entry) -> list[str]:
    """The terms by which an entry is filtered; white space and case of names do not matter."""
    found = [
        facet("document", entry.document),
        facet("edition", f"{entry.document}@{entry.edition}"),
        facet("kind", entry.kind),
        facet("page", str(entry.page)),
    ]
    return [*found, facet("latest", "1")] if entry.latest else found


def facet(name: str, value: str) -> str:
    """The term «@name:value» of a filter."""
    return f"@{name}:{'_'.join(value.casefold().split())}"


def _line(tokens: Sequence[Token]) -> str:
    return " ".join("|".join(token.terms) for token in tokens)


def _heading_row(heading: Heading) -> list[object]:
    h = heading
    terms = [" ".join(sorted(zone)) for zone in (h.own, h.above, h.title)]
    return [h.document, h.edition, h.latest, h.number, h.path, *terms, h.document_title, h.scope]


def _heading_from(row: Sequence[object]) -> Heading:
    document, edition, latest, number, path, own, above, title, document_title, scope = row
    return Heading(
        str(document),
        str(edition),
        bool(latest),
        None if number is None else str(number),
        tuple(str(step) for step in path) if isinstance(path, list) else (),
        frozenset(str(own).split()),
        frozenset(str(above).split()),
        frozenset(str(title).split()),
        str(document_title),
        None if scope is None else str(scope),
    )


def _map(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _little(numbers: array[int]) -> array[int]:
    """`numbers` in the byte order of the file, or back: little-endian."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers
