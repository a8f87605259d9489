"""What the other documents say on the indication of a calculator: their recommendations and the rows of their tables.

Chosen by the concepts both name; marked «diffère» only where both print doses that do not agree, or where one speaks
against what the other advises. Quotes; ranks no document above another but by its date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.values.quantities import quantities_in
from kb.audit.indications import concepts
from kb.calculators.model import Calculator, Kind, Option

# A concept that more than this share of all statements names («os», «douleur», «dose») tells no indication; at
# 6 % the corpus keeps «compression-medullaire», «risque-fracturaire», «esperance-de-vie», and drops «radiotherapie».
COMMONEST = 0.06
FEWEST = 3  # statements that may name a concept in the smallest knowledge base
MOST = 4  # statements quoted of one document
_ACTIONS = frozenset(
    "chirurgie radiotherapie sbrt cimentoplastie-sigle vertebroplastie ablation radiofrequence laminectomie"
    " reirradiation monofraction zoledronique denosumab".split()
)
# Said of any treatment: shared, they make no common indication.
_GENERAL = frozenset(
    "indication contre-indication rcp surveillance commencer limite prevenir objectif bilan fractionnement".split()
)
_JUDGING = (Kind.SCORE, Kind.LOOKUP, Kind.CHECKLIST)  # what gives a verdict or an advice
_AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that recommends, or a row of a table, of the latest edition of a document.

    `date` is the edition's, ISO, "" where it is not known; `about` the concepts of its words and of its heading.
    """

    document: str
    edition: str
    date: str
    text: str
    strength: str | None
    page: int
    passage: str | None
    row: int | None
    about: frozenset[str]
    named: frozenset[str]  # the concepts of its own words


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A statement on the same indication. `differs` says in what, None where nothing tells that it does."""

    statement: Statement
    differs: str | None


def statements(shown: Iterable[Mapping[str, object]]) -> tuple[Statement, ...]:
    """Every recommendation, and every row of a table with a heading, of editions as the contract's `show` has them."""
    return tuple(each for edition in shown for each in (*_recommended(edition), *_rows(edition)))


def elsewhere(
    calculator: Calculator,
    titles: Sequence[str],
    said: Sequence[str],
    chosen: Sequence[Option],
    known: Sequence[Statement],
) -> tuple[Elsewhere, ...]:
    """The statements of other documents on the calculator's indication, newest document first, the nearest first.

    `titles` are those of its section, the nearest first; `said` is the verdict or the row, its short words first;
    `chosen` are the options of a lookup. A formula and a classification give no advice: nothing is set beside them.
    """
    if calculator.kind not in _JUDGING:
        return ()
    frequent = _frequent(known) | _GENERAL
    words = " ".join([calculator.name, *titles[:1], *(o.label for o in chosen if calculator.kind is Kind.LOOKUP)])
    named, advised = concepts(words) - frequent, concepts(" ".join(said[:1])) - frequent
    found = _about(named, calculator, known)
    if not found and calculator.kind is Kind.SCORE:
        found = _about(advised, calculator, known)
    kept = []
    for of in sorted(found.values(), key=lambda of: of[0][1].date, reverse=True):
        ranked = sorted(of, key=lambda pair: -pair[0])[:MOST]
        kept += [Elsewhere(each, difference(" ".join(said), each)) for _, each in ranked]
    return tuple(kept)


def _about(
    wanted: frozenset[str], calculator: Calculator, known: Sequence[Statement]
) -> dict[str, list[tuple[int, Statement]]]:
    """By document, the statements that name one of the concepts, with how well; none of the calculator's own."""
    found: dict[str, list[tuple[int, Statement]]] = {}
    for each in known:
        shared = wanted & each.about
        # A lookup's name and answer say more than its indication: one word in common of several is no indication.
        least = min(2, len(wanted)) if calculator.kind is Kind.LOOKUP else 1
        if each.document != calculator.document and shared and len(shared) >= least:
            weight = 2 * len(wanted & each.named) + len(shared)
            found.setdefault(each.document, []).append((weight, each))
    return found


def difference(said: str, other: Statement) -> str | None:
    """In what `other` differs from what a verdict says; None where that cannot be told from the words."""
    if not said:
        return None
    own, theirs = doses(said), doses(other.text)
    if own and theirs and not own & theirs:
        return f"{_listed(own)} ici, {_listed(theirs)} là"
    advised = concepts(said) & _ACTIONS
    refused = advised & other.named
    if other.strength == _AGAINST and refused and not _negated(said):
        return "avis contraire"
    return None


