"""Names that outlive layout: an id hashes what a thing says and the headings it stands under.

Never a position, a page or a box: the same statement printed by another program keeps its id, so editions compare
by what they say.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.model import Section

_ID_DIGITS = 12  # hexadecimal: 48 bits, one chance in 10^7 of a clash among 7,000 things of a document
_SAME_MARK = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,  # soft hyphen
        "\u200b": None,  # zero-width space
        "\ufeff": None,
    }
)
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 12)  # an id hashes the titles above a thing, the same for all that stands under them
def normalise(text: str) -> str:
    """`text` as it is compared: NFKC, case folded, one kind of quote, apostrophe and hyphen, single spaces.

    Not for display, and not of the same length: offsets do not carry over.
    """
    folded = text.translate(_SAME_MARK)
    for _ in range(2):  # folding may undo the composition and the other way round; twice settles both (Unicode 3.13)
        folded = unicodedata.normalize("NFKC", folded.casefold())
    return _SPACE.sub(" ", folded.translate(_SAME_MARK)).strip()


def stable_id(prefix: str, *parts: str) -> str:
    """`prefix-` and 12 hexadecimal digits of the SHA-1 of the normalised parts; equal parts give equal ids."""
    digest = hashlib.sha1("\x1f".join(map(normalise, parts)).encode(), usedforsecurity=False).hexdigest()
    return f"{prefix}-{digest[:_ID_DIGITS]}"


def unique(ids: Sequence[str]) -> tuple[str, ...]:
    """The ids in order, a repeated one with -2, -3 … in the order of their appearance."""
    taken = set(ids)
    counts: dict[str, int] = {}
    found: list[str] = []
    for one in ids:
        counts[one] = counts.get(one, 0) + 1
        name = one
        while counts[one] > 1 and (name == one or name in taken):
            name = f"{one}-{counts[one]}"
            if name in taken:
                counts[one] += 1
        taken.add(name)
        found.append(name)
    return tuple(found)


def title_path(section: str | None, sections: Mapping[str, Section]) -> tuple[str, ...]:
    """Titles from the outermost heading down to `section`, without numbers; () outside all sections.

    `sections` maps ids. A parent that is missing ends the path; a circle of parents does too.
    """
    titles: list[str] = []
    seen: set[str] = set()
    while section is not None and section in sections and section not in seen:
        seen.add(section)
        titles.append(sections[section].title.text)
        section = sections[section].parent
    return tuple(reversed(titles))
