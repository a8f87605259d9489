"""Claims → lines: what is said on the same thing by several guidelines stands in one line, side by side.

Doses and thresholds meet by their row. Recommendations meet only where their sentences say nearly the same; the rest is
listed and not compared, for two acts may need two strengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from kb.audit.french import shortened
from kb.audit.indications import terms
from kb.concordance.model import Aspect, Claim, Line, Row

# Share of two recommendations' telling words that must be common (Jaccard), the question's own left out. Chosen on the
# corpus: sentences on one act reach 0.4 and more, those on two acts of one drug stay under 0.25.
ALIKE = 0.35
_LABEL = 70  # characters of a sentence that name its line
_ALONE = "Autres recommandations"


def lines(said: Sequence[Sequence[Claim]], asked: frozenset[str]) -> tuple[Line, ...]:
    """The lines of the concordance, in the order in which their rows are first met. `asked`: the question's words."""
    placed = _acts(said, asked)
    rows = dict.fromkeys(claim.row for cell in placed for claim in cell)
    return tuple(Line(row, tuple(tuple(c for c in cell if c.row == row) for cell in placed)) for row in rows)


def _acts(said: Sequence[Sequence[Claim]], asked: frozenset[str]) -> list[list[Claim]]:
    """The same claims, recommendations that say nearly the same under one row each, the others under one that is not
    compared."""
    told = [(n, claim) for n, cell in enumerate(said) for claim in cell if claim.row.aspect is Aspect.MODALITY]
    words = {id(claim): terms(claim.text) - asked for _, claim in told}
    scored = sorted(
        (
            (-_alike(words[id(a)], words[id(b)]), m, n, a, b)
            for (m, a), (n, b) in combinations(told, 2)
            if m != n and _alike(words[id(a)], words[id(b)]) >= ALIKE
        ),
        key=lambda pair: pair[0],
    )
    row_of: dict[int, Row] = {}
    members: dict[Row, set[int]] = {}
    for _, m, n, a, b in scored:
        row = row_of.get(id(a)) or row_of.get(id(b))
        if row is None:
            row = Row(Aspect.MODALITY, shortened(re.sub(r"\s+", " ", a.text), _LABEL))
        for document, claim in ((m, a), (n, b)):
            if id(claim) not in row_of and document not in members.get(row, set()):
                row_of[id(claim)] = row
                members.setdefault(row, set()).add(document)
    rest = Row(Aspect.MODALITY, _ALONE, compared=False)
    kept = {row for row, documents in members.items() if len(documents) > 1}
    return [[_placed(claim, row_of, kept, rest) for claim in cell] for cell in said]


def _placed(claim: Claim, row_of: dict[int, Row], kept: set[Row], rest: Row) -> Claim:
    if claim.row.aspect is not Aspect.MODALITY:
        return claim
    row = row_of.get(id(claim))
    return replace(claim, row=row if row in kept and row is not None else rest)


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0
