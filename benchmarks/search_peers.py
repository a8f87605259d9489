"""The programs the search is compared with, each with its own French analysis, on the same passages.

Whoosh's French analyzer, SQLite's FTS5 (BM25, accents removed), Tantivy's French stemmer: as their manuals set them up,
any word of the question may match. No tuning, and nothing of ours.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from whoosh import fields, index, qparser
from whoosh.analysis import LanguageAnalyzer

_WORD = re.compile(r"\w+")


class Peer(Protocol):
    """Answers a question with the numbers of at most `limit` passages, best first."""

    name: str

    def search(self, question: str, limit: int = 10) -> list[int]: ...


class Fts5:
    """SQLite's full-text search, in a file as it would be used."""

    name = "SQLite FTS5"

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        folder.mkdir(parents=True)
        self._base = sqlite3.connect(folder / "fts.sqlite")
        self._base.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
        self._base.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(texts))
        self._base.commit()

    def search(self, question: str, limit: int = 10) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        if not words:
            return []
        rows = self._base.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?", (words, limit)
        )
        return [number for (number,) in rows]


class Fts5Postings:
    """FTS5 in the place of an engine: our terms, numbered because it would cut them, its candidates, our ranking.

    See `kb.engines.Postings`; weights of terms are left out, which it has not.
    """

    def __init__(self, bags: Sequence[Sequence[str]], folder: Path) -> None:
        folder.mkdir(parents=True)
        self._base = sqlite3.connect(folder / "terms.sqlite")
        self._base.execute("CREATE VIRTUAL TABLE bags USING fts5(terms, content = '', detail = none)")
        self._numbers: dict[str, int] = {}
        lines = (
            (n, " ".join(f"t{self._numbers.setdefault(term, len(self._numbers))}" for term in bag))
            for n, bag in enumerate(bags)
        )
        self._base.executemany("INSERT INTO bags (rowid, terms) VALUES (?, ?)", lines)
        self._base.execute("INSERT INTO bags (bags) VALUES ('optimize')")
        self._base.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(bags, row)")
        self._base.commit()
        self.size = len(bags)

    def frequency(self, term: str) -> int:
        if term not in self._numbers:
            return 0
        return int(
            self._base.execute("SELECT doc FROM vocabulary WHERE term = ?", (f"t{self._numbers[term]}",)).fetchone()[0]
        )

    def candidates(
        self,
        weights: Mapping[str, float],
        limit: int,
        required: Sequence[Collection[str]] = (),
        excluded: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        groups = [self._any(group) for group in (weights, *required)]
        if not all(groups):
            return []
        asked = " AND ".join(groups) + (f" NOT {self._any(excluded)}" if self._any(excluded) else "")
        rows = self._base.execute(
            "SELECT rowid, -bm25(bags) FROM bags WHERE bags MATCH ? ORDER BY bm25(bags) LIMIT ?", (asked, limit)
        )
        return rows.fetchall()

    def close(self) -> None:
        self._base.close()

    def _any(self, terms: Collection[str]) -> str:
        known = " OR ".join(f"t{self._numbers[term]}" for term in terms if term in self._numbers)
        return f"({known})" if known else ""


class WhooshFrench:
    """Whoosh with its own French analyzer and its own BM25F."""

    name = "Whoosh, its French analyzer"

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        folder.mkdir(parents=True)
        schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=LanguageAnalyzer("fr")))
        made = index.create_in(str(folder), schema)
        writer = made.writer(limitmb=256)
        for number, text in enumerate(texts):
            writer.add_document(number=number, text=text)
        writer.commit()
        self._searcher = made.searcher()
        self._parser = qparser.QueryParser("text", schema, group=qparser.OrGroup, plugins=[])

    def search(self, question: str, limit: int = 10) -> list[int]:
        return [hit["number"] for hit in self._searcher.search(self._parser.parse(question), limit=limit)]


class TantivyFrench:
    """Tantivy with its French stemmer, lower case and accents folded."""

    name = "Tantivy, its French stemmer"

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False, tokenizer_name="french")
        builder.add_unsigned_field("number", stored=False, fast=True)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        self._index.register_tokenizer(
            "french",
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("french"))
            .filter(tantivy.Filter.ascii_fold())
            .build(),
        )
        writer = self._index.writer(num_threads=1)
        for number, text in enumerate(texts):
            document = tantivy.Document()
            document.add_text("text", text)
            document.add_unsigned("number", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: str, limit: int = 10) -> list[int]:
        words = " ".join(_WORD.findall(question))
        if not words:
            return []
        hits = self._searcher.search(self._index.parse_query(words, ["text"]), limit).hits
        return [int(n or 0) for n in self._searcher.fast_field_values("number", [address for _, address in hits])]
