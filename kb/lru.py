"""What was made last, kept ready within a bound. Safe between threads; knows nothing of what it keeps."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key, at most `bound` by weight; the longest unused go first."""

    def __init__(self, bound: int, weigh: Callable[[V], int] = lambda value: 1) -> None:
        self._bound = bound
        self._weigh = weigh
        self._weight = 0
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value under `key`, made now if it is not there; who asks meanwhile waits for it instead of making it too.

        What `make` raises is raised, and the next one tries again.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                value = make()
                with self._lock:
                    self._keep(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def _keep(self, key: K, value: V) -> None:
        self._kept[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._bound:
            self._weight -= self._weigh(self._kept.popitem(last=False)[1])

    @property
    def weight(self) -> int:
        """What is kept by now."""
        return self._weight
