"""How a French clinical text and a question become terms; the same for every engine.

A token covers exact characters of the printed text and carries its own term and, beside it, the other terms it is found
by: compounds («30gy/10f»), bases of prefixed words («+irradiation»), groups of the lexicon («=sbrt»), members of a
range («∈10»), natures of amounts («#dose»). A term never contains white space. Ranks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kb.lexicon import Group, Words, load_words
from kb.search.amounts import Amount, find_amounts, find_schedules
from kb.search.stem import stem
from kb.search.tokens import Kind, Piece, cut, fold, is_hyphen, normalise

BASE, GROUP, MEMBER, NATURE = "+", "=", "∈", "#"  # what opens a term that is not a word's own
SHORTEST_BASE = 5  # letters: «pré-» opens «préopératoire», not «presse»
LONGEST_PREFIX = 7  # letters
SURE_PREFIX = 4  # letters from which a prefix is told from the start of another word
_VOWELS = frozenset("aeiouy")
COMBINING_FORM = 4  # letters of a first part in «-o» that makes one word with the next: «costo-vertébral»
LONGEST_TERM = 60  # characters; beyond it is no word, and engines limit their terms


@dataclass(frozen=True, slots=True)
class Token:
    """`start:end` are code points of the text; `surface` is the word as written, folded, "" for a number."""

    start: int
    end: int
    term: str
    others: tuple[str, ...] = ()
    surface: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.term, *self.others)


# The first term of a form → all its terms and what it names, longest first.
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the field, ready for use. Only `phrases` (of the groups) count when documents are analysed;
    `intents` and `populations` are looked for in questions."""

    words: Words
    groups: Mapping[str, Group]
    phrases: Phrases
    intents: Phrases  # what they name is an index into `words.intents`
    populations: Phrases


def make_lexicon(learnt: Iterable[Group] = (), words: Words | None = None) -> Lexicon:
    """The shipped lexicon joined with groups learnt from documents (acronyms)."""
    words = words or load_words()
    bare = Lexicon(words, {}, {}, {}, {})
    groups = (*words.groups, *learnt)
    return Lexicon(
        words,
        {group.name: group for group in reversed(groups)},
        _phrases(((group.name, group.forms) for group in groups), bare),
        _phrases(((str(n), intent.words) for n, intent in enumerate(words.intents)), bare),
        _phrases(((population.name, population.forms) for population in words.populations), bare),
    )


def _phrases(named: Iterable[tuple[str, Iterable[str]]], bare: Lexicon) -> Phrases:
    found: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for name, forms in named:
        for form in forms:
            terms = tuple(token.term for token in analyse(form, bare))
            if terms:
                found.setdefault(terms[0], set()).add((terms, name))
    return {first: tuple(sorted(forms, key=lambda f: (-len(f[0]), f))) for first, forms in found.items()}


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon without anything learnt."""
    return make_lexicon()


def analyse(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of `text` in order; function words are left out, negation is kept."""
    words = lexicon.words
    pieces = cut(text, words.numbers)
    tokens: list[Token] = []
    where: dict[int, int] = {}  # index of a piece → of its token
    amounts = find_amounts(pieces, words.units)
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if at in amounts:
            amount = amounts[at]
            where.update(dict.fromkeys(range(at, amount.last + 1), len(tokens)))
            tokens.append(_amount_token(amount, pieces))
            at = amount.last + 1
        elif piece.kind is Kind.WORD:
            group = _hyphenated(pieces, at)
            for index, token in _word_tokens(group, pieces, at, tokens, words):
                where[index] = len(tokens)
                tokens.append(token)
            at += 2 * len(group) - 1
        else:
            at += 1
    for schedule in find_schedules(pieces):
        for number in sorted({where[i] for i in range(schedule.first, schedule.last + 1) if i in where}):
            tokens[number] = _adding(tokens[number], schedule.term)
    return tuple(_with_groups(tokens, lexicon))


def _amount_token(amount: Amount, pieces: Sequence[Piece]) -> Token:
    others = [amount.value] if amount.unit else []
    others += [MEMBER + str(n) for n in amount.members]
    if amount.nature:
        others.append(NATURE + amount.nature)
    return Token(pieces[amount.first].start, pieces[amount.last].end, amount.term, tuple(others))


