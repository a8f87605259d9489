"""What a score is called in its document.

The caption's word goes first, then the section's title, then the sentence before the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Passage, Section, Table

_KIND = r"(?i:scores?|échelles?|grilles?|index|indices?|classifications?|système\s+de\s+score)"
_ORIGIN = re.compile(
    r"\s*\((?:d['’]après|adapté|selon|source|modifié|traduit|cf)\b[^()]*(?:\([^()]*\)[^()]*)*\)\s*$", re.IGNORECASE
)
LONGEST_TITLE = 80  # characters: what is longer has a sentence behind it
_SENTENCE = re.compile(
    r"(?<=[\w)])[.;]?\s+(?=(?:Les?|La|L['’]|Une?|Ces?|Cette|Ils?|Elles?|Chaque|Pour|Si|Note|Score|Totaux|Total|The)(?:\s|(?<=['’])))"
)
_CAPTION = re.compile(r"^(?:tableau|table)\s*(?:n°\s*)?[\dIVX]+[a-z]?(?:\s*[.:–—-])*\s*", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b({_KIND}\s+(?:pronostique\s+|fonctionnelle?\s+|d['’]instabilité\s+)?(?:d['’]|de\s+(?:l['’]|la\s+)?|du\s+|des\s+)?"
    rf"(?:[A-ZÀ-Þ][\w’'-]*)(?:[\s-](?:[A-ZÀ-Þ][\w’'-]*|révisée?|modifiée?|simplifiée?))*)"
    rf"|\b((?:[A-Z]\w+\s+){{1,5}}Score(?:\s+(?:ou|or|\()\s*[A-Z]{{2,}}\)?)?)"
)
_SCORES = re.compile(
    rf"\b{_KIND}\b|\bscore\b|^\s*(?:points?|pts\.?|pondération|cotation|cote|poids)\s*$|\b(?:nombre|total|somme|addition|cumul)"
    r"\s+(?:de\s+|des\s+)?points?\b|\b\d+\s+points?\b(?!\s+de\b)",
    re.IGNORECASE,
)


def speaks_of_scores(text: str) -> bool:
    """Whether a caption, title or sentence says that there are points to be added."""
    return bool(_SCORES.search(text))


def score_name(table: Table, heads: Sequence[str], section: Section | None, before: Sequence[Passage]) -> str | None:
    """The score's name as printed, None where nothing near the table gives one.

    `heads` are the texts of its head, its titles first; `before` the passages above it.
    """
    if table.caption is not None:
        caption = titled(_ORIGIN.sub("", _CAPTION.sub("", table.caption.text).strip(" .:")))
        if match := _NAMED.search(caption):
            return _upper(match.group(0)) if len(caption) > 60 else _upper(caption)
        if speaks_of_scores(caption):
            return _upper(caption)
    for head in heads:
        if _NAMED.fullmatch(head.strip(" .:")):
            return _upper(head.strip(" .:"))
    if section is not None and (_NAMED.search(section.title.text) or speaks_of_scores(section.title.text)):
        return _upper(section.title.text.strip())
    for passage in reversed(before):
        if matches := _NAMED.findall(passage.text.text):
            return _upper((matches[-1][0] or matches[-1][1]).strip())
    if table.caption is not None and (caption := _CAPTION.sub("", table.caption.text).strip(" .:")):
        return _upper(caption)
    return None


def titled(caption: str) -> str:
    """A caption without the sentences that stand behind its title; a short one as it is."""
    if len(caption) <= LONGEST_TITLE:
        return caption
    behind = _SENTENCE.search(caption)
    return caption[: behind.start()].strip(" .:") if behind else caption


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]


def telling_words(name: str) -> tuple[str, ...]:
    """The words of `name` by which another table's head may name the score."""
    kind = ("score", "révisé", "revisé", "révisée", "classification", "échelle", "grille", "index", "indice", "modifié")
    return tuple(w for w in re.findall(r"[\w-]{4,}", name.casefold()) if w not in kind)
