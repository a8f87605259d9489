"""What can be wrong in a source, said with its file and line.

TypesetError
├── MarkupError       the source does not parse     (file, line, why)
└── UnknownWork       a key that no entry of references.toml has
"""

from __future__ import annotations


class TypesetError(Exception):
    """A source that cannot be printed."""


class MarkupError(TypesetError):
    """A line of a source that means nothing."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}")


class UnknownWork(TypesetError):
    """A citation or a list names a work that is not in references.toml, or not in the source's list."""

    def __init__(self, key: str, where: str) -> None:
        super().__init__(f"work «{key}» is not in {where}")
