"""The authors an entry of a bibliography opens with → their names as «Townsend PW», and where they end.

Reads Vancouver («Townsend PW, van der Linden Y»), APA («Lipton, A., & Cook, R. J.»), initials first («A. Lipton»),
capitals («LIPTON, Allan») and collective authors. Never guesses: what follows none of these forms is no author.
"""

from __future__ import annotations

import re
from typing import NamedTuple

UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
LOWER = "".join(chr(code) for code in range(0x61, 0x560) if chr(code).islower())
# Every kind of space is one where names and numbers are told; lengths stay.
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2008\u2009\u200a\t\n\r", " "))
_APOSTROPHE = "'’ʼ`"
_HYPHEN = r"\-‐‑"
# Words that stand before a family name in lower case and belong to it.
PARTICLE = (
    "(?:van|von|vom|zum|zur|zu|de|del|della|dello|dei|di|da|das|do|dos|du|des|den|der|ter|ten|te|la|le|les|lo|el|al"
    "|ben|bin|ibn|af|av|dal|dalla|degli|st|op|auf|und|y|e|'t|'s)"
)
WORD = (
    f"(?:(?:[a-zA-Z]|[dD]ell|[dD]all)[{_APOSTROPHE}]|el-|al-|ben-)?"
    f"[{UPPER}](?:[{_APOSTROPHE}{_HYPHEN}]?[^\\W\\d_])+|[{UPPER}][{_APOSTROPHE}]"
)
SURNAME = f"(?:{PARTICLE} +)*(?:{WORD})(?: +(?:{PARTICLE} +)*(?:{WORD})){{0,3}}?"
# Two letters stand for one first name in French («Ph», «Th») and from the Cyrillic («Yu»).
_INITIAL = f"(?:(?:Chr|Ch|Ph|Th|Cl|Fr|Gh|Kh|Sh|Ts|Yu|Ya|Zh)|[{UPPER}])(?![{LOWER}])"
_BARE = f"{_INITIAL}(?:[{_HYPHEN}]?{_INITIAL}){{0,4}}"
_DOTTED = f"{_INITIAL}\\.(?: ?[{_HYPHEN}]? ?{_INITIAL}\\.){{0,4}}"
_SUFFIX = r"(?:,? +(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?)?"
_STOP = r"(?![^\W_])"

# «A.» may be an initial and its dot, or an initial and the end of the list; a third way out is «E. coli».
_FAMILY_FIRST = re.compile(f"({SURNAME}) +({_DOTTED}(?! +(?!et |and )[{LOWER}])|{_BARE}){_STOP}({_SUFFIX})")
_FAMILY_COMMA = re.compile(f"({SURNAME}), *({_DOTTED}|{_BARE}){_STOP}({_SUFFIX})")
_INITIALS_FIRST = re.compile(rf"({_DOTTED}) ?({SURNAME})({_SUFFIX})(?=[,.;:(]| \(| et | and | & |$)")
_CAPITALS = f"[{UPPER}](?:[{_APOSTROPHE}{_HYPHEN} ]?[{UPPER}])+"
_GIVEN = f"[{UPPER}][{LOWER}]+(?:[{_HYPHEN} ](?:[{UPPER}][{LOWER}]+|[{UPPER}]\\.))*"
_FULL_NAME = re.compile(
    f"({_CAPITALS},?|[{UPPER}][{LOWER}]+(?:[{_HYPHEN}][{UPPER}][{LOWER}]+)?,) +({_GIVEN})(?=[,.;:(]| et | and | & |$)()"
)

