"""Answers that take long, worked out once a build and kept by the open knowledge base that gave them, within a bound.

A new build starts with none and takes none over. For frozen answers only: all sessions are given the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

from kb.knowledge import KnowledgeBase

V = TypeVar("V")
Key = TypeVarTuple("Key")


def per_build(
    most: int,
) -> Callable[[Callable[[KnowledgeBase, *Key], V]], Callable[[KnowledgeBase, *Key], V]]:
    """Keeps the `most` last used answers of a function of a knowledge base; its other arguments are their key."""

    def keeping(answer: Callable[[KnowledgeBase, *Key], V]) -> Callable[[KnowledgeBase, *Key], V]:
        @wraps(answer)
        def kept(base: KnowledgeBase, *key: *Key) -> V:
            found: V = base.kept(answer, most).get(key, lambda: answer(base, *key))
            return found

        return kept

    return keeping
