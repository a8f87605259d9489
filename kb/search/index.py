"""The index of a build: entries analysed and written once, opened by many, thrown away without regret.

Beside the engine's own folder it keeps what the final ranking reads: each entry with its terms in order, the sections,
and the vocabulary for spelling and completion. It is rebuilt from the store and never changed in place.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from kb.engines import DEFAULT_ENGINE, DamagedIndex, Postings, get_engine
from kb.lexicon import Group, load_words
from kb.lru import Recent
from kb.search.acronyms import learn_acronyms
from kb.search.analysis import Lexicon, Token, analyse, make_lexicon
from kb.search.correct import Speller
from kb.search.entries import Entry
from kb.search.general_french import everyday_frequency
from kb.search.likeness import Sameness, find_sameness
from kb.search.shelves import Heading, Shelf, Shelver, entry_of, heading_from, heading_row, shelf_of
from kb.search.vocabulary import Word, rows, words_from

READINGS_KEPT = 1024  # texts, some 5 KB each: rows, names and sentences that every other question is held against
FORMAT = 9  # raised whenever what is written here changes
_META, _ENTRIES, _OFFSETS, _ENGINE = "index.json", "entries.bin", "entries.idx", "engine"


@dataclass(frozen=True)
class Index:
    """An opened index: immutable, shared by threads, readable until `close` even when a newer build is published."""

    engine: str
    postings: Postings
    lexicon: Lexicon
    headings: Sequence[Heading]
    words: Mapping[str, Word]  # by the folded word, in alphabetical order
    amounts: Sequence[str]  # terms of the doses, fraction counts and schedules that are printed
    shelved: mmap.mmap | bytes
    offsets: Sequence[int]
    _readings: Recent[str, tuple[Token, ...]] = field(default_factory=lambda: Recent(READINGS_KEPT), compare=False)

    @property
    def size(self) -> int:
        """Entries in the index."""
        return len(self.offsets) - 1

    @cached_property
    def speller(self) -> Speller:
        """The spelling dictionary."""
        return Speller(self.words, self.lexicon, everyday_frequency, lambda term: bool(self.frequency(term)))

    @cached_property
    def spelling(self) -> Sequence[str]:
        """The folded words in alphabetical order."""
        return tuple(self.words)

    @cached_property
    def titles(self) -> Sequence[str]:
        """The titles of the sections of the latest editions that answer something, once each, in the corpus's order."""
        return tuple(dict.fromkeys(h.path[-1] for h in self.headings if h.latest and h.path and h.role is None))

    @cached_property
    def outermost(self) -> Sequence[str]:
        """The titles that stand highest in the latest editions, once each: what the corpus is about."""
        return tuple(dict.fromkeys(h.path[0] for h in self.headings if h.latest and h.path and h.role is None))

    def frequency(self, term: str) -> int:
        """In how many entries `term` stands."""
        return self.postings.frequency(term)

    def candidates(
        self,
        weights: Mapping[str, float],
        limit: int,
        required: Sequence[Collection[str]] = (),
        excluded: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        """See `kb.engines.Postings.candidates`."""
        return self.postings.candidates(weights, limit, required, excluded)

    def shelf(self, number: int) -> Shelf:
        """What the ranking needs of entry `number`."""
        return shelf_of(self._row(number), self.headings)

    def entry(self, number: int) -> Entry:
        """Entry `number`, whole, as it was given."""
        return entry_of(self._row(number))

    def reading(self, text: str) -> tuple[Token, ...]:
        """What the documents print, analysed; kept for the next question. Never for a question: those are forgotten."""
        return self._readings.get(text, lambda: analyse(text, self.lexicon))

    def close(self) -> None:
        """Let go of the files; the index answers no more."""
        self.postings.close()
        if isinstance(self.shelved, mmap.mmap):
            self.shelved.close()

    def _row(self, number: int) -> str:
        return self.shelved[self.offsets[number] : self.offsets[number + 1]].decode("utf-8")


def write_index(entries: Iterable[Entry], folder: Path, engine: str = DEFAULT_ENGINE) -> None:
    """Write the index of `entries` into `folder`, which is made and must not hold another.

    Entries are numbered in the order given. Raises CallError for an engine that is not offered.
    """
    kept = list(entries)
    chosen = get_engine(engine)
    folder.mkdir(parents=True, exist_ok=True)
    learnt = learn_acronyms((entry.text for entry in kept), load_words().stop)
    shelver = Shelver(make_lexicon(learnt))
    readings = [shelver.read(entry) for entry in kept]
    same = find_sameness([reading.statement for reading in readings])
    offsets = array("Q", [0])
    bags: list[list[str]] = []
    with (folder / _ENTRIES).open("wb") as file:
        for number, reading in enumerate(readings):
            row, bag = shelver.shelve(reading, same.get(number, Sameness()))
            offsets.append(offsets[-1] + file.write(row.encode("utf-8")))
            bags.append(bag)
    (folder / _OFFSETS).write_bytes(_little(offsets).tobytes())
    chosen.write(bags, folder / _ENGINE)
    meta = {
        "format": FORMAT,
        "engine": engine,
        "groups": [asdict(group) for group in learnt],
        "headings": [heading_row(heading) for heading in shelver.headings],
        "words": rows(shelver.gatherer.words()),
        "amounts": sorted(shelver.amounts),
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
        shelved = _map(folder / _ENTRIES)
        if len(shelved) != offsets[-1]:
            raise ValueError("its entries are cut")
        index = Index(
            engine=meta["engine"],
            postings=get_engine(meta["engine"]).open(folder / _ENGINE),
            lexicon=make_lexicon(Group(g["name"], tuple(g["forms"]), g["weight"]) for g in meta["groups"]),
            headings=[heading_from(row) for row in meta["headings"]],
            words=words_from(meta["words"]),
            amounts=tuple(meta["amounts"]),
            shelved=shelved,
            offsets=offsets,
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedIndex(f"{folder}: unusable index ({error})", "Build again: sourcier build CORPUS") from error
    if index.postings.size != index.size:
        raise DamagedIndex(f"{folder}: the index does not fit its entries", "Build again: sourcier build CORPUS")
    index.speller.correct("préparer")  # reads the word list now, so that the first question does not wait for it
    return index


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
