"""A reading beside the structure it should have found: what is right, out of how many, and what is not, in words.

Compares what is said: Unicode's compatible forms and kinds of white space are one; nothing else is forgiven.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from ingest.model import CitationStatus, Guideline, PassageKind, Reference

FIELDS = ("label", "authors", "title", "container", "year", "volume", "pages", "doi")
SAME_ENTRY = 0.6  # of the characters: below that, two entries are two works


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `expected`; `found` counts what the reading offers, where too much is wrong as well."""

    right: int
    expected: int
    found: int
    wrong: tuple[str, ...] = field(default=(), compare=False)

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was expected and nothing found."""
        total = self.expected + self.found
        return 2 * self.right / total if total else 1.0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.right + other.right,
            self.expected + other.expected,
            self.found + other.found,
            self.wrong + other.wrong,
        )


NONE = Share(0, 0, 0)
Score = Mapping[str, Share]


def score(reading: Guideline, expected: Mapping[str, Any]) -> dict[str, Share]:
    """Every share of one reading, by name."""
    return {
        "headings": headings(reading, expected),
        "levels": levels(reading, expected),
        "paragraphs": paragraphs(reading, expected),
        "recommendations": boxed(reading, expected),
        "tables": tables(reading, expected),
        "captions": captions(reading, expected),
        "references": references(reading, expected),
        "citations": citations(reading, expected),
        "wrongly resolved": wrongly_resolved(reading, expected),
    }


def total(scores: Iterable[Score]) -> dict[str, Share]:
    """The shares of several readings together."""
    out: dict[str, Share] = {}
    for one in scores:
        for name, share in one.items():
            out[name] = out.get(name, NONE) + share
    return out


def plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", text or "").replace("\u00ad", "").split())


def _title(text: str | None) -> str:
    return plain(text).casefold()  # some print their headings in capitals


def _counted(expected: Iterable[Any], found: Iterable[Any]) -> Share:
    """Each expected thing once, in any order."""
    wanted, got = Counter(expected), Counter(found)
    missing = [f"missing: {thing}" for thing in (wanted - got).elements()]
    extra = [f"extra: {thing}" for thing in (got - wanted).elements()]
    return Share((wanted & got).total(), wanted.total(), got.total(), (*missing, *extra))


# --- sections -----------------------------------------------------------------------------------------------------


def headings(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Number, title and the parent's title of every heading."""
    titles = {section.id: section.title.text for section in reading.sections}
    found = [(s.number or "", _title(s.title.text), _title(titles.get(s.parent or ""))) for s in reading.sections]
    wanted = [(number or "", _title(title), _title(parent)) for number, title, _, parent in expected["sections"]]
    return _counted(wanted, found)


