"""Whether a document was written for whom a question names: its primary tumour, its group of patients.

Only compares what is named (`lexicon/populations.toml`): a document without a scope is for everyone, a question that
names none is about whom the document is for.
"""

from __future__ import annotations

from kb.search.analysis import Lexicon
from kb.search.plan import populations_of

SPECIAL = "population"  # the kind of children, pregnancy …; the other kind is a primary tumour


def differs(named: frozenset[str], scope: str | None, lexicon: Lexicon) -> bool:
    """Whether the populations a question names lie outside the `scope` of a document.

    A primary tumour differs where the scope names others only; children or pregnancy where it does not name them.
    """
    if not named or scope is None:
        return False
    special = {p.name for p in lexicon.words.populations if p.kind == SPECIAL}
    within = populations_of(scope, lexicon)
    primaries = named - special
    if (named & special) - within:
        return True
    return bool(primaries) and bool(within - special) and not primaries & within


def names_special(named: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether children, pregnancy or the like are named: no direct answer is given for them unless the scope says
    so."""
    return any(p.kind == SPECIAL and p.name in named for p in lexicon.words.populations)
