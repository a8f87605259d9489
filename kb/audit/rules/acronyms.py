"""Acronyms that a document uses and never spells out.

One finding an acronym, at its first use. Known ones are data (`known_acronyms.txt`); names of trials, organisations,
people, levels of the spine and words in capitals are no acronyms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from ingest.model import PassageKind
from kb.audit.french import quoted
from kb.audit.model import Finding
from kb.audit.subject import Sentence, Subject
from kb.lexicon import load_words
from kb.search.tokens import fold

RULE = "acronym-undefined"
LONGEST = 6  # letters: longer words in capitals are headings and names
_ACRONYM = re.compile(r"(?<![\w’'./@-])(?P<acronym>[A-ZÉ][A-Za-zÉ]?[A-ZÉ]{1,5})(?P<plural>s)?(?![\w@]|[.-][A-Za-z])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PERSON = re.compile(r"\b(?:M\.|MM\.|Mme|Dr|Pr|Monsieur|Madame|[A-ZÉ][a-zéèêëïîôç]{2,}(?:-[A-ZÉ][a-zéèêëïîôç]+)?)\s+$")
_NAME_FROM = 5  # letters: «Régis DUBOS»; shorter ones behind a capitalised word are acronyms («Score SINS»)
_ROMAN = re.compile(r"[IVXLC]+")
# Beside a name of one of these it is their name, not an acronym to spell out.
_NAMED = re.compile(
    r"\b(?:essais?|études?|protocoles?|cohortes?|registres?|projets?|programmes?|réseaux?|groupes?|sociétés?|centres?|"
    r"logiciels?|revues?|journal|association|institut|promoteur\s*:?|questionnaires?|échelles?|scores?|classification|"
    r"critères|mutations?|gènes?|translocations?)\s+(?:de\s+|du\s+|des\s+|l['’]|le\s+|la\s+|les\s+|d['’])?[«\"(]?\s*$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:essais?|études?|auteurs?|correspondance|contributeurs?|liens?|conflits?|mots[ -]clés?|keywords?|"
    r"abstract|summary|remerciements|groupe de travail|relecteurs?)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|and|of|with|was|were|are|is|from|which|should|at|in|on|for|by)\b", re.IGNORECASE)
_LONG_FORM = 120  # characters around the acronym in which it may be spelt out


def check_acronyms(subject: Subject) -> Iterator[Finding]:
    """A finding at the first use of each acronym that is spelt out nowhere in the document."""
    uses: dict[str, list[tuple[Sentence, int, int]]] = defaultdict(list)
    for sentence in subject.sentences:
        for acronym, start, end in _acronyms(subject, sentence):
            uses[acronym].append((sentence, start, end))
    texts = _texts(subject)
    small = load_words().stop
    spoken = _spoken(texts)
    for acronym, found in uses.items():
        if fold(acronym) in spoken or acronym in _known() or any(_defined(acronym, text, small) for text in texts):
            continue
        sentence, start, end = found[0]
        mark = (sentence.start + start, sentence.start + end)
        detail = f"{quoted(acronym)}, employé {len(found)} fois, n’est développé nulle part."
        yield subject.finding(RULE, sentence, detail, [mark])


def _acronyms(subject: Subject, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    text = sentence.text
    section = subject.sections.get(sentence.passage.section or "")
    if section is not None and _TITLED.search(section.title.text):
        return
    letters = [char for char in text if char.isalpha()]
    shouted = len(letters) > 2 * LONGEST and sum(char.isupper() for char in letters) > 0.6 * len(letters)
    if shouted or len(_ENGLISH.findall(text)) > 2 or sentence.passage.kind is PassageKind.REFERENCE:
        return
    for match in _ACRONYM.finditer(text):
        acronym = match["acronym"]
        if _ROMAN.fullmatch(acronym) or len(acronym) > LONGEST or _NAMED.search(text[: match.start()]):
            continue
        if len(acronym) >= _NAME_FROM and _PERSON.search(text[: match.start()]):
            continue
        if re.match(r"\s*,?\s*(?:19|20)\d\d\b", text[match.end() :]):
            continue  # a journal
        if re.match(r"\s+[A-Z]{2,}\b", text[match.end() :]) or re.search(r"\b[A-Z]{4,}\s$", text[: match.start()]):
            continue  # a name in capitals
        yield acronym, match.start("acronym"), match.end("acronym")


def _spoken(texts: Iterable[str]) -> frozenset[str]:
    """Every word that the document prints in small letters somewhere: in capitals it is that word, shouted."""
    return frozenset(
        fold(word) for text in texts for word in _WORD.findall(text) if not word.isupper() and word[1:].islower()
    )


def _texts(subject: Subject) -> tuple[str, ...]:
    """All in which an acronym may be spelt out, the bibliography apart."""
    return (
        *(s.title.text for s in subject.guideline.sections),
        *(p.text.text for p in subject.guideline.passages if p.kind is not PassageKind.REFERENCE),
        subject.guideline.title or "",
    )


def _defined(acronym: str, text: str, small: frozenset[str]) -> bool:
    """Whether `text` spells it out: the words before «(ABC)», behind «ABC (», «ABC :» or «ABC =», or it is glossed."""
    for match in re.finditer(rf"(?<!\w){re.escape(acronym)}s?(?!\w)", text):
        before, after = text[: match.start()], text[match.end() :]
        if re.search(r"[a-zà-ÿ]{2}\s*[»\"*]*\s*[(\[]\W{0,2}$", before) and re.match(r"\W{0,2}[)\]]", after):
            return True  # alone in brackets behind words: introduced, though its letters may be English
        if re.search(r"[(\[][^()]*[a-zà-ÿ]{4}[^()]*,\s*$", before) and re.match(r"\s*[)\]]", after):
            return True  # «(polyméthacrylate de méthyle, PMMA)»
        if re.match(r"\s*[»\"*]*\s*[(:=–]", after) and _spells(acronym, _behind(after), small, from_start=True):
            return True
        if re.match(r"\s*\(\s*[^\W\d_]{3,}[^()\d]*\s[^\W\d_]{3,}[^()\d]*\)", after):
            return True  # «AOX (composés organiques halogénés)»: glossed, in whatever language the letters are
        if re.search(r"\bou\s*$", before) and _spells(acronym, re.sub(r"\s*\bou\s*$", "", before)[-_LONG_FORM:], small):
            return True
        if re.search(r"(?:appelée?s?|dite?s?|abrégée?s?|notée?s?|sigle|acronyme|abréviation)\W{1,5}$", before):
            return True
    return False


def _behind(after: str) -> str:
    return re.sub(r"^\W+", "", after)[:_LONG_FORM]


def _spells(acronym: str, text: str, small: frozenset[str], from_start: bool = False) -> bool:
    """Whether the letters of the acronym head words of `text`, in order, at its end (or start).

    A letter may stand inside a word («immunohistochimie», IHC); grammar words are skipped; most letters must be heads.
    An acronym kept from English («GTV, volume tumoral macroscopique») is spelt out by any gloss of two words or more.
    """
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    words = words[: 2 * len(acronym) + 4] if from_start else words[-(2 * len(acronym) + 4) :]
    letters = fold(acronym)
    telling = [word for word in words if word not in small]
    if not telling:
        return False
    if _heads(letters, telling) or _heads(letters, words):
        return True
    heads = {word[0] for word in telling}
    shared = sum(letter in heads for letter in letters)
    # a gloss or the English long form in translation: half of the letters head its words
    return 2 * shared >= len(letters) and len(telling) >= 2


def _heads(letters: str, words: list[str]) -> bool:
    """Whether the letters are found in order in the words, the first of each word it enters at its head."""
    at = 0
    for word in words:
        if at < len(letters) and word[0] == letters[at]:
            at += 1
            for char in word[1:]:
                if at < len(letters) and char == letters[at] and len(letters) - at > 0:
                    at += 1
    return at == len(letters)


@cache
def _known() -> frozenset[str]:
    text = (files("kb.audit") / "known_acronyms.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