def levels(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    found = [(s.number or "", _title(s.title.text), s.level) for s in reading.sections]
    return _counted([(number or "", _title(title), level) for number, title, level, _ in expected["sections"]], found)


# --- passages -----------------------------------------------------------------------------------------------------


def paragraphs(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Each paragraph and item is one passage, whole and alone. The first page's masthead may be passages too."""
    masthead = {plain(line) for line in expected["title_block"]}
    kinds = (PassageKind.PARAGRAPH, PassageKind.ITEM)
    found = [plain(p.text.text) for p in reading.passages if p.kind in kinds]
    return _counted(map(plain, expected["paragraphs"]), [text for text in found if text not in masthead])


def boxed(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """The items of recommendation boxes are passages of that kind, and recommendations."""
    stated = Counter(plain(r.text.text) for r in reading.recommendations)
    found = [plain(p.text.text) for p in reading.passages if p.kind is PassageKind.RECOMMENDATION]
    return _counted(map(plain, expected["recommendations"]), [text for text in found if stated[text]])


# --- tables -------------------------------------------------------------------------------------------------------


def tables(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Tables whose every cell stands in its row and column, with the words it should have."""
    return _counted(
        (_rows(table["rows"]) for table in expected["tables"]), (_rows(table.rows) for table in reading.tables)
    )


def _rows(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(plain(cell) for cell in row) for row in rows)


def captions(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Number and words of the captions of tables and figures; what print sets before them is free."""
    wanted = [
        (kind, thing["number"] or "", plain(thing["caption"]))
        for kind in ("tables", "figures")
        for thing in expected[kind]
        if thing["caption"]
    ]
    found = [
        (kind, thing.number or "", plain(thing.caption.text if thing.caption else ""))
        for kind, things in (("tables", reading.tables), ("figures", reading.figures))
        for thing in things
    ]
    right, wrong = 0, []
    for kind, number, words in wanted:
        if any(k == kind and n == number and text.endswith(words) for k, n, text in found):
            right += 1
        else:
            wrong.append(f"missing: {kind} {number} {words}")
    numbered = sum(bool(number) for _, number, _ in found)
    return Share(right, len(wanted), numbered, tuple(wrong))


# --- references and citations -------------------------------------------------------------------------------------


def references(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Fields of the entries that are exactly right, of those printed; a field that was made up counts as expected."""
    pairs = _aligned(
        [plain(e["text"]) for e in expected["references"]], [plain(r.text.text) for r in reading.references]
    )
    right, counted, wrong = 0, 0, []
    for n, k in pairs:
        wanted = _fields(expected["references"][n]) if n is not None else {}
        got = _fields(_as_mapping(reading.references[k])) if k is not None else {}
        for name in FIELDS:
            if wanted.get(name) or got.get(name):
                counted += 1
                if wanted.get(name) == got.get(name):
                    right += 1
                else:
                    wrong.append(f"{name}: {wanted.get(name)} read as {got.get(name)}")
    return Share(right, counted, counted, tuple(wrong))


def _aligned(wanted: Sequence[str], got: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Positions of the entries that are one work, in order; None where one side has none."""
    pairs: list[tuple[int | None, int | None]] = []
    for op, a0, a1, b0, b1 in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        if op == "equal" or a1 - a0 == b1 - b0:
            pairs.extend(zip(range(a0, a1), range(b0, b1), strict=True))
            continue
        rest = list(range(b0, b1))
        for n in range(a0, a1):
            best = max(rest, key=lambda k: _likeness(wanted[n], got[k]), default=None)
            if best is not None and _likeness(wanted[n], got[best]) >= SAME_ENTRY:
                rest.remove(best)
                pairs.append((n, best))
            else:
                pairs.append((n, None))
        pairs.extend((None, k) for k in rest)
    return pairs


def _likeness(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_ENTRY else 0.0


def _as_mapping(reference: Reference) -> Mapping[str, Any]:
    return {name: getattr(reference, name) for name in FIELDS}


def _fields(entry: Mapping[str, Any]) -> dict[str, str]:
    authors = "; ".join(plain(author) for author in entry["authors"])
    return {name: authors if name == "authors" else plain(str(entry[name] or "")) for name in FIELDS}


Cited = tuple[str, tuple[str, ...], str]


def _cited(expected: Mapping[str, Any]) -> list[Cited]:
    return [(_mark(c["text"]), tuple(sorted(c["targets"])), c["status"]) for c in expected["citations"]]


def _read(reading: Guideline) -> list[Cited]:
    return [(_mark(c.text.text), tuple(sorted(c.targets)), c.status.value) for c in reading.citations]


def _mark(text: str) -> str:
    """A citation's words without its bracket, which need not be part of it."""
    return plain(text).strip("()[] ").replace(", ", ",") if any(c.isdigit() for c in text[:4]) else plain(text)


def citations(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Words, targets and status of every citation."""
    return _counted(_cited(expected), _read(reading))


def wrongly_resolved(reading: Guideline, expected: Mapping[str, Any]) -> Share:
    """Citations called resolved that lead to another work than they should, or that are none; right is 0 of 0."""
    wrong = (Counter(_read(reading)) - Counter(_cited(expected))).elements()
    bad = [f"{text} → {targets}" for text, targets, status in wrong if status == CitationStatus.RESOLVED]
    return Share(0, len(bad), len(bad), tuple(bad))


def report(score: Score, most: int = 40) -> str:
    """The shares as lines, and below each what was wrong."""
    lines = []
    for name, share in score.items():
        lines.append(f"{name}: {share.right}/{share.expected}, found {share.found}")
        lines.extend(f"    {what[:400]}" for what in beside(share.wrong)[:most])
    return "\n".join(lines)


def beside(wrong: Sequence[str]) -> list[str]:
    """What is missing beside what was read instead, from where they differ; the rest as it is."""
    missing = [what.removeprefix("missing: ") for what in wrong if what.startswith("missing: ")]
    extra = [what.removeprefix("extra: ") for what in wrong if what.startswith("extra: ")]
    out = [what for what in wrong if not what.startswith(("missing: ", "extra: "))]
    for text in missing:
        best = max(extra, key=lambda other: _likeness(text, other), default=None)
        if best is not None and _likeness(text, best) > SAME_ENTRY:
            extra.remove(best)
            start = next((n for n, (a, b) in enumerate(zip(text, best, strict=False)) if a != b), len(text))
            here = slice(max(0, start - 30), start + 60)
            out.append(f"changed at {start}: …{text[here]}… read as …{best[here]}…")
        else:
            out.append(f"missing: {text}")
    return [*out, *(f"extra: {text}" for text in extra)]
