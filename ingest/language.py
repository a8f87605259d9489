"""French words and token patterns, with spaCy: the only file that imports it.

Says which patterns of lexicon/modality.toml stand where in a sentence; what they amount to is weighed in
ingest/statements/modality.py. Sentences are found without spaCy in ingest/statements/sentences.py, which the comparison
of editions uses too.

spaCy is imported when a `French` is made, not with this file: 0.6 s on one core, paid by a process that reads
guidelines and by none that searches. Its own French tokenizer is not used: importing `spacy.lang.fr` compiles one
expression for 2 s more, and it does not cut «20Gy» or «1x8Gy» (measured with spaCy 3.8, Python 3.11). The vocabulary
and the matchers are spaCy's, the words are cut by the rule below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.lexicon import read_lexicon
from ingest.values.numbers import flatten

# Words with their inner hyphens, an elided word with its apostrophe («n'», «qu'»), numbers, single marks.
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|\d+(?:[.,]\d+)*|[^\w\s]|\w")
# What no gap of a pattern runs over: the end of a clause, and the verb of another one.
_NOT_IN_A_GAP = frozenset(',;:.!?()[]«»"/|…•=') | frozenset("a ont été avait avaient était étaient n' ne".split())
_ADVERBS_IN_A_ROW = 5  # «n'est donc en règle générale pas recommandé»
_GAP = re.compile(r"_\{(\d+),(\d+)\}")
# What the rules marked `open` need («est à respecter», «ne pas dépasser», «pas de biopsie»); others have rare words.
_OPEN = re.compile(
    r"(?:\bà|^\W*a) (?:\w+ )?\w+(?:er|ir|re)\b|\bne (?:pas|jamais|plus) \w+(?:er|ir|re)\b|\b(?:pas d[e']|aucune? )"
)
_COMMON = frozenset("est sont soit à de d' être ne n' pas que qu' il y une un en on nous s' se a des ou ont :".split())
_INFINITIVE = re.compile(r"(?:er|ir|re)$")
_NUMBER = "0"  # every number is one word of the vocabulary, which must not grow with what is read


_Pattern = list[dict[str, Any]]  # what spaCy's Matcher takes


@dataclass(frozen=True, slots=True)
class Cue:
    """A rule of the lexicon that matched words `start:end` of a sentence; `rule` is its index there."""

    rule: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as words in lower case, with the character span of each, and the cues in it."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    cues: tuple[Cue, ...]


class French:
    """The words of French and the token patterns of the modality lexicon. Build it once; it keeps nothing it reads.

    `rules` are the lexicon's tables in order, `sets` its lists of words with all their forms.
    """

    def __init__(self) -> None:
        import spacy
        from spacy.matcher import Matcher
        from spacy.tokens import Doc

        lexicon = read_lexicon("modality")
        self.rules: tuple[Mapping[str, Any], ...] = tuple(lexicon["cue"])
        self.sets: Mapping[str, frozenset[str]] = _expanded(lexicon["sets"])
        self._doc = Doc
        self._vocab = spacy.blank("xx").vocab
        self._matchers: list[Any] = []
        self._rules_of: dict[str, frozenset[int]] = {}  # a word → the rules that may match where it stands
        for n, rule in enumerate(self.rules):
            patterns = _merged([[self._token(word) for word in text.split()] for text in rule["patterns"]])
            self._matchers.append(Matcher(self._vocab))
            self._matchers[n].add(str(n), patterns)
            for word in frozenset() if rule.get("open") else frozenset().union(*map(_anchor, patterns)):
                self._rules_of[word] = self._rules_of.get(word, frozenset()) | {n}
        self._open = frozenset(n for n, rule in enumerate(self.rules) if rule.get("open"))

    def read(self, sentence: str) -> Reading:
        """The words of `sentence` and every cue among them, the longest where two overlap, in order."""
        lower = flatten(sentence.casefold())
        if len(lower) != len(sentence):  # «ß» and the like grow: the offsets must hold
            lower = flatten(sentence.lower() if len(sentence.lower()) == len(sentence) else sentence)
        found = [(m[0], m.span()) for m in _TOKEN.finditer(lower)]
        words = tuple(_NUMBER if word[0].isdigit() else word for word, _ in found)
        if words[:1] == ("a",) and _INFINITIVE.search("".join(words[1:2])):
            words = ("à", *words[1:])  # a capital without its accent: «A discuter»
        spans = tuple(span for _, span in found)
        rules = frozenset().union(*(self._rules_of[word] for word in words if word in self._rules_of))
        if _OPEN.search(lower):
            rules |= self._open
        if not rules:
            return Reading(words, spans, ())
        doc = self._doc(self._vocab, words=list(words))
        return Reading(words, spans, _longest(Cue(n, a, b) for n in rules for _, a, b in self._matchers[n](doc)))

    def _token(self, word: str) -> dict[str, Any]:
        """One element of a pattern, in the notation described at the head of the lexicon."""
        if word == "~":
            return {"ORTH": {"IN": sorted(self.sets["adverbs"])}, "OP": f"{{0,{_ADVERBS_IN_A_ROW}}}"}
        if gap := _GAP.fullmatch(word):
            return {"ORTH": {"NOT_IN": sorted(_NOT_IN_A_GAP | self.sets["be"])}, "OP": f"{{{gap[1]},{gap[2]}}}"}
        if word.startswith("/") and word.endswith("/") and len(word) > 1:
            return {"ORTH": {"REGEX": word[1:-1]}}
        return {"ORTH": {"IN": sorted({form for part in word.split("|") for form in self._forms(part)})}}

    def _forms(self, part: str) -> Iterable[str]:
        return self.sets[part[1:]] if part.startswith("@") else inflected(part)


def inflected(word: str) -> tuple[str, ...]:
    """`recommandé*` → recommandé, recommandée, recommandés, recommandées; a word without a star stays alone."""
    if not word.endswith("*"):
        return (word,)
    stem = word[:-1]
    return (stem, stem + "e", stem + "s", stem + "es")


def _expanded(sets: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """The lexicon's lists with the forms of each word, and those that are formed by rule."""
    expanded = {name: frozenset(form for word in words for form in inflected(word)) for name, words in sets.items()}
    verbs: Sequence[str] = sets["verbs"]
    expanded["acted"] = expanded["participles"] | {form for v in verbs for form in inflected(v[:-2] + "é*")}
    noted = (verb for verb in sets["noted"] if verb.endswith("er"))
    expanded["noted"] |= {form for verb in noted for form in inflected(verb[:-2] + "é*")}
    expanded["inf"] = expanded["verbs"] | expanded["infinitives"]
    expanded["future"] = expanded["futures"] | {verb + "a" for verb in verbs}
    return expanded


def _merged(patterns: list[_Pattern]) -> list[_Pattern]:
    """Fewer patterns that match the same: those alike but for their last word become one. The matcher tries each."""
    merged: dict[str, _Pattern] = {}
    for pattern in patterns:
        *head, last = pattern
        if last.keys() != {"ORTH"} or "IN" not in last["ORTH"]:
            merged[repr(pattern)] = pattern
            continue
        known = merged.get(repr(head))
        words = {*last["ORTH"]["IN"], *(known[-1]["ORTH"]["IN"] if known else ())}
        merged[repr(head)] = [*head, {"ORTH": {"IN": sorted(words)}}]
    return list(merged.values())


def _anchor(pattern: _Pattern) -> frozenset[str]:
    """Words of which one must stand in the sentence for `pattern` to match: its rarest element."""
    required = [frozenset(token["ORTH"]["IN"]) for token in pattern if "OP" not in token and "IN" in token["ORTH"]]
    return min((words for words in required if not words & _COMMON), key=len, default=frozenset())


def _longest(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Cues in order without those that overlap a longer one (or an equal one of a later rule)."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start - c.end, -c.rule)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda c: c.start))
