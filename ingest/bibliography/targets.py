"""A mention and the bibliography → the entries it can mean, and how sure that is.

Exact where label, or first author and year, agree; corrected where only the spelling or the year differs and one entry
is left; ambiguous with all candidates; else unresolved with the reason. Never resolves on a likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from ingest.bibliography.authors import PARTICLE
from ingest.bibliography.names import NameMark
from ingest.bibliography.numbers import NumberMark
from ingest.model import CitationStatus, Reference

YEARS_APART = 3  # a slip of the year or an online-first date; farther apart it is another work (see _slip_of_year)
EDITS = ((7, 2), (4, 1))  # a name of at least so many letters may differ by so many edits
FIRST_LETTER_FROM = 6  # letters: in shorter names another first letter makes another name («Kim», «Chow», «Rades»)

SHORTEST_ACRONYM = 3  # letters

FEW = 4  # entries: fewer may stand in alphabetical order by chance
ALPHABETICAL = 0.9  # of the neighbours: authors slip one entry in the wrong place

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})
_INITIALS = re.compile(r"\s+((?:[^\W\d_a-z][a-z]?[-‐‑]?){1,5})((?:\s+(?:Jr|Sr|II|III|IV|2nd|3rd|4th))?)$")
_AND_OTHERS = re.compile(r"\bet\s+(?:al|coll)\b|…|\.\.\.", re.I)
_SMALL_WORDS = frozenset("a à and au aux d de des du et en for in l la le les of on the".split())
_PARTICLES = re.compile(rf"^(?:{PARTICLE}\s+)+(?=\w)", re.I)


class Outcome(NamedTuple):
    """`name` is the reading of an author's name that led there: «Erler» where «Selon Erler» was printed."""

    targets: tuple[str, ...]
    status: CitationStatus
    why: str | None
    name: str = ""


class _Work(NamedTuple):
    target: str
    year: int | None
    names: frozenset[str]  # the first author's family name, folded: with its particles and without
    initials: str
    others: tuple[str, ...]  # folded family names of the other authors
    text: str
    printed: str  # «Coleman RE 2010», to say it
    acronyms: frozenset[str]  # of a body


