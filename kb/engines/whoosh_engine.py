"""The embedded engine: Whoosh (whoosh-reloaded), pure Python, no server.

Terms are written by Whoosh's codec itself, because its writer takes three times as long to sort what comes sorted; they
are read and scored one at a time (BM25), because its own collectors cost ten times as much a posting. Its schema is
pickled on disk, so it holds nothing of ours: one field of ready-made terms.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock

from whoosh import fields, index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import IndexReader, TermNotFound

from kb.engines import DamagedIndex

FIELD = "terms"
K1, B = 1.2, 0.75  # BM25 as Robertson gives it and as Tantivy has it, so that both fetch the same candidates
# Postings read for one question before commoner terms are left to the final ranking: 0.5 µs each, so a hundredth of a
# second (benchmarks/search.py, 2026-11). The rarest terms are read first, and at least one term whatever its length.
POSTINGS_BUDGET = 24_000
MOST_KEPT = 64  # filters whose bags are remembered
_NAME = "MAIN"  # of the index, as Whoosh calls one that has no other
_CODEC = W3Codec(compression=0)  # most terms have a posting or two: packing them costs more than it saves


class WhooshEngine:
    """See `kb.engines.Engine`."""

    name = "whoosh"
    comfortable = 30_000  # 50 s to write, 95 % of questions within 30 ms (docs/search.md)

    def write(self, bags: Iterable[Sequence[str]], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        storage, schema = FileStorage(str(folder)), fields.Schema(**{FIELD: fields.ID()})
        segment = _CODEC.new_segment(storage, _NAME)
        postings, lengths = _inverted(bags)
        documents = _CODEC.per_document_writer(storage, segment)
        for number, length in enumerate(lengths):
            documents.start_doc(number)
            documents.add_field(FIELD, schema[FIELD], None, length)
            documents.finish_doc()
        documents.close()
        terms = _CODEC.field_writer(storage, segment)
        terms.start_field(FIELD, schema[FIELD])
        for term in sorted(postings):
            terms.start_term(term.encode())
            found = postings[term]
            for number, count in zip(found[::2], found[1::2], strict=True):
                terms.add(number, count, b"", lengths[number])
            terms.finish_term()
        terms.finish_field()
        terms.close()
        segment.set_doc_count(len(lengths))
        segment.create_compound_file(storage)
        storage.temp_storage(f"{_NAME}.tmp").destroy()  # where the documents were drafted
        index.TOC(schema, [segment], generation=0).write(storage, _NAME)

    def open(self, folder: Path) -> WhooshPostings:
        storage = _Storage(str(folder), readonly=True)
        try:
            reader = index.FileIndex(storage).reader()
        except Exception as error:  # a damaged pickle can raise anything
            storage.close_files()
            raise DamagedIndex(f"{folder}: unreadable index ({error})", "Build again: sourcier build CORPUS") from error
        if not reader.is_atomic():
            raise DamagedIndex(f"{folder}: index in several parts", "Build again: sourcier build CORPUS")
        return WhooshPostings(reader)


def _inverted(bags: Iterable[Sequence[str]]) -> tuple[dict[str, array[int]], list[int]]:
    """The terms, each with the numbers of its bags and how often it stands there by turns; the lengths of the bags."""
    postings: dict[str, array[int]] = {}
    lengths = []
    for number, bag in enumerate(bags):
        lengths.append(len(bag))
        for term, count in Counter(bag).items():
            postings.setdefault(term, array("I")).extend((number, count))
    return postings, lengths


class _Storage(FileStorage):  # type: ignore[misc]
    """Files that can be closed together: Whoosh leaves them open when what it reads is damaged."""

    def __init__(self, path: str, readonly: bool) -> None:
        super().__init__(path, readonly=readonly)
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: object) -> StructFile:
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close_files(self) -> None:
        for file in self._opened:
            if not file.is_closed:
                file.close()


class WhooshPostings:
    """See `kb.engines.Postings`. Whoosh's files remember a position, so one question is read at a time."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._lock = Lock()
        self._norms: array[float] = self._length_norms()
        self._kept: dict[str, frozenset[int]] = {}  # bags of the filters: few, asked again with every question

    @property
    def size(self) -> int:
        return int(self._reader.doc_count_all())

    def frequency(self, term: str) -> int:
        with self._lock:
            return int(self._reader.doc_frequency(FIELD, term))

    def candidates(
        self,
        weights: Mapping[str, float],
        limit: int,
        required: Sequence[Collection[str]] = (),
        excluded: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        with self._lock:
            allowed = self._allowed(required, excluded)
            scores = self._scores(weights) if weights else dict.fromkeys(allowed or (), 0.0)
        if allowed is not None:
            scores = {number: score for number, score in scores.items() if number in allowed}
        return heapq.nsmallest(limit, scores.items(), key=lambda found: (-found[1], found[0]))

    def close(self) -> None:
        self._reader.close()

    def _scores(self, weights: Mapping[str, float]) -> dict[int, float]:
        known = [(int(self._reader.doc_frequency(FIELD, term)), term) for term in weights]
        scores: dict[int, float] = {}
        left = POSTINGS_BUDGET
        norms = self._norms
        for frequency, term in sorted(known):
            if not frequency or (frequency > left and scores):
                continue
            left -= frequency
            idf = math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5)) * weights[term]
            matcher = self._reader.postings(FIELD, term)
            while matcher.is_active():
                number = matcher.id()
                count = matcher.weight()
                scores[number] = scores.get(number, 0.0) + idf * count * (K1 + 1) / (count + norms[number])
                matcher.next()
        return scores

    def _allowed(self, required: Sequence[Collection[str]], excluded: Collection[str]) -> set[int] | None:
        if not required and not excluded:
            return None
        allowed: set[int] | None = None
        for group in required:
            holders = self._holders(group)
            allowed = holders if allowed is None else allowed & holders
        kept = set(range(self.size)) if allowed is None else allowed
        return kept - self._holders(excluded) if excluded else kept

    def _holders(self, terms: Collection[str]) -> set[int]:
        found: set[int] = set()
        for term in terms:
            if term not in self._kept:
                try:
                    holders = frozenset(self._reader.postings(FIELD, term).all_ids())
                except TermNotFound:
                    holders = frozenset()
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                self._kept[term] = holders
            found |= self._kept[term]
        return found

    def _length_norms(self) -> array[float]:
        size = self._reader.doc_count_all()
        lengths = [self._reader.doc_field_length(number, FIELD) or 0 for number in range(size)]
        average = sum(lengths) / size if size else 1.0
        return array("d", (K1 * (1 - B + B * length / (average or 1.0)) for length in lengths))
