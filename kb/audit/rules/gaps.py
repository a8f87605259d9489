"""Numbers missing from a sequence, or twice in it: of sections, tables, figures, entries of the bibliography.

An excerpt may begin anywhere; an appendix may begin again at 1; a number that is printed where the reader took it for
text is not missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Figure, PrintedText, Reference, Section, Table
from kb.audit.french import listed, quoted, shortened
from kb.audit.model import Finding
from kb.audit.numbers import bears, first_section, parts, roman
from kb.audit.subject import Subject
from kb.audit.works import passage_of

RULE = "numbering-gap"
MOST_MISSING = 12  # numbers between two neighbours: more is another sequence, not a gap

_PLURALS = {"section": "sections", "tableau": "tableaux", "figure": "figures", "référence": "références"}


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A thing with its number in its sequence, as printed and as counted."""

    printed: str
    value: int
    text: PrintedText
    section: str | None
    passage: str | None


def check_gaps(subject: Subject) -> Iterator[Finding]:
    """A finding for each break: on the first thing behind the missing number, or on the second that bears one."""
    yield from _sections(subject)
    guideline = subject.guideline
    yield from _drawn(subject, "tableau", guideline.tables)
    yield from _drawn(subject, "figure", guideline.figures)
    yield from _references(subject, guideline.references)


# --- sections -----------------------------------------------------------------------------------------------------


def _sections(subject: Subject) -> Iterator[Finding]:
    groups: dict[tuple[str, ...], list[_Numbered]] = defaultdict(list)
    for section in subject.guideline.sections:
        if section.number and (found := _counted(section)):
            key, value = found
            groups[key].append(_Numbered(section.number, value, section.title, section.id, None))
    start = first_section(subject.guideline)
    for key, things in groups.items():
        # what stands before the first section of an excerpt is printed elsewhere
        above = key[1:] if key[0] == "decimal" else ()
        begins = key[0] == "decimal" and not (len(above) < len(start) and above == tuple(map(str, start[: len(above)])))
        yield from _breaks(
            subject, "section", things, lambda number: bears(subject.guideline, "section", number), from_one=begins
        )


def _counted(section: Section) -> tuple[tuple[str, ...], int] | None:
    """The sequence that a section's number belongs to, and its place in it."""
    number = section.number or ""
    if (found := parts(number)) is not None:
        return ("decimal", *map(str, found[:-1])), found[-1]
    if (value := roman(number)) is not None and len(number) > 1:
        return ("roman", section.parent or ""), value
    return None


# --- tables, figures, references ----------------------------------------------------------------------------------


def _drawn(subject: Subject, kind: str, things: Sequence[Table] | Sequence[Figure]) -> Iterator[Finding]:
    numbered = [
        _Numbered(thing.number, int(thing.number), thing.caption, thing.section, _passage(thing))
        for thing in things
        if thing.number and thing.number.isdigit() and thing.caption is not None
    ]
    numbered.sort(key=lambda each: each.value)  # a large table may be printed before a small one
    unnumbered = len(numbered) < len(things)
    whole = first_section(subject.guideline) == (1,)
    yield from _breaks(
        subject,
        kind,
        numbered,
        lambda number: bears(subject.guideline, kind, number),
        from_one=whole and not unnumbered,
    )


def _passage(thing: Table | Figure) -> str | None:
    return thing.passage if isinstance(thing, Table) else None


def _references(subject: Subject, references: Sequence[Reference]) -> Iterator[Finding]:
    numbered = []
    for reference in references:
        if reference.label and reference.label.isdigit():
            passage = passage_of(subject, reference)
            numbered.append(
                _Numbered(
                    reference.label,
                    int(reference.label),
                    reference.text,
                    passage.section if passage else None,
                    passage.id if passage else None,
                )
            )
    yield from _breaks(subject, "référence", numbered, lambda number: False, from_one=False)


# --- a sequence ---------------------------------------------------------------------------------------------------


def _breaks(
    subject: Subject, kind: str, things: Sequence[_Numbered], elsewhere: Callable[[str], bool], *, from_one: bool
) -> Iterator[Finding]:
    """What is missing or double in a sequence. `elsewhere` tells that a number is printed, though not as one."""
    here = {thing.value for thing in things}
    last = 0 if from_one else None
    before: _Numbered | None = None
    twice = False  # the number before stands twice: where one is then missing, the second was meant to be it
    for thing in things:
        if last is not None and thing.value == last and before is not None:
            detail = (
                f"Le numéro {thing.printed} est imprimé deux fois : {kind} {quoted(shortened(before.text.text))} et "
                f"{kind} {quoted(shortened(thing.text.text))}."
            )
            yield _finding(subject, thing, detail)
            twice = True
            continue
        gap_told, twice = twice and last is not None and thing.value == last + 2, False
        if not gap_told and last is not None and last + 1 < thing.value <= last + 1 + MOST_MISSING:
            missing = [_named(thing, n) for n in range(last + 1, thing.value) if n not in here]
            missing = [number for number in missing if not elsewhere(number)]
            if missing:
                after = f"après {kind} {before.printed}" if before else f"avant {kind} {thing.printed}"
                what = _PLURALS[kind] if len(missing) > 1 else kind
                detail = f"Il manque {what} {listed(missing)} {after}, devant {quoted(_shown(thing))}."
                yield _finding(subject, thing, detail)
        last, before = thing.value, thing


def _named(thing: _Numbered, value: int) -> str:
    """The number `value` written as the thing's own: «3.5.4» beside «3.5.5»."""
    head, dot, _ = thing.printed.rpartition(".")
    return f"{head}{dot}{value}" if thing.printed[-1].isdigit() else str(value)


def _shown(thing: _Numbered) -> str:
    return shortened(f"{thing.printed} {thing.text.text}" if thing.printed not in thing.text.text else thing.text.text)


def _finding(subject: Subject, thing: _Numbered, detail: str) -> Finding:
    return subject.quoting(RULE, thing.text, detail, thing.section, thing.passage, against=detail)
