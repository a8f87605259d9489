"""Printed lines → running text: what the typesetter broke is joined, what the author hyphenated stays.

Works on the words of one document and a few prefixes of French; knows nothing of pages or columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import read_lexicon
from ingest.model import PrintedText, join

SOFT_HYPHEN = "\u00ad"
LONG = 40  # characters: a line that may reach its column's end
FEW_LINES = 60  # long lines below which their ends prove no habit
LONG_WORD = 10  # letters: its ending may be four of them
OWN = 2  # line ends that are the author's hyphens, and none that is not: he has them all
CUT_SHARE = 0.02  # of the long lines: authors' own hyphens end 0.2 to 1 % of them, typesetters' 5 to 20 %
_HYPHENS = "-\u2010" + SOFT_HYPHEN  # what a typesetter ends a line with; a dash or U+2011 is the author's

_VOWELS = "aeiouyâàäéèêëîïôöûùü"

# With the space before one that stands alone: white space stays single.
_SOFT_HYPHENS = re.compile(f"^{SOFT_HYPHEN}[{SOFT_HYPHEN} ]*| ?{SOFT_HYPHEN}+(?= |$)|{SOFT_HYPHEN}+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST_WORD = re.compile(r"(?:[^\W_]+[-\u2010\u2011'’])*[^\W_]+$")
_FIRST_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The word parts of `lexicon/hyphens.toml`, which says what each list holds."""

    hyphened: frozenset[str]
    short: frozenset[str]
    fused: frozenset[str]
    bound: frozenset[str]
    suffixes: frozenset[str]
    adjectives: tuple[str, ...]


