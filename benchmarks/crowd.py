"""Fifty people at once on one server: what each is shown, how long they wait, what each costs in memory.

    python -m benchmarks.crowd [--sessions 50] [--seconds 180]

Real sessions of Streamlit over websockets, on loopback, without a browser: each acts every 8 to 12 seconds at random
(asks, reads a page, opens a calculator, asks what only it would ask), while a new build is published half-way. Every
answer is held against the one that a single reader gets, and against the words of all the others.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.__main__ import CORPUS, QUESTIONS
from benchmarks.measure import family, resident
from benchmarks.start import serving
from kb.knowledge import KnowledgeBase, open_kb

MOST_MS = 300.0  # 95 of 100 reruns, on two cores
MOST_BYTES = 5 * 2**20  # a session after the first
PAUSE = (8.0, 12.0)  # seconds between two acts of one person
WARMING = 6  # acts of the first session before its memory is taken
LONGEST = 30.0  # seconds before an answer is given up
_PASSWORD = re.compile(r"zz[a-z]{8}zz")  # a word that one session alone asks for


@dataclass(frozen=True, slots=True)
class Act:
    """An address, and what must stand on the screen it leads to."""

    page: str
    query: str
    expected: str


@dataclass(slots=True)
class Seen:
    """What one session lived through: seconds of each rerun, and what was wrong."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Session:
    """One person's connection; the server knows it by nothing else."""

    def __init__(self, socket: ClientConnection, word: str) -> None:
        self.socket, self.word, self.seen = socket, word, Seen()
        self._hashes: dict[str, str] = {}

    async def act(self, act: Act) -> None:
        """Go to an address as a browser does, and look at all that comes back."""
        message = BackMsg()
        message.rerun_script.query_string = act.query
        message.rerun_script.page_name = act.page
        message.rerun_script.page_script_hash = self._hashes.get(act.page, "")
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        shown = html.unescape(re.sub(r"<[^>]*>", "", await asyncio.wait_for(self._screen(), LONGEST)))
        self.seen.seconds.append(time.perf_counter() - start)
        if act.expected not in shown:
            self.seen.wrong.append(f"{act.page}?{act.query}: «{act.expected}» is not shown")
        others = {word for word in _PASSWORD.findall(shown) if word != self.word}
        if others:
            self.seen.wrong.append(f"{act.page}?{act.query}: words of another session: {others}")

    async def _screen(self) -> str:
        parts: list[str] = []
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(await self.socket.recv(decode=False)))
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                parts.append(element.html.body if element.WhichOneof("type") == "html" else str(element))
            elif kind == "navigation":
                pages = message.navigation.app_pages
                self._hashes |= {"" if p.is_default else p.url_pathname: p.page_script_hash for p in pages}
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return " ".join(parts)


def run(console: Console, sessions: int, seconds: float) -> bool:
    """Print what the crowd lived through; whether every bound was kept."""
    with tempfile.TemporaryDirectory(prefix="sourcier-crowd-") as folder:
        kb = Path(folder) / "kb"
        _build(kb, wait=True)
        acts = _acts(kb)
        with serving(kb) as served:
            seen, per_session = asyncio.run(_crowd(served.address, kb, acts, sessions, seconds))
    took = [second * 1000 for each in seen for second in each.seconds]
    wrong = [line for each in seen for line in each.wrong]
    p95 = statistics.quantiles(took, n=20)[-1]
    table = Table(f"{sessions} sessions, {seconds:.0f} s, a build published half-way", "measured", "bound", "")
    rows = (
        ("wrong or foreign answers", f"{len(wrong)} of {len(took)}", "0", not wrong),
        ("a rerun, median", f"{statistics.median(took):.0f} ms", "", True),
        ("a rerun, 95th percentile", f"{p95:.0f} ms", f"≤ {MOST_MS:.0f} ms", p95 <= MOST_MS),
        ("memory of a session", f"{per_session / 2**20:.1f} MB", f"≤ {MOST_BYTES >> 20} MB", per_session <= MOST_BYTES),
    )
    for what, measured, bound, kept in rows:
        table.add_row(what, measured, bound, "" if not bound else "kept" if kept else "MISSED")
    console.print(table)
    for line in wrong[:10]:
        console.print(f"  {line}", markup=False)
    return all(kept for *_, kept in rows)


async def _crowd(
    address: str, kb: Path, acts: Sequence[Act], sessions: int, seconds: float
) -> tuple[list[Seen], float]:
    """What each session saw, and the bytes that each after the first has cost."""
    chance = random.Random(sessions)
    first = await _open(address, chance)
    for act in acts[:WARMING]:
        await first.act(act)
    before = _memory()
    everyone = [first, *[await _open(address, chance) for _ in range(sessions - 1)]]
    ends = time.perf_counter() + seconds
    lives = [asyncio.create_task(_live(each, acts, ends, random.Random(n))) for n, each in enumerate(everyone)]
    await asyncio.sleep(seconds / 2)
    publishing = _build(kb, wait=False)
    await asyncio.gather(*lives)
    if publishing.wait():
        raise RuntimeError("the build half-way failed")
    per_session = (_memory() - before) / max(1, sessions - 1)
    for each in everyone:
        await each.socket.close()
    return [each.seen for each in everyone], per_session


async def _open(address: str, chance: random.Random) -> Session:
    socket = await connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
    )
    word = "".join(chance.choice("bcdfghjklmnpqrstvwx") for _ in range(8))
    return Session(socket, f"zz{word}zz")


async def _live(session: Session, acts: Sequence[Act], ends: float, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))
    while time.perf_counter() < ends:
        own = Act("", urlencode({"q": session.word}), session.word)
        await session.act(chance.choice((*acts, *[own] * (len(acts) // 4))))
        await asyncio.sleep(chance.uniform(*PAUSE))


def _acts(kb: Path) -> list[Act]:
    """Questions, pages and calculators with what a single reader is shown there."""
    base = open_kb(kb)
    try:
        lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
        asked = [_asked(base, line) for line in lines if line and not line.startswith("#")]
        pages = [
            Act("lecture", urlencode({"doc": document.id, "page": 1 + n}), document.title)
            for document in base.documents()
            for n in range(min(3, document.editions[0].pages))
        ]
        counted = [
            Act("calculateurs", urlencode({"calc": each.id}), each.name) for each in base.calculators(False)[:12]
        ]
    finally:
        base.close()
    mixed = [*asked, *pages, *counted]
    random.Random(0).shuffle(mixed)
    return mixed


def _asked(base: KnowledgeBase, question: str) -> Act:
    found = base.search(question, limit=1).results
    text = found[0].entry.text.split("\n")[0].split(" | ")[0][:40] if found else question
    return Act("", urlencode({"q": question}), text)


def _build(kb: Path, *, wait: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cli", "build", str(CORPUS), "--kb", str(kb), "--force"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if wait and process.wait():
        raise RuntimeError("the corpus could not be built")
    return process


def _memory() -> int:
    """Bytes that the server holds: the processes that this one started, but for itself."""
    return sum(resident(each) for each in family(os.getpid())[1:])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180)
    chosen = parser.parse_args()
    sys.exit(0 if run(Console(), chosen.sessions, chosen.seconds) else 1)
