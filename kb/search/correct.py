"""Misspelt words of a question → words the documents have.

Corrects only towards the index's own vocabulary, and never a word that is in it, a number, a term of the lexicon, an
acronym or a word of everyday French or medicine: a question about something else must stay what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search.analysis import GROUP, Lexicon, Token, analyse
from kb.search.tokens import fold
from kb.search.vocabulary import Word, sound

SHORTEST = 5  # letters; below it too many words are one slip apart
# Slips allowed by length (letters: slips), found on tests/questions: one in a short word, three in «cimentoplastie».
_ALLOWED = ((12, 3), (8, 2), (SHORTEST, 1))
HEARD = 2  # slips more where the two words are heard alike: «kifoplastie»
LONGEST = 30  # letters of a word worth correcting
# Times the everyday word list has met a word («raison» 106,000, «douleur» 20,000) from which it names nothing that a
# question could be about, so that an unknown name («score de Ranson») is no slip for it.
COMMONPLACE = 50_000


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question at `start:end` and what it is read as."""

    start: int
    end: int
    word: str


class Speller:
    """The spelling dictionary of an index: its words by first sound. Immutable once made."""

    def __init__(
        self,
        words: Mapping[str, Word],
        lexicon: Lexicon,
        everyday: Callable[[str], int],
        stands: Callable[[str], bool],
    ) -> None:
        """`everyday` tells how often everyday French has a word, `stands` whether a term stands in the documents."""
        self._words = _lexicon_targets(lexicon, stands) | dict(words)
        self._lexicon = lexicon
        self._everyday = everyday
        self._known = _lexicon_words(lexicon)
        self._stems = frozenset(stem for word in words.values() for stem in word.stems)
        self._shelves: dict[str, list[str]] = {}
        for folded, word in self._words.items():
            named = folded in self._known or everyday(folded) < COMMONPLACE
            if len(folded) >= SHORTEST and folded.isalpha() and named:
                self._shelves.setdefault(word.sound[:1], []).append(folded)

    def correct(self, text: str) -> tuple[Correction, ...]:
        """The misspelt words of `text` that have one likely reading, in order."""
        found = []
        for token in analyse(text, self._lexicon):
            if self.is_suspect(token, text[token.start : token.end]):
                word = self._nearest(token.surface)
                if word is not None:
                    found.append(Correction(token.start, token.end, self._words[word].printed.lower()))
        return tuple(found)

    def is_suspect(self, token: Token, printed: str) -> bool:
        """Whether the word may be a misspelling: unknown everywhere, long enough, no acronym, no number."""
        word = token.surface
        return (
            SHORTEST <= len(word) <= LONGEST
            and word.isalpha()
            and not (printed.isupper() and len(printed) <= SHORTEST)
            and word not in self._words
            and token.term not in self._stems
            and word not in self._known
            and not self._everyday(word)
        )

    def _nearest(self, word: str) -> str | None:
        allowed = next(slips for length, slips in _ALLOWED if len(word) >= length)
        heard = sound(word)
        best: list[tuple[int, int, int, str]] = []
        near = process.extract(
            word, self._shelves.get(heard[:1], ()), scorer=OSA.distance, score_cutoff=allowed + HEARD, limit=None
        )
        for candidate, distance, _ in near:
            said = OSA.distance(heard, self._words[candidate].sound)
            if min(len(word), len(candidate)) < SHORTEST or not _plausible(word, candidate, distance, said, allowed):
                continue
            best.append((said, distance, -self._words[candidate].count, candidate))
        return min(best)[3] if best else None


def apply(text: str, corrections: Sequence[Correction]) -> str:
    """`text` with each correction in place of its word."""
    for correction in reversed(corrections):
        text = text[: correction.start] + correction.word + text[correction.end :]
    return text


def _plausible(word: str, candidate: str, distance: int, said: int, allowed: int) -> bool:
    # A slip in the first letter, or one that changes how the word begins, is another word more often than a slip.
    return said == 0 or (
        distance <= allowed and word[0] == candidate[0] and (distance == 1 or word[:2] == candidate[:2] or said <= 1)
    )


def _lexicon_targets(lexicon: Lexicon, stands: Callable[[str], bool]) -> dict[str, Word]:
    """The single words of the groups the documents speak of: «dexametasone» is mended though they say «corticoïdes»."""
    found: dict[str, Word] = {}
    for group in lexicon.groups.values():
        if stands(GROUP + group.name):
            for form in group.forms:
                tokens = analyse(form, lexicon)
                if len(tokens) == 1 and tokens[0].surface:
                    surface = tokens[0].surface
                    found[surface] = Word(form, (tokens[0].term,), 0, sound(surface))
    return found


def _lexicon_words(lexicon: Lexicon) -> frozenset[str]:
    words = lexicon.words
    forms = [form for group in lexicon.groups.values() for form in group.forms]
    forms += [form for population in words.populations for form in population.forms]
    forms += [form for intent in words.intents for form in (*intent.words, *intent.forms)]
    known = {token.surface for form in forms for token in analyse(form, lexicon)}
    return frozenset(known | words.question | words.negations | words.medicine | set(map(fold, words.stop)))
