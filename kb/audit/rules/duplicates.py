"""The same work listed twice in the bibliography. What one work is, `bibliography` tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kb.audit.bibliography import same_work
from kb.audit.french import quoted
from kb.audit.model import Finding
from kb.audit.subject import Subject
from kb.audit.works import named, passage_of

RULE = "reference-duplicate"


def check_duplicates(subject: Subject) -> Iterator[Finding]:
    """A finding for each later entry that repeats an earlier one; both are named."""
    repeated: set[int] = set()
    entries = subject.guideline.references
    for (_, a), (n, b) in combinations(enumerate(entries), 2):
        if n not in repeated and same_work(a, b):
            repeated.add(n)
            passage = passage_of(subject, b)
            detail = f"{quoted(named(a))} et {quoted(named(b))} sont le même ouvrage."
            yield subject.quoting(
                RULE,
                b.text,
                detail,
                passage.section if passage else None,
                passage.id if passage else None,
                (),
                f"Ne garder qu’une entrée et y renvoyer les citations de la référence {b.label or n + 1}.",
            )
