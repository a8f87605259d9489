"""The statements of two editions, paired: the same words first, then the likest, then what stands between them.

Pairing only: RapidFuzz says which statement may have become which, never what changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from kb.diff.lexicon import lexicon
from kb.diff.model import Kind
from kb.diff.sections import Outline
from kb.diff.statements import Statement, together

# Thresholds of likeness, 0 to 100, chosen on the written changes of the corpus (benchmarks/diff.py, 2026-11): between
# 50 and 58 the same pairs are found at home; far from home a statement must be plainly the same one.
AT_HOME = 54.0
BETWEEN_TWINS = 38.0  # alone with each other between two statements that are the same
ALONE = 45.0  # … that share one telling word and have no other neighbour without a twin
SAME_SUBJECT = 30.0  # … that say two telling words in a row alike
ELSEWHERE = 74.0
TELLING_ELSEWHERE = 5  # words: a shorter statement is no proof of having moved
MOST_PARTS = 4  # statements that may be one in the other edition
FARTHEST_PART = 3  # statements between two parts of one
BETTER_TOGETHER = 6.0  # by how much two statements must be liker to one than one of them is


_ENDS = (".", "!", "?", ";", ":")


@dataclass(frozen=True, slots=True)
class Pair:
    """Statements of `a` that say what statements of `b` say; more than one where they were joined or cut."""

    a: Statement
    b: Statement
    at_home: bool  # in sections that are one place of the text
    a_orders: tuple[int, ...]
    b_orders: tuple[int, ...]
    a_passages: tuple[str, ...]
    b_passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    pairs: tuple[Pair, ...]
    only_a: tuple[Statement, ...]
    only_b: tuple[Statement, ...]


def pair_statements(a: Sequence[Statement], b: Sequence[Statement], outline: Outline) -> Pairing:
    """Each statement with its twin, if it has one."""
    work = _Work(a, b, outline)
    work.equal(at_home=True)
    work.joined()
    work.equal(at_home=False)
    work.alike(AT_HOME, at_home=True)
    work.between()
    work.alike(ELSEWHERE, at_home=False)
    work.grown()
    work.equal(at_home=True, any_class=True)
    return work.done()


def likeness(a: Statement, b: Statement) -> float:
    """0 to 100: the mean of what characters and what telling words say, in their order."""
    characters = fuzz.ratio(a.plain, b.plain)
    first, second = _stems(a.plain), _stems(b.plain)
    if not first or not second:
        return float(characters)
    in_order = 100 * Indel.normalized_similarity(first, second)
    any_order = 100 * 2 * len({*first} & {*second}) / (len({*first}) + len({*second}))
    return (float(characters) + max(in_order, 0.95 * any_order)) / 2


@lru_cache(maxsize=1 << 14)
def _stems(plain: str) -> tuple[str, ...]:
    """The telling words, cut so that endings do not count."""
    known = lexicon()
    return tuple(known.synonyms.get(w, w)[:6] for w in plain.split() if w not in known.empty)


class _Work:
    """The pairing under way: who is free, and the pairs so far."""

    def __init__(self, a: Sequence[Statement], b: Sequence[Statement], outline: Outline) -> None:
        self.a, self.b, self.outline = a, b, outline
        self.a_twin: dict[int, int] = {}  # position in a → in b
        self.b_twin: dict[int, int] = {}
        self.a_part: dict[int, int] = {}  # position of a part → of the statement it was joined to
        self.b_part: dict[int, int] = {}

    def free_a(self) -> list[int]:
        return [i for i in range(len(self.a)) if i not in self.a_twin and i not in self.a_part]

    def free_b(self) -> list[int]:
        return [j for j in range(len(self.b)) if j not in self.b_twin and j not in self.b_part]

    def pair(self, i: int, j: int) -> None:
        self.a_twin[i], self.b_twin[j] = j, i

    def home(self, i: int, j: int) -> bool:
        return self.outline.same(self.a[i].section, self.b[j].section)

    def equal(self, at_home: bool, any_class: bool = False) -> None:
        """The same words; at home, then anywhere if they are enough to be no chance."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for j in self.free_b():
            waiting[self.b[j].loose].append(j)
        for i in self.free_a():
            statement = self.a[i]
            if not at_home and len(statement.words) < TELLING_ELSEWHERE:
                continue
            for j in waiting.get(statement.loose, ()):
                alike = any_class or _class(statement.kind) == _class(self.b[j].kind)
                if alike and (not at_home or self.home(i, j)):
                    self.pair(i, j)
                    waiting[statement.loose].remove(j)
                    break

    def joined(self) -> None:
        """Several statements of one edition that are one of the other, word for word."""
        self._joined(self.a, self.b, self.free_a(), self.free_b(), self.home, self.a_part, self.pair)
        self._joined(
            self.b, self.a, self.free_b(), self.free_a(), lambda j, i: self.home(i, j), self.b_part,
            lambda j, i: self.pair(i, j),
        )  # fmt: skip

    @staticmethod
    def _joined(
        many: Sequence[Statement],
        single: Sequence[Statement],
        free: Sequence[int],
        free_single: Sequence[int],
        home: Callable[[int, int], bool],
        parts: dict[int, int],
        pair: Callable[[int, int], None],
    ) -> None:
        whole: dict[str, list[int]] = defaultdict(list)
        for j in free_single:
            whole[single[j].loose].append(j)
        known = set(free)
        for i in free:
            if i in parts:
                continue
            run = many[i].loose
            for k in range(i + 1, i + MOST_PARTS):
                if k not in known or k in parts:
                    break
                run += many[k].loose
                found = [j for j in whole.get(run, ()) if home(i, j)]
                if found:
                    pair(i, found[0])
                    whole[run].remove(found[0])
                    parts.update(dict.fromkeys(range(i + 1, k + 1), i))
                    break

    def alike(self, least: float, at_home: bool) -> None:
        """The likest pairs of what is free, best first."""
        ranked: list[tuple[float, int, int]] = []
        free_a, free_b = self.free_a(), self.free_b()
        if not free_a or not free_b:
            return
        for i in free_a:
            for j in free_b:
                if self.home(i, j) != at_home or not self._may(i, j, at_home):
                    continue
                if not fuzz.ratio(self.a[i].plain, self.b[j].plain, score_cutoff=least / 2):
                    continue
                score = likeness(self.a[i], self.b[j])
                if score >= least:
                    ranked.append((score + self._neighbours(i, j), i, j))
        for _, i, j in sorted(ranked, key=lambda found: (-found[0], found[1], found[2])):
            if i not in self.a_twin and j not in self.b_twin:
                self.pair(i, j)

    def _may(self, i: int, j: int, at_home: bool) -> bool:
        a, b = self.a[i], self.b[j]
        if _class(a.kind) != _class(b.kind):
            return False
        return at_home or min(len(a.words), len(b.words)) >= TELLING_ELSEWHERE

    def _neighbours(self, i: int, j: int) -> float:
        """A little more for statements that follow twins, or come before them."""
        before = self.a_twin.get(i - 1) == j - 1 and i > 0 and j > 0
        return 3.0 * before + 3.0 * (self.a_twin.get(i + 1) == j + 1)

    def between(self) -> None:
        """What stands between the same twins in both editions and shares some of its words, best pairs first."""
        ranked = []
        for i in self.free_a():
            low, high = self._reach(i)
            others = list(range(*self._free_run(i)))
            for j in range(low, high):
                if j in self.b_twin or j in self.b_part or not self.home(i, j) or not self._may(i, j, at_home=True):
                    continue
                alone = len(others) == 1 and sum(n not in self.b_twin for n in range(low, high)) == 1
                score = likeness(self.a[i], self.b[j])
                least = SAME_SUBJECT if self._subject(i, j) else BETWEEN_TWINS
                if score >= least and self._share(i, j, alone):
                    ranked.append((score, i, j))
        for _, i, j in sorted(ranked, key=lambda found: -found[0]):
            if i not in self.a_twin and j not in self.b_twin:
                self.pair(i, j)

    def _free_run(self, i: int) -> tuple[int, int]:
        """The free statements of `a` around position i, as a range."""
        low = high = i
        while low - 1 >= 0 and low - 1 not in self.a_twin and low - 1 not in self.a_part:
            low -= 1
        while high + 1 < len(self.a) and high + 1 not in self.a_twin and high + 1 not in self.a_part:
            high += 1
        return low, high + 1

    def _reach(self, i: int) -> tuple[int, int]:
        """The range of `b` between the twins of what surrounds position i of `a`; empty where they are out of order."""
        low, high = self._free_run(i)
        before, after = self.a_twin.get(low - 1), self.a_twin.get(high)
        if before is None and after is None:
            return 0, 0
        if before is None:
            before = next((n for n in range(after - 1, -1, -1) if n in self.b_twin), -1) if after is not None else -1
        if after is None:
            after = next((n for n in range(before + 1, len(self.b)) if n in self.b_twin), len(self.b))
        return before + 1, after

    def _share(self, i: int, j: int, alone: bool) -> bool:
        """Whether they have two telling words in common, or one where nothing else is near."""
        first, second = _stems(self.a[i].plain), _stems(self.b[j].plain)
        common = {*first} & {*second}
        if len(common) >= 2 or (alone and first[:1] == second[:1] and bool(first)):
            return True
        return alone and bool(common) and likeness(self.a[i], self.b[j]) >= ALONE

    def _subject(self, i: int, j: int) -> bool:
        """Whether both say the same two telling words in a row: «séance unique»."""
        first, second = _stems(self.a[i].plain), _stems(self.b[j].plain)
        return bool({*pairwise(first)} & {*pairwise(second)})

    def grown(self) -> None:
        """A free statement beside a pair that the twin has taken in: «X. Y.» became «X et Y.»."""
        for i in self.free_a():
            for k in _near(i):
                j = self.a_twin.get(k)
                if j is None or not _run_on(self.a, k, i) or self.a[k].loose == self.b[j].loose:
                    continue
                if _gains(self.a, k, i, self.b[j]):
                    self.a_part[i] = k
                    break
        for j in self.free_b():
            for k in _near(j):
                i = self.b_twin.get(k, -1)
                if i < 0 or not _run_on(self.b, k, j) or self.b[k].loose == self.a[i].loose:
                    continue
                if _gains(self.b, k, j, self.a[i]):
                    self.b_part[j] = k
                    break

    def done(self) -> Pairing:
        pairs = []
        for i, j in sorted(self.a_twin.items()):
            mine = sorted([i, *(n for n, of in self.a_part.items() if of == i)])
            theirs = sorted([j, *(n for n, of in self.b_part.items() if of == j)])
            first = together([self.a[n] for n in mine])
            second = together([self.b[n] for n in theirs])
            passages = _passages(self.a, mine), _passages(self.b, theirs)
            pairs.append(Pair(first, second, self.home(i, j), tuple(mine), tuple(theirs), *passages))
        only_a = tuple(self.a[i] for i in self.free_a())
        return Pairing(tuple(pairs), only_a, tuple(self.b[j] for j in self.free_b()))


def _passages(of: Sequence[Statement], parts: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(of[n].passage or "" for n in parts))


def _near(at: int) -> tuple[int, ...]:
    """Positions around `at`, nearest first: a caption may stand between the parts of a statement."""
    return tuple(at + step for far in range(1, FARTHEST_PART + 1) for step in (-far, far))


def _run_on(of: Sequence[Statement], k: int, extra: int) -> bool:
    """Whether two neighbours may be parts of one statement: of one passage, or cut where no sentence ends."""
    first, second = sorted((k, extra))
    if of[first].passage == of[second].passage:
        return second == first + 1
    return of[first].section == of[second].section and not of[first].text.text.rstrip().endswith(_ENDS)


def _gains(of: Sequence[Statement], k: int, extra: int, twin: Statement) -> bool:
    """Whether `twin` is clearly liker to statement `k` and its neighbour `extra` than to `k` alone."""
    both = together([of[n] for n in sorted((k, extra))])
    return likeness(both, twin) >= likeness(of[k], twin) + BETTER_TOGETHER


def _class(kind: Kind) -> str:
    return "caption" if kind is Kind.CAPTION else "said"
