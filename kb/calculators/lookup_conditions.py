"""Lists whose items state a condition before a colon → lookups: «entre 6 semaines et 1 an : …» under its lead-in.

At least two items of one list, side by side, each with a condition and what holds under it. The words after the colon
are quoted, or the items under it; bands of a score are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.model import Guideline, Passage, PassageKind, PrintedText
from kb.calculators.keys import plain_key, slug, unique_keys
from kb.calculators.model import Calculator, Item, Kind, Option, Row, Status, Value
from kb.calculators.patterns import pattern
from kb.calculators.quoting import of_section, printed_sentences, printed_value, quote, quoted

LONGEST_CONDITION = 70  # characters before the colon: more is a sentence
_COLON = re.compile(r"\s*:\s*")
_LABEL = re.compile(r"^(?P<label>[^:]{2,40}?)\s*:\s+(?P<rest>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Branch:
    """A condition, and what is printed for it: the words behind its colon, or the items under it."""

    condition: PrintedText
    told: tuple[PrintedText, ...]


def compile_condition_lookups(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The lookups of the edition's lists, in reading order."""
    titles = {section.id: section.title.text for section in guideline.sections}
    found = []
    for n, lead in enumerate(guideline.passages):
        if not lead.text.text.rstrip().endswith(":") or lead.kind not in (PassageKind.PARAGRAPH, PassageKind.ITEM):
            continue
        branches = list(_branches(guideline.passages, n))
        if len(branches) > 1 and len({b.condition.text for b in branches}) == len(branches):
            found.append(_lookup(lead, branches, titles.get(lead.section or "", ""), guideline, document, edition))
    return tuple(found)


def _branches(passages: Sequence[Passage], n: int) -> Iterator[_Branch]:
    """The conditions of the list under passage `n`: all its items, or the first of those beside a flat lead-in."""
    under = _list_under(passages, n)
    branches = [_branch(passages, at) for at in under or _beside(passages, n)]
    if under and None in branches:
        return
    for branch in branches:
        if branch is None:
            return
        yield branch


def _branch(passages: Sequence[Passage], at: int) -> _Branch | None:
    """The condition that an item states, with what holds under it."""
    text = passages[at].text
    colon = _COLON.search(text.text)
    if colon is None or colon.start() > LONGEST_CONDITION or pattern("conditions", "other").search(text.text):
        return None
    condition, rest = text[: colon.start()].strip(), text[colon.end() :].strip()
    told = (rest,) if rest.text else tuple(passages[k].text for k in _list_under(passages, at))
    return _Branch(condition, told) if told and pattern("conditions", "begins").match(condition.text) else None


def _beside(passages: Sequence[Passage], n: int) -> list[int]:
    """The items after item `n` at its own depth: a list that is printed flat goes on under its lead-in."""
    if passages[n].kind is not PassageKind.ITEM:
        return []
    same = (passages[n].kind, passages[n].section, passages[n].depth)
    after = enumerate(passages[n + 1 :], n + 1)
    return [k for k, _ in takewhile(lambda each: (each[1].kind, each[1].section, each[1].depth) == same, after)]


def _list_under(passages: Sequence[Passage], n: int) -> list[int]:
    """Where the items one level under passage `n` stand."""
    above = passages[n].depth if passages[n].kind is PassageKind.ITEM else 0
    found: list[int] = []
    for k, passage in enumerate(passages[n + 1 :], n + 1):
        if passage.kind is not PassageKind.ITEM or passage.section != passages[n].section or passage.depth <= above:
            break
        if not found or passage.depth == passages[found[0]].depth:
            found.append(k)
    return found


def _lookup(
    lead: Passage, branches: Sequence[_Branch], title: str, guideline: Guideline, document: str, edition: str
) -> Calculator:
    sentence = list(printed_sentences(lead))[-1]
    match = pattern("conditions", "asked").search(sentence.text)
    asked = match.group("what").strip() if match else sentence.text.rstrip(" :")
    name = f"{title} : {asked}" if title else asked
    keys = unique_keys([branch.condition.text for branch in branches])
    options, rows = [], []
    for key, branch in zip(keys, branches, strict=True):
        place = printed_value(key, "", branch.condition, guideline)
        options.append(Option(key, branch.condition.text, None, place.page, place.box))
        rows.append(Row((key,), tuple(_values(branch, guideline))))
    limits = (
        quote(sentence, guideline, lead.id),
        *quoted(guideline, of_section(guideline, lead.section), pattern("limits", "meeting")),
    )
    return Calculator(
        f"{document}/{slug(name)}", Kind.LOOKUP, name, document, edition, Status.READY,
        items=(Item(plain_key(asked), asked, tuple(options), page=lead.text.page),), rows=tuple(rows),
        limits=tuple(dict.fromkeys(limits)), section=lead.section, page=lead.text.page,
    )  # fmt: skip


def _values(branch: _Branch, guideline: Guideline) -> Iterator[Value]:
    """One value a printed statement; an item «en hauteur : …» goes by its own label."""
    if len(branch.told) == 1:
        yield printed_value("texte", "Texte", branch.told[0], guideline)
        return
    labels = [
        m.group("label") if (m := _LABEL.match(text.text)) else f"Texte {n}" for n, text in enumerate(branch.told, 1)
    ]
    for key, label, text in zip(unique_keys(labels), labels, branch.told, strict=True):
        match = _LABEL.match(text.text)
        yield printed_value(key, label, text[match.start("rest") :] if match else text, guideline)
