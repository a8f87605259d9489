"""Grades of recommendation as printed: «(grade A)», «accord d'experts», «[I, A]», «niveau de preuve 2».

Finds them in a statement; does not translate one system into another.
"""

from __future__ import annotations

import re

# A grade of any system in French guidelines: HAS (A–C, AE), SFAR (GRADE 1±), oncology (NP, ESMO «I, A»), cardiology.
_NAMED = (
    r"(?:recommandations?\s+(?:de\s+)?)?grades?\s*:?\s*(?:[ABCD][1-3]?\b|[12]\s?[+-])"
    r"|(?:accord|avis|consensus)\s+(?:(?:de\s+)?professionnels?|d['’]\s?experts?|des?\s+experts|forts?|faibles?|relatif|unanime)"
    r"(?:\s+(?:fort|faible))?"
    r"|niveaux?\s+(?:de\s+preuve\s*)(?:scientifique\s*)?:?\s*(?:[1-5][ab]?\b|I{1,3}V?\b|IV\b|V\b|[A-D][1-3]?\b"
    r"|très\s+faible|faible|modéré|moyen|élevé|fort|intermédiaire)"
    r"|NP\s?[1-5]\b|recommandation\s+(?:forte|faible|conditionnelle|optionnelle)"
    r"|classe\s+(?:I{1,3}[ab]?|IV)\b|force\s*:?\s*(?:forte|faible)"
)
_CODES = r"AE|AP|EO|PCC|I{1,3}[ab]?|IV|V|[ABCDE]|[1-5][ABCabc+-]?|[1-5]\s?[+-]|standard|option"
_PAIR = r"(?:I{1,3}[ab]?|IV|V)\s?[,;/–-]?\s?[A-E]|[12]\s?[ABC]|[ABC][1-3]|AE|AP|GRADE\s?[12]\s?[+-]"
_SEPARATOR = r"\s*(?:[,;/–-]|\bet\b|\s)\s*"
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?P<grade>(?:(?i:{_NAMED})|{_PAIR})(?:{_SEPARATOR}(?:(?i:{_NAMED})|{_CODES}))*)\s*[)\]]"
)
_LONE_LETTER = re.compile(r"[(\[](?P<grade>[ABC])[)\]]\s*[.;]?\s*$")
_AT_EDGE = re.compile(
    rf"(?:^\s*[-–•]?\s*(?P<first>(?i:{_NAMED}))\s*[:.–-]|(?:[.:–-]|\s-)\s*(?P<last>(?i:{_NAMED})(?:{_SEPARATOR}(?i:{_NAMED}))*)\s*\.?\s*$)"
)
_ALONE = re.compile(rf"[\s(\[]*(?P<grade>(?i:{_NAMED})(?:{_SEPARATOR}(?:(?i:{_NAMED})|{_CODES}))*|{_PAIR})[\s)\].;]*")


def find_grade(statement: str) -> str | None:
    """The grade that `statement` prints, without the brackets around it; the last one where there are several.

    «Toxicité de grade 3» and «grade D de Frankel» in running text are none: a grade stands in brackets, or alone at
    either end.
    """
    bracketed = list(_IN_BRACKETS.finditer(statement))
    if bracketed:
        return bracketed[-1]["grade"].strip()
    edge = _AT_EDGE.search(statement)
    if edge:
        return str(edge["first"] or edge["last"]).strip()
    lone = _LONE_LETTER.search(statement)
    return lone["grade"] if lone else None


def only_grade(text: str) -> str | None:
    """The grade if `text` is nothing else («Grade B.», «(Accord d'experts)»), else None."""
    match = _ALONE.fullmatch(text)
    return match["grade"].strip() if match else None
