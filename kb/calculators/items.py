"""Questions as a table prints them → items and options with keys that the command line takes.

Keeps every label as printed, in the source's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Guideline
from kb.calculators.keys import slug, unique_keys
from kb.calculators.model import Item, Option
from kb.calculators.parts import Question

_FINEST = (1.0, 0.5, 0.25, 0.1, 0.05)


def make_items(questions: Sequence[Question], guideline: Guideline) -> tuple[Item, ...]:
    """The items; a criterion that stands alone is «présent» or «absent», those of one quantity may all be absent."""
    keys = unique_keys([question.label for question in questions], slug)
    made = []
    for key, question in zip(keys, questions, strict=True):
        names = unique_keys([choice.label for choice in question.choices], slug)
        options = [
            Option(name, choice.label, choice.points, choice.cell.page, choice.cell.box)
            for name, choice in zip(names, question.choices, strict=True)
        ]
        if question.present and len(options) > 1:
            options.append(Option("absent", "absent", 0.0))
        elif question.present:
            options = [replace(options[0], key="present", label="présent"), Option("absent", "absent", 0.0)]
        places = guideline.places(question.cell.text)
        made.append(Item(key, question.label, tuple(options), None, question.cell.page, places))
    return tuple(made)


def step_of(questions: Sequence[Question]) -> float:
    """How far two totals are apart: 1, or a half where points have halves."""
    values = [choice.points for question in questions for choice in question.choices]
    return next((s for s in _FINEST if all(abs(v / s - round(v / s)) < 1e-6 for v in values)), _FINEST[-1])
