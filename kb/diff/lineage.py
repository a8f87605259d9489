"""Each recommendation over all editions of its document: kept, reworded, strengthened, weakened, moved, merged,
withdrawn, new, and the tag that says so («nouveau 2024», «dose modifiée 2024»).

Follows the twins that `compare` found; compares nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.model import Guideline, Recommendation, Strength
from kb.diff.compare import compare
from kb.diff.model import RANK, Difference, Meaning, Twins, Type
from kb.diff.words import loose, words


class Status(StrEnum):
    """What became of a recommendation from one edition to the next."""

    NEW = "new"
    KEPT = "kept"
    REWORDED = "reworded"
    CHANGED = "changed"  # its dose, threshold, population or another number; `Step.meaning` says which
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    MOVED = "moved"
    MERGED = "merged"  # two or more statements became one
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """What happened in the edition called `edition`; `before` is the text it had, None where it is new.

    `statuses` are all that apply, the gravest first; `meaning` what changed in it, None for nothing.
    """

    edition: str
    statuses: tuple[Status, ...]
    meaning: Meaning | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """A recommendation and its steps, newest first; a withdrawn one ends with the edition that dropped it."""

    recommendation: Recommendation
    edition: str  # the edition whose text it is
    steps: tuple[Step, ...]


# How much a recommendation asks for; what is advised against stands below what nobody asked.
_FORCE: Mapping[Strength | None, int] = {
    Strength.STRONG: 3,
    Strength.WEAK: 2,
    Strength.OPTION: 1,
    Strength.UNSTATED: 0,
    None: 0,
    Strength.AGAINST: -1,
}
_CHANGED = frozenset({Meaning.DOSE, Meaning.THRESHOLD, Meaning.POPULATION, Meaning.NUMBER})
_TAGS: Mapping[Status, str] = {
    Status.NEW: "nouveau",
    Status.KEPT: "inchangée",
    Status.CHANGED: "modifiée",
    Status.REWORDED: "reformulée",
    Status.STRENGTHENED: "renforcée",
    Status.WEAKENED: "affaiblie",
    Status.MOVED: "déplacée",
    Status.MERGED: "fusionnée",
    Status.WITHDRAWN: "retirée",
}
_CHANGED_TAGS: Mapping[Meaning, str] = {
    Meaning.DOSE: "dose modifiée",
    Meaning.THRESHOLD: "seuil modifié",
    Meaning.POPULATION: "population modifiée",
    Meaning.NUMBER: "nombre modifié",
    Meaning.MODALITY: "force modifiée",
}


def lineages(editions: Sequence[tuple[str, Guideline]]) -> tuple[Lineage, ...]:
    """The lineage of every recommendation of the last of `editions` (oldest first), then of those withdrawn on the way.

    One edition alone has no history: every recommendation has no step.
    """
    if not editions:
        return ()
    differences = [compare(a, b, (m, n)) for (m, a), (n, b) in pairwise(editions)]
    label, last = editions[-1]
    found = [Lineage(r, label, tuple(_steps(r, editions, differences))) for r in last.recommendations]
    for at, difference in enumerate(differences):
        name, guideline = editions[at]
        after = editions[at + 1][0]
        for r in guideline.recommendations:
            if _twin(r, difference.twins, earlier=True) is None:
                gone = Step(after, (Status.WITHDRAWN,), None, r.text.text)
                earlier = tuple(_steps(r, editions[: at + 1], differences[:at]))
                found.append(Lineage(r, name, (gone, *earlier)))
    return tuple(found)


def tags(lineage: Lineage, edition: str) -> tuple[str, ...]:
    """What the edition called `edition` did to the recommendation: «nouveau 2024»; nothing where it was kept."""
    step = next((s for s in lineage.steps if s.edition == edition), None)
    if step is None:
        return ()
    return tuple(f"{said(status, step.meaning)} {edition}" for status in step.statuses if status is not Status.KEPT)


def said(status: Status, meaning: Meaning | None = None) -> str:
    """The status in a word or two of French: «dose modifiée», «renforcée»."""
    if status is Status.CHANGED and meaning is not None:
        return _CHANGED_TAGS.get(meaning, _TAGS[status])
    return _TAGS[status]


def tags_by_passage(found: Iterable[Lineage], edition: str) -> dict[str, tuple[str, ...]]:
    """The tags of an edition's recommendations by the passage that holds them, each once."""
    by_passage: dict[str, tuple[str, ...]] = {}
    for lineage in found:
        if lineage.edition == edition:
            known = by_passage.get(lineage.recommendation.passage, ())
            by_passage[lineage.recommendation.passage] = tuple(dict.fromkeys([*known, *tags(lineage, edition)]))
    return {passage: told for passage, told in by_passage.items() if told}


def _steps(
    recommendation: Recommendation, editions: Sequence[tuple[str, Guideline]], differences: Sequence[Difference]
) -> Iterable[Step]:
    """From the last of `editions` back to the one in which the recommendation appeared."""
    at: Recommendation | None = recommendation
    for n in range(len(differences) - 1, -1, -1):
        if at is None:
            return
        label, before = editions[n + 1][0], editions[n][1]
        twin = _twin(at, differences[n].twins, earlier=False)
        if twin is None:
            yield Step(label, (Status.NEW,), None, None)
            return
        old = _standing(twin, before.recommendations)
        yield Step(label, _statuses(twin, old, at), twin.meaning, twin.a)
        at = old


def _statuses(twin: Twins, old: Recommendation | None, new: Recommendation) -> tuple[Status, ...]:
    found: list[Status] = []
    if twin.meaning in _CHANGED:
        found.append(Status.CHANGED)
    force = _FORCE[new.strength] - _FORCE[old.strength if old else None]
    worded = twin.meaning is not None and RANK[twin.meaning] <= RANK[Meaning.WORDING]
    if force and worded and (old is not None or twin.meaning is Meaning.MODALITY):
        found.append(Status.STRENGTHENED if force > 0 else Status.WEAKENED)
    elif twin.meaning is Meaning.MODALITY:
        found.append(Status.CHANGED)  # asked for in other words, though as much
    if twin.joined > 1:
        found.append(Status.MERGED)
    if twin.type is Type.MOVED:
        found.append(Status.MOVED)
    if worded and not found:
        found.append(Status.REWORDED)
    return tuple(found) or (Status.KEPT,)


def _twin(recommendation: Recommendation, twins: Iterable[Twins], earlier: bool) -> Twins | None:
    """The twins among which the recommendation stands, on the side of the earlier edition or of the later."""
    said = loose(words(recommendation.text.text))
    for twin in twins:
        passages, text = (twin.a_passages, twin.a) if earlier else (twin.b_passages, twin.b)
        if recommendation.passage in passages:
            other = loose(words(text))
            if said in other or (other and other in said):
                return twin
    return None


def _standing(twin: Twins, recommendations: Iterable[Recommendation]) -> Recommendation | None:
    """The recommendation of the earlier edition that the twin is about, if it was one there."""
    text = loose(words(twin.a))
    for recommendation in recommendations:
        if recommendation.passage in twin.a_passages:
            said = loose(words(recommendation.text.text))
            if said in text or text in said:
                return recommendation
    return None