def _hyphenated(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The words glued to the one at `at` by hyphens, itself first."""
    group = [pieces[at]]
    while (
        at + 2 < len(pieces)
        and is_hyphen(pieces[at + 1])
        and pieces[at + 1].glued
        and pieces[at + 2].glued
        and pieces[at + 2].kind is Kind.WORD
    ):
        at += 2
        group.append(pieces[at])
    return group


def _word_tokens(
    group: Sequence[Piece], pieces: Sequence[Piece], at: int, before: Sequence[Token], words: Words
) -> list[tuple[int, Token]]:
    """The tokens of one word, or of words joined by hyphens, each with the index of its first piece."""
    if len(group) == 1:
        token = _single(group[0], _previous_word(pieces, at), words)
        return [(at, token)] if token else []
    found: list[tuple[int, Token]] = []
    first = 0
    for n, piece in enumerate(group):
        folded = fold(piece.norm)
        if n + 1 < len(group) and n == first and _opens_a_word(folded, words):
            continue
        part = group[first : n + 1]
        if len(part) > 1:
            found.append((at + 2 * first, _joined(part)))
        else:
            token = _single(piece, None, words)
            if token:
                found.append((at + 2 * first, token))
        first = n + 1
    if len(found) > 1:
        whole = stem("".join(p.norm for p in group))[:LONGEST_TERM]
        found = [(index, _adding(token, whole)) for index, token in found]
    return found


def _opens_a_word(folded: str, words: Words) -> bool:
    return (
        folded in words.prefixes
        or folded in words.hyphen_prefixes
        or (folded.endswith("o") and len(folded) >= COMBINING_FORM)
    )


def _joined(parts: Sequence[Piece]) -> Token:
    """«ré-irradiation»: one word as if it were written without the hyphen, its base beside it."""
    term = stem("".join(p.norm for p in parts))[:LONGEST_TERM]
    base = BASE + stem(parts[-1].norm)[:LONGEST_TERM]
    return Token(parts[0].start, parts[-1].end, term, (base,), "".join(fold(p.norm) for p in parts))


def _single(piece: Piece, previous: str | None, words: Words) -> Token | None:
    word = piece.norm
    folded = fold(word)
    if len(word) == 1:
        scaled = previous in words.scales
        if not scaled and (not piece.raw.isupper() if word in words.stop else not word.isalpha()):
            return None
    elif word in words.stop:  # typed without its accents as well: «meme», «tres»
        return None
    term = stem(word)[:LONGEST_TERM]
    return Token(piece.start, piece.end, term, _bases(folded, word, words), folded[:LONGEST_TERM])


def _bases(folded: str, word: str, words: Words) -> tuple[str, ...]:
    """«réirradiation» is found by «irradiation» too, as «ré-irradiation» is."""
    for length in range(min(LONGEST_PREFIX, len(folded) - SHORTEST_BASE), 1, -1):
        prefix = folded[:length]
        if prefix not in words.prefixes or (length < SURE_PREFIX and not _hiatus(folded, length)):
            continue
        rest = word[length:] if len(word) == len(folded) else folded[length:]
        return (BASE + stem(rest)[:LONGEST_TERM],)
    return ()


def _hiatus(folded: str, length: int) -> bool:
    # «réirradiation», «préopératoire»: two vowels meet where the prefix ends; «recommandé» has none.
    return folded[length - 1] in _VOWELS and folded[length] in _VOWELS


def _previous_word(pieces: Sequence[Piece], at: int) -> str | None:
    return fold(pieces[at - 1].norm) if at and pieces[at - 1].kind is Kind.WORD else None


def _adding(token: Token, *terms: str) -> Token:
    known = token.terms
    new = tuple(term for term in dict.fromkeys(terms) if term not in known)
    return Token(token.start, token.end, token.term, token.others + new, token.surface) if new else token


def _with_groups(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Each token with the groups of the lexicon it takes part in."""
    for at, length, name in list(find_forms(tokens, lexicon.phrases)):
        for n in range(at, at + length):
            tokens[n] = _adding(tokens[n], GROUP + name)
    return tokens


def find_forms(tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[int, int, str]]:
    """Every form of `phrases` among the tokens: where it starts, how many tokens it takes, what it names."""
    for at, token in enumerate(tokens):
        for terms, name in phrases.get(token.term, ()):
            if len(terms) == 1 or tuple(t.term for t in tokens[at : at + len(terms)]) == terms:
                yield at, len(terms), name


def query_word(text: str) -> str:
    """A word as the spelling dictionary has it: lower case, folded, hyphens gone."""
    return fold(normalise(text)).replace("-", "")
