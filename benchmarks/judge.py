"""What a session may be shown while a build is published: what a lone reader is shown of the one build or of the other.

Knows addresses and digests of screens; makes no crowd and measures nothing.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.acts import Facts
from benchmarks.server import serving
from benchmarks.session import View, open_session

# What the same address shows otherwise for a good reason: whether a passage is verified by now, and what the session
# has answered in other calculators.
_CHANGING = re.compile(
    r'<span class="chip (?:verified|doubtful)".*?</span>|<p class="hand-on">.*?</p>|href="/calculateurs[^"]*"'
)
Known = Mapping[View, str]  # what a lone reader is shown at each address, in short


@dataclass(frozen=True, slots=True)
class Shown:
    """That a session was shown `what` at an address, asked for at `start` and whole at `end` (seconds of the clock)."""

    view: View
    what: str
    start: float
    end: float


def alone(kb: Path, views: Sequence[View], facts: Facts) -> Known:
    """What a lone reader is shown. Raises RuntimeError where that is not what the knowledge base answers."""
    with serving(kb) as served:
        return asyncio.run(_read(served.address, views, facts))


def misled(shown: Sequence[Shown], before: Known, after: Known) -> list[str]:
    """What no lone reader is shown, or shows the earlier build to who asked after the later was seen."""
    wrong = [_told(each) for each in shown if each.what not in (before[each.view], after[each.view])]
    telling = [each for each in shown if before[each.view] != after[each.view]]
    published = min((each.end for each in telling if each.what == after[each.view]), default=float("inf"))
    late = [each for each in telling if each.what == before[each.view] and each.start > published]
    wrong += [f"{_told(each)}, for the new build was seen before" for each in late]
    if published == float("inf"):
        wrong.append("nobody has seen the new build")
    return wrong


def short(code: str) -> str:
    """A digest of what is drawn, but for what may differ between two readers of one build."""
    kept = "".join(_CHANGING.sub("", code).splitlines())  # nor the line on which what is left out stood
    return sha256(kept.encode()).hexdigest()


async def _read(address: str, views: Sequence[View], facts: Facts) -> Known:
    found = {}
    async with await open_session(address) as session:
        for at in views:
            screen = await session.go(at)
            missing = [fact for fact in facts.get(at, ()) if _plain(fact) not in _plain(screen.text)]
            if missing:
                raise RuntimeError(f"{at}: «{missing[0]}» is not shown")
            found[at] = short(screen.code)
    return found


def _told(shown: Shown) -> str:
    return f"{shown.view}: not what a lone reader is shown"


def _plain(text: str) -> str:
    """Without the differences of spaces."""
    return " ".join(text.split())
