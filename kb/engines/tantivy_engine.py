"""The engine for one large machine: Tantivy (extra `sourcier[tantivy]`), Rust behind Python, memory-mapped.

The same bags of terms as for Whoosh, through a tokenizer that only splits at spaces; the same BM25 constants.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from kb.engines import DamagedIndex

TERMS, NUMBER = "terms", "number"
_MEMORY = 128_000_000  # bytes of the writer before it spills to disk
_TOKENIZER = "spaces"


class TantivyEngine:
    """See `kb.engines.Engine`."""

    name = "tantivy"
    comfortable = 1_000_000

    def write(self, bags: Iterable[Sequence[str]], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        index = _with_tokenizer(tantivy.Index(_schema(), path=str(folder)))
        # One thread and one merge at the end: numbers in order, and the same files for the same corpus.
        writer = index.writer(heap_size=_MEMORY, num_threads=1)
        for number, bag in enumerate(bags):
            document = tantivy.Document()
            document.add_text(TERMS, " ".join(bag))
            document.add_unsigned(NUMBER, number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> TantivyPostings:
        try:
            index = _with_tokenizer(tantivy.Index.open(str(folder)))
            index.reload()
            return TantivyPostings(index.searcher())
        except Exception as error:
            raise DamagedIndex(f"{folder}: unreadable index ({error})", "Build again: sourcier build CORPUS") from error


class TantivyPostings:
    """See `kb.engines.Postings`."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._schema = _schema()

    @property
    def size(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        return int(self._searcher.doc_freq(TERMS, term))

    def candidates(
        self,
        weights: Mapping[str, float],
        limit: int,
        required: Sequence[Collection[str]] = (),
        excluded: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        parts = [(tantivy.Occur.Must, tantivy.Query.const_score_query(self._any(group), 0.0)) for group in required]
        if weights:
            scored = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(term, counted=True), weight))
                    for term, weight in weights.items()
                ]
            )
            parts.append((tantivy.Occur.Must, scored))
        elif not required:
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)))
        if excluded:
            parts.append((tantivy.Occur.MustNot, self._any(excluded)))
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit).hits
        numbers = self._searcher.fast_field_values(NUMBER, [address for _, address in hits])
        found = [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, hits, strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def close(self) -> None:
        """Nothing is held open but memory maps, which go with the object."""

    def _term(self, term: str, counted: bool = False) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, TERMS, term, index_option="freq" if counted else "basic")

    def _any(self, terms: Collection[str]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(term)) for term in terms])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(TERMS, stored=False, tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_unsigned_field(NUMBER, stored=False, indexed=False, fast=True)
    return builder.build()


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
