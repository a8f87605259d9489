"""What a comparison reported, held against the written list of what truly changed.

A report answers an entry of the list when both its sides hold the entry's words; it counts where its type is the
entry's and its meaning one that the entry allows. Each entry is answered once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.diff.model import CLINICAL, Change, Meaning
from kb.diff.words import folded

UPPER = (Meaning.DOSE, Meaning.THRESHOLD, Meaning.NUMBER, Meaning.MODALITY)  # recall ≥ 98 %


@dataclass(frozen=True, slots=True)
class Truth:
    """An entry of the list: what stood before and stands after, its type, and the meanings it may be given."""

    type: str
    kind: str
    meanings: tuple[Meaning, ...]
    before: str | None
    after: str | None
    statements: tuple[str, ...]

    @property
    def meaning(self) -> Meaning:
        return self.meanings[0]


@dataclass(frozen=True, slots=True)
class Score:
    """`missed`: entries without a right answer; `wrong`: clinical reports that no entry explains."""

    found: Mapping[Meaning, int]
    total: Mapping[Meaning, int]
    missed: tuple[Truth, ...]
    right: int
    wrong: tuple[Change, ...]

    def recall(self, meanings: Iterable[Meaning]) -> float:
        chosen = list(meanings)
        return sum(self.found[m] for m in chosen) / max(1, sum(self.total[m] for m in chosen))

    @property
    def precision(self) -> float:
        """Of the reports with a clinical meaning, the share that is right."""
        return self.right / max(1, self.right + len(self.wrong))


def read_truths(path: Path) -> tuple[tuple[Truth, ...], dict[str, list[dict[str, Any]]]]:
    """The entries of a list of changes, and its other tables (`equivalent`, `front`, `renumbered`)."""
    record = tomllib.loads(path.read_text(encoding="utf-8"))
    truths = tuple(
        Truth(
            entry["type"],
            entry["kind"],
            (Meaning(entry["meaning"]), *map(Meaning, entry.get("also", ()))),
            entry.get("before"),
            entry.get("after"),
            tuple(entry.get("statements", ())),
        )
        for entry in record.pop("change")
    )
    return truths, record


def score(changes: Sequence[Change], truths: Sequence[Truth], record: Mapping[str, list[dict[str, Any]]]) -> Score:
    """How many entries were found, and which clinical reports are wrong."""
    free = list(changes)
    answered: dict[int, Change] = {}
    for strict in (True, False):  # first the answers in which all agrees, then those whose words agree
        for n, truth in enumerate(truths):
            if n in answered:
                continue
            exact = [c for c in free if says(c, truth) and (not strict or right(c, truth))]
            if exact:
                best = min(exact, key=lambda c: len((c.a or c.b).text) if (c.a or c.b) else 0)  # type: ignore[union-attr]
                answered[n] = best
                free.remove(best)
    found, total = dict.fromkeys(Meaning, 0), dict.fromkeys(Meaning, 0)
    missed = []
    for n, truth in enumerate(truths):
        total[truth.meaning] += 1
        if n in answered and right(answered[n], truth):
            found[truth.meaning] += 1
        else:
            missed.append(truth)
    good = {id(c) for n, c in answered.items() if right(c, truths[n])}
    clinical = [c for c in changes if c.meaning in CLINICAL]
    wrong = [c for c in clinical if id(c) not in good and not explained(c, truths, record)]
    return Score(found, total, tuple(missed), len(clinical) - len(wrong), tuple(wrong))


def says(change: Change, truth: Truth) -> bool:
    """Whether the change is about the words of the entry."""
    return holds(change.a and change.a.text, truth.before) and holds(change.b and change.b.text, truth.after)


def right(change: Change, truth: Truth) -> bool:
    return change.type.value == truth.type and change.meaning in truth.meanings


def explained(change: Change, truths: Sequence[Truth], record: Mapping[str, list[dict[str, Any]]]) -> bool:
    """Whether a report without an entry of its own repeats a statement of one, or is about the title block."""
    text = (change.b or change.a).text if (change.b or change.a) else ""  # type: ignore[union-attr]
    inside = any(holds(text, said) and len(bare(text)) <= len(bare(said)) + 4 for t in truths for said in t.statements)
    front = any(
        holds(text, entry[side]) for entry in record.get("front", ()) for side in ("before", "after") if side in entry
    )
    return inside or front


def holds(text: str | None, said: str | None) -> bool:
    if said is None or text is None:
        return said is None and not text
    return bare(said) in bare(text)


def bare(text: str) -> str:
    """The words as they are compared here: without markers of citations, punctuation and spaces."""
    plain = re.sub(r"\(\d+(?:[,–]\d+)*\)", "", text)
    return re.sub(r"[\s|.,;:()’'«»\"“”–-]", "", folded(plain))