class Works:
    """The bibliography as citations see it.

    `numbers` leads from a number to the targets that bear it. `labelled`: numbers are printed. `alphabetical`: none is,
    and the entries stand in the order of their authors, so that no number can mean them.
    """

    __slots__ = ("_by_name", "_by_year", "_works", "alphabetical", "labelled", "numbers")

    def __init__(self, references: Sequence[Reference]) -> None:
        self.labelled = any(reference.label is not None for reference in references)
        self.numbers = _numbers(references)
        self._works = tuple(_work(n, reference) for n, reference in enumerate(references, 1))
        names = [min(work.names) for work in self._works if work.names]
        sorted_pairs = sum(a <= b for a, b in pairwise(names))
        self.alphabetical = not self.labelled and len(names) > FEW and sorted_pairs >= ALPHABETICAL * (len(names) - 1)
        self._by_name: dict[str, list[_Work]] = {}
        self._by_year: dict[int | None, list[_Work]] = {}
        for work in self._works:
            self._by_year.setdefault(work.year, []).append(work)
            for name in work.names:
                self._by_name.setdefault(name, []).append(work)

    def __len__(self) -> int:
        return len(self._works)

    # --- numbers

    def by_number(self, mark: NumberMark) -> Outcome:
        """What a numeric mark means.

        Where some of its numbers are in no entry, those that are stay its targets and the status is `corrected`, with
        the missing ones in `why`: an ambiguous citation would offer alternatives, an unresolved one would hide the
        right ones. None left: unresolved.
        """
        found = [target for number in mark.numbers for target in self.numbers.get(number, ())]
        missing = [str(number) for number in mark.numbers if number not in self.numbers]
        if not len(self):
            return Outcome((), CitationStatus.UNRESOLVED, "the document has no bibliography")
        if not found:
            return Outcome((), CitationStatus.UNRESOLVED, f"no entry {', '.join(missing)} in the bibliography")
        if missing:
            return Outcome(tuple(found), CitationStatus.CORRECTED, f"no entry {', '.join(missing)} in the bibliography")
        if len(found) > len(mark.numbers):
            return Outcome(tuple(found), CitationStatus.AMBIGUOUS, "several entries bear the same number")
        if mark.name and (meant := self._contradicted(mark.name, found)):
            why = f"the text names {mark.name}, who is not the author of {', '.join(found)} but of {', '.join(meant)}"
            return Outcome((*found, *meant), CitationStatus.AMBIGUOUS, why)
        return Outcome(tuple(found), CitationStatus.RESOLVED, None)

    def names_author(self, mark: NumberMark) -> bool:
        """Whether the text names an author of the only work that the number means: «Erler et al. (113)»."""
        if mark.name is None or len(mark.numbers) != 1:
            return False
        cited = [work for work in self._works if work.target in self.numbers.get(mark.numbers[0], ())]
        return any(fold(name) in work.names for work in cited for name in _readings(mark.name))

    def _contradicted(self, name: str, found: Sequence[str]) -> list[str]:
        """Targets of the works by the author named in the text, where none of the cited ones is by that author."""
        for variant in map(fold, _readings(name)):
            cited = [work for work in self._works if work.target in found]
            if any(_alike(variant, other) for work in cited for other in (*work.names, *work.others)):
                return []
        for variant in map(fold, _readings(name)):
            if meant := self._by_name.get(variant):
                return list(dict.fromkeys(work.target for work in meant))
        return []

    # --- names

    def by_name(self, mark: NameMark) -> Outcome:
        """What an author–year mark means: the surname must be the first author's and the year the entry's."""
        if not len(self):
            return Outcome((), CitationStatus.UNRESOLVED, "the document has no bibliography")
        for name in _readings(mark.names[0]):
            if outcome := self._exact(mark, fold(name)):
                return outcome._replace(name=name)
        return self._near(mark)

    def _exact(self, mark: NameMark, name: str) -> Outcome | None:
        same = [work for work in self._by_name.get(name, ()) if work.year == mark.year]
        if not same:
            return None
        agreeing = [work for work in same if _others_agree(work, mark) and _initials_agree(work, mark)]
        if not agreeing:
            listed = "; ".join(work.printed for work in same)
            return Outcome((), CitationStatus.UNRESOLVED, f"initials or second author are not those of {listed}")
        if mark.letter:
            lettered = [work for work in agreeing if re.search(rf"\b{mark.year}[a-z]\b", work.text)]
            exact = [work for work in lettered if re.search(rf"\b{mark.year}{mark.letter}\b", work.text)]
            if exact:
                agreeing = exact
            elif len(agreeing) == 1 and not lettered:
                return Outcome(
                    (agreeing[0].target,), CitationStatus.CORRECTED, f"one entry of {mark.year}, without a letter"
                )
            elif lettered:
                return Outcome((), CitationStatus.UNRESOLVED, f"no entry {mark.year}{mark.letter} by {mark.names[0]}")
        if len(agreeing) == 1:
            return Outcome((agreeing[0].target,), CitationStatus.RESOLVED, None)
        listed = "; ".join(work.printed for work in agreeing)
        return Outcome(_targets(agreeing), CitationStatus.AMBIGUOUS, f"{len(agreeing)} entries fit: {listed}")

    def _near(self, mark: NameMark) -> Outcome:
        """One candidate that differs in spelling or in year alone is a correction; several are an ambiguity."""
        readings = _readings(mark.names[0])
        name, dated = readings[-1], list[_Work]()
        for reading in readings:
            if same := self._by_name.get(fold(reading)):
                name, dated = reading, [work for work in same if _others_listed(work, mark)]
                break
        if not any(work.year is None or _slip_of_year(work.year, mark.year) for work in dated):
            dated = []
        spelled = []
        for reading in readings:
            spelled = [
                work
                for work in self._by_year.get(mark.year, ())
                if (any(_alike(fold(reading), other) for other in work.names) or _stands_for(reading, work.acronyms))
                and _others_listed(work, mark)
            ]
            if spelled:
                name = name if dated else reading
                break
        candidates = [*spelled, *(work for work in dated if work not in spelled)]
        if not candidates:
            return Outcome(
                (), CitationStatus.UNRESOLVED, f"no entry by {name} of {mark.year}", name if mark.narrative else ""
            )
        if len(candidates) > 1:
            why = f"no exact entry; {len(candidates)} come near: {'; '.join(work.printed for work in candidates)}"
            return Outcome(_targets(candidates), CitationStatus.AMBIGUOUS, why, name)
        work = candidates[0]
        if spelled:
            why = f"spelled {name} in the text, {work.printed} in the bibliography"
        elif work.year is None:
            why = f"{mark.year} in the text, the entry of {work.printed} has no year"
        else:
            why = f"{mark.year} in the text, {work.printed} in the bibliography"
        return Outcome((work.target,), CitationStatus.CORRECTED, why, name)


