"""French numbers as printed → values: «6,5», «100.000», «3 059», «dix-huit», «1/3».

Says what a number is worth, never what it measures. Used by the quantities and by the analysis of queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.lexicon import read_lexicon
from ingest.model import PrintedText

_SPACES = "\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\u2004\u2005\u2006\u200a\t"
_SAME = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’ʼ´", "'"),
        "×": "x",
        "μ": "µ",
        "º": "°",
        "⩽": "≤",
        "≦": "≤",
        "⩾": "≥",
        "≧": "≥",
    }
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGIT = re.compile(r"\d")

# A space or a point groups thousands only before exactly three digits; a comma never does in French. Longer than
# this is no number of a guideline but junk, a barcode, a telephone.
NUMBER = (
    r"(?:\d{1,3}(?: \d{3}){1,3}(?!\d| \d{3}(?!\d))(?:,\d{1,6})?|\d{1,3}(?:\.\d{3}){1,3}(?!\d)(?:,\d{1,6})?"
    r"|\d{1,9}(?:[.,]\d{1,6})?)(?![.,]\d|\d)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3})+(?:,\d+)?")


def _spelled() -> Iterator[tuple[str, int]]:
    """Number words from 1 to 100, hyphens between the parts («vingt et un» has spaces as well as hyphens)."""
    words = read_lexicon("numbers")
    ones: list[str] = words["ones"]
    yield words["feminine_one"], 1
    yield words["hundred"], 100
    yield from ((word, n) for n, word in enumerate(ones, 1))
    for tens, word in ((int(n), word) for n, word in words["tens"].items()):
        yield word, tens
        yield word + "s", tens  # «quatre-vingts»
        for n in range(1, 20 if tens in (60, 80) else 10):
            linked = n in (1, 11) and tens != 80
            yield f"{word}-et-{ones[n - 1]}" if linked else f"{word}-{ones[n - 1]}", tens + n
            if n == 1:
                yield f"{word}-et-{words['feminine_one']}" if linked else f"{word}-{words['feminine_one']}", tens + n


NUMBER_WORDS: dict[str, int] = dict(_spelled())  # read only
_BY_LENGTH = sorted(NUMBER_WORDS, key=lambda word: (-len(word), word))
NUMBER_WORD = r"(?i:\b(?:" + "|".join(word.replace("-", "[- ]") for word in _BY_LENGTH) + r")\b)"


def flatten(text: str) -> str:
    """`text` with one kind of space, hyphen, apostrophe and comparison sign; offsets stay the same."""
    return text.translate(_SAME)


def flat(text: PrintedText) -> str:
    """`flatten`ed text in which raised digits are superscript characters: «mois¹²» has no 12, «10⁹» is no 109."""
    flattened = flatten(text.text)
    raised = [m.start() for m in _DIGIT.finditer(flattened) if (g := text.glyphs[m.start()]) and g.style.raised]
    if not raised:
        return flattened
    chars = list(flattened)
    for at in raised:
        chars[at] = chars[at].translate(_RAISED)
    return "".join(chars)


def number_value(printed: str) -> float:
    """What a flattened NUMBER or NUMBER_WORD is worth: «6,5» 6.5, «100.000» 100000, «0.125» 0.125, «cinq» 5.

    A point before exactly three digits groups thousands unless a zero stands before it. Raises ValueError for anything
    else.
    """
    word = re.sub(r"\s+", "-", printed.strip().casefold())
    if word in NUMBER_WORDS:
        return float(NUMBER_WORDS[word])
    if _GROUPED.fullmatch(printed):
        printed = printed.replace(" ", "").replace(".", "")
    return float(printed.replace(",", "."))
