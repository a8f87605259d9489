"""What a change means: the highest meaning among the things that changed in a statement, or that it says.

The verdict comes from values, strengths and named populations, never from how alike two texts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.diff.differing import Segment, misspelt, segments, typeset_otherwise
from kb.diff.facts import Fact, facts, left_over, numbers_outside
from kb.diff.lexicon import lexicon
from kb.diff.model import Kind, Meaning
from kb.diff.sections import Outline
from kb.diff.statements import Statement
from kb.diff.words import Word

Spans = tuple[tuple[int, int], ...]
_IF_POSSIBLE = re.compile(r"\bsi (?:c'|c’|elle |il |ils |elles )?(?:est |sont )?$", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:non|pas|jamais|ne)\s+(?:\w+ment\s+)?$", re.IGNORECASE)
_THE = re.compile(r"\b(?:les|ces|des|aux|leurs|ses|nos|chacun des|l'un des)\s+$", re.IGNORECASE)
_BACK = 26  # characters before a word in which its negation stands
_VERBAL = frozenset({"ne", "n", "pas", "jamais"})
_RESTRICTING = frozenset({"sauf", "que", "qu"})
MOST_TURNED = 1  # telling words besides the negation that may change in a statement which is only turned round


@dataclass(frozen=True, slots=True)
class Context:
    """What both editions have: the words of each, how their sections correspond, whether both list their sources."""

    outline: Outline
    a_words: frozenset[str]
    b_words: frozenset[str]
    cites: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What changed in a statement, and the spans of the words that differ on either side."""

    meaning: Meaning
    a: Spans
    b: Spans


def verdict(a: Statement, b: Statement, context: Context) -> Verdict | None:
    """What changed between two statements that were paired, None for nothing."""
    differ = segments(a.words, b.words)
    differ = tuple(s for s in differ if not _same_place_of_text(s, context.outline))
    spelling = [s for s in differ if misspelt(s, context.a_words, context.b_words)]
    said = tuple(s for s in differ if s not in spelling)
    spans = _spans(w for s in differ for w in s.a), _spans(w for s in differ for w in s.b)
    if said:
        return Verdict(_meaning(a, b, said), *spans)
    if context.cites and (cited := _citations(a, b)):
        return Verdict(Meaning.CITATION, *cited)
    if spelling:
        return Verdict(Meaning.TYPOGRAPHY, *spans)
    first, second = typeset_otherwise(a.text, a.words, b.text, b.words)
    if first or second:
        return Verdict(Meaning.TYPOGRAPHY, tuple(first), tuple(second))
    return None


def meaning_of(said: Statement) -> Meaning:
    """The highest meaning among the things that a statement says."""
    found = facts(said)
    if found.doses:
        return Meaning.DOSE
    if found.thresholds:
        return Meaning.THRESHOLD
    if said.strength is not None:
        return Meaning.MODALITY
    if _names_patients(said.words, whole=True):
        return Meaning.POPULATION
    if any(_counts(said, w) for w in said.words):
        return Meaning.NUMBER
    return Meaning.WORDING


def _counts(said: Statement, word: Word) -> bool:
    """Whether a number is one: «les deux scores» counts nothing that the reader does not know."""
    if word.kind != "number":
        return False
    spelled = not said.text.text[word.start].isdigit()
    return not (spelled and _THE.search(said.text.text[max(0, word.start - _BACK) : word.start]))


def highest(found: Iterable[Meaning]) -> Meaning:
    """The highest of the meanings; wording where there is none."""
    order = list(Meaning)
    return min(found, key=order.index, default=Meaning.WORDING)


def _meaning(a: Statement, b: Statement, differ: Sequence[Segment]) -> Meaning:
    first, second = facts(a), facts(b)
    doses = left_over(first.doses, second.doses)
    thresholds = left_over(first.thresholds, second.thresholds)
    others = left_over(first.others, second.others)
    if any(doses) and _touched(doses, differ):
        return Meaning.DOSE
    if any(thresholds) and _touched(thresholds, differ):
        return Meaning.THRESHOLD
    if _asks_otherwise(a, b, differ):
        return Meaning.MODALITY
    if _for_others(differ):
        return Meaning.POPULATION
    same_a = _kept(first.doses + first.thresholds + first.others, doses[0] + thresholds[0] + others[0])
    same_b = _kept(second.doses + second.thresholds + second.others, doses[1] + thresholds[1] + others[1])
    if numbers_outside(a.words, same_a) != numbers_outside(b.words, same_b):
        return Meaning.NUMBER
    return Meaning.WORDING


def _kept(all_: Sequence[Fact], left: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in all_ if fact not in left]


def _touched(left: tuple[list[Fact], list[Fact]], differ: Sequence[Segment]) -> bool:
    """Whether a word that differs stands in one of the values, or right beside it: one that merely was read in one
    edition only is no change."""
    for facts_, side in ((left[0], "a"), (left[1], "b")):
        for segment in differ:
            for word in getattr(segment, side):
                if not _amounts_to(word):
                    continue
                if any(fact.start - 1 <= word.end and word.start <= fact.end + 1 for fact in facts_):
                    return True
    return False


