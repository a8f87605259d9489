"""A trial that is said to be open, or to recruit, though the end that stands beside it has passed.

Compares with the day of the audit. Silent about what is closed, planned, or told as past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kb.audit.french import quoted
from kb.audit.model import Finding
from kb.audit.subject import SPOKEN, Subject
from kb.days import MONTHS, day

RULE = "dated-statement-expired"
_OPEN = re.compile(
    r"\b(?:(?:est|sont|reste(?:nt)?|actuellement|toujours|statut\s*:?)\s*(?:actuellement\s+|encore\s+|toujours\s+)?"
    r"(?:ouvert|actif|active)(?:e?s?)?|ouvert(?:e?s?)?\s*(?=\(|:|,|aux|à|jusqu)|en\s+cours(?:\s+de\s+recrutement|\s+d['’]inclusion)?"
    r"|recrut(?:e|ement|ant)(?:nt)?\b|inclu(?:t|sions?\s+(?:ouvertes|en\s+cours|possibles?)))",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"\b(?:essais?|études?|protocoles?|statut|inclusions?|recrutements?|promoteur|phase\s+[I1-4V]+|registre|NCT\d+)\b",
    re.IGNORECASE,
)
_NOT_OPEN = re.compile(
    r"\b(?:clos|close|fermée?s?|terminée?s?|achevée?s?|suspendue?s?|était|étaient|a été|ont été|avait|sera|seront"
    r"|à venir|prochainement|publiée?s?|non ouvert)\b",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DATE = (
    r"(?:(?P<{n}d>\d{{1,2}})(?:er)?[-/. ](?P<{n}m>\d{{1,2}})[-/. ](?P<{n}y>\d{{4}})"
    r"|(?:(?P<{n}dd>\d{{1,2}})(?:er)?\s+)?(?P<{n}mm>{months})\s+(?P<{n}yy>\d{{4}})"
    r"|(?P<{n}m2>\d{{1,2}})/(?P<{n}y2>\d{{4}})|(?P<{n}iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<{n}only>(?:19|20)\d{{2}}))"
)


def _date(name: str) -> str:
    return _DATE.replace("{months}", _MONTH).replace("{{", "{").replace("}}", "}").replace("{n}", name)


_SPAN = re.compile(rf"{_date('a')}\s*(?:-|–|—|à|au|→|/|jusqu['’](?:en|à|au))\s*(?:fin\s+)?{_date('b')}", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:jusqu['’](?:en|à|au)|fin(?:\s+(?:des\s+inclusions|de\s+recrutement|prévue|estimée))*\s*(?:en|le|:)?"
    r"|clôture(?:\s+(?:prévue|des\s+inclusions))*\s*(?:en|le|:)?|échéance\s*:?)\s*(?:la\s+)?(?:fin\s+)?(?:le\s+|de\s+)?"
    + _date("b"),
    re.IGNORECASE,
)


def check_dated(subject: Subject) -> Iterator[Finding]:
    """A finding for each statement of something open whose printed end lies before the day of the audit."""
    for sentence in subject.sentences:
        if sentence.passage.kind not in SPOKEN:
            continue
        text = sentence.text
        opened = _OPEN.search(text)
        if opened is None or _NOT_OPEN.search(text) or not _about_a_trial(subject, sentence.passage.section, text):
            continue
        match = _SPAN.search(text) or _UNTIL.search(text)
        ended = _end(match) if match else None
        if match and ended and ended < subject.today:
            mark = (sentence.start + match.start(), sentence.start + match.end())
            detail = f"{quoted(opened[0])}, mais la fin imprimée, {day(ended)}, est passée."
            yield subject.finding(RULE, sentence, detail, [mark])


def _about_a_trial(subject: Subject, section: str | None, text: str) -> bool:
    title = subject.sections[section].title.text if section and section in subject.sections else ""
    return bool(_TRIAL.search(text) or _TRIAL.search(title))


def _end(match: re.Match[str]) -> date | None:
    """The last day that the printed end can mean; None for what is no date."""
    got = {name[1:]: value for name, value in match.groupdict().items() if name.startswith("b") and value}
    try:
        if "iso" in got:
            return date.fromisoformat(got["iso"])
        if "only" in got:
            return date(int(got["only"]), 12, 31)
        year = int(got.get("y") or got.get("yy") or got["y2"])
        month = MONTHS.index(got["mm"].casefold()) + 1 if "mm" in got else int(got.get("m") or got["m2"])
        number = got.get("d") or got.get("dd")
        return date(year, month, int(number)) if number else _last_day(year, month)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
