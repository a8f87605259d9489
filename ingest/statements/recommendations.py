"""Statements that recommend: the items of recommendation boxes, and recommending sentences in running text.

Takes passages as they are and changes none; how much a sentence asks for is weighed in ingest/statements/modality.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.identity import stable_id, title_path, unique
from ingest.language import French
from ingest.lexicon import read_lexicon
from ingest.model import Passage, PassageKind, PrintedText, Recommendation, Section, Strength
from ingest.statements.grades import find_grade, only_grade
from ingest.statements.lead_ins import lead_ins
from ingest.statements.modality import main_strength, modalities
from ingest.statements.sentences import sentences

_BOXES = re.compile("|".join(f"(?:{title})" for title in read_lexicon("headings")["boxes"]), re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:[\dIVX]+(?:\.\d+)*[.)]?|[A-Z][.)])\s+")
# «Recommandation 3.» heads one statement.
_ONE = re.compile(r"\W*r(?:[ée]co(?:mmandation)?)?\s*(?:n[°o]\s*)?\d", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\s*(?:\d{1,2}[.)/]\s*)?([^\W\d_]+)\s")
_RUNNING = (PassageKind.PARAGRAPH, PassageKind.ITEM)
_WORDS_OF_A_STATEMENT = 3  # a paragraph of a box with fewer is a label, no statement


@dataclass(frozen=True, slots=True)
class _Statement:
    passage: Passage
    text: PrintedText
    strength: Strength
    grade: str | None


def is_recommendation_heading(title: str) -> bool:
    """Whether a section of this title is a recommendation box or list («Recommandations», «Take home messages»…).

    Its items are passages of kind `recommendation`. A title that goes on («Recommandations pour la prise en charge
    de …») names a document or chapter and is none.
    """
    return _BOXES.fullmatch(_NUMBER.sub("", title).strip(" :.–-\u00a0")) is not None


def find_recommendations(
    french: French, passages: Sequence[Passage], sections: Sequence[Section]
) -> tuple[Recommendation, ...]:
    """Every statement of `passages` that recommends, in reading order.

    - A passage of kind `recommendation` is one, whole, whatever it says: `unstated` where no word tells how much. In a
      box without items each paragraph is one.
    - In paragraphs and items each sentence that recommends is one. A lead-in that governs a list («Il est recommandé
      de réaliser :») is one recommendation, of the lead-in's text; its items are counted only where they recommend
      in words of their own, since what they say depends on it.
    - An item that names an act («Contrôler la créatinine avant chaque dose») and has no lead-in that could make it an
      aim or an example is one, `unstated`.
    - Tables, captions and the bibliography have none: a table answers by its rows.

    A grade printed behind the statement, also as a sentence or paragraph of its own, belongs to it. The id hashes the
    titles above and the statement; repeats within the document are numbered.
    """
    titles = {section.id: section for section in sections}
    found = list(_statements(french, passages, titles))
    ids = unique([stable_id("r", *title_path(s.passage.section, titles), s.text.text) for s in found])
    return tuple(
        Recommendation(id_, s.passage.id, s.text, s.strength, s.grade, s.passage.section)
        for id_, s in zip(ids, found, strict=True)
    )


def _statements(french: French, passages: Sequence[Passage], titles: Mapping[str, Section]) -> Iterator[_Statement]:
    itemised = {p.section for p in passages if p.kind is PassageKind.RECOMMENDATION}
    first = {p.section: p.id for p in reversed(passages)}
    held: _Statement | None = None  # waits for a grade printed in the next passage
    for n, passage in enumerate(passages):
        graded = only_grade(passage.text.text)
        if held and graded and held.grade is None:
            held = _Statement(held.passage, held.text, held.strength, graded)
            continue
        if held:
            yield held
        held = None
        if passage.kind is PassageKind.RECOMMENDATION or _boxed(passage, titles, itemised, first):
            held = _whole(french, passage)
        elif passage.kind in _RUNNING:
            found = _sentences(french, passage)
            if not found and _orders(french, passages, n):
                found = (_Statement(passage, passage.text, Strength.UNSTATED, find_grade(passage.text.text)),)
            yield from found[:-1]
            held = found[-1] if found else None
    if held:
        yield held


def _boxed(
    passage: Passage, titles: Mapping[str, Section], itemised: set[str | None], first: Mapping[str | None, str]
) -> bool:
    """Whether a paragraph is a statement of a box without items; under «Recommandation 3.» only the first is."""
    if passage.kind is not PassageKind.PARAGRAPH or passage.section is None or passage.section in itemised:
        return False
    text = passage.text.text.rstrip()
    statement = len(text.split()) > _WORDS_OF_A_STATEMENT and not text.endswith(":")
    title = titles[passage.section].title.text if passage.section in titles else ""
    if _ONE.match(title) and first[passage.section] != passage.id:
        return False
    return statement and is_recommendation_heading(title)


def _orders(french: French, passages: Sequence[Passage], n: int) -> bool:
    """Whether an item that nothing leads in to begins with an act in the infinitive."""
    first = _FIRST_WORD.match(passages[n].text.text)
    if first is None or passages[n].kind is not PassageKind.ITEM:
        return False
    return first[1].casefold() in french.sets["ordered"] and not lead_ins(passages, n, lambda text: text.endswith(":"))


def _whole(french: French, passage: Passage) -> _Statement:
    text = passage.text.text
    strengths = (main_strength(modalities(french, text[a:b])) for a, b in sentences(text))
    strength = next((s for s in strengths if s), Strength.UNSTATED)
    return _Statement(passage, passage.text, strength, find_grade(text))


def _sentences(french: French, passage: Passage) -> tuple[_Statement, ...]:
    """The recommending sentences of a passage, each with the grade printed in it or right behind it."""
    text = passage.text.text
    found: list[_Statement] = []
    last = -1  # where the sentence before ended, if it recommended
    for start, end in sentences(text):
        graded = only_grade(text[start:end])
        if graded and last >= 0 and found:
            previous = found.pop()
            begin = last - len(previous.text)
            found.append(_Statement(passage, passage.text[begin:end], previous.strength, previous.grade or graded))
            last = end
            continue
        strength = main_strength(modalities(french, text[start:end]))
        last = end if strength else -1
        if strength:
            found.append(_Statement(passage, passage.text[start:end], strength, find_grade(text[start:end])))
    return tuple(found)
