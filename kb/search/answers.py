"""Direct answers beside the ranked passages: doses for an indication, a calculator by its name, a row of a lookup
table.

Every value of a card is quoted from a document. Only doses to give are listed (recommended, possible, exceptional):
never a study's arm, an organ's limit or an example; and never from a document that was written for other patients than
the question's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

from ingest.model import PrintedText
from kb.search.analysis import GROUP, NATURE
from kb.search.general_french import everyday_frequency
from kb.search.index import Index
from kb.search.plan import Concept, Plan, Role
from kb.search.population import differs, names_special
from kb.search.ranking import Scored
from kb.search.shelves import Shelf
from kb.search.table_rows import headings_of
from kb.search.tokens import fold
from kb.search.told_rows import ToldRow, told
from kb.store.codec import printed_places

ROLES = ("recommended", "possible", "exceptional")  # doses that may be given, in the order they are shown
ENOUGH_OF_THE_QUESTION = 0.5  # coverage from which a ranked passage is looked into for doses
ENOUGH_OF_THE_INDICATION = (
    0.8  # share of what the question names, the dose and its treatment aside, that a dose is said for
)
LOOKUP_COVERAGE = 0.8  # coverage from which a table's row answers by itself
LOOKED_INTO = 40  # ranked passages in which doses are looked for
MOST_ROWS = 12  # of a card: more is a table to read, not an answer
_NUMBER = re.compile(r"(\d{1,3})(?:\s*points?)?")  # «8», «8 points»; no dose and no year
_EXCLUDING = ("hors", "sauf")
# What a condition leaves out: «hors du rachis» is said of all but the spine.
_EXCLUDED = re.compile(
    r"\b(?:hors|sauf|excepté|à l[’']exception)\s+(?:(?:du|des|de|d[’']|la|le|les|l[’'])\s*)*\w+", re.IGNORECASE
)
EQUIVALENT = 0.85  # weight of a group from which another name is the same name


@dataclass(frozen=True, slots=True)
class DoseFact:
    """A dose as a document gives it. `quote` is the sentence or table row that says it; `condition` is quoted too."""

    dose: str
    role: str
    technique: str  # conventional, stereotactic or unstated
    condition: str | None
    quote: PrintedText
    document: str
    edition: str
    passage: str
    row: int | None  # of the table it stands in
    labels: Mapping[int, str | None]  # printed, of the document's pages

    @property
    def text(self) -> str:
        return self.quote.text

    @property
    def page(self) -> int:
        """The physical page on which the quotation starts."""
        return self.quote.page

    @property
    def places(self) -> list[dict[str, Any]]:
        """Where the quotation stands, in the contract's form."""
        found: list[dict[str, Any]] = json.loads(printed_places(self.quote, self.labels))
        return found


@dataclass(frozen=True, slots=True)
class DosesCard:
    """The doses that all documents give for the indication asked, side by side."""

    rows: tuple[DoseFact, ...]

    def as_json(self) -> dict[str, Any]:
        """The card as the contract prints it."""
        return {"type": "doses", "rows": [_dose_json(fact) for fact in self.rows]}


