"""One value with incompatible advice: a score's verdict against a sentence, or two sentences on one threshold.

Bounds are compared as the values they hold: of an integer score `> 8` and `≥ 9` are one. A sentence with a condition of
its own is another matter and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor, inf

from ingest.model import Quantity
from kb.audit.french import quoted
from kb.audit.indications import concepts, terms
from kb.audit.lexicon import advised_acts, measured
from kb.audit.model import Finding
from kb.audit.named_scores import NamedScore, named_scores
from kb.audit.subject import SPOKEN, Sentence, Subject
from kb.calculators.model import Band, Calculator
from kb.calculators.wording import band_range
from kb.search.tokens import fold, normalise

RULE = "threshold-inconsistent"
# «À partir d'un score de Mirels de 9»: a bound that stands on both sides of the name.
_FROM = r"à partir d(?:e|['’]un|u)\s+score\s+(?:de\s+|d['’])?{}\s+(?:de|à|égal à)\s+(?P<value>\d{{1,2}})(?![\d,.]\d)"
_OVERLAP = 20  # characters: «à partir de» may begin before the name of the score ends
LEAST_COMMON = 0.5  # share of two sentences' words: a statement said again in a summary keeps so many
_BOUNDS = frozenset("partir superieur inferieur depass depasse egal seuil minimum maximum dessus dessous".split())
_OPTION = re.compile(r"\b(?:possibles?|peut|peuvent|pourrai(?:t|ent)|discut\w+|option)\b", re.IGNORECASE)
REACH = 60  # characters between a score's name, or what is measured, and its number
_AGAINST = re.compile(
    r"contre-indiqu|contre-indication|ne (?:doit|doivent|faut|peut|peuvent|sont|est)\b[^.]{0,40}\bpas|"
    r"non (?:recommand|indiqu)|à éviter|proscri|exclu|aucun bénéfice",
    re.IGNORECASE,
)
_OF_THE_SCORE = re.compile(
    r"\s*(?:à partir de|au-delà de|au-dessus de|en dessous de|un score|le score|score)\b", re.IGNORECASE
)
_STUDY = re.compile(r"\b(?:essai|étude|série|cohorte|méta-analyse|et al)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:chez (?:l['’]enfant|les? \w+ âgé)|sauf|hormis|en dehors|ou bien|selon)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """That from `low` to `high` (included; of a measure strictness is kept) something is advised, or not."""

    about: str  # the score's id, or what is measured
    low: float
    high: float
    advised: frozenset[str]
    against: bool
    sentence: Sentence
    mark: tuple[int, int]

    @property
    def printed(self) -> str:
        """The threshold in the document's words."""
        return self.sentence.passage.text.text[slice(*self.mark)]

    @property
    def one_sided(self) -> bool:
        return (self.low == -inf) != (self.high == inf)


def check_thresholds(subject: Subject) -> Iterator[Finding]:
    """A finding for each sentence whose threshold gives a value another advice than the rest of the document does."""
    scores = named_scores(subject)
    told: set[tuple[str, int]] = set()
    of_scores = []
    for score in scores:
        for said in _of_score(subject, score, scores):
            of_scores.append(said)
            why = _against_bands(said, score.calculator) if score.calculator else None
            if why and _new(said, told):
                yield subject.finding(RULE, said.sentence, why, [said.mark], against=_without_pages(why))
    for a, b in combinations([*of_scores, *_of_measures(subject)], 2):
        if _contradict(a, b) and _new(b, told):
            page = a.sentence.passage.text[a.sentence.start : a.sentence.end].page
            detail = f"Seuil {quoted(b.printed)} ici, {quoted(a.printed)} p. {page} : {quoted(a.sentence.text)}"
            yield subject.finding(RULE, b.sentence, detail, [b.mark], against=a.sentence.text)


def _without_pages(text: str) -> str:
    return re.sub(r"p\. \d+", "", text)


def _new(said: _Said, told: set[tuple[str, int]]) -> bool:
    place = (said.sentence.passage.id, said.sentence.start)
    new = place not in told
    told.add(place)
    return new


# --- scores -------------------------------------------------------------------------------------------------------


def _of_score(subject: Subject, score: NamedScore, scores: Sequence[NamedScore]) -> Iterator[_Said]:
    others = [other for other in scores if other.name != score.name]
    for sentence in subject.sentences:
        if sentence.passage.kind not in SPOKEN or _STUDY.search(sentence.text) or _CONDITION.search(sentence.text):
            continue
        named = score.called_in(sentence.text)
        alone = _alone_in_section(sentence, score, scores) and not any(o.called_in(sentence.text) for o in others)
        if not (named or alone):
            continue
        for quantity in subject.quantities_in(sentence):
            if quantity.unit not in ("", "point"):
                continue
            at = quantity.start - sentence.start
            near = [end for end in named if -_OVERLAP <= at - end <= REACH]
            between = sentence.text[near[-1] : at] if near else sentence.text[:at]
            if not (near or alone) or any(other.called_in(between) for other in others):
                continue
            low, high = _integers(quantity)
            if low < high or re.search(r"=|égal|de\s*$|à\s*$", between):
                yield _said(subject, score.name, low, high, sentence, (quantity.start, quantity.end))
        for match in re.finditer(_FROM.format(re.escape(score.name)), sentence.text, re.IGNORECASE):
            mark = sentence.start + match.start(), sentence.start + match.end()
            yield _said(subject, score.name, float(match["value"]), inf, sentence, mark)


