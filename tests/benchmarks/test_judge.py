"""The judge of a crowd finds what a lone reader is not shown, and the earlier build where the later was seen."""

from __future__ import annotations

import pytest

from benchmarks.judge import Shown, misled, short
from benchmarks.session import View

CHANGED, SAME = View("", "q=dose"), View("aide")
BEFORE, AFTER = {CHANGED: "8 Gy", SAME: "aide"}, {CHANGED: "20 Gy", SAME: "aide"}


def shown(*seen: tuple[View, str]) -> list[Shown]:
    """Screens one after the other, each asked for when the one before was whole."""
    return [Shown(at, what, start=n, end=n + 0.5) for n, (at, what) in enumerate(seen)]


def test_the_earlier_build_then_the_later_is_right() -> None:
    assert not misled(shown((CHANGED, "8 Gy"), (SAME, "aide"), (CHANGED, "20 Gy"), (SAME, "aide")), BEFORE, AFTER)


def test_the_earlier_build_is_right_for_who_asked_before_the_later_was_seen() -> None:
    late = Shown(CHANGED, "8 Gy", start=0.9, end=3)
    assert not misled([late, *shown((CHANGED, "8 Gy"), (CHANGED, "20 Gy"))], BEFORE, AFTER)


@pytest.mark.parametrize(
    "seen",
    [
        ((CHANGED, "8 Gy"), (CHANGED, "8 Gy et 20 Gy"), (CHANGED, "20 Gy")),
        ((CHANGED, "20 Gy"), (CHANGED, "8 Gy")),
        ((CHANGED, "20 Gy"), (SAME, "aide d’un autre")),
        ((CHANGED, "8 Gy"), (SAME, "aide")),
    ],
    ids=["both on a screen", "back to the earlier", "another's screen", "never the later"],
)
def test_what_no_reader_should_see_is_told(seen: tuple[tuple[View, str], ...]) -> None:
    assert len(misled(shown(*seen), BEFORE, AFTER)) == 1


def test_what_one_answered_elsewhere_is_no_difference() -> None:
    """A total that was worked out before is offered by a button, in place of a line."""
    assert short('<h1>a</h1>\n<p class="hand-on">Calculer : b</p>\n<p>c</p>') == short("<h1>a</h1>\n<p>c</p>")
    assert short("<h1>a</h1>") != short("<h1>b</h1>")
