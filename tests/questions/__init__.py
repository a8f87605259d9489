"""The question set: what a resident types, and what the right passage must hold.

One half (`DEVELOPMENT`, by a fixed hash of the question) served to choose the weights of the ranking and the threshold
of abstention; the other (`REPORTING`) is only measured.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kb.search.tokens import fold

FILE = Path(__file__).parent / "questions.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """`documents` and `right` are empty for a question that nothing answers."""

    text: str
    documents: tuple[str, ...]
    right: str
    how: str

    @property
    def answerable(self) -> bool:
        return bool(self.right)

    @property
    def reporting(self) -> bool:
        """Whether it belongs to the half that nothing was chosen on."""
        return sha256(self.text.encode()).digest()[0] % 2 == 1

    def is_answered_by(self, document: str, text: str) -> bool:
        """Whether the passage is a right one."""
        plain = " ".join(fold(text).replace("’", "'").split())
        return document in self.documents and re.search(self.right, plain, re.DOTALL) is not None


def load(file: Path = FILE) -> tuple[Question, ...]:
    """All questions, those without an answer last."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    asked = [
        Question(q["q"], tuple(q["docs"].split("|")), q["right"], q.get("how", "plain")) for q in data["questions"]
    ]
    return (*asked, *(Question(text, (), "", "out") for text in data["out_of_scope"]))


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a ranking answered; shares from 0 to 1."""

    questions: int
    hit_at_1: float
    hit_at_3: float
    mrr_at_10: float
    abstained: float  # of the questions without an answer
    wrongly_abstained: float  # of the others


def quality(ranks: Iterable[tuple[Question, int | None, bool]]) -> Quality:
    """From (question, rank of the first right passage among ten, whether anything was answered)."""
    found = list(ranks)
    asked = [(rank, answered) for question, rank, answered in found if question.answerable]
    out = [answered for question, _, answered in found if not question.answerable]
    total = max(1, len(asked))
    return Quality(
        len(asked),
        sum(rank == 1 for rank, _ in asked) / total,
        sum(rank is not None and rank <= 3 for rank, _ in asked) / total,
        sum(1 / rank for rank, _ in asked if rank) / total,
        sum(not answered for answered in out) / max(1, len(out)),
        sum(not answered for _, answered in asked) / total,
    )
