"""Rows of label and points without items: criteria to be added, or options of which one applies?

«Âge < 60 ans» and «Âge ≥ 60 ans» are options of one item; a row of 0 points is no criterion. Guesses nothing else:
where rows cannot be told apart, the reason is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.calculators.intervals import interval
from kb.calculators.parts import Question
from kb.calculators.score_words import pattern

_NONE, _MANY = pattern("none"), pattern("several")
MOST_OPTIONS = 12  # rows that may be the options of one item


def options_alike(criteria: Sequence[Question], head: str) -> tuple[list[Question], list[Question]] | str:
    """The items that `criteria` (one a row) make, and a second reading; or why they cannot be told."""
    items = _by_quantity(criteria)
    loose = [q for q in items if q.present and not q.choices[0].points]
    if loose:
        items = _by_first_word(items)
        loose = [q for q in items if q.present and not q.choices[0].points]
    single = _single(criteria, head)
    if not loose:
        return list(items), [single] if single else []
    values = [q.choices[0].points for q in criteria]
    if single and not _MANY.search(head) and len(set(values)) == len(values):
        return [single], []
    if len(loose) == 1 and _NONE.match(loose[0].label) and len(set(values)) < len(values):
        return [q for q in items if q is not loose[0]], [single] if single else []
    return f"«{loose[0].label}» gives 0 points: it is an option, but of no item that is printed"


def _by_quantity(criteria: Sequence[Question]) -> list[Question]:
    """Rows that state ranges of the same quantity made one item, where its first row stands."""
    stated = [(q, interval(q.label)) for q in criteria]
    groups: list[list[int]] = []
    for n, (_, found) in enumerate(stated):
        if found is None or not found.words:
            continue
        for group in groups:
            first = stated[group[0]][1]
            if first is not None and (first.words, first.unit) == (found.words, found.unit):
                group.append(n)
                break
        else:
            groups.append([n])
    merged = _merged(criteria, [group for group in groups if len(group) > 1])
    return [_or_none(q) for q in merged] if any(q.present for q in merged) else merged


def _or_none(question: Question) -> Question:
    """Ranges among criteria that are there or not, which leave an end of the scale open: neither may hold.

    «Âge 65-74 ans», «Âge ≥ 75 ans» are two criteria for the same thing: a younger patient has none of them.
    """
    stated = [found for choice in question.choices if (found := interval(choice.label))]
    if question.present or len(stated) < len(question.choices) or not all(c.points for c in question.choices):
        return question
    lows, highs = [found.low for found in stated], [found.high for found in stated]
    below = None not in lows and min(low for low in lows if low is not None) > 0
    above = None not in highs
    return replace(question, present=True) if below or above else question


def _by_first_word(items: Sequence[Question]) -> list[Question]:
    """A row of 0 points made one item with those that begin with the same word: «Sexe masculin», «Sexe féminin»."""
    groups = []
    for n, question in enumerate(items):
        if question.present and not question.choices[0].points:
            word = _first(question.label)
            same = [m for m, other in enumerate(items) if other.present and _first(other.label) == word]
            if len(same) > 1 and n == next(m for m in same if not items[m].choices[0].points):
                groups.append(same)
    return _merged(items, groups)


def _merged(rows: Sequence[Question], groups: Sequence[Sequence[int]]) -> list[Question]:
    first = {group[0]: group for group in groups}
    inside = {n for group in groups for n in group}
    made = []
    for n, row in enumerate(rows):
        if n in first:
            group = [rows[m] for m in first[n]]
            label = _common([q.label for q in group])
            made.append(replace(row, label=label, choices=tuple(q.choices[0] for q in group), present=False))
        elif n not in inside:
            made.append(row)
    return made


def _single(criteria: Sequence[Question], head: str) -> Question | None:
    """All rows as the options of the one item that the head names."""
    if not 2 < len(criteria) <= MOST_OPTIONS or not all(q.present for q in criteria):
        return None
    label = head.strip() or _common([q.label for q in criteria])
    return replace(criteria[0], label=label, choices=tuple(q.choices[0] for q in criteria), present=False)


def _common(labels: Sequence[str]) -> str:
    """The words all labels begin with, else the first label."""
    split = [label.split() for label in labels]
    shared: list[str] = []
    for words in zip(*split, strict=False):
        if len({word.casefold().strip(":") for word in words}) > 1 or re.match(r"[<>≤≥\d]", words[0]):
            break
        shared.append(words[0])
    while shared and shared[-1].casefold() in ("de", "à", "entre", "du", "la", "le", ":", "–", "-"):
        shared.pop()
    return " ".join(shared).strip(" :–-") or labels[0]


def _first(label: str) -> str:
    return label.split()[0].casefold() if label.split() else ""
