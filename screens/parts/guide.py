"""A guided example for each role: a few steps, each one click, made of what this knowledge base holds.

The browser remembers which steps were taken (`guide.js`); once a role's last one is, its guide is not offered again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.calculators.model import Kind, Status
from kb.knowledge import KnowledgeBase
from screens.calculator.address import CalculatorAddress
from screens.parts.address import ReaderAddress, SearchAddress
from screens.parts.audit_address import AuditAddress
from screens.parts.compare_address import CompareAddress
from screens.parts.french import quoted
from screens.parts.html import Html, tag
from screens.parts.kept import per_build
from screens.parts.knowledge import examples
from screens.parts.links import href, href_to

SCRIPT = (Path(__file__).parent / "guide.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Step:
    """One click: what it does, what to look at there."""

    label: str
    look: str
    href: str


@dataclass(frozen=True, slots=True)
class Tour:
    """The steps of a role; `name` is what the browser remembers it by."""

    name: str
    title: str
    steps: tuple[Step, ...]


def guide(base: KnowledgeBase) -> Html:
    """The tours of this knowledge base, until they were taken."""
    return tag("div", *(_drawn(tour, offered=True) for tour in _tours(base)), class_="tours offered")


def guide_again(base: KnowledgeBase) -> Html:
    """The tours, whether they were taken or not."""
    return tag("div", *(_drawn(tour) for tour in _tours(base)), class_="tours")


def _drawn(tour: Tour, offered: bool = False) -> Html:
    many = str(len(tour.steps))
    steps = (
        tag(
            "li",
            tag("a", step.label, href=step.href, data_tour=tour.name, data_step=str(n), data_of=many),
            tag("span", step.look, class_="quiet"),
        )
        for n, step in enumerate(tour.steps)
    )
    away = tag("button", "Masquer", type="button", class_="copy", data_tour=tour.name) if offered else None
    return tag("section", tag("h2", tour.title), tag("ol", *steps), away, class_="tour", data_tour=tour.name)


def _care(base: KnowledgeBase) -> Iterator[Step]:
    question = next(iter(examples(base)), None)
    if question:
        asked = href_to("/", SearchAddress(question).written())
        yield Step(f"Demander {quoted(question)}", "Des passages cités mot pour mot, jamais rédigés.", asked)
        entry = base.search(question, limit=1).results[0].entry
        place = ReaderAddress(entry.document, entry.edition, entry.page, entry.passage, entry.row)
        yield Step("Voir où c’est imprimé", "Le passage est encadré\u00a0; mettez-le dans le recueil.", href(place))
    scores = (each for each in base.calculators() if each.kind is Kind.SCORE and each.status is Status.READY)
    score = next(scores, None)
    if score:
        address = CalculatorAddress(score.id).href
        yield Step(f"Remplir {quoted(score.name)}", "Chaque point renvoie à sa case du tableau.", address)
    yield Step("Emporter le recueil", "Un fichier Word ou PDF, avec ses références, pour la RCP.", "/recueil")


def _writing(base: KnowledgeBase) -> Iterator[Step]:
    documents = base.documents()
    revised = next((each for each in documents if len(each.editions) > 1), None)
    if revised:
        address = href_to("/comparer", CompareAddress(revised.id).written())
        yield Step("Comparer deux éditions", "Ce qui change, les doses et les seuils d’abord.", address)
    audit = href_to("/audit", AuditAddress((revised or documents[0]).id).written())
    yield Step("Relire l’audit", "Renvois sans entrée, trous d’un score, seuils qui se contredisent.", audit)
    if len(documents) > 1:
        yield Step("Ouvrir la concordance", "Ce que chaque référentiel dit d’une même question.", "/concordance")
    yield Step("Parcourir la bibliographie", "Où chaque travail est cité, et ses exports.", "/bibliographie")


@per_build(1)
def _tours(base: KnowledgeBase) -> tuple[Tour, ...]:
    return (
        Tour("soin", "Vous soignez\u00a0? Un exemple guidé", tuple(_care(base))),
        Tour("redaction", "Vous rédigez\u00a0? Un exemple guidé", tuple(_writing(base))),
    )
