"""What drawing each screen again costs the server, for one session: the time of a rerun, first and later.

    python -m benchmarks.reruns

Addresses as a reader's links have them, over a real websocket on loopback, without a browser. Processor time is told
beside the clock's: on a busy machine it alone is the server's.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.acts import COMPARED, answered
from benchmarks.bounds import verdict
from benchmarks.corpus import built
from benchmarks.processes import processor
from benchmarks.server import Served, serving
from benchmarks.session import View, open_session, view
from kb.calculators.alongside import counterparts
from kb.calculators.model import Calculator, Kind
from kb.knowledge import KnowledgeBase, open_kb

MOST_MS = 150.0  # 95 of 100 reruns of each screen, one session
VISITS = 6  # of each address, after the first
PAGES = 5  # of the longest guideline
_QUESTIONS = ("dose de radiothérapie antalgique", "score de Mirels", "dénosumab insuffisance rénale")


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of one screen's reruns: the slowest first one, the later ones, the mean of the processor's."""

    first: float
    later: tuple[float, ...]
    processor: float

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.later, n=20, method="inclusive")[-1]


def reruns(kb: Path) -> dict[str, Took]:
    """The reruns of each screen on a server of their own."""
    with closing(open_kb(kb)) as base:
        screens = {name: tuple(found) for name, found in _screens(base)}
    with serving(kb) as served:
        return asyncio.run(_visit(served, screens))


def run(console: Console) -> bool:
    """Print each screen's reruns; whether the bound was kept."""
    with built() as kb:
        took = reruns(kb)
    table = Table("a rerun on the server (ms)", "first", "median", "p95", f"≤ {MOST_MS:.0f}", "processor")
    for name, each in took.items():
        told = [f"{value:.0f}" for value in (each.first, statistics.median(each.later), each.p95)]
        table.add_row(name, *told, verdict(each.p95 <= MOST_MS), f"{each.processor:.0f}")
    console.print(table)
    return all(each.p95 <= MOST_MS for each in took.values())


async def _visit(served: Served, screens: dict[str, tuple[View, ...]]) -> dict[str, Took]:
    took = {}
    async with await open_session(served.address) as session:
        for name, views in screens.items():
            first = max([(await session.go(at)).seconds for at in views])
            before = processor(served.pid)
            later = [(await session.go(at)).seconds for _ in range(VISITS) for at in views]
            spent = (processor(served.pid) - before) / len(later)
            took[name] = Took(first * 1000, tuple(second * 1000 for second in later), spent * 1000)
    return took


def _screens(base: KnowledgeBase) -> Iterator[tuple[str, Iterator[View]]]:
    """The addresses of each screen that are worth a look: usual ones, and those with the most to draw."""
    editions = [edition for document in base.documents() for edition in document.editions]
    longest = max(editions, key=lambda edition: edition.pages)
    several = [document for document in base.documents() if len(document.editions) > 1]
    yield "Recherche, empty", iter([View("")])
    yield "Recherche, a question", (view("", q=question) for question in _QUESTIONS)
    pages = range(1, min(PAGES, longest.pages) + 1)
    yield "Lecture", (view("lecture", doc=longest.document, edition=longest.label, page=str(page)) for page in pages)
    old = [view("lecture", doc=each.document, edition=each.label, page="2") for each in editions if not each.latest]
    yield "Lecture, superseded", iter(old)
    yield "Calculateurs", iter([View("calculateurs")])
    every = base.calculators(all_editions=True)
    scores = [each for each in base.calculators() if each.kind is Kind.SCORE and each.items]
    yield "Calculateurs, a score answered", (answered(score, _last(score)) for score in scores)
    yield "Calculateurs, two scores compared", _compared(scores, every)
    others = [each for each in base.calculators() if each.kind is not Kind.SCORE]
    yield "Calculateurs, the others", (view("calculateurs", calc=each.id) for each in others)
    yield "Tableaux", iter([View("tableaux")])
    yield "Comparer", (view("comparer", document=document.id) for document in several)
    yield "Concordance", iter([View("concordance"), view("concordance", q=COMPARED)])
    yield "Audit", (view("audit", document=document.id) for document in base.documents())
    yield "Bibliographie", iter([View("bibliographie")])
    yield "Bibliothèque", iter([View("bibliotheque")])
    yield "Recueil", iter([View("recueil")])
    yield "Aide", iter([View("aide")])


def _last(score: Calculator) -> dict[str, str]:
    """The last answer of each item."""
    return {item.key: item.options[-1].key for item in score.items}


def _compared(scores: Sequence[Calculator], every: Sequence[Calculator]) -> Iterator[View]:
    for score in scores:
        for other in counterparts(score, every)[:1]:
            yield answered(score, _last(score), other)


if __name__ == "__main__":
    sys.exit(0 if run(Console()) else 1)
