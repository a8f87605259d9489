"""What a sentence asks for: recommended, preferred, allowed, forbidden — with negation and scope.

Weighs the cues that ingest/language.py finds. Decides nothing about passages: recommendations.py does,
and ingest/doses/roles.py for doses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.language import Cue, French, Reading
from ingest.model import Strength
from ingest.values.numbers import NUMBER_WORDS

_REACH = 3  # words between a relative pronoun and the verb of its clause: «qui ne doit»
_FAR_REACH = 9  # the same where a subject comes between: «dont la dose totale ne doit»
_SUBJECT = 8  # words before a verb in which its subject stands
_OBJECT = 12  # words after «recommandé que» in which its negation stands
_OPENING = frozenset({"-", "•", "*", "«", '"', "0", ")", ".", "/", "et", "puis", "o"})  # marks before the first word
_LINKS = frozenset({"de", "d'", "que", "qu'", "être", "donc", "aussi", "bien"})
_BEFORE_AN_ACT = frozenset({"faut", "faudra", "faudrait", "vaut", "mieux", "recommande", "recommandons"})
_COUNTS = frozenset(NUMBER_WORDS) - {"un", "une"}
_HEAD = 3  # words in which the subject of a sentence is named
_THIS_STUDY = frozenset({("cette", "étude"), ("cet", "essai"), ("cette", "série"), ("notre", "étude")})
_BREAKS = frozenset({",", ";", ":", "(", "[", "mais"})
_ENDS = frozenset({",", ";", ":", ".", ")"})


@dataclass(frozen=True, slots=True)
class Modality:
    """One thing that the sentence asks for, at characters `start:end`; `main` in its main clause."""

    start: int
    end: int
    strength: Strength
    main: bool


@lru_cache(maxsize=1 << 12)  # recommendations and doses ask for the same sentences
def modalities(french: French, sentence: str) -> tuple[Modality, ...]:
    """Every modality of `sentence` that counts, in order.

    Negation is applied: «n'est pas recommandé» and «recommandé de ne pas» are `against`, «n'est pas contre-indiqué» is
    an `option`, as is «ne … que» («n'est indiqué que chez») and what is not required («pas obligatoire», «pas
    systématique»). «Il n'est pas nécessaire de» counts as `against`: guidelines write it where a routine act should be
    left out. «Semble» and «serait» make `strong` `weak`. A cue in a condition, a reason or an aim («si …», «car …»)
    does not count, nor do announcements («il faut noter»), expectations («devrait permettre») and what others recommend
    («les auteurs recommandent»; a society's «l'ESMO recommande» does). A question asks for nothing.
    """
    if sentence.rstrip(" »\"'").endswith("?"):
        return ()
    reading = french.read(sentence)
    if not reading.cues:
        return ()
    clauses = _Clauses(french, reading)
    found: list[Modality] = []
    for cue in reading.cues:
        strength = _strength(french, reading.words, cue)
        if strength is None or clauses.conditional(cue):
            continue
        main = clauses.main(cue)
        if main or strength in (Strength.STRONG, Strength.AGAINST) or clauses.bracketed(cue):
            span = reading.spans[cue.start][0], reading.spans[cue.end - 1][1]
            found.append(Modality(*span, strength, main))
    return tuple(found)


def main_strength(found: Sequence[Modality]) -> Strength | None:
    """The strength of the statement: that of its first modality in a main clause, else of its first, if any.

    An instruction without a word of strength («sera prise en RCP et doit …») yields to one that has it.
    """
    ordered = sorted(found, key=lambda m: (not m.main, m.strength is Strength.UNSTATED))
    return ordered[0].strength if ordered else None


def _strength(french: French, words: Sequence[str], cue: Cue) -> Strength | None:
    """What the cue amounts to after negation, or None where it recommends nothing."""
    rule = french.rules[cue.rule]
    if not _begins(words, cue.start, rule.get("at")) or _is_idle(french, words, cue):
        return None
    strength = Strength(rule["strength"])
    sets = french.sets
    inside = words[cue.start : cue.end]
    forgetting = sets["forget"].intersection(words[cue.end : cue.end + 4])
    if strength is Strength.AGAINST and sets["forget"].intersection(inside):
        return Strength.STRONG  # «ne pas oublier»
    match _negation(french, words, cue):
        case "not" if forgetting:
            return Strength.STRONG
        case "not" if sets["partly"].intersection(words[cue.start : cue.end + 2]) and strength is Strength.STRONG:
            return Strength.OPTION
        case "not":
            turned = rule.get("negated", "option" if strength is Strength.AGAINST else "against")
            return None if turned == "drop" else Strength(turned)
        case "only" if strength is not Strength.AGAINST:
            return Strength.OPTION
    if rule.get("affirmed") == "drop":
        return None
    if strength in (Strength.STRONG, Strength.WEAK) and _asks_to_refrain(french, words, cue):
        return Strength.AGAINST
    if strength is Strength.STRONG and sets["seldom"].intersection(inside):
        return Strength.OPTION
    hedged = words[cue.start] in sets["hedges"] or sets["probably"].intersection(words[cue.start : cue.end + 1])
    if strength is Strength.STRONG and hedged:
        return Strength.WEAK
    return strength


def _begins(words: Sequence[str], start: int, where: str | None) -> bool:
    """Whether a cue at word `start` stands where its rule must begin."""
    if where is None:
        return True
    before = words[start - 1] if start else ":"
    if before == ":" or all(word in _OPENING for word in words[:start]):
        return True
    return where == "clause" and before in _BREAKS


def _is_idle(french: French, words: Sequence[str], cue: Cue) -> bool:
    """Whether the cue announces, reports, expects or points instead of recommending."""
    sets, first, last = french.sets, words[cue.start], words[cue.end - 1]
    following = next((word for word in words[cue.end : cue.end + 5] if word not in _LINKS), "")
    if "à" in words[cue.start : cue.end] and (last in sets["announce"] or last in sets["no_verbs"]):
        return True
    if following in sets["noted"] and last != "," and not first.startswith("contre"):
        return True
    if following.startswith("confirmé") and sets["studies"].intersection(words[cue.end : cue.end + 8]):
        return True
    if first.startswith("faut") and (following in ("0", "environ", "plusieurs", "compter") or following in _COUNTS):
        return True  # «il faut six semaines pour que»
    if first in sets["should"] and following in sets["outcomes"]:
        return True
    if first in sets["must"] and following in sets["owed"]:
        return True
    if sets["studies"].intersection(words[:_HEAD]) or _THIS_STUDY.intersection(pairwise(words)):
        return True
    if sets["past"].intersection(words[max(0, cue.start - 2) : cue.start]):
        return True
    if first == "à" and sets["purpose"].intersection(words[max(0, cue.start - _SUBJECT) : cue.start]):
        return True
    if first == "à" and sets["described"].intersection(words[max(0, cue.start - 1) : cue.start]):
        return True
    if first.startswith("contre-indication") and sets["without"].intersection(words[max(0, cue.start - 3) : cue.start]):
        return True
    if last.startswith(("associé", "mis", "considéré")) and sets["harms"].intersection(words[cue.end : cue.end + 5]):
        return True
    if last.startswith(("indiqué", "discuté", "proposé", "recommandé", "préconisé")):
        if sets["pointers"].intersection(words[cue.end : cue.end + 4]) or words[max(0, cue.start - 1)] == "comme":
            return True
        if sets["reporters"].intersection(words[cue.end : cue.end + 5]):
            return True
    if last in ("nécessaire", "nécessaires") and sets["often"].intersection(words[cue.start : cue.end]):
        return True
    if first in ("aucun", "aucune") and {"ne", "n'"}.intersection(words[cue.end :]):
        return True  # the verb decides: «aucune chimiothérapie n'est supérieure»
    if last in ("possible", "possibles"):
        happens = sets["events"].intersection(words[max(0, cue.start - _SUBJECT) : cue.start])
        if happens or words[cue.end : cue.end + 1] in (("que",), ("qu'",)):
            return True
    active = len(words[cue.start : cue.end]) == 1 and last.endswith(("e", "ent", "ons")) and last not in sets["must"]
    return active and bool(sets["reporters"].intersection(words[max(0, cue.start - _SUBJECT) : cue.start]))


def _negation(french: French, words: Sequence[str], cue: Cue) -> str:
    """ "not", "only" («ne … que») or "" for the verb of the cue."""
    sets, start = french.sets, cue.start
    inside = words[cue.start : cue.end]
    before = start - 1
    while before >= 0 and words[before] in sets["pronouns"] | {"il", "donc"}:
        before -= 1
    has_ne = before >= 0 and words[before] in ("ne", "n'")
    if inside[0] in ("ne", "n'", "pas", "aucun", "aucune", "à") and not has_ne:
        return ""  # the rule says it itself: «ne pas réaliser», «pas de biopsie»
    near = (*inside, *words[cue.end : cue.end + 1])
    if "non" in inside or "pas" in near:
        return "not"
    if not has_ne:
        return ""
    if sets["negators"].intersection(near) or sets["nobody"].intersection(words[:before]):
        return "not"
    if "que" in words[cue.end :] or "qu'" in words[cue.end :]:
        return "only"
    return "not" if inside[0] in sets["can"] or sets["nobody"].intersection(words[cue.end : cue.end + 4]) else ""


def _asks_to_refrain(french: French, words: Sequence[str], cue: Cue) -> bool:
    """«Recommandé de ne pas réaliser», «recommandé d'éviter», «recommandé que la dose ne dépasse pas»."""
    after = words[cue.end : cue.end + _OBJECT]
    if words[cue.end - 1] not in ("de", "d'", "que", "qu'"):
        while after and after[0] in french.sets["adverbs"] - {"de", "d'"}:
            after = after[1:]
        if after and after[0] in ("de", "d'", "que", "qu'", ":"):
            after = after[1:]
        elif words[cue.end - 1] not in _BEFORE_AN_ACT:
            return False
    if after[:2] == ("s'", "abstenir") or french.sets["avoid"].intersection(after[:1]):
        return True
    for n, word in enumerate(after):
        if word in _ENDS:
            return False
        if word in ("ne", "n'"):
            return bool({"pas", "jamais", "plus"}.intersection(after[n + 1 : n + 4]))
    return False


