"""The same answers given to two scores: what each makes of them, and which weight or cut-off moved the verdict.

Pairs items and options as `editions` does; an answer that the other score does not offer is left out and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.calculators.editions import counterpart, pairs
from kb.calculators.model import Band, Calculator, Result, Status
from kb.calculators.run import prepare, run


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item of either score: the answer's words and points on each side, None where it is not asked or offered."""

    item: str
    a: tuple[str, float] | None
    b: tuple[str, float] | None

    @property
    def moved(self) -> bool:
        """Whether the two sides count it otherwise."""
        return (self.a[1] if self.a else None) != (self.b[1] if self.b else None)


@dataclass(frozen=True, slots=True)
class Alongside:
    """Two scores on the same answers. `unanswered` are labels of the items of `b` that no answer fits."""

    a: Calculator
    b: Calculator
    results: tuple[Result, Result]
    answers: Mapping[str, str]  # of `b`, by key
    weighed: tuple[Weighed, ...]
    unanswered: tuple[str, ...]


def counterparts(score: Calculator, others: Sequence[Calculator]) -> tuple[Calculator, ...]:
    """The scores of other documents and editions that ask the same as `score`, at most one an edition, as ordered."""
    editions: dict[tuple[str | None, str | None], list[Calculator]] = {}
    for other in others:
        if other.status is not Status.REFUSED and (other.document, other.edition) != (score.document, score.edition):
            editions.setdefault((other.document, other.edition), []).append(other)
    found = (counterpart(score, of) for of in editions.values())
    return tuple(each for each in found if each is not None)


def alongside(a: Calculator, b: Calculator, answers: Mapping[str, str]) -> Alongside:
    """What `a` and `b` make of `answers`, option keys of `a` by item key. Raises CallError as `run` does."""
    carried: dict[str, str] = {}
    weighed: list[Weighed] = []
    paired = {pair.a.key: pair for pair in pairs(a.items, b.items)}
    for item in a.items:
        option = next((o for o in item.options if o.key == answers.get(item.key)), None)
        if option is None:
            continue
        pair = paired.get(item.key)
        twin = next((y for x, y in pair.options if x.key == option.key), None) if pair else None
        if pair is not None and twin is not None:
            carried[pair.b.key] = twin.key
        there = (twin.label, twin.points or 0.0) if twin else None
        weighed.append(Weighed(item.label, (option.label, option.points or 0.0), there))
    unanswered = tuple(item.label for item in b.items if item.key not in carried)
    results = run(prepare(a), answers), run(prepare(b), carried)
    return Alongside(a, b, results, carried, tuple(weighed), unanswered)


def reasons(both: Alongside) -> tuple[str, ...]:
    """What moved the verdict, as kinds: «points», «bands», «items»; () where the verdicts are the same."""
    first, second = both.results
    if not (first.complete and second.complete) or _same(first.band, second.band):
        return ()
    found = []
    if any(each.moved for each in both.weighed):
        found.append("points")
    if both.unanswered or any(each.b is None for each in both.weighed):
        found.append("items")
    if _spans(both.a.bands) != _spans(both.b.bands):
        found.append("bands")
    return tuple(found) or ("words",)


def _same(a: Band | None, b: Band | None) -> bool:
    if a is None or b is None:
        return a is b
    return a.label.casefold() == b.label.casefold()


def _spans(bands: Iterable[Band]) -> list[tuple[float | None, float | None]]:
    return [(band.low, band.high) for band in bands]
