"""What people leave behind who come, look at some screens and go: the server's memory after each round of them.

    python -m benchmarks.visitors [--sessions 100] [--rounds 4]

Streamlit holds on to a closed session for two minutes, to at most 128 of them: from then on they leave next to nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from itertools import pairwise

from rich.console import Console
from rich.table import Table

from benchmarks.bounds import verdict
from benchmarks.corpus import built
from benchmarks.processes import resident
from benchmarks.server import Served, serving
from benchmarks.session import View, open_session, view

MOST_BYTES = 256 * 1024  # of each session after the first round: what Python and the allocator give back later
_LOOKED_AT = (View(""), view("", q="dose de radiothérapie antalgique"), View("calculateurs"), View("tableaux"))


async def _visits(served: Served, sessions: int, rounds: int) -> list[int]:
    """Bytes that the server holds at first, and after each round of sessions."""
    await _visit(served.address)  # what all share is there from now on
    held = [resident(served.pid)]
    for _ in range(rounds):
        for _ in range(sessions):
            await _visit(served.address)
        held.append(resident(served.pid))
    return held


async def _visit(address: str) -> None:
    async with await open_session(address) as session:
        for at in _LOOKED_AT:
            await session.go(at)


def run(console: Console, sessions: int, rounds: int) -> bool:
    """Print the memory after each round; whether those after the first keep within the bound."""
    with built() as kb, serving(kb) as served:
        held = asyncio.run(_visits(served, sessions, rounds))
    table = Table("sessions that came and went", "the server holds", "more for each")
    table.add_row("1", f"{held[0] / 2**20:.0f} MB", "")
    more = [(after - before) / sessions for before, after in pairwise(held)]
    for n, each in enumerate(more, 1):
        table.add_row(str(1 + n * sessions), f"{held[n] / 2**20:.0f} MB", f"{each / 1024:.0f} KB")
    console.print(table)
    later = (held[-1] - held[1]) / (sessions * max(1, rounds - 1))
    kept = later <= MOST_BYTES
    told = f"{later / 1024:.0f} KB (≤ {MOST_BYTES // 1024} KB: {verdict(kept)})"
    console.print(f"a session after the first round leaves {told}")
    return kept


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=4)
    chosen = parser.parse_args()
    sys.exit(0 if run(Console(), chosen.sessions, chosen.rounds) else 1)