class _Clauses:
    """Which words of a sentence stand outside its main clause. Made for one sentence, read only."""

    def __init__(self, french: French, reading: Reading) -> None:
        words, sets = reading.words, french.sets
        self._words, self._sets = words, sets
        self._last = reading.cues[-1]
        self._depth: list[int] = []
        self._condition: list[bool] = []
        depth, open_from = 0, -1
        initial = False
        for n, word in enumerate(words):
            depth += (word in "([") - (n > 0 and words[n - 1] in ")]" and depth > 0)
            self._depth.append(depth)
            if open_from >= 0 and word in _ENDS and n < len(words) - 1:
                open_from, initial = -1, False
            elif open_from < 0 and self._opens(n):
                open_from, initial = n, all(w in _OPENING for w in words[:n])
            self._condition.append(open_from >= 0)
        # «Si la douleur persiste une IRM est recommandée»: no comma tells where the condition ends
        self._unclosed = initial

    def _opens(self, n: int) -> bool:
        word = self._words[n]
        following = self._words[n + 1] if n + 1 < len(self._words) else ""
        if word == "s'":
            return following in ("il", "ils")
        if word in ("bien", "tandis", "parce"):
            return following in ("que", "qu'")
        if word == "si":
            return following not in ("possible", "nécessaire", "besoin")
        return word in self._sets["conditions"]

    def conditional(self, cue: Cue) -> bool:
        return self._condition[cue.start] and not (self._unclosed and cue == self._last)

    def bracketed(self, cue: Cue) -> bool:
        return self._depth[cue.start] > 0

    def main(self, cue: Cue) -> bool:
        return not self.bracketed(cue) and not self._relative(cue)

    def _relative(self, cue: Cue) -> bool:
        for back, pronouns in ((_REACH, "relatives"), (_FAR_REACH, "far_relatives")):
            reach = self._words[max(0, cue.start - back) : cue.start]
            if self._sets[pronouns].intersection(reach) and not _ENDS.intersection(reach):
                return True
        return False
