"""Which label a work has in one source, and how a citation of it is printed.

Numbers follow from the reference lists, so they change by themselves when an edition adds or drops an entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .bibliography import surname
from .errors import UnknownWork
from .model import CitationStyle, Cite, Inlines, Mention, ReferenceList, Source, Text


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as it stands on the page: its words, and the works behind it."""

    text: str
    targets: tuple[str, ...]  # labels, or 1-based positions where entries have none
    status: str  # resolved, corrected, ambiguous, unresolved


class Citations:
    """The labels of one source's works."""

    def __init__(self, source: Source) -> None:
        self.style = source.front.citations
        self._works = source.works
        keys = [key for block in source.blocks if isinstance(block, ReferenceList) for key in block.keys]
        self._positions = {key: position for position, key in enumerate(keys, 1)}

    def position(self, key: str) -> int:
        """The 1-based place of a work in the bibliography."""
        if key not in self._positions:
            raise UnknownWork(key, "the source's own reference list")
        return self._positions[key]

    def label(self, key: str) -> str | None:
        """The number printed before the entry; None in an author–year bibliography."""
        return None if self.style is CitationStyle.AUTHOR_YEAR else str(self.position(key))

    def printed(self, cite: Cite) -> tuple[Printed, ...]:
        """One for a numeric bracket; one for each work of an author–year group."""
        if self.style is CitationStyle.AUTHOR_YEAR:
            return tuple(self._author_year(mention) for mention in cite.mentions)
        numbers = sorted(self.position(key) for mention in cite.mentions for key in mention.keys)
        return (Printed(self._numeric(numbers), tuple(map(str, numbers)), "resolved"),)

    def runs(self, inlines: Inlines) -> Iterator[Text]:
        """The words of `inlines` with every citation printed."""
        for run in inlines:
            if isinstance(run, Text):
                yield run
            elif self.style is CitationStyle.AUTHOR_YEAR:
                yield Text(f"({' ; '.join(part.text for part in self.printed(run))})")
            else:
                yield Text(self.printed(run)[0].text, raised=self.style is CitationStyle.SUPERSCRIPT)

    def plain(self, inlines: Inlines) -> str:
        """The same as plain text."""
        return "".join(run.text for run in self.runs(inlines))

    def _author_year(self, mention: Mention) -> Printed:
        targets = tuple(str(self.position(key)) for key in mention.keys)
        if not mention.keys:
            return Printed(mention.printed or "", targets, "unresolved")
        work = self._works[mention.keys[0]]
        right = f"{surname(work)}, {work.year}"
        if len(targets) > 1:
            return Printed(mention.printed or right, targets, "ambiguous")
        status = "corrected" if mention.printed not in (None, right) else "resolved"
        return Printed(mention.printed or right, targets, status)

    def _numeric(self, numbers: list[int]) -> str:
        joined = (", " if self.style is CitationStyle.BRACKETS else ",").join(_ranges(numbers))
        match self.style:
            case CitationStyle.PARENTHESES:
                return f"({joined})"
            case CitationStyle.BRACKETS:
                return f"[{joined}]"
        return joined


def _ranges(numbers: list[int]) -> Iterator[str]:
    """3, 4, 5, 9 → «3–5», «9»; two in a row stay two."""
    run: list[int] = []
    for number in [*numbers, None]:
        if run and number != run[-1] + 1:
            yield from [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
            run = []
        if number is not None:
            run.append(number)
