"""Fifty people at once on one server: what each is shown, how long they wait, what each costs in memory.

    python -m benchmarks.crowd [--sessions 50] [--seconds 180]

Real sessions of Streamlit over websockets, on loopback, without a browser: each acts every 8 to 12 seconds at random
(asks, reads, calculates, lists and compares, sets passages aside), while a build that answers differently is published
half-way. What each is shown must be, letter by letter and picture by picture, what a lone reader of the one build or of
the other is shown: the earlier until the later was first seen, then the later. What the lone reader is shown must hold
what the knowledge base answers. What a person has written or set aside is shown to nobody else.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.acts import Facts, calculating, listing, reading, searching
from benchmarks.bounds import Line
from benchmarks.corpus import CORPUS, build_command, built, questions
from benchmarks.judge import Shown, alone, misled, short
from benchmarks.processes import resident
from benchmarks.server import Served, serving
from benchmarks.session import Screen, Session, View, open_session, view
from kb.knowledge import open_kb

MOST_MS = 300.0  # 95 of 100 reruns, on two cores
MOST_BYTES = 5 * 2**20  # a session after the first
LONGEST_BUILD = 600.0  # seconds: some ten on a quiet machine
PAUSE = (8.0, 12.0)  # seconds between two acts of one person
# How often each is done, of 20 acts: most people ask and read.
_SEARCH, _READ, _CALCULATE, _LIST, _WRITE, _SET_ASIDE = range(6)
_OFTEN = {_SEARCH: 6, _READ: 5, _CALCULATE: 4, _LIST: 2, _WRITE: 2, _SET_ASIDE: 1}
_WORD = re.compile(r"zz[a-z]{8}zz")  # what one session alone asks for
_SEEN = re.compile(r"(\d+)\s+éléments?")


@dataclass(slots=True)
class Person:
    """A session, the word that only it asks for, the passages that only it sets aside, and what it lived through."""

    session: Session
    word: str
    passages: list[tuple[View, str]]
    aside: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def look(self, at: View) -> None:
        """Open an address that everybody may open."""
        start = time.perf_counter()
        screen = self._timed(await self.session.go(at))
        self.shown.append(Shown(at, short(screen.code), start, time.perf_counter()))

    async def ask_own(self) -> None:
        """Write a word that nobody else knows into the box of the search."""
        screen = self._timed(await self.session.go(View("")))
        box = screen.widget("text_input", "Question")
        if box is None:
            self.wrong.append("the box of the search is not there")
            return
        screen = self._timed(await self.session.write(box, self.word))
        if self.word not in screen.text:
            self.wrong.append(f"{self.word} was asked, and another question answered")

    async def set_aside(self) -> None:
        """Collect a passage that nobody else collects, and look at the collection."""
        if not self.passages:
            return
        at, text = self.passages.pop()
        screen = self._timed(await self.session.go(at))
        button = screen.widget("button", "Ajouter au recueil")
        if button is None:
            self.wrong.append(f"{at.query}: the passage cannot be set aside")
            return
        self._timed(await self.session.press(button))
        self.aside.append(text)
        screen = self._timed(await self.session.go(View("recueil")))
        counted = _SEEN.search(screen.text)
        if counted is None or int(counted[1]) != len(self.aside) or any(each not in screen.text for each in self.aside):
            self.wrong.append(f"the collection holds {counted and counted[1]} of {len(self.aside)} passages")

    def _timed(self, screen: Screen) -> Screen:
        self.milliseconds.append(screen.seconds * 1000)
        foreign = set(_WORD.findall(screen.text)) - {self.word}
        if foreign:
            self.wrong.append(f"words of another session: {foreign}")
        return screen


@dataclass(frozen=True, slots=True)
class Lived:
    """What the crowd lived through; the bytes that each session after the first costs, and those of the new build."""

    people: Sequence[Person]
    bytes_each: float
    bytes_build: int


def run(console: Console, sessions: int, seconds: float) -> bool:
    """Print what the crowd lived through; whether every bound was kept."""
    with built() as later, _earlier_texts(later) as corpus, built(corpus) as kb:
        facts = [_facts(later), _facts(kb)]
        views = sorted({at for each in facts for at in each})
        after, before = (alone(place, views, told) for place, told in zip((later, kb), facts, strict=True))
        kinds = _kinds(views)
        with serving(kb) as served:
            lived = asyncio.run(_crowd(served, kb, kinds, sessions, seconds))
    wrong = [line for person in lived.people for line in person.wrong]
    wrong += misled([each for person in lived.people for each in person.shown], before, after)
    took = [each for person in lived.people for each in person.milliseconds]
    p95 = statistics.quantiles(took, n=20)[-1]
    each = lived.bytes_each
    table = Table(f"{sessions} sessions, {seconds:.0f} s, a build published half-way", "measured", "bound", "")
    lines = (
        Line("wrong, mixed or foreign answers", f"{len(wrong)} of {len(took)}", "0", not wrong),
        Line("a rerun, median", f"{statistics.median(took):.0f} ms"),
        Line("a rerun, 95th percentile", f"{p95:.0f} ms", f"≤ {MOST_MS:.0f} ms", p95 <= MOST_MS),
        Line("memory of a session", f"{each / 2**20:.1f} MB", f"≤ {MOST_BYTES >> 20} MB", each <= MOST_BYTES),
        Line("memory of the new build, beside the old one", f"{lived.bytes_build / 2**20:.0f} MB"),
    )
    for line in lines:
        table.add_row(*line.cells)
    console.print(table)
    changed = sum(before[at] != after[at] for at in views)
    console.print(f"{len(views)} addresses, {changed} of which the new build answers otherwise")
    for complaint in wrong[:10]:
        console.print(f"  {complaint}", markup=False)
    return all(line.kept is not False for line in lines) and changed > 0


async def _crowd(served: Served, kb: Path, kinds: Sequence[Sequence[View]], sessions: int, seconds: float) -> Lived:
    chance = random.Random(sessions)
    passages = _passages(kb)
    async with AsyncExitStack() as stack:

        async def arrive(n: int) -> Person:
            session = await stack.enter_async_context(await open_session(served.address))
            word = "".join(chance.choices("bcdfghjklmnpqrstvwx", k=8))
            return Person(session, f"zz{word}zz", passages[n::sessions])

        first = await arrive(0)
        for each in kinds:  # what all share is there before memory is looked at
            for at in each:
                await first.session.go(at)
        before = resident(served.pid)
        people = [first, *[await arrive(n) for n in range(1, sessions)]]
        over = asyncio.Event()
        lives = [asyncio.create_task(_live(each, kinds, over, random.Random(n))) for n, each in enumerate(people)]
        ends = time.perf_counter() + seconds
        await asyncio.sleep(seconds / 2)
        half = resident(served.pid)
        await asyncio.to_thread(_publish, kb)
        await asyncio.sleep(max(ends - time.perf_counter(), 2 * PAUSE[1]))  # on a slow machine, until all have seen it
        over.set()
        await asyncio.gather(*lives)
        return Lived(people, (half - before) / max(1, sessions - 1), resident(served.pid) - half)


async def _live(person: Person, kinds: Sequence[Sequence[View]], over: asyncio.Event, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))
    while not over.is_set():
        what = chance.choices(list(_OFTEN), list(_OFTEN.values()))[0]
        try:
            if what == _WRITE:
                await person.ask_own()
            elif what == _SET_ASIDE:
                await person.set_aside()
            else:
                await person.look(chance.choice(kinds[what]))
        except TimeoutError:
            person.wrong.append("an answer was given up")
        await asyncio.sleep(chance.uniform(*PAUSE))


def _facts(kb: Path) -> Facts:
    with closing(open_kb(kb)) as base:
        return searching(base, questions()) | reading(base) | calculating(base) | listing(base)


def _kinds(views: Sequence[View]) -> tuple[Sequence[View], ...]:
    """The addresses by what is done there, in the order of `_OFTEN`."""
    asked = [at for at in views if at.page == ""]
    read = [at for at in views if at.page == "lecture"]
    calculated = [at for at in views if at.page == "calculateurs"]
    return asked, read, calculated, [at for at in views if at.page not in ("", "lecture", "calculateurs")]


def _passages(kb: Path) -> list[tuple[View, str]]:
    """Passages that stand in both builds, each once, with the address that opens it."""
    with closing(open_kb(kb)) as base:
        editions = [edition for document in base.documents() for edition in document.editions[1:] or document.editions]
        found: dict[str, View] = {}
        for edition in editions:
            for each in base.show_json(edition.document, edition.label)["passages"]:
                if each["kind"] == "paragraph":
                    at = view("lecture", doc=edition.document, edition=edition.label, passage=each["id"])
                    found.setdefault(each["text"], at)
    return [(at, text) for text, at in found.items()]


@contextmanager
def _earlier_texts(later: Path) -> Iterator[Path]:
    """The corpus as it was before: under the names of the latest editions, the texts of those before them."""
    with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as name:
        corpus = Path(shutil.copytree(CORPUS, name, dirs_exist_ok=True))
        with closing(open_kb(later)) as base:
            for document in base.documents():
                if len(document.editions) > 1:
                    newest, before = (corpus / edition.file for edition in document.editions[:2])
                    shutil.copyfile(before, newest)
        yield corpus


def _publish(kb: Path) -> None:
    """Build the corpus as it is into `kb`: on any core and unwatched, for it is the server that is measured."""
    command = build_command(CORPUS, kb, "--force")
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=LONGEST_BUILD)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180)
    chosen = parser.parse_args()
    sys.exit(0 if run(Console(), chosen.sessions, chosen.seconds) else 1)
