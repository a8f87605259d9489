"""A question's words → concepts: what each may be called in the documents, and how much it weighs.

Reads statistics of the index, never an entry: finding is the engine's, ranking is `ranking.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from kb.search.analysis import BASE, GROUP, MEMBER, NATURE, Lexicon, Token, analyse, find_forms
from kb.search.general_french import everyday_frequency
from kb.search.index import Index
from kb.search.shelves import TITLE
from kb.search.stem import stem
from kb.search.vocabulary import kindred, longer

MOST_CONCEPTS = 24  # of a question; the rarest are kept, so that ten thousand words cost what a sentence does
BASE_WEIGHT = 0.35  # «irradiation» finds «ré-irradiation», well after «irradiation»
MEMBER_WEIGHT = 0.6  # «10» finds «9-11»
VALUE_WEIGHT = 0.5  # «100 points» finds «100»
PART_WEIGHT = 0.5  # «30 Gy en 10 fractions» finds «30 Gy»
KINDRED = 0.8  # «desceller» for «descellement», when no document has the word asked for
CUT = 0.7  # «tokuhashi» for «toku», likewise
SHORTEST_CUT, LONGEST_CUT = 4, 8  # letters of a word that may have been cut short
MOST_GUESSES = 3  # words a cut one may stand for
ALIAS_WEIGHT = 0.9  # «D12» finds «T12»
# Alternatives of at least this weight say the same thing, so they share one frequency; the others count by their own,
# so that «sternum» tells more than the «côte» it is grouped with.
SAME = 0.85
# Of a word that no document has, how often the everyday word list has met it decides what it tells: all of its weight
# up to this often («migraine» 1,400, «recette» 4,300), 70 % less where it is ten times as often («voudrais» 57,000).
EVERYDAY = 5_000
EVERYDAY_LOSS = 0.7
EVERYDAY_FLOOR = 0.5


_VALUE = re.compile(r"\d+(?:\.\d+)?")


class Role(Enum):
    CONTENT = "content"
    QUESTION = "question"  # asks, names nothing
    NEGATION = "negation"
    EVERYDAY = "everyday"  # an everyday word that no document has


# How much of its idf a concept weighs in a question.
TITLE_WEIGHT = 0.5  # of a title's word beside a word of the text, when candidates are fetched
MARKED = 0.3  # weight from which a term is marked in the text
TOGETHER = 1.6  # what the words of one form tell together, beside one word alone
ASKING = 0.4  # of a question word that tells what the answer looks like («quand»)
ROLES = {Role.CONTENT: 1.0, Role.NEGATION: 0.3, Role.QUESTION: 0.15, Role.EVERYDAY: 1.0}


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question is about: the terms it may be found by with their weights (1: the word itself)."""

    text: str
    start: int
    end: int
    terms: Mapping[str, float]
    role: Role
    frequency: int  # entries that hold it, or something that says the same
    weight: float  # how much it tells: its idf by its role

    @property
    def known(self) -> bool:
        """Whether the corpus has the word, or another for it."""
        return self.frequency > 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The concepts of a question in its order, the populations it names (`kb/lexicon/populations.toml`) and the
    kind of number it asks for (`kb/lexicon/intents.toml`)."""

    concepts: tuple[Concept, ...]
    populations: frozenset[str]
    expected: frozenset[str]  # natures of amounts one of which an answer holds

    @property
    def content(self) -> tuple[Concept, ...]:
        """The concepts that name something."""
        return tuple(c for c in self.concepts if c.role is Role.CONTENT)

    def terms(self) -> dict[str, float]:
        """Every term that may be met, with the greatest weight any concept gives it."""
        return _merged(self.concepts)

    def marked(self) -> frozenset[str]:
        """The terms worth marking in a quoted text: those that say the same, or nearly."""
        return frozenset(term for term, weight in self.terms().items() if weight >= MARKED)

    def sought(self) -> dict[str, float]:
        """The terms an engine looks for: those of what the question names, or of all of it where it names nothing;
        in texts, and in the titles above them."""
        terms = _merged(self.content or self.concepts)
        titles = {TITLE + term: TITLE_WEIGHT * weight for term, weight in terms.items() if weight >= SAME}
        return terms | titles


def make_plan(words: str, index: Index) -> Plan:
    """The concepts of `words`. A word that the corpus does not have stays, with no frequency and the highest weight."""
    tokens = analyse(words, index.lexicon)
    asked = _asked(tokens, index.lexicon)
    shares = _shares(tokens, index.lexicon)
    concepts: dict[str, Concept] = {}
    for at, token in enumerate(tokens):
        if token.term not in concepts:
            joined = _joined(tokens, at, index)
            concept = _concept(words, token, joined, asked.get(at, {}), index)
            concepts[token.term] = replace(concept, weight=concept.weight * shares.get(at, 1.0))
    kept = sorted(concepts.values(), key=lambda c: -c.weight)[:MOST_CONCEPTS]
    expected = frozenset(term for terms in asked.values() for term in terms if term[0] == NATURE)
    return Plan(tuple(sorted(kept, key=lambda c: c.start)), _populations(tokens, index.lexicon), expected)


def idf(frequency: int, size: int) -> float:
    """How much a term that stands in `frequency` of `size` entries tells, in nats (BM25's)."""
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _merged(concepts: Sequence[Concept]) -> dict[str, float]:
    found: dict[str, float] = {}
    for concept in concepts:
        for term, weight in concept.terms.items():
            found[term] = max(weight, found.get(term, 0.0))
    return found


def _concept(words: str, token: Token, joined: Collection[str], asked: Mapping[str, float], index: Index) -> Concept:
    whole = bool(_wholes(token, index.lexicon))
    terms = _alternatives(token, index) | dict.fromkeys(() if whole else joined, 1.0)
    frequencies = {term: index.frequency(term) for term in terms}
    if not any(frequencies.values()) and token.surface and not whole:
        terms |= _guesses(token.surface, index)
        frequencies = {term: index.frequency(term) for term in terms}
    frequency = max((frequencies[term] for term, weight in terms.items() if weight >= SAME), default=0)
    if not frequency:  # the documents have only other words for it
        frequency = max(frequencies.values(), default=0)
    role = Role.CONTENT
    if token.surface in index.lexicon.words.question:
        role = Role.QUESTION
    elif token.surface in index.lexicon.words.negations:
        role = Role.NEGATION
    elif not frequency and not whole and _everyday(token, index.lexicon) < 1.0:
        role = Role.EVERYDAY
    # What asks for a kind of number is answered by such numbers, so it tells no more than they do.
    frequency = max([frequency, *(index.frequency(term) for term in asked)])
    tells = idf(frequency, index.size)
    for term, weight in terms.items():
        if weight < SAME and frequency:
            terms[term] = weight * min(1.0, idf(frequencies[term], index.size) / tells)
    for term, share in asked.items():
        terms.setdefault(term, share)
    share = ASKING if asked and role is Role.QUESTION else ROLES[role]
    if role is Role.EVERYDAY:
        share = _everyday(token, index.lexicon)
    elif role is Role.QUESTION and not frequency:
        share = 0.0  # «bonjour, je voudrais savoir» is no lack of the documents
    return Concept(words[token.start : token.end], token.start, token.end, terms, role, frequency, tells * share)


def _everyday(token: Token, lexicon: Lexicon) -> float:
    """What is left of the weight of a word no document has: the less, the more everyday it is."""
    often = everyday_frequency(token.surface)
    if often <= EVERYDAY or token.surface in lexicon.words.medicine:
        return 1.0
    return max(EVERYDAY_FLOOR, 1 - EVERYDAY_LOSS * math.log10(often / EVERYDAY))


def _joined(tokens: Sequence[Token], at: int, index: Index) -> set[str]:
    """«micro ondes», «ré irradiation»: the stems of the word that two written apart make in the documents."""
    found: set[str] = set()
    for first, second in pairwise(tokens[max(0, at - 1) : at + 2]):
        if first.surface and second.surface:
            word = index.words.get(first.surface + second.surface)
            whole = word.stems if word else (stem(first.surface + second.surface),)
            found.update(term for term in whole if index.frequency(term))
    return found


def _alternatives(token: Token, index: Index) -> dict[str, float]:
    lexicon = index.lexicon
    if whole := _wholes(token, lexicon):
        return dict.fromkeys(whole, 1.0)
    terms = {token.term: 1.0}
    word = index.words.get(token.surface)
    if word is not None:
        terms |= dict.fromkeys(word.stems, 1.0)
    for other in token.others:
        if other[0] == GROUP:
            terms[other] = lexicon.groups[other[1:]].weight
        elif "gy/" in other:  # a schedule; the dose alone is a part of it
            terms = {term: min(weight, PART_WEIGHT) for term, weight in terms.items()} | {other: 1.0}
        elif other[0] not in (BASE, MEMBER, NATURE) and token.surface:
            terms[other] = 1.0
    if token.surface:
        terms[BASE + token.term] = BASE_WEIGHT
        terms |= _thoracic(token.term, lexicon)
    else:
        # «100 points» finds a bare «100», and the range it lies in.
        value = next((other for other in token.others if _VALUE.fullmatch(other)), token.term)
        if value != token.term:
            terms[value] = VALUE_WEIGHT
        if value.isdigit():
            terms[MEMBER + value] = MEMBER_WEIGHT
    return terms


def _wholes(token: Token, lexicon: Lexicon) -> list[str]:
    """The fixed expressions it is a word of, by which alone it is found."""
    return [term for term in token.others if term[0] == GROUP and lexicon.groups[term[len(GROUP) :]].whole]


def _guesses(word: str, index: Index) -> dict[str, float]:
    """For a word no document has: the words it may be cut from, and those of its family."""
    if word in index.lexicon.words.medicine:
        return {}
    found = {term: KINDRED for other in kindred(word, index.spelling) for term in index.words[other].stems}
    if SHORTEST_CUT <= len(word) <= LONGEST_CUT and not everyday_frequency(word):
        for other in longer(word, index.words, index.spelling)[:MOST_GUESSES]:
            found |= dict.fromkeys(index.words[other].stems, CUT)
    return found


def _thoracic(term: str, lexicon: Lexicon) -> dict[str, float]:
    first, last = lexicon.words.thoracic
    other = {"t": "d", "d": "t"}.get(term[:1])
    if other and term[1:].isdigit() and first <= int(term[1:]) <= last:
        return {other + term[1:]: ALIAS_WEIGHT}
    return {}


def _shares(tokens: Sequence[Token], lexicon: Lexicon) -> dict[int, float]:
    """By token of a form of several words: its share of what the form says. The words of «post op» or «espérance de
    vie» come together, so they do not tell as much as two words that might have come apart."""
    found: dict[int, float] = {}
    for at, length, _ in sorted(find_forms(tokens, lexicon.phrases), key=lambda form: -form[1]):
        if length > 1 and not any(n in found for n in range(at, at + length)):
            found |= dict.fromkeys(range(at, at + length), TOGETHER / length)
    return found


def _asked(tokens: Sequence[Token], lexicon: Lexicon) -> dict[int, dict[str, float]]:
    """By token: the terms of an answer it asks for («quand»: a duration), with their weights."""
    found: dict[int, dict[str, float]] = {}
    for at, _, name in find_forms(tokens, lexicon.intents):
        intent = lexicon.words.intents[int(name)]
        terms = [NATURE + nature for nature in intent.natures]
        terms += [token.term for form in intent.forms for token in analyse(form, lexicon)]
        found.setdefault(at, {}).update(dict.fromkeys(terms, intent.weight))
    return found


def _populations(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[str]:
    """The primary tumours and groups of patients the words name; an organ alone («rein») names none."""
    alone = {population.name for population in lexicon.words.populations if population.alone}
    found = set()
    for at, length, name in find_forms(tokens, lexicon.populations):
        before = tokens[max(0, at - 2) : at]
        tumour = any(GROUP + group in token.terms for token in before for group in ("cancer", "metastase", "primitif"))
        if name in alone or length > 1 or tumour:
            found.add(name)
    return frozenset(found)


def populations_of(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The populations a document's scope names."""
    return _populations(analyse(text, lexicon), lexicon)
