"""How good the search is beside its peers, and how fast from a thousand passages to a hundred thousand.

    python -m benchmarks.search [--sizes 1000,10000,100000] [--halves]

Quality: the reporting half of tests/questions on the passages of `corpus/`. Speed: the whole call of
`kb.search.find.search`, all questions, on a corpus grown from it; FTS5's figure is its bare SQL.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.corpus import CORPUS
from benchmarks.search_growth import grow
from benchmarks.search_peers import Fts5, Fts5Postings, Peer, TantivyFrench, WhooshFrench
from kb.build import Order, build
from kb.search.entries import Entry
from kb.search.find import search
from kb.search.gather import entries
from kb.search.index import Index, open_index, write_index
from kb.search.shelves import TITLE, facets
from kb.store.database import open_read_only
from kb.store.folder import STORE, Folder
from tests.questions import Quality, Question, load, quality

SIZES = (1_000, 10_000, 100_000)
WHOOSH_UP_TO = 10_000  # passages: beyond it, writing takes minutes and nobody should
ENGINES = ("whoosh", *(("tantivy",) if find_spec("tantivy") else ()))


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of a question, seconds and bytes of the index."""

    median: float
    p95: float
    build: float | None
    size: int | None


def corpus_entries(corpus: Path, folder: Path) -> list[Entry]:
    """What is searched in `corpus`, built into `folder`."""
    report = build(Order(corpus, folder, "whoosh"))
    if report.build is None:
        raise SystemExit(f"{corpus}: nothing could be built")
    store = open_read_only(Folder(folder).build(report.build) / STORE)
    try:
        return list(entries(store))
    finally:
        store.close()


def judge(questions: Sequence[Question], found: Callable[[Question], list[Entry]]) -> Quality:
    """The quality of what `found` gives for each question."""

    def ranks() -> Iterator[tuple[Question, int | None, bool]]:
        for question in questions:
            results = found(question)
            right = (n for n, e in enumerate(results, 1) if question.is_answered_by(e.document, e.text))
            yield question, next(right, None), bool(results)

    return quality(ranks())


def ours(index: Index) -> Callable[[Question], list[Entry]]:
    return lambda question: [result.entry for result in search(question.text, index).results]


def qualities(kept: Sequence[Entry], questions: Sequence[Question], folder: Path) -> Iterator[tuple[str, Quality]]:
    """Ours on each engine, then the peers, on the latest editions' passages."""
    for engine in ENGINES:
        write_index(kept, folder / engine, engine)
        yield f"Sourcier, {engine}", judge(questions, ours(open_index(folder / engine)))
    plain = [entry for entry in kept if entry.latest and entry.kind != "row"]
    texts = [entry.text for entry in plain]
    for peer in (WhooshFrench, Fts5, *((TantivyFrench,) if "tantivy" in ENGINES else ())):
        asked = peer(texts, folder / peer.__name__)
        yield asked.name, judge(questions, partial(_found_by, asked, plain))


def _found_by(peer: Peer, plain: Sequence[Entry], question: Question) -> list[Entry]:
    return [plain[number] for number in peer.search(question.text)]


def speeds(kept: Sequence[Entry], sizes: Sequence[int], folder: Path) -> Iterator[tuple[int, str, Speed]]:
    """Each engine and FTS5 at each size."""
    asked = [question.text for question in load()]
    for size in sizes:
        grown = list(grow(kept, size))
        for engine in ENGINES:
            if engine == "whoosh" and size > WHOOSH_UP_TO:
                continue
            place = folder / f"{engine}-{size}"
            started = time.perf_counter()
            write_index(grown, place, engine)
            took = time.perf_counter() - started
            index = open_index(place)
            yield size, f"Sourcier, {engine}", _speed(partial(_ask, index), asked, took, place)
            if engine == ENGINES[-1]:
                fts = _with_fts5(index, folder / f"fts-terms-{size}")
                yield size, "Sourcier, FTS5 in the engine's place", _speed(partial(_ask, fts), asked, None, None)
                fts.postings.close()
            index.close()
        place = folder / f"fts-{size}"
        started = time.perf_counter()
        peer = Fts5([entry.text for entry in grown], place)
        yield size, "SQLite FTS5, its bare query", _speed(peer.search, asked, time.perf_counter() - started, place)


def _with_fts5(index: Index, folder: Path) -> Index:
    """The same index with FTS5 proposing the candidates, from the bags of terms that our engines are given."""
    bags = []
    for number in range(index.size):
        shelf = index.shelf(number)
        zones = (shelf.body, shelf.caption, shelf.lead)
        titles = (TITLE + term for term in shelf.heading.own | shelf.heading.above)
        bags.append([*" ".join(zones).replace("|", " ").split(), *titles, *facets(index.entry(number))])
    return replace(index, postings=Fts5Postings(bags, folder))


def _ask(index: Index, question: str) -> object:
    return search(question, index)


def _speed(
    call: Callable[[str], object], asked: Sequence[str], build_seconds: float | None, place: Path | None
) -> Speed:
    for question in asked[:20]:
        call(question)
    took = []
    for question in asked:
        started = time.perf_counter()
        call(question)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) if place else None
    return Speed(statistics.median(took), took[int(len(took) * 0.95)], build_seconds, size)


def show_quality(console: Console, title: str, found: Iterator[tuple[str, Quality]]) -> None:
    table = Table("", "hit@1", "hit@3", "MRR@10", "abstains", "wrongly", title=title, title_justify="left")
    for name, q in found:
        shares = (q.hit_at_1, q.hit_at_3, q.mrr_at_10, q.abstained, q.wrongly_abstained)
        table.add_row(name, *(f"{share:.3f}" for share in shares))
    console.print(table)


def show_speed(console: Console, found: Iterator[tuple[int, str, Speed]]) -> None:
    columns = ("passages", "", "median", "p95", "index", "build")
    table = Table(*columns, title="A question, whole call", title_justify="left")
    for size, name, speed in found:
        place = "" if speed.size is None else f"{speed.size / 1e6:.1f} MB"
        took = "" if speed.build is None else f"{speed.build:.1f} s"
        table.add_row(f"{size:,}", name, f"{speed.median:.1f} ms", f"{speed.p95:.1f} ms", place, took)
    console.print(table)


def run(console: Console, corpus: Path, sizes: Sequence[int] = SIZES, halves: bool = False) -> None:
    """Measure and print everything. `halves` shows the development half too."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        kept = corpus_entries(corpus, folder / "kb")
        questions = load()
        reporting = [question for question in questions if question.reporting]
        title = f"Reporting half: {len(reporting)} questions, {len(kept)} entries"
        show_quality(console, title, qualities(kept, reporting, folder / "reporting"))
        if halves:
            development = [question for question in questions if not question.reporting]
            title = f"Development half: {len(development)} questions"
            show_quality(console, title, qualities(kept, development, folder / "development"))
        show_speed(console, speeds(kept, sizes, folder / "speed"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=list(SIZES))
    parser.add_argument("--halves", action="store_true")
    given = parser.parse_args()
    run(Console(), given.corpus, given.sizes, given.halves)


if __name__ == "__main__":
    main()