_ET_AL = re.compile(
    r"[,;]?\s*(?:\bet +al\b|\bet +coll?\b|\bet +collaborateurs\b|\band +others\b|\bet +autres\b|& *al\b)\.?", re.I
)
_BETWEEN = re.compile(
    r"\s*(?:[,;]\s*(?:\.\s?\.\s?\.|…)\s*|[,;]\s*(?:(?:et|and|und|y)\b|&)?|(?:\bet\b|\band\b|\bund\b|&))\s*"
)
_EDITORS = re.compile(r"[,;]?\s*\(?\b(?:eds?|editors?|éds?|éditeurs?|dir|coord|coordinateurs?|hrsg)\b\.?\)?\.?", re.I)
_CLOSED = re.compile(r"\s*[.:,;]?\s*(?:[—–-]\s+)?")
_SENTENCE = re.compile(rf"[.:](?=\s+[\[(«\"“{UPPER}\d])|\s+\((?=(?:18|19|20)\d\d)|[;:]|\.$")
_BEHALF = re.compile(
    r"^(?:and\s+|et\s+)?"
    r"(?:on behalf of(?: the)?|for the|au nom (?:de la|de l['’]|du|des|de)|pour (?:l['’]|le|la|les))\s*",
    re.I,
)
_BODY = re.compile(
    r"\b(?:group|groupe|working|committees?|comité|society|société|association|investigators?|members|membres"
    r"|collaborat\w+|consortium|network|réseau|college|collège|council|conseil|board|panel|federation|fédération"
    r"|organi[sz]ations?|organisme|institut\w*|agenc[ey]|ministère|ministry|autorité|authority|académie|academy"
    r"|foundation|fondation|alliance|union|cent(?:re|er)|department|direction|service|programme|initiative"
    r"|trialists|register|registre|registry|task force|haute|observatoire|assistance|ligue|office|université"
    r"|university|hospital|hôpital)\b",
    re.I,
)
_ACRONYM = re.compile(
    rf"(?:[{UPPER}][{UPPER}{LOWER}\d.&{_HYPHEN}]*[{UPPER}][{UPPER}{LOWER}]{{0,2}})(?:[ /,&-]+(?=[{UPPER}])|$)"
)
_SMALL = re.compile(r"(?:of|the|for|and|in|on|de|des|du|la|le|les|et|en|d|l|pour|à|au|aux|&|to|und|für)$")
_NO_BODY = re.compile(r"\d|[?!\[]")
_BODIES = re.compile(r"\s*[,/]\s*|\s+(?:et|and|&)\s+")
_COMMA = re.compile(r",\s*")
LONGEST_BODY = 14  # words: «European Organisation for Research and Treatment of Cancer Radiation Oncology Group» has 12


class Authors(NamedTuple):
    """`names` in the order printed; the list ends at `end`.

    `commas_only`: initials stand first, as where commas part names, title and journal alike. `persons` is False for a
    body («HAS»), and `sure` False where only its capitals make it one, so that it may be a title.
    """

    names: tuple[str, ...]
    end: int
    commas_only: bool = False
    persons: bool = True
    sure: bool = True


def read_authors(text: str, start: int = 0) -> Authors:
    """The authors that `text` opens with at `start`; no names and `end == start` where it opens with none."""
    for pattern in (_FAMILY_FIRST, _FAMILY_COMMA, _INITIALS_FIRST, _FULL_NAME):
        match = pattern.match(text, start)
        if match and _ends_a_name(text, match):
            if pattern is _FAMILY_COMMA and match.group(1).isupper() and "." not in match.group(2):
                continue  # «WHO, UICC.»: two bodies
            return _list(text, match, pattern)
    return _collective(text, start)


def opens_with_authors(text: str, start: int = 0) -> bool:
    """Whether a list of persons, or one person and the end of a list, stands at `start`.

    Stricter than `read_authors`: «Radiotherapy, Bisphosphonates and …» reads like a full name and opens a title.
    """
    for pattern in (_FAMILY_FIRST, _FAMILY_COMMA, _INITIALS_FIRST, _FULL_NAME):
        match = pattern.match(text, start)
        if match and _ends_a_name(text, match):
            return pattern is not _FULL_NAME or match[1].isupper()
    return False