def _amounts_to(word: Word) -> bool:
    """Whether a word can make another dose or threshold: a number, a sign, a unit, a comparison."""
    return word.kind != "word" or word.norm.startswith(lexicon().amounts) or len(word.norm) <= 2


def _same_place_of_text(segment: Segment, outline: Outline) -> bool:
    """Whether the words are two numbers of one section, table or figure: «cf. 2.2.4» that became «cf. 2.3.4»."""
    if not segment.a or not segment.b or any(w.kind != "label" for w in (*segment.a, *segment.b)):
        return False
    if len(segment.a) != len(segment.b):
        return False
    expected = [outline.expected(w.norm) for w in segment.a]
    return all(e is None or e == w.norm for e, w in zip(expected, segment.b, strict=True))


def _asks_otherwise(a: Statement, b: Statement, differ: Sequence[Segment]) -> bool:
    """Whether the statement recommends more, less or the contrary."""
    before, after = [w for s in differ for w in s.a], [w for s in differ for w in s.b]
    first, second = _cues(a, before), _cues(b, after)
    turned = _negates(before) != _negates(after)
    weighed = a.strength is not None or b.strength is not None
    if a.strength is not b.strength:
        return bool(first or second or turned or _RESTRICTING & {w.norm for w in (*before, *after)})
    if first != second:
        if first and second:
            return True
        # A sentence that was weighed and asks for nothing is no recommendation for a «possible» in it; a cell was not.
        outright = {said for said in first ^ second if said.endswith("!")}
        if outright or (not weighed and a.kind not in (Kind.SENTENCE, Kind.RECOMMENDATION)):
            return True
    if not turned:
        return False
    rest = [w.norm for w in _telling(before)], [w.norm for w in _telling(after)]
    verbal = _VERBAL & {w.norm for w in (*before, *after)}  # «non compliquée» for «simple» turns nothing round
    return max(map(len, rest)) <= (MOST_TURNED if verbal else 0)


def _cues(said: Statement, words_: Sequence[Word]) -> frozenset[str]:
    """The strengths that words of a statement stand for by themselves, with «!» where they say so outright."""
    known, found = lexicon(), set()
    for word in words_:
        before = said.text.text[max(0, word.start - _BACK) : word.start]
        if word.kind != "word" or _IF_POSSIBLE.search(before):
            continue
        for strength, stems in known.modality.items():
            if word.norm.startswith(stems):
                negated = strength != "against" and _NEGATED.search(before)
                outright = "!" if word.norm.startswith(known.outright) else ""
                found.add(("against" if negated else strength) + outright)
    return frozenset(found)


def _negates(words_: Sequence[Word]) -> bool:
    return any(w.norm in lexicon().negations for w in words_)


def _for_others(differ: Sequence[Segment]) -> bool:
    """Whether what differs says who is meant: «chez l'adulte», «en bon état général»."""
    synonyms = lexicon().synonyms
    for segment in differ:
        before = {synonyms.get(w.norm, w.norm) for w in segment.a}
        after = {synonyms.get(w.norm, w.norm) for w in segment.b}
        new = [w for w in (*segment.a, *segment.b) if synonyms.get(w.norm, w.norm) not in before & after]
        if _names_patients(new):
            return True
    return False


def _names_patients(words_: Sequence[Word], whole: bool = False) -> bool:
    """Whether words that changed tell for whom something is meant; of a `whole` statement both who and which."""
    known = lexicon()
    said = [w.norm for w in words_ if w.kind == "word"]
    run = " ".join(said)
    which = any(w.startswith(known.population) for w in said if len(w) > 2) or any(p in run for p in known.phrases)
    who = [n for n, w in enumerate(said) if w.startswith(known.patients)]
    if whole:
        return which and any(said[n] == "chez" or said[n].startswith(known.patients[:-1]) for n in who)
    # «chez des patients» alone says nothing of which: some other telling word must come with it
    return which or (
        bool(who) and any(n not in who and len(w) > 3 and w not in known.empty for n, w in enumerate(said))
    )


def _citations(a: Statement, b: Statement) -> tuple[Spans, Spans] | None:
    """Where other works are cited, or the same under another name or year; None where no work is certain."""
    first, second = a.cited, b.cited
    if not (first.known and second.known):
        return None
    if first.printed and second.printed:
        if first.printed == second.printed and (first.works & second.works or first.works == second.works):
            return None  # the same name and year, though it was ambiguous in one
        if first.printed != second.printed:
            return _unshared(a, second.printed), _unshared(b, first.printed)
    otherwise = bool(first.printed) != bool(second.printed)  # numbers in one edition, names and years in the other
    if first.works == second.works or (otherwise and first.works & second.works):
        return None
    return a.markers, b.markers


def _unshared(said: Statement, others: Sequence[str]) -> Spans:
    """The markers by name and year that the other statement does not print."""
    named = zip(said.cited.printed, said.markers, strict=False)
    return tuple(span for name, span in named if name not in others)


def _telling(words_: Sequence[Word]) -> list[Word]:
    known = lexicon()
    return [w for w in words_ if w.norm not in known.empty and w.norm not in known.negations]


def _spans(words_: Iterable[Word]) -> Spans:
    """The spans of the words, those that follow each other joined."""
    found: list[tuple[int, int]] = []
    for word in words_:
        if found and word.start - found[-1][1] <= 2:
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return tuple(found)
