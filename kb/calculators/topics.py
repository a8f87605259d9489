"""Sentences that answer a clinician's standing questions → lookups: one a topic, its questions the options.

The questions and the words by which a sentence answers them are data (`topics.toml`). A sentence is quoted whole, with
what leads in to it where it is an item; several that answer are all given; a question without an answer is not asked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.model import Guideline, Passage, PassageKind, PrintedText
from ingest.statements.lead_ins import lead_ins
from kb.calculators.keys import unique_keys
from kb.calculators.model import Calculator, Item, Kind, Option, Quote, Row, Status
from kb.calculators.quoting import printed_sentences, printed_value, quote

_SPOKEN = (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.RECOMMENDATION)
_STUDY = re.compile(r"(?<!aucune )\b(?:essai|étude|série|cohorte|méta-analyse|analyse)s?\b|\bet al\b", re.IGNORECASE)
_TOTAL = re.compile(r"^\W*(?:un\s+|le\s+)?(?:score|indice|index|total)\b", re.IGNORECASE)  # a band of a score
LONGEST_LEAD = 90  # characters of an item that names what the items after it are about
FEWEST_WORDS = 12  # of a sentence that ends with a colon and yet says something by itself
MOST = 8  # sentences to one question: more is a word that the document uses everywhere


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a topic. `says`: what its answer holds; `also`: what stands in it or over it besides; `within`:
    what the sentence itself holds besides.

    An answer that is `always` given is quoted beside those of the topic's other questions.
    """

    label: str
    says: re.Pattern[str]
    also: re.Pattern[str] | None
    within: re.Pattern[str] | None
    always: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked about, and its questions. `near`: what the sentence's own paragraph is about counts."""

    slug: str
    name: str
    about: re.Pattern[str]
    near: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, with all that stands over it, and the short item that it is said under, or ""."""

    text: PrintedText
    over: str
    under: str
    beside: str  # its whole paragraph


def compile_topics(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The topics on which the edition answers at least one question."""
    told = list(_sentences(guideline))
    return tuple(found for topic in load_topics() if (found := _lookup(topic, told, guideline, document, edition)))


@cache
def load_topics() -> tuple[Topic, ...]:
    """The topics of `topics.toml`, read once."""
    read = tomllib.loads((files("kb.calculators") / "topics.toml").read_text(encoding="utf-8"))

    def compiled(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return tuple(
        Topic(
            topic["slug"],
            topic["name"],
            compiled(topic["about"]),
            topic.get("near", False),
            tuple(
                Question(
                    q["label"],
                    compiled(q["says"]),
                    compiled(q["also"]) if "also" in q else None,
                    compiled(q["within"]) if "within" in q else None,
                    q.get("always", False),
                )
                for q in topic["question"]
            ),
        )
        for topic in read["topic"]
    )


def _lookup(topic: Topic, told: list[_Told], guideline: Guideline, document: str, edition: str) -> Calculator | None:
    answered: list[tuple[str, list[_Told]]] = []
    always: list[Quote] = []
    told = [each for each in told if _is_about(each, topic)]
    for question in topic.questions:
        said = [each for each in told if _answers(each, question)]
        if 0 < len(said) <= MOST:
            answered.append((question.label, said))
            always += [quote(each.text, guideline, None) for each in said if question.always]
    if not answered:
        return None
    keys = unique_keys([label for label, _ in answered])
    rows = tuple(
        Row(
            (key,),
            tuple(
                printed_value(
                    "texte" if n == 1 else f"texte-{n}",
                    f"{label} – {each.under}" if each.under else label,
                    each.text,
                    guideline,
                )
                for n, each in enumerate(said, 1)
            ),
        )
        for key, (label, said) in zip(keys, answered, strict=True)
    )
    options = tuple(
        Option(key, label, None, said[0].text.page) for key, (label, said) in zip(keys, answered, strict=True)
    )
    return Calculator(
        f"{document}/{topic.slug}", Kind.LOOKUP, topic.name, document, edition, Status.READY,
        items=(Item("question", "Question", options),), rows=rows, limits=tuple(always),
        page=answered[0][1][0].text.page,
    )  # fmt: skip


def _is_about(told: _Told, topic: Topic) -> bool:
    """Whether the sentence can answer about the topic; a study's report answers nothing."""
    text = told.text.text
    about = f"{told.over} {text} {told.beside}" if topic.near else f"{told.over} {text}"
    return bool(topic.about.search(about)) and not _STUDY.search(text) and not _TOTAL.match(text)


def _answers(told: _Told, question: Question) -> bool:
    """Whether the sentence says it."""
    text = told.text.text
    return (
        bool(question.says.search(text))
        and (question.within is None or bool(question.within.search(text)))
        and (question.also is None or bool(question.also.search(f"{told.over} {text}")))
    )


def _sentences(guideline: Guideline) -> Iterator[_Told]:
    for n, passage in enumerate(guideline.passages):
        if passage.kind not in _SPOKEN:
            continue
        leads = lead_ins(guideline.passages, n, _heads_a_group)
        over = " ".join([*(lead.text.text for lead in leads), *_headings(passage, guideline)])
        near = leads[0].text.text.rstrip(" :") if leads else ""
        under = near if len(near) <= LONGEST_LEAD and _heads_a_group(near) else ""
        for sentence in printed_sentences(passage):
            if not sentence.text.endswith(":") or len(sentence.text.split()) >= FEWEST_WORDS:
                yield _Told(sentence, over, under, passage.text.text)


def _heads_a_group(text: str) -> bool:
    """Whether an item of a flat list names something and says no more: the items after it are about it."""
    return (
        len(text) <= LONGEST_LEAD and text.rstrip().endswith(")") and any(t.about.search(text) for t in load_topics())
    )


def _headings(passage: Passage, guideline: Guideline) -> Iterator[str]:
    """The titles over a passage, the nearest first."""
    sections = {section.id: section for section in guideline.sections}
    at = passage.section
    while at is not None and (section := sections.get(at)) is not None:
        yield section.title.text
        at = section.parent