def _ends_a_name(text: str, match: re.Match[str]) -> bool:
    end = match.end()
    rest = text[end : end + 8].lstrip()
    return (
        not rest
        or rest[0] in ",;.:(&—–-["
        or text[end - 1] == "."
        or bool(match[3])
        or rest.startswith(("et ", "and ", "und "))
    )


def _list(text: str, first: re.Match[str], pattern: re.Pattern[str]) -> Authors:
    names, end = [_name(first, pattern)], first.end()
    while True:
        if match := _ET_AL.match(text, end):
            end = match.end()
            if text[end : end + 1] in ";," and (body := _body(text, end + 1)):
                names.append(body[0])
                end = body[1]
            break
        between = _BETWEEN.match(text, end)
        if not between:
            break
        person = _person(text, between.end(), pattern)
        if person:
            match, used = person
            names.append(_name(match, used))
            end = match.end()
            continue
        if et_al := _ET_AL.match(text, between.end()):
            end = et_al.end()
            break
        if pattern is not _INITIALS_FIRST and (body := _body(text, between.end())):
            names.append(body[0])
            end = body[1]
            continue
        break
    if editors := _EDITORS.match(text, end):
        end = editors.end()
    closed = _CLOSED.match(text, end)
    return Authors(tuple(names), closed.end() if closed else end, pattern is _INITIALS_FIRST)


def _person(text: str, at: int, style: re.Pattern[str]) -> tuple[re.Match[str], re.Pattern[str]] | None:
    """The next name in the list's own style, or in one that such lists change to after the first author."""
    others = {_FAMILY_COMMA: (_INITIALS_FIRST,), _FULL_NAME: (_FAMILY_COMMA,)}.get(style, ())
    for pattern in (style, *others):
        match = pattern.match(text, at)
        if match and _ends_a_name(text, match):
            return match, pattern
    return None


def _name(match: re.Match[str], pattern: re.Pattern[str]) -> str:
    first, second, suffix = match.group(1), match.group(2), match.group(3)
    family, given = (second, first) if pattern is _INITIALS_FIRST else (first, second)
    if pattern is not _FULL_NAME:
        given = re.sub(r"[.\s]", "", given)
    return " ".join(f"{family.rstrip(',')} {given}{suffix.replace(',', '')}".rstrip(".").split())


def _body(text: str, at: int) -> tuple[str, int] | None:
    """A group of authors that follows persons: «…, ESMO Guidelines Working Group.»"""
    match = _SENTENCE.search(text, at)
    comma = _COMMA.search(text, at)
    end = match.start() if match else len(text)
    if comma and comma.start() < end and _person(text, comma.end(), _FAMILY_FIRST):
        end = comma.start()
    name = text[at:end].strip()
    words = name.split()
    if not words or len(words) > LONGEST_BODY or "," in name:
        return None
    if not _BODY.search(name) and not all(word[:1].isupper() or _SMALL.match(word) for word in words):
        return None
    return _BEHALF.sub("", name).strip(" ."), end


def _collective(text: str, start: int) -> Authors:
    """One body as the only author: «HAS. Guide…», «Haute Autorité de santé (2013). …»."""
    match = _SENTENCE.search(text, start)
    if not match:
        return Authors((), start)
    name = text[start : match.start()].strip(" ,")
    words = name.split()
    acronym = _ACRONYM.match(name) is not None and len(words) <= 2 and len(name) <= 24
    body = len(words) <= LONGEST_BODY and bool(_BODY.search(name)) and name[:1].isupper()
    named = 2 <= len(words) <= 6 and "," not in name and all(word[:1].isupper() or _SMALL.match(word) for word in words)
    if match.group() == ":" and not acronym:
        body = named = False
    if not (acronym or body or named) or _NO_BODY.search(name):
        return Authors((), start)
    end = _CLOSED.match(text, match.start())
    bodies = _BODIES.split(name) if acronym else [name]
    return Authors(tuple(bodies), end.end() if end else match.end(), persons=False, sure=acronym)