@dataclass(frozen=True, slots=True)
class CalculatorCard:
    """A calculator the question names; `document` is None for a formula. `aliases` name it as well: an acronym.
    `total` is the one number the question holds besides («mirels 8»)."""

    id: str
    name: str
    document: str | None = None
    aliases: tuple[str, ...] = ()
    total: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The card as the contract prints it."""
        return {"type": "calculator", "id": self.id, "name": self.name, "total": self.total}


@dataclass(frozen=True, slots=True)
class LookupCard:
    """The row of a lookup table that answers; `values` are as `calc` prints them, `options` the keys that `calc` takes
    for it, one for each item of the lookup, and `labels` what is printed for them."""

    id: str
    values: Sequence[Mapping[str, Any]]
    options: Sequence[str] = ()
    labels: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """The card as the contract prints it."""
        values = [dict(value) for value in self.values]
        return {"type": "lookup", "id": self.id, "values": values, "options": list(self.options)}


Card = DosesCard | CalculatorCard | LookupCard


# document, edition, passage → the doses printed in it; the facade gives it from the store
DoseSource = Callable[[str, str, str], Sequence[DoseFact]]


class Calculators(Protocol):
    """The calculators that were compiled; the facade gives them."""

    def calculators(self) -> Sequence[CalculatorCard]:
        """Every calculator that can be run, of the latest editions."""
        ...

    def told(self) -> Sequence[ToldRow]:
        """The rows of the lookups that were made of sentences, of the latest editions."""
        ...

    def lookup(self, document: str, edition: str, passage: str, row: int) -> LookupCard | None:
        """The lookup that the table in `passage` was compiled to, answered for its row; None where it was not."""
        ...


def direct_answers(
    plan: Plan, ranked: Sequence[Scored], index: Index, doses: DoseSource | None, calculators: Calculators | None
) -> tuple[Card, ...]:
    """The cards for a question: the calculators it names, the row that answers it (of what it names, where it names
    something), then the doses it asks for."""
    if names_special(plan.populations, index.lexicon):
        return ()
    fitting = [s for s in ranked if not differs(plan.populations, s.shelf.heading.scope, index.lexicon)]
    cards: list[Card] = []
    if calculators is not None:
        named = tuple(_named(plan, index, calculators))
        cards += [*named, *_row(plan, fitting, index, calculators, {card.id for card in named})]
        if not cards:
            cards += [LookupCard(row.id, row.values, row.options) for row in told(plan, index, calculators.told())]
    rows = _doses(plan, fitting, index, doses) if doses is not None else ()
    return (*cards, DosesCard(rows)) if rows else tuple(cards)


def _named(plan: Plan, index: Index, calculators: Calculators) -> Iterable[CalculatorCard]:
    asked = {term for concept in plan.concepts for term, weight in concept.terms.items() if weight >= EQUIVALENT}
    scopes = {heading.document: heading.scope for heading in index.headings}
    for card in calculators.calculators():
        scope = scopes.get(card.document) if card.document else None
        if any(_is_named(name, asked, index) for name in (card.name, *card.aliases)) and not differs(
            plan.populations, scope, index.lexicon
        ):
            yield replace(card, total=_total(plan))


def _total(plan: Plan) -> int | None:
    """The bare number of a question that has one alone."""
    numbers = [found for concept in plan.concepts if (found := _NUMBER.fullmatch(concept.text))]
    return int(numbers[0][1]) if len(numbers) == 1 else None


def _is_named(name: str, asked: set[str], index: Index) -> bool:
    """Whether the words asked hold what tells this calculator from others: all its proper words, or a name for it."""
    generic = {token.term for word in index.lexicon.words.calculator_words for token in index.reading(word)}
    tokens = [token for token in index.reading(name) if token.surface and token.term not in generic]
    proper = {t.term for t in tokens if not everyday_frequency(t.surface) or _capital(name, t.start)}
    if proper and proper <= asked:
        return True
    groups = [{term for term in token.terms if term.startswith(GROUP) and _same(term, index)} for token in tokens]
    return any(set.intersection(*pair) & asked for pair in pairwise(groups)) or bool(
        len(groups) == 1 and groups[0] & asked
    )


def _capital(name: str, start: int) -> bool:
    """Whether the word there is written as a person's name, «Score de Rades», though everyday French has it as well."""
    return start > 0 and name[start].isupper()


def _same(term: str, index: Index) -> bool:
    return index.lexicon.groups[term[len(GROUP) :]].weight >= EQUIVALENT


def _row(
    plan: Plan, ranked: Sequence[Scored], index: Index, calculators: Calculators, named: Collection[str]
) -> Iterable[LookupCard]:
    """The best ranked row of a table, where the question names it and its table was compiled; where calculators are
    named («Frankel C»), the best row of theirs. None where other rows of the table are named as much: «chirurgie»."""
    rows = [s for s in ranked[:LOOKED_INTO] if s.shelf.kind == "row" and s.coverage >= LOOKUP_COVERAGE]
    if not named and rows[:1] != list(ranked[:1]):
        return
    for scored in rows if named else rows[:1]:
        entry = index.entry(scored.number)
        if NATURE + "dose" in plan.expected and not _heads(plan, entry.text, scored.shelf, index):
            continue
        card = _lookup(scored, index, calculators)
        if card is not None and (not named or card.id in named):
            rivals = (row for row in rows if row is not scored and _table(row) == _table(scored))
            cards = [card, *filter(None, (_lookup(row, index, calculators) for row in rivals))]
            best, *others = (_named_by(plan, each.labels, index) for each in cards)
            if best > max(others, default=0.0):
                yield card
            return


def _lookup(scored: Scored, index: Index, calculators: Calculators) -> LookupCard | None:
    entry = index.entry(scored.number)
    return calculators.lookup(entry.document, entry.edition, entry.passage, entry.row or 0)


def _table(scored: Scored) -> tuple[str, str, str]:
    heading = scored.shelf.heading
    return heading.document, heading.edition, scored.shelf.table


def _named_by(plan: Plan, labels: Iterable[str], index: Index) -> float:
    """How much of the question the labels of a row say."""
    terms = _terms("\n".join(labels), index)
    return sum(c.weight * max((w for t, w in c.terms.items() if t in terms), default=0.0) for c in plan.content)