def _alone_in_section(sentence: Sentence, score: NamedScore, scores: Sequence[NamedScore]) -> bool:
    """Whether the sentence stands in the section of this score only, and speaks of a value of it («À partir de 7»)."""
    section, compiled = sentence.passage.section, score.calculator
    if section is None or compiled is None or section != compiled.section:
        return False
    same = sum(each.calculator is not None and each.calculator.section == section for each in scores)
    return same == 1 and _OF_THE_SCORE.match(sentence.text) is not None


def _against_bands(said: _Said, score: Calculator) -> str | None:
    """Why the sentence contradicts the score's own verdicts; None where it does not."""
    if said.against or not score.bands or score.range is None:
        return None
    meant = [band for band in score.bands if _telling(band, score) & said.advised]
    if len(meant) != 1:
        return None
    band = meant[0]
    low, high = max(said.low, score.range[0]), min(said.high, score.range[1])
    values = [float(v) for v in range(ceil(low), floor(high) + 1)]
    wrong = [v for v in values if not band.holds(v) and any(other.holds(v) for other in score.bands)]
    if wrong:
        other = next(b for b in score.bands if b.holds(wrong[0]))
        return (
            f"Pour {wrong[0]:g}, cette phrase dit {quoted(band.label)} ; les verdicts du score disent "
            f"{quoted(other.label)} ({band_range(other)}, p. {other.page})."
        )
    missed = [v for v in range(ceil(score.range[0]), floor(score.range[1]) + 1) if band.holds(v) and v not in values]
    if missed and said.one_sided and (band.low is None) != (band.high is None):
        return (
            f"Seuil {quoted(said.printed)} ici, {band_range(band)} dans les verdicts du score (p. {band.page}) "
            f"pour {quoted(band.label)}."
        )
    return None


def _telling(band: Band, score: Calculator) -> frozenset[str]:
    """What this verdict advises and no other verdict of the score does."""
    own = concepts(band.label) & advised_acts()
    return frozenset(own.difference(*(concepts(other.label) for other in score.bands if other is not band)))


def _integers(quantity: Quantity) -> tuple[float, float]:
    """The bounds as whole numbers, both included: `> 8` begins at 9."""
    low = -inf if quantity.low is None else floor(quantity.low) + 1 if quantity.strict_low else ceil(quantity.low)
    high = inf if quantity.high is None else ceil(quantity.high) - 1 if quantity.strict_high else floor(quantity.high)
    return low, high


# --- measures -----------------------------------------------------------------------------------------------------


def _of_measures(subject: Subject) -> Iterator[_Said]:
    """Thresholds of clearances, life expectancies and the like, with the treatment that they decide on."""
    for sentence in subject.sentences:
        if sentence.passage.kind not in SPOKEN or _STUDY.search(sentence.text) or _CONDITION.search(sentence.text):
            continue
        for quantity in subject.quantities_in(sentence):
            before = sentence.text[max(0, quantity.start - sentence.start - REACH) : quantity.start - sentence.start]
            named = list(measured().finditer(before))
            if not quantity.unit or not named or re.search(r"[;:]|,\s", before[named[-1].end() :]):
                continue
            low = -inf if quantity.low is None else quantity.low
            high = inf if quantity.high is None else quantity.high
            what = fold(normalise(named[-1]["what"].split()[0]))
            yield _said(subject, f"{what}/{quantity.unit}", low, high, sentence, (quantity.start, quantity.end))


# --- both ---------------------------------------------------------------------------------------------------------


def _said(subject: Subject, about: str, low: float, high: float, sentence: Sentence, mark: tuple[int, int]) -> _Said:
    """What is advised is said by the sentence, else by the rest of its passage, else by what leads in to its item."""
    texts = (sentence.text, sentence.passage.text.text, *(lead.text.text for lead in subject.leads(sentence.passage)))
    advised = next((found for text in texts if (found := concepts(text) & advised_acts())), frozenset())
    return _Said(about, low, high, advised, _AGAINST.search(sentence.text) is not None, sentence, mark)


def _contradict(a: _Said, b: _Said) -> bool:
    """Whether both set a bound on one side of the same thing for the same advice, and not the same bound."""
    same = a.about == b.about and a.advised == b.advised and a.advised and a.against == b.against
    if not same or not (a.one_sided and b.one_sided) or (a.low == -inf) != (b.low == -inf):
        return False
    return (a.low, a.high) != (b.low, b.high) and (a.against or _one_act(a.sentence.text, b.sentence.text))


def _one_act(a: str, b: str) -> bool:
    """Whether two sentences ask for one act: nearly the same words, none with a word that narrows it, one force.

    «Une chirurgie lourde», «un avis chirurgical» are other acts than «une chirurgie», and may need other values.
    """
    first, second = ({w for w in terms(text) if not w.isdigit()} - _BOUNDS for text in (a, b))
    common, alone = first & second, (first - second, second - first)
    if len(common) < LEAST_COMMON * len(first | second) or any(alone) != all(alone):
        return False
    return bool(_OPTION.search(a)) == bool(_OPTION.search(b))
