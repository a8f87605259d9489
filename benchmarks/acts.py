"""What people do on the app, as addresses: each with what the knowledge base itself says must be read there.

Knows the app's addresses and asks the knowledge base without it; opens no session.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from benchmarks.session import View, view
from kb.audit.desk import audit_edition
from kb.calculators.alongside import counterparts
from kb.calculators.model import Calculator, Kind
from kb.calculators.wording import printed
from kb.concordance.concord import concord
from kb.days import today
from kb.diff.door import compare_editions
from kb.diff.printout import summary_line
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition

COMPARED = "dénosumab"  # asked of *Concordance*
FORMS = 6  # ways in which each score is filled in
_LISTS = {
    "calculateurs": "Calculateurs",
    "bibliographie": "Bibliographie",
    "tableaux": "Tableaux",
    "concordance": "Concordance",
    "aide": "Aide",
}
LONGEST = 40  # characters of a passage that are looked for: the beginning of it
Facts = dict[View, tuple[str, ...]]


def answered(score: Calculator, answers: Mapping[str, str], beside: Calculator | None = None) -> View:
    """The address of a score with these answers chosen, beside another score where one is given."""
    other = {"avec": beside.id} if beside else {}
    return view("calculateurs", calc=score.id, a=",".join(f"{k}:{v}" for k, v in answers.items()), **other)


def searching(base: KnowledgeBase, questions: list[str]) -> Facts:
    """Each question with the beginning of its best passage; what is asked for where there is none."""
    found: Facts = {}
    for question in questions:
        results = base.search(question, limit=1).results
        first = results[0].entry.text.split("\n")[0].split(" | ")[0][:LONGEST] if results else question
        found[view("", q=question)] = (first,)
    return found


def reading(base: KnowledgeBase) -> Facts:
    """Every page of every edition with the beginning of the first paragraph that starts on it."""
    found: Facts = {}
    for edition in (edition for document in base.documents() for edition in document.editions):
        for page in range(1, edition.pages + 1):
            at = view("lecture", doc=edition.document, edition=edition.label, page=str(page))
            found[at] = (edition.title, *_first(base, edition, page))
    return found


def calculating(base: KnowledgeBase) -> Facts:
    """Every score filled in in some ways, with its total and verdict; every other calculator with its name."""
    chance = random.Random(0)
    found: Facts = {}
    every = base.calculators(all_editions=True)
    for calculator in base.calculators():
        if calculator.kind is not Kind.SCORE or not calculator.items:
            found[view("calculateurs", calc=calculator.id)] = (calculator.name,)
            continue
        others = counterparts(calculator, every)
        for _ in range(FORMS):
            answers = {item.key: chance.choice(item.options).key for item in calculator.items}
            beside = chance.choice(others) if others and chance.random() < 0.5 else None
            found[answered(calculator, answers, beside)] = _outcome(base, calculator, answers)
    return found


def listing(base: KnowledgeBase) -> Facts:
    """The screens that list and compare, with what was found; the plain lists with their titles."""
    found: Facts = {View(page): (title,) for page, title in _LISTS.items()}
    lines = concord(base, COMPARED).lines
    found[view("concordance", q=COMPARED)] = tuple(line.row.label for line in lines)
    for document in base.documents():
        newest, *older = document.editions
        findings = audit_edition(base, newest, today()).sorted.findings
        found[view("audit", document=document.id)] = tuple(finding.detail for finding in findings[:1])
        if older:
            summary = summary_line(compare_editions(base, older[0], newest))
            found[view("comparer", document=document.id)] = (summary,)
    return found


def _outcome(base: KnowledgeBase, calculator: Calculator, answers: dict[str, str]) -> tuple[str, ...]:
    result = base.calculate(calculator.id, answers)
    said = [] if result.total is None else [f"{printed(result.total)} total"]
    if result.band is not None and result.certain:
        said.append(result.band.label)
    return (calculator.name, *said)


def _first(base: KnowledgeBase, edition: Edition, page: int) -> Iterator[str]:
    for passage in base.page(edition.document, edition.label, page).passages:
        if passage["kind"] == "paragraph" and passage["page"] == page:
            yield passage["text"][:LONGEST]
            return