def _heads(plan: Plan, row: str, shelf: Shelf, index: Index) -> bool:
    """Whether what a dose is asked for stands at the head of the row or of its columns: a remark that speaks of the
    cord makes no dose to the cord."""
    terms = _terms(headings_of(row), index)
    if _asks_a_limit(plan, index) and terms & {GROUP + name for name in index.lexicon.words.dose_diseases}:
        return False
    terms |= {term for token in shelf.caption.split() for term in token.split("|")}
    return _holds(terms, _things(plan, index))


def _doses(plan: Plan, ranked: Sequence[Scored], index: Index, doses: DoseSource) -> tuple[DoseFact, ...]:
    if NATURE + "dose" not in plan.expected or not _indication(plan, index):
        return ()
    found: dict[tuple[str, ...], DoseFact] = {}
    for scored in ranked[:LOOKED_INTO]:
        shelf = scored.shelf
        if scored.coverage < ENOUGH_OF_THE_QUESTION or shelf.kind == "table" or not shelf.heading.latest:
            continue
        entry = index.entry(scored.number)
        for fact in doses(entry.document, entry.edition, entry.passage):
            if fact.role in ROLES and fact.row == entry.row and _is_for(fact, plan, shelf, index):
                key = (fact.document, fact.role, fact.technique, " ".join(fact.dose.split()), fact.condition or "")
                found.setdefault(key, fact)
    rows = sorted(found.values(), key=lambda fact: (ROLES.index(fact.role), fact.document, fact.page))
    return tuple(rows[:MOST_ROWS])


def _indication(plan: Plan, index: Index) -> tuple[Concept, ...]:
    """What the question names beside the dose and the treatment; nothing where it asks for a limit."""
    return () if _asks_a_limit(plan, index) else _things(plan, index)


def _asks_a_limit(plan: Plan, index: Index) -> bool:
    """Whether it asks what an organ may receive: «dose moelle», but not «dose compression médullaire»."""
    words = index.lexicon.words
    asked = {term for concept in plan.content for term in concept.terms if term.startswith(GROUP)}
    organ = asked & {GROUP + name for name in words.dose_organs}
    disease = asked & {GROUP + name for name in words.dose_diseases}
    return bool(organ and not disease) or bool(asked & {GROUP + name for name in words.dose_limits})


def _things(plan: Plan, index: Index) -> tuple[Concept, ...]:
    """What a question about a dose names beside the dose and the treatment."""
    generic = {GROUP + name for name in index.lexicon.words.dose_generic}
    return tuple(
        concept
        for concept in plan.concepts
        if concept.role in (Role.CONTENT, Role.EVERYDAY)
        and not generic & concept.terms.keys()
        and not any(term.startswith(NATURE) for term in concept.terms)
    )


def _is_for(fact: DoseFact, plan: Plan, shelf: Shelf, index: Index) -> bool:
    """Whether the dose is said for what is asked: by its condition, its sentence and the caption over it; by the lead
    of its list and the section's title only where it states no condition of its own. In a table the row's condition
    says it alone, not the remarks beside it."""
    condition = fact.condition or ""
    said = condition if fact.row is not None and condition else f"{condition}\n{fact.text}"
    if any(fold(concept.text) in _EXCLUDING for concept in plan.concepts):
        if not _EXCLUDED.search(said):
            return False
    else:
        said = _EXCLUDED.sub("", said)
    terms = _terms(f"{said}\nstéréotaxie" if fact.technique == "stereotactic" else said, index)
    around = shelf.caption if condition else f"{shelf.caption} {shelf.lead}"
    terms |= {term for token in around.split() for term in token.split("|")}
    if not condition:
        terms |= shelf.heading.own
    return _holds(terms, _indication(plan, index))


def _terms(text: str, index: Index) -> set[str]:
    return {term for token in index.reading(text) for term in token.terms}


def _holds(terms: Collection[str], things: Sequence[Concept]) -> bool:
    """Whether `terms` say nearly all of what the question names."""
    total = sum(concept.weight for concept in things)
    held = sum(c.weight * max((w for t, w in c.terms.items() if t in terms), default=0.0) for c in things)
    return held >= ENOUGH_OF_THE_INDICATION * total


def _dose_json(fact: DoseFact) -> dict[str, Any]:
    return {
        "dose": fact.dose,
        "role": fact.role,
        "technique": fact.technique,
        "condition": fact.condition,
        "text": fact.text,
        "document": fact.document,
        "edition": fact.edition,
        "passage": fact.passage,
        "page": fact.page,
        "places": fact.places,
    }
