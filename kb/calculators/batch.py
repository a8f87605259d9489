"""Answers as the terminal gives them: «ITEM=OPTION», or a line of JSON → the answers a form takes.

Reads their form only; whether an item or option is offered is the form's affair.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ingest.errors import CallError
from kb.calculators.answers import Answer, flat
from kb.calculators.run import Form

_HOW = 'A line is like {"set": {"ITEM": "OPTION"}}.'


def set_answers(given: Sequence[str], form: Form) -> dict[str, Answer]:
    """The answers of «ITEM=OPTION» arguments; one given several times becomes a list. Raises CallError for others."""
    found: dict[str, Answer] = {}
    for each in given:
        if "=" not in each:
            raise CallError(f"«{each}» is no answer", "Like: --set ITEM=OPTION")
        name, option = _split(each, form)
        before = found.get(name)
        if before is None:
            found[name] = option
        else:
            found[name] = [*before, option] if isinstance(before, list) else [str(before), option]
    return found


def line_answers(line: str) -> dict[str, Answer]:
    """The answers of a batch line. Raises CallError for a line of another form."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CallError(f"the line is no JSON ({error})", _HOW) from error
    if not isinstance(read, dict) or not isinstance(answers := read.get("set"), dict):
        raise CallError("the line has no «set»", _HOW)
    for name, answer in answers.items():
        parts = answer if isinstance(answer, list) else [answer]
        if isinstance(answer, bool) or not all(isinstance(p, str | int | float) for p in parts):
            raise CallError(f"{name}: {json.dumps(answer, ensure_ascii=False)} is no answer", _HOW)
    return answers


def _split(each: str, form: Form) -> tuple[str, str]:
    """At the first «=» before which an item is named: a label may hold one; else at the first."""
    cuts = [n for n, char in enumerate(each) if char == "="]
    at = next((n for n in cuts if each[:n] in form.items or flat(each[:n]) in form.items), cuts[0])
    return each[:at].strip(), each[at + 1 :].strip()