def _numbers(references: Sequence[Reference]) -> dict[int, tuple[str, ...]]:
    """Printed labels; and positions of the entries without one, unless printed labels differ from positions."""
    aligned = all(r.label is None or r.label == str(n) for n, r in enumerate(references, 1))
    numbers: dict[int, tuple[str, ...]] = {}
    for n, reference in enumerate(references, 1):
        if reference.label is not None and reference.label.isdigit():
            number = int(reference.label)
            numbers[number] = (*numbers.get(number, ()), reference.label)
        elif reference.label is None and aligned:
            numbers[n] = (*numbers.get(n, ()), str(n))
    return numbers


def _work(n: int, reference: Reference) -> _Work:
    target = reference.label if reference.label is not None else str(n)
    if reference.authors:
        family, initials = _parted(reference.authors[0])
        others = tuple(fold(_parted(name)[0]) for name in reference.authors[1:])
    else:
        family, initials, others = "", "", ()
    names = frozenset({fold(family), fold(_PARTICLES.sub("", family))} - {""})
    printed = f"{reference.authors[0] if reference.authors else 'anonymous'} {reference.year or ''}".rstrip()
    acronyms = _acronyms(reference.authors[0]) if reference.authors and not initials else frozenset[str]()
    return _Work(target, reference.year, names, initials, others, reference.text.text, printed, acronyms)


def _parted(name: str) -> tuple[str, str]:
    """Family name and initials of «van der Linden YM»."""
    match = _INITIALS.search(name)
    return (name[: match.start()], match[1]) if match else (name, "")


def fold(name: str) -> str:
    """A name as compared: no accents, case, hyphens, apostrophes or spaces."""
    lowered = unicodedata.normalize("NFKD", name).lower().translate(_LETTERS)
    return "".join(char for char in lowered if char.isalnum() and not unicodedata.combining(char))


def _readings(name: str) -> tuple[str, ...]:
    """Readings of the words before a year as a name, the fullest first: «Selon Erler» may be «Erler» alone."""
    words = name.split()
    return tuple(" ".join(words[n:]) for n in range(len(words)))


def _others_agree(work: _Work, mark: NameMark) -> bool:
    """Whether the further names of the mention are among the entry's authors, where the entry names any."""
    return not work.others or all(any(_alike(fold(name), other) for other in work.others) for name in mark.names[1:])


def _others_listed(work: _Work, mark: NameMark) -> bool:
    """The same where name or year differ already: a second author that the entry does not list is of another work."""
    unlisted = not work.others and _AND_OTHERS.search(work.text) is None
    return _others_agree(work, mark) and not (mark.names[1:] and unlisted)


def _stands_for(name: str, acronyms: frozenset[str]) -> bool:
    """Whether a name is the acronym of a body: «HAS», «INCa»."""
    capitals = "".join(char for char in name if char.isupper())
    return len(capitals) >= SHORTEST_ACRONYM and 2 * len(capitals) > len(name) and capitals in acronyms


def _acronyms(author: str) -> frozenset[str]:
    """The acronyms that a body's name spells or holds: «Haute Autorité de santé», «ESMO Guidelines Group»."""
    words = re.findall(r"[^\W\d_]+", author)
    printed = {word for word in words if word.isupper() and len(word) >= SHORTEST_ACRONYM}
    spelled = "".join(word[0].upper() for word in words if word.lower() not in _SMALL_WORDS)
    return frozenset(printed | ({spelled} if len(spelled) >= SHORTEST_ACRONYM else set()))


def _initials_agree(work: _Work, mark: NameMark) -> bool:
    """Whether initials, where both print them, begin alike: «Zhang G» is «Zhang GL», not «Zhang H»."""
    printed = "".join(char for char in work.initials if char.isupper())
    return not mark.initials or not printed or printed.startswith(mark.initials) or mark.initials.startswith(printed)


def _alike(a: str, b: str) -> bool:
    """Whether two folded names are one, or one with a slip."""
    if a == b:
        return True
    shorter = min(len(a), len(b))
    allowed = next((edits for letters, edits in EDITS if shorter >= letters), 0)
    if not allowed or (a[:1] != b[:1] and shorter < FIRST_LETTER_FROM):
        return False
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _slip_of_year(printed: int, cited: int) -> bool:
    """Near, or one digit off, or two neighbouring digits changed places."""
    return abs(printed - cited) <= YEARS_APART or OSA.distance(str(printed), str(cited)) <= 1


def _targets(works: Sequence[_Work]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(work.target for work in works))