def doses(text: str) -> frozenset[tuple[float, float]]:
    """The doses in Gy that a text prints, as (lowest, highest)."""
    found = [q for q in quantities_in(text) if q.unit == "Gy" and q.low is not None and q.high is not None]
    return frozenset((q.low or 0.0, q.high or 0.0) for q in found)


def _listed(found: frozenset[tuple[float, float]]) -> str:
    each = [f"{low:g}" if low == high else f"{low:g} à {high:g}" for low, high in sorted(found)]
    return f"{' ou '.join(each)} Gy".replace(".", ",")


def _negated(text: str) -> bool:
    """Whether a verdict itself speaks against something: its words then tell no contrast."""
    words = text.casefold().split()
    return any(word in ("pas", "sans", "aucun", "aucune", "non") for word in words)


def _frequent(known: Sequence[Statement]) -> frozenset[str]:
    counted = Counter(concept for each in known for concept in each.about)
    return frozenset(c for c, n in counted.items() if n > max(FEWEST, COMMONEST * len(known)))


def _recommended(shown: Mapping[str, object]) -> Iterable[Statement]:
    edition = _Edition(shown)
    for each in edition.of("recommendations"):
        passage = edition.passages.get(str(each["passage"]))
        title = edition.title(each["section"])
        text = str(each["text"])
        if text.rstrip().endswith(":"):
            continue  # a lead-in: what it advises stands in the items after it
        named = concepts(text)
        page = each.get("page") or (passage["page"] if passage else 1)
        yield Statement(
            edition.document, edition.label, edition.date, text, _text(each["strength"]), int(str(page)),
            str(each["passage"]), None, named | concepts(title), named,
        )  # fmt: skip


def _rows(shown: Mapping[str, object]) -> Iterable[Statement]:
    """«Compression médullaire : Fractionnement recommandé 30 Gy en 10 fractions»: a row under its heads."""
    edition = _Edition(shown)
    for table in edition.of("tables"):
        heads = int(str(table["header_rows"]))
        cells: list[dict[str, object]] = table["cells"]  # type: ignore[assignment]
        texts = {(int(str(c["row"])), int(str(c["col"]))): c for c in cells}
        rows = sorted({row for row, _ in texts if row >= heads})
        columns = sorted({col for _, col in texts})
        if not heads or len(columns) < 2 or _is_score(texts, rows, columns):
            continue
        for row in rows:
            first = texts.get((row, columns[0]))
            said = [
                f"{_head(texts, heads, col)}{cell['text']}" for col in columns[1:] if (cell := texts.get((row, col)))
            ]
            if first is None or not str(first["text"]).strip() or not said:
                continue
            named = concepts(str(first["text"]))
            text = " ; ".join(" ".join(each.split()) for each in said)
            label = " ".join(str(first["text"]).split())
            yield Statement(
                edition.document, edition.label, edition.date, f"{label} : {text}", None, int(str(first["page"])),
                str(table["passage"]), row, named, named,
            )  # fmt: skip


def _is_score(
    texts: Mapping[tuple[int, int], Mapping[str, object]], rows: Sequence[int], columns: Sequence[int]
) -> bool:
    """Whether a column of the table is numbers alone: points are no advice."""
    for col in columns:
        printed = [str(cell["text"]).strip() for row in rows if (cell := texts.get((row, col)))]
        if len(printed) > 1 and all(p.replace(",", "").lstrip("-−").isdigit() for p in printed):
            return True
    return False


def _head(texts: Mapping[tuple[int, int], Mapping[str, object]], heads: int, col: int) -> str:
    cell = texts.get((heads - 1, col))
    text = " ".join(str(cell["text"]).split()) if cell else ""
    return f"{text} : " if text else ""


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class _Edition:
    """The parts of an edition as the contract's `show` has them."""

    def __init__(self, shown: Mapping[str, object]) -> None:
        self._shown = shown
        self.document, self.label = str(shown["document"]), str(shown["edition"])
        self.date = str(shown.get("date") or shown.get("date_found") or "")
        self.passages = {str(p["id"]): p for p in self.of("passages")}
        self._titles = {str(s["id"]): str(s["title"]) for s in self.of("sections")}

    def of(self, name: str) -> Sequence[Mapping[str, object]]:
        found = self._shown.get(name)
        return found if isinstance(found, list) else []

    def title(self, section: object) -> str:
        return self._titles.get(str(section), "")