@cache
def _parts() -> _Parts:
    lists = {name: frozenset(words.split()) for name, words in read_lexicon("hyphens").items()}
    return _Parts(
        lists["hyphened"], lists["short"], lists["fused"], lists["bound"], lists["suffixes"], tuple(lists["adjectives"])
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a document writes inside its lines, folded: the evidence for what a line end means.

    `marks_breaks`: its typesetter ends a cut word with a soft hyphen, so a plain one is always the author's.
    `cuts_words`: its typesetter cuts words with a plain hyphen, as those show that the document writes whole elsewhere.
    """

    words: Counter[str]
    marks_breaks: bool = False
    cuts_words: bool = True

    def __contains__(self, word: str) -> bool:
        return _fold(word) in self.words


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The words of `lines`, which follow one another, that no line end can have cut."""
    words: Counter[str] = Counter()
    soft = hard = long = 0
    cut = False
    half = ""  # of a word, at the end of the line before
    seams: list[tuple[str, str]] = []
    for line in lines:
        body = line.strip()
        long += len(body) > LONG
        if cut:
            rest = _first_token(body)
            seams.append((half, rest))
            body = body[len(rest) :]
        elif body[:1].islower():  # in columns and cells the half of a word may open a line that follows another
            body = body[len(_first_token(body)) :]
        cut = bool(body) and body[-1] in _HYPHENS
        soft += body.endswith(SOFT_HYPHEN)
        hard += cut and len(body) > LONG
        if cut:
            body = body.rstrip(_HYPHENS)
            half = _last_token(body)
            body = body[: -len(half)]
        words.update(_WORD.findall(_fold(body)))
    return Vocabulary(words, soft >= 3, _cuts(words, seams, long < FEW_LINES or hard > CUT_SHARE * long))


def _cuts(words: Counter[str], seams: Iterable[tuple[str, str]], many: bool) -> bool:
    """Whether the typesetter cuts words: proved by one that stands whole elsewhere, else by how `many` lines do it.

    A prefix that takes hyphens proves nothing: authors write «post-opératoire» both ways.
    """
    own = cut = 0
    for first, last in seams:
        joined, hyphened = words[_fold(first + last)], words[_fold(f"{first}-{last}")]
        cut += joined > hyphened and _fold(first) not in _parts().hyphened
        own += hyphened > joined
    return cut > 0 or (many and own < OWN)


def heal(lines: Sequence[PrintedText], known: Vocabulary) -> PrintedText:
    """The lines as one text. Soft hyphens inside a line go; white space is single."""
    parts: list[PrintedText] = []
    for line in lines:
        line = line.strip()
        if not line.text:
            continue
        if not parts:
            parts.append(line)
            continue
        match _seam(parts[-1].text, line.text, known):
            case "join":
                parts[-1] = parts[-1][:-1] + line
            case "keep":
                parts[-1] = parts[-1] + line
            case _:
                parts.append(line)
    return _without_soft_hyphens(join(parts))


def _seam(left: str, right: str, known: Vocabulary) -> str:
    """«join» the halves of a word, «keep» its hyphen, or put a «space» between two words."""
    if left[-1] == SOFT_HYPHEN:
        return "join"
    if left[-1] in "/\u2011" and len(left) > 1 and left[-2] != " " and right[0].isalnum():
        return "keep"  # «sus/|sous-jacente», «mg/|kg»
    if left[-1] == "–" and left[-2:-1].isdigit() and right[0].isdigit():
        return "keep"  # «20–|30 Gy»
    if left[-1] not in _HYPHENS or len(left) < 2 or not left[-2].isalnum() or not right[0].isalnum():
        return "space"
    if known.marks_breaks:
        return "keep"
    # A hyphen beside a digit is printed, not typeset: «20-|30 Gy» must not become «2030 Gy», nor «T12-|L1» «T12L1».
    if left[-2].isdigit() or right[0].isdigit():
        return "keep"
    first, last = _last_token(left[:-1]), _first_token(right)
    if (len(first) == 1 and first.isupper()) or any(char.isdigit() for char in first):
        return "keep"  # «J-|L», «18F-|fluoride»: no typesetter cuts there
    joined, hyphened = first + last, f"{first}-{last}"
    if hyphened in known and known.words[_fold(hyphened)] >= known.words[_fold(joined)]:
        return "keep"
    if not known.cuts_words:
        return "keep"
    if joined in known:
        return "join"
    part = first.rpartition("-")[2]
    if part + last in known:  # «non-répon|deurs»: the second half alone was cut
        return "join"
    if _knows_kin(hyphened, known) != (kin := _knows_kin(joined, known)):  # another number or gender of the word
        return "join" if kin else "keep"
    if part != first and "o-" in first and _fold(part) in _parts().hyphened:  # «thoraco-abdomino-|pelvien»
        return "keep"
    if right[0].isupper():
        return "keep"  # «Île-de-|France»; capitals are cut only where the joined word is known
    return "keep" if _author_s(_fold(part), _fold(last), known) else "join"


def _author_s(part: str, last: str, known: Vocabulary) -> bool:
    """Whether a hyphen between two parts of a word that the document writes nowhere else is the author's."""
    parts = _parts()
    if last in parts.suffixes:
        return True
    if part.endswith("o") and len(part) > 3 and (last[0] in _VOWELS or "o-" in last):
        return True  # «micro-|ondes»: French cuts no word between vowels; «thoraco-|abdomino-pelvien»
    if part in parts.fused or last in parts.bound:
        return False
    if part in parts.hyphened:
        return not _writes_fused(part, known) and (part not in parts.short or _knows_kin(last, known))
    if part.endswith("o") and len(part) > 3:
        return last.endswith(parts.adjectives) and _knows_kin(last, known)
    return len(last) > 3 and len(part) > 2 and last in known and part in known


def _knows_kin(word: str, known: Vocabulary) -> bool:
    """Whether the document writes the word, or one that begins like it: another number or gender."""
    stem = word[: max(5, len(word) - (3 if len(word) < LONG_WORD else 4))]  # «fracturaire», «fracture»
    return (len(word) > 3 and word in known) or (len(word) > 4 and any(other.startswith(stem) for other in known.words))


def _writes_fused(prefix: str, known: Vocabulary) -> bool:
    """Whether the document joins `prefix` to words it knows more often than it puts a hyphen («oligométastase»)."""
    hyphened = sum(n for word, n in known.words.items() if word.startswith(prefix + "-"))
    fused = sum(n for word, n in known.words.items() if word.startswith(prefix) and word[len(prefix) :] in known.words)
    return fused > max(hyphened, 1)  # one word alone may be of another language


def _without_soft_hyphens(text: PrintedText) -> PrintedText:
    if SOFT_HYPHEN not in text.text:
        return text
    gone = {n for found in _SOFT_HYPHENS.finditer(text.text) for n in range(*found.span())}
    kept = [pair for n, pair in enumerate(zip(text.text, text.glyphs, strict=True)) if n not in gone]
    return PrintedText("".join(c for c, _ in kept), tuple(g for _, g in kept))


def _last_token(text: str) -> str:
    match = _LAST_WORD.search(text.rstrip(_HYPHENS))
    return text[match.start() :] if match else text[-1:]


def _first_token(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else text[:1]


def _fold(word: str) -> str:
    return word.casefold().replace("\u2010", "-").replace("\u2011", "-").replace("’", "'")
