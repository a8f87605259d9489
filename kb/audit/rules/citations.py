"""Citations that lead nowhere, to several works, or to a work whose author or year is printed otherwise.

Takes what the reader resolved as it is, with its candidates; resolves nothing anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.model import Citation, CitationStatus, Reference
from kb.audit.french import listed, quoted
from kb.audit.model import Finding
from kb.audit.subject import Sentence, Subject
from kb.audit.works import by_target, named

UNRESOLVED, AMBIGUOUS = "citation-unresolved", "citation-ambiguous"
YEAR, MISSPELT = "citation-year-mismatch", "citation-misspelt"
_RANGE = re.compile(r"(\d{1,3})\s*[-‐‑–—]\s*(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}")
_LONGEST_RANGE = 60  # numbers: «1–60» is a range of citations, more is none
_MOST_NAMED = 60  # mentions that a finding about all of them lists


def check_citations(subject: Subject) -> Iterator[Finding]:
    """A finding for each mention that is not resolved exactly.

    Where the document has no bibliography at all, one finding names every mention: it is one thing to mend.
    """
    guideline = subject.guideline
    if guideline.citations and not guideline.references:
        yield from _without_bibliography(subject)
        return
    works = by_target(guideline.references)
    for citation in guideline.citations:
        if citation.status is CitationStatus.RESOLVED:
            continue
        if (made := _judged(citation, works)) is not None:
            rule, detail, repair = made
            yield _finding(subject, citation, rule, detail, repair)


def _judged(citation: Citation, works: Mapping[str, Reference]) -> tuple[str, str, str | None] | None:
    """The rule, the reason, and the repair where it is evident; None where nothing is wrong after all."""
    mention = quoted(citation.text.text)
    candidates = [works[target] for target in citation.targets if target in works]
    numeric = not re.search(r"[^\W\d_]{3}", citation.text.text)
    if citation.status is CitationStatus.UNRESOLVED or (numeric and citation.status is CitationStatus.CORRECTED):
        if numeric:
            missing = _missing(citation)
            which = f"aucune référence {listed(missing, 'ou')}" if missing else "aucune référence de ce numéro"
            return UNRESOLVED, f"{mention} : {which} dans la bibliographie.", None
        return UNRESOLVED, f"{mention} : la bibliographie n’a aucune référence de cet auteur et de cette année.", None
    if citation.status is CitationStatus.AMBIGUOUS:
        entries = listed([quoted(named(work)) for work in candidates])
        years = {str(work.year) for work in candidates}
        cited = re.findall(r"\b(?:19|20)\d{2}\b", citation.text.text)
        if cited and not numeric and candidates and years.isdisjoint(cited):
            return YEAR, f"{mention} : aucune référence de {cited[-1]} ; les plus proches sont {entries}.", None
        return AMBIGUOUS, f"{mention} peut désigner {entries}.", None
    if not candidates:
        return None
    work = candidates[0]
    said = re.findall(r"\b(?:19|20)\d{2}\b", citation.text.text)
    if said and work.year is not None and str(work.year) not in said:
        repair = citation.text.text.replace(said[-1], str(work.year))
        detail = f"{mention} : {said[-1]} dans le texte, {work.year} dans la référence {quoted(named(work))}."
        return YEAR, detail, repair
    if said and work.year is None:
        return None  # the entry prints no year: nothing contradicts the text
    if said and work.authors and not _same_name(citation, work):
        family = re.sub(r"\s+[A-Z][A-Za-z-]{0,4}$", "", work.authors[0])
        detail = f"{mention} : l’auteur est écrit {quoted(work.authors[0])} dans la référence {quoted(named(work))}."
        return MISSPELT, detail, _respelt(citation.text.text, family)
    return None


def _same_name(citation: Citation, work: Reference) -> bool:
    """Whether the mention prints the first author's name as the entry does: what was corrected is then a letter
    behind the year."""
    family = re.sub(r"\s+[A-Z][A-Za-z-]{0,4}$", "", work.authors[0])
    return family.casefold() in citation.text.text.casefold()


def _respelt(mention: str, family: str) -> str | None:
    """The mention with the entry's spelling of the name, where the name is one word before the year."""
    match = re.match(r"\W*([^\W\d_][^\s,;()]*)(?=\W+(?:et\b|and\b|&|(?:19|20)\d\d))", mention)
    return mention.replace(match[1], family, 1) if match else None


def _missing(citation: Citation) -> list[str]:
    """The numbers of a mention that are no entry's."""
    text = citation.text.text
    numbers: list[int] = []
    for first, last in _RANGE.findall(text):
        if int(first) < int(last) <= int(first) + _LONGEST_RANGE:
            numbers += range(int(first), int(last) + 1)
    numbers += [int(number) for number in _NUMBER.findall(text)]
    return [str(number) for number in sorted(set(numbers)) if str(number) not in citation.targets]


def _finding(subject: Subject, citation: Citation, rule: str, detail: str, repair: str | None) -> Finding:
    sentence = subject.sentence_of(citation.passage, citation.start)
    if sentence is None:
        return subject.quoting(rule, citation.text, detail, citation.section, citation.passage, (), repair)
    return subject.finding(rule, sentence, detail, [(citation.start, citation.end)], repair)


def _without_bibliography(subject: Subject) -> Iterator[Finding]:
    citations = subject.guideline.citations
    first = citations[0]
    mentions = [citation.text.text for citation in citations]
    shown = ", ".join(dict.fromkeys(mentions[:_MOST_NAMED])) + (" …" if len(mentions) > _MOST_NAMED else "")
    detail = f"Le document n’a pas de bibliographie : {len(mentions)} appels de citation ne mènent à rien ({shown})."
    sentence = subject.sentence_of(first.passage, first.start)
    if sentence is None:
        yield subject.quoting(UNRESOLVED, first.text, detail, first.section, first.passage)
    else:
        yield subject.finding(UNRESOLVED, sentence, detail, _marks(subject, sentence))


def _marks(subject: Subject, sentence: Sentence) -> list[tuple[int, int]]:
    return [(citation.start, citation.end) for citation in subject.cited_in(sentence)]
