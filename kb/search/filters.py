"""What restricts a question → groups of terms an engine must find, and what is checked on the candidates themselves.

Reads the query's operators (`query.py`) and what the caller asks (documents, kinds, editions); ranks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.search.analysis import analyse
from kb.search.index import Index
from kb.search.query import Bound, Query
from kb.search.shelves import TITLE, facet
from kb.search.tokens import fold

_DOSE = re.compile(r"(?P<dose>\d+(?:\.\d+)?)gy(?:/(?P<fractions>\d+)f)?")
_FRACTIONS = re.compile(r"(?P<fractions>\d+)f")


@dataclass(frozen=True, slots=True)
class Restriction:
    """`required`: of each group a term must stand in the entry; `excluded`: none may; `phrases`, `not_phrases`: terms
    that must, or must not, follow each other in its text."""

    required: tuple[frozenset[str], ...]
    excluded: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    not_phrases: tuple[tuple[str, ...], ...]
    asked: bool  # whether the question itself restricts, so that it says something even without words

    def allows(self, body: Sequence[str]) -> bool:
        """Whether the phrases hold in a text of tokens «term|other»."""
        if not self.phrases and not self.not_phrases:
            return True
        terms = [token.split("|") for token in body]
        return all(_follows(phrase, terms) for phrase in self.phrases) and not any(
            _follows(phrase, terms) for phrase in self.not_phrases
        )


def restrict(
    query: Query, index: Index, documents: Sequence[str], kinds: Sequence[str], all_editions: bool
) -> Restriction:
    """What `query` and the caller restrict the answer to. A document that is not there leaves nothing."""
    required: list[frozenset[str]] = []
    if documents:
        required.append(frozenset(facet("document", document) for document in documents))
    if query.documents:
        named = {document for name in query.documents for document in _documents(name, index)}
        required.append(frozenset(facet("document", document) for document in named))
    if kinds:
        required.append(frozenset(facet("kind", kind) for kind in (*kinds, *(["row"] if "table" in kinds else []))))
    if query.pages:
        required.append(frozenset(facet("page", str(page)) for page in query.pages))
    if not all_editions:
        required.append(frozenset((facet("latest", "1"),)))
    for title in query.titles:
        required += [frozenset(TITLE + term for term in _ways(token, index)) for token in _tokens(title, index)]
    required += _amounts(query, index)
    phrases = tuple(filter(None, (_tokens(phrase, index) for phrase in query.phrases)))
    required += [frozenset(_ways(term, index)) for phrase in phrases for term in phrase]
    excluded: set[str] = set()
    not_phrases = []
    for words in query.without:
        terms = _tokens(words, index)
        if len(terms) == 1:
            excluded.update(_ways(terms[0], index))
        elif terms:
            not_phrases.append(terms)
    asked = bool(query.titles or query.documents or query.pages or query.doses or query.fractions or phrases)
    return Restriction(tuple(required), frozenset(excluded), phrases, tuple(not_phrases), asked)


def _tokens(words: str, index: Index) -> tuple[str, ...]:
    """The terms of some words; a word typed without accents takes the documents' stem of it."""
    found = []
    for token in analyse(words, index.lexicon):
        word = index.words.get(token.surface)
        known = token.term if word is None or token.term in word.stems else word.stems[0]
        found.append(known)
    return tuple(found)


def _ways(term: str, index: Index) -> set[str]:
    word = index.words.get(term)
    return {term, *(word.stems if word else ())}


def _documents(name: str, index: Index) -> set[str]:
    """The documents called `name`: by id, else those whose id or title holds it."""
    wanted = fold(name)
    there = {heading.document: fold(heading.document_title) for heading in index.headings}
    exact = {document for document in there if fold(document) == wanted}
    return exact or {document for document, title in there.items() if wanted in fold(document) or wanted in title}


def _amounts(query: Query, index: Index) -> list[frozenset[str]]:
    """The terms of the doses and fraction counts that satisfy the bounds; asked together, they belong to one
    schedule."""
    if not query.doses and not query.fractions:
        return []
    found: set[str] = set()
    for term in index.amounts:
        dose = _DOSE.fullmatch(term)
        count = _FRACTIONS.fullmatch(term)
        if dose and query.doses and (query.fractions == () or dose["fractions"]):
            fits = _holds(query.doses, dose["dose"])
            if fits and (not query.fractions or _holds(query.fractions, dose["fractions"])):
                found.add(term)
        elif not query.doses:
            counted = count or dose
            if counted and counted["fractions"] and _holds(query.fractions, counted["fractions"]):
                found.add(term)
    return [frozenset(found)]


def _holds(bounds: Sequence[Bound], value: str) -> bool:
    return all(bound.holds(float(value)) for bound in bounds)


def _follows(phrase: Sequence[str], terms: Sequence[Sequence[str]]) -> bool:
    width = len(phrase)
    return any(
        all(term in here for term, here in zip(phrase, terms[at : at + width], strict=True))
        for at in range(len(terms) - width + 1)
    )
