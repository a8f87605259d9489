"""«Tableau 5», «cf. 3.5.2», «voir l'annexe 2»: places of this document that the text sends to and that are not there.

Silent about other works' tables, about laws, and about what an excerpt leaves before its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import PassageKind
from kb.audit.model import Finding
from kb.audit.numbers import bears, first_section, is_excerpt, parts
from kb.audit.subject import Sentence, Subject

RULE = "cross-reference-broken"
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}|[A-H])(?![\w°%]|[.,]\d)"
_ALSO = rf"(?:\s*(?:,|et|ou|à|-|–)\s*{_NUMBER})*"
_KINDS = {
    "tableau": r"tableaux?|tab\.",
    "figure": r"figures?|fig\.",
    "annexe": r"annexes?",
    "encadre": r"encadrés?",
    "section": r"sections?|chapitres?|paragraphes?|§§?",
}
_SENT = re.compile(
    "|".join(
        rf"(?<!\w)(?P<{name}>(?:{words})\s*(?:n°\s*)?(?P<{name}_numbers>{_NUMBER}{_ALSO}))"
        for name, words in _KINDS.items()
    ),
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<!\w)(?:cf\.?|voir(?:\s+aussi)?|v\.|se reporter (?:à|au))\s*(?:le|la|l['’]|au|les|aux)?\s*(?:points?\s+)?"
    r"(?P<numbers>\d{1,2}(?:\.\d{1,2}){1,4}(?:\s*(?:,|et|ou)\s*\d{1,2}(?:\.\d{1,2}){1,4})*)(?!\s*(?:%|Gy|mg|cm|mm|ans|mois))",
    re.IGNORECASE,
)
# Behind the number: whose table it is.
_ELSEWHERE = re.compile(
    r"\s*(?:\)\s*)?(?:,\s*)?(?:de|du|des|d['’]|dans|in|chez)\s*(?:la|le|les|l['’]|cet(?:te)?|ces|son|leur)?\s*"
    r"(?:réf|article|publication|guide|recommandations? (?:de|du|des)|rapport|étude|essai|thésaurus|document (?:de|du)|"
    r"consensus|loi|code|décret|arrêté|ouvrage|traité|supplément|annexe|[A-ZÉ][\w’'-]+\s+(?:et\s+(?:al|coll)|\(?(?:19|20)\d\d))"
)
# Behind it, though further on: «l'annexe I et la formule de l'annexe IV de l'arrêté du …».
_LAW = re.compile(
    r"[^.;]{0,120}\b(?:de l['’]|du |de la )(?:arrêté|directive|règlement|décret|loi|code|circulaire|norme)\b", re.I
)
# Before it: the same («le rapport de Cox, tableau 2»).
_BEFORE = re.compile(
    r"(?:\bet\s+al\.?,?|(?:19|20)\d\d\s*[,;)]|\bin\b|article|rapport|guide|publication|adapté|d['’]après)[^.;]{0,25}$",
    re.IGNORECASE,
)


def check_cross_references(subject: Subject) -> Iterator[Finding]:
    """A finding for each number that the text sends to and nothing in the document bears."""
    for sentence in subject.sentences:
        if sentence.passage.kind is PassageKind.TABLE and "|" in sentence.text and len(sentence.text) > 2000:
            continue
        for kind, number, start, end in _targets(sentence):
            if not _there(subject, kind, number):
                detail = f"{_KIND_SHOWN[kind]} {number} : rien dans le document ne porte ce numéro."
                mark = (sentence.start + start, sentence.start + end)
                yield subject.finding(RULE, sentence, detail, [mark])


_KIND_SHOWN = {
    "tableau": "Tableau",
    "figure": "Figure",
    "annexe": "Annexe",
    "encadre": "Encadré",
    "section": "Section",
}


def _targets(sentence: Sentence) -> Iterator[tuple[str, str, int, int]]:
    """Every number that the sentence sends to, with its kind and the characters of the mention."""
    text = sentence.text
    caption = sentence.passage.kind is PassageKind.CAPTION and sentence.start == 0
    for match in _SENT.finditer(text):
        kind = next(name for name in _KINDS if match[name])
        if (caption and match.start() == 0) or _of_another_work(text, match.start(), match.end()):
            continue
        for number in _numbers(match[f"{kind}_numbers"]):
            yield kind, number, match.start(), match.end()
    for match in _BARE.finditer(text):
        if not _of_another_work(text, match.start(), match.end()):
            for number in _numbers(match["numbers"]):
                yield "section", number, match.start(), match.end()


def _of_another_work(text: str, start: int, end: int) -> bool:
    return bool(_ELSEWHERE.match(text, end) or _LAW.match(text, end) or _BEFORE.search(text[:start]))


def _numbers(text: str) -> Iterator[str]:
    """«2, 3 et 5» → each; «2 à 4» → each between."""
    span = re.fullmatch(r"(\d{1,2})\s*(?:à|-|–)\s*(\d{1,2})", text)
    if span and int(span[1]) < int(span[2]):
        yield from map(str, range(int(span[1]), int(span[2]) + 1))
        return
    yield from re.findall(_NUMBER, text)


def _there(subject: Subject, kind: str, number: str) -> bool:
    guideline = subject.guideline
    if kind == "tableau":
        own = {table.number for table in guideline.tables}
    elif kind == "figure":
        own = {figure.number for figure in guideline.figures}
        if None in own:
            return True  # a picture may bear its number inside, where nothing is read
    else:
        own = {section.number.split()[-1] for section in guideline.sections if section.number}
        if any(printed.startswith(f"{number}.") for printed in own if printed):
            return True  # its subsections are there: its own heading may be worded otherwise
    if number in own or bears(guideline, kind, number) or (number.isalpha() and kind == "section"):
        return True
    if kind == "section" and not any(section.number for section in guideline.sections):
        return True  # nothing is numbered: the number is another document's
    return is_excerpt(guideline) and _before(subject, kind, number)


def _before(subject: Subject, kind: str, number: str) -> bool:
    """Whether the number belongs before the beginning of an excerpt."""
    guideline = subject.guideline
    wanted = parts(number)
    if wanted is None:
        return True
    if kind == "section":
        return wanted < first_section(guideline)
    things = guideline.tables if kind == "tableau" else guideline.figures
    numbers = [int(thing.number) for thing in things if thing.number and thing.number.isdigit()]
    return kind in ("annexe", "encadre") or not numbers or wanted[0] < min(numbers)
