"""Entries of the bibliography that nothing in the text leads to.

Silent where the document cites nothing by mark (a reading list), and about works that the text names in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import PassageKind, Reference
from kb.audit.bibliography import same_work
from kb.audit.french import quoted
from kb.audit.model import Finding
from kb.audit.numbers import is_excerpt
from kb.audit.subject import Subject
from kb.audit.works import named, passage_of, target

RULE = "reference-uncited"
FEW = 3  # entries beyond the cited ones: so few are told of one by one, more are another part's
_UNCITED = "La référence {} n’est citée nulle part."


def check_uncited(subject: Subject) -> Iterator[Finding]:
    """A finding for each entry that is not cited; a second entry of a cited work is another rule's.

    An excerpt keeps the bibliography of the whole: entries before its first cited number and after its last are told
    of in one finding for each side, as they are cited elsewhere.
    """
    guideline = subject.guideline
    cited = {name for citation in guideline.citations for name in citation.targets}
    if not cited:
        return
    entries = [(target(reference, n), reference) for n, reference in enumerate(guideline.references, 1)]
    places = [n for n, (name, _) in enumerate(entries) if name in cited]
    first, last = (places[0], places[-1]) if places and is_excerpt(guideline) else (0, len(entries))
    yield from _beyond(subject, [reference for _, reference in entries[:first]])
    yield from _beyond(subject, [reference for _, reference in entries[last + 1 :]])
    for name, reference in entries[first : last + 1]:
        twice = name not in cited and any(same_work(reference, e) for n, e in entries if n in cited)
        if name not in cited and not twice and not _told(subject, reference):
            yield _finding(subject, reference, _UNCITED.format(quoted(named(reference))))


def _beyond(subject: Subject, references: Sequence[Reference]) -> Iterator[Finding]:
    if len(references) <= FEW:
        for reference in references:
            if not _told(subject, reference):
                yield _finding(subject, reference, _UNCITED.format(quoted(named(reference))))
    else:
        detail = (
            f"{len(references)} références, de {quoted(named(references[0]))} à {quoted(named(references[-1]))}, "
            "ne sont pas citées dans cet extrait."
        )
        yield _finding(subject, references[0], detail)


def _told(subject: Subject, reference: Reference) -> bool:
    """Whether the text names the work in words: «Erler et al.», or its title."""
    if not reference.authors:
        return False
    family = re.escape(re.sub(r"\s+[A-Z][A-Za-z-]{0,4}$", "", reference.authors[0]))
    pattern = re.compile(rf"\b{family}\s+(?:et\s+al|et\s+coll|and\s+col)\b")
    return any(
        pattern.search(passage.text.text)
        for passage in subject.guideline.passages
        if passage.kind is not PassageKind.REFERENCE
    )


def _finding(subject: Subject, reference: Reference, detail: str) -> Finding:
    passage = passage_of(subject, reference)
    return subject.quoting(
        RULE, reference.text, detail, passage.section if passage else None, passage.id if passage else None
    )
