"""An edition → the statements that are compared: sentences, items of recommendation boxes, captions.

Tables are compared cell by cell and entries of the bibliography work by work: neither is here. Nothing is paired here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.model import Citation, Dose, Guideline, Passage, PassageKind, PrintedText, Quantity, Strength, join
from ingest.statements.sentences import sentences
from kb.diff.lexicon import lexicon
from kb.diff.model import Kind
from kb.diff.words import Word, folded, loose, marker_length, words

_LABEL = re.compile(
    r"\s*([^\W\d_]+)\.?\s*(?:n[°o]\s*)?(?:[\dA-Z]+(?:[.-]\d+)*|[IVXLC]+)?\s*(?:[.:–—|-]\s*)+", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]{2}")  # raised digits are letters to Python
_LABEL_ALONE = re.compile(r"\s*([^\W\d_]+)\.?\s*(?:n[°o]\s*)?\d+(?:[.-]\d+)*\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a statement cites: names of works, and the markers as printed where they are names and years."""

    works: frozenset[str]
    printed: tuple[str, ...]
    known: bool  # every marker leads to an entry

    def __or__(self, other: Cited) -> Cited:
        return Cited(self.works | other.works, self.printed + other.printed, self.known and other.known)


NOTHING_CITED = Cited(frozenset(), (), True)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something an edition says. `text` is as printed; offsets of words, quantities and doses count from its start.

    `strength` is what it recommends, None for nothing. `order` counts the statements of the edition.
    """

    kind: Kind
    section: str | None
    passage: str | None
    order: int
    text: PrintedText
    words: tuple[Word, ...]
    loose: str
    quantities: tuple[Quantity, ...] = ()
    doses: tuple[Dose, ...] = ()
    cited: Cited = NOTHING_CITED
    strength: Strength | None = None
    front: bool = False  # before the first section: the title block
    markers: tuple[tuple[int, int], ...] = ()  # where its citations stand

    def shifted(self, by: int) -> Statement:
        """The same with its words, quantities and doses `by` characters further on."""
        return replace(
            self,
            words=tuple(w._replace(start=w.start + by, end=w.end + by) for w in self.words),
            quantities=tuple(replace(q, start=q.start + by, end=q.end + by) for q in self.quantities),
            doses=tuple(replace(d, start=d.start + by, end=d.end + by) for d in self.doses),
            markers=tuple((s + by, e + by) for s, e in self.markers),
        )

    @property
    def plain(self) -> str:
        """Its words with single spaces between."""
        return " ".join(word.norm for word in self.words)


class Layers:
    """The citations, quantities, doses and strengths of an edition by passage. Made once, then only read."""

    def __init__(self, guideline: Guideline, names: Mapping[str, str]) -> None:
        self.names = names
        self.citations: Mapping[str, list[Citation]] = _by_passage(guideline.citations)
        self.quantities: Mapping[str, list[Quantity]] = _by_passage(guideline.quantities)
        self.doses: Mapping[str, list[Dose]] = _by_passage(guideline.doses)
        self.strengths = {(r.passage, r.text.text.strip()): r.strength for r in guideline.recommendations}
        self.orders = {r.passage: r.strength for r in guideline.recommendations}

    def statement(
        self, kind: Kind, passage: Passage, start: int, end: int, order: int, front: bool = False
    ) -> Statement | None:
        """The statement at `start:end` of the passage, or None where it has no word."""
        text = passage.text[start:end]
        cited = [c for c in self.citations.get(passage.id, ()) if c.start < end and start < c.end]
        found = words(text.text, ((c.start - start, c.end - start) for c in cited))
        if not found and not cited:
            return None
        strength = self._strength(passage, text.text)
        return Statement(
            kind,
            passage.section,
            passage.id,
            order,
            text,
            found,
            loose(found),
            tuple(
                replace(q, start=q.start - start, end=q.end - start)
                for q in self.quantities.get(passage.id, ())
                if start <= q.start and q.end <= end
            ),
            tuple(
                replace(d, start=d.start - start, end=d.end - start)
                for d in self.doses.get(passage.id, ())
                if start <= d.start and d.end <= end
            ),
            self.cited(cited),
            strength,
            front,
            tuple((max(0, c.start - start), min(end, c.end) - start) for c in cited),
        )

    def cited(self, citations: Sequence[Citation]) -> Cited:
        works = frozenset(self.names.get(target, f"?{target}") for c in citations for target in c.targets)
        printed = tuple(_name_and_year(c.text.text) for c in citations if _NAME.search(c.text.text))
        return Cited(works, printed, all(c.targets for c in citations) and bool(self.names))

    def _strength(self, passage: Passage, text: str) -> Strength | None:
        if passage.kind is PassageKind.RECOMMENDATION:
            strength = self.orders.get(passage.id)
        else:
            strength = self.strengths.get((passage.id, text.strip()))
        return None if strength is Strength.UNSTATED else strength


def read_statements(guideline: Guideline, layers: Layers) -> tuple[Statement, ...]:
    """Every statement of the edition, in reading order.

    A sentence is one; so is an item of a recommendation box, whole, and a caption without its label.
    """
    found: list[Statement] = []
    first = next((n for n, p in enumerate(guideline.passages) if p.section is not None), None)
    for n, passage in enumerate(guideline.passages):
        front = first is not None and n < first
        for kind, start, end in _spans(passage):
            made = layers.statement(kind, passage, start, end, len(found), front)
            if made is not None:
                found.append(made)
    return tuple(found)


def together(parts: Sequence[Statement]) -> Statement:
    """Several statements in a row as one."""
    if len(parts) == 1:
        return parts[0]
    text = join([part.text for part in parts])
    shift = 0
    found: list[Word] = []
    quantities: list[Quantity] = []
    doses: list[Dose] = []
    markers: list[tuple[int, int]] = []
    cited = NOTHING_CITED
    for part in parts:
        moved = part.shifted(shift)
        found += moved.words
        quantities += moved.quantities
        doses += moved.doses
        markers += moved.markers
        cited |= part.cited
        shift += len(part.text) + 1
    strength = next((part.strength for part in parts if part.strength), None)
    first = parts[0]
    return Statement(
        first.kind, first.section, first.passage, first.order, text, tuple(found), loose(found),
        tuple(quantities), tuple(doses), cited, strength, first.front, tuple(markers),
    )  # fmt: skip


def label_length(text: str) -> int:
    """How many characters at the head of a caption are its label: «Tableau 5 – »."""
    for pattern in (_LABEL, _LABEL_ALONE):
        match = pattern.match(text)
        if match and folded(match[1]) in lexicon().labels:
            return match.end()
    return 0


def _spans(passage: Passage) -> Iterable[tuple[Kind, int, int]]:
    text = passage.text.text
    match passage.kind:
        case PassageKind.TABLE | PassageKind.REFERENCE:
            return
        case PassageKind.CAPTION:
            yield Kind.CAPTION, label_length(text), len(text)
        case PassageKind.RECOMMENDATION:
            yield Kind.RECOMMENDATION, marker_length(text), len(text)
        case _:
            for n, (start, end) in enumerate(sentences(text)):
                yield Kind.SENTENCE, start + (marker_length(text[start:end]) if n == 0 else 0), end


def _name_and_year(text: str) -> str:
    """«Sugiura et al., 2008» → «sugiura 2008»: a marker as it is compared."""
    found = [w.norm for w in words(text) if w.norm not in ("et", "al", "and", "coll", "collaborateurs")]
    return "".join(found[:1] + [w for w in found[1:] if w.isdigit()])


def _by_passage(layer: Iterable[object]) -> Mapping[str, list]:  # type: ignore[type-arg]
    found: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]
    for one in layer:
        found[one.passage].append(one)  # type: ignore[attr-defined]
    return found
