"""Sentences that recommend and take it back in one breath: «semble prudent et pertinent de recommander».

The words are data (`wording.toml`). A plain suggestion («peut être proposé») and a plain recommendation are neither.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from kb.audit.french import quoted
from kb.audit.model import Finding
from kb.audit.subject import SPOKEN, Subject

RULE = "wording-ambivalent"


def check_ambivalent(subject: Subject) -> Iterator[Finding]:
    """A finding for each sentence in which a hedge governs a recommendation, or two strengths stand for one act."""
    pattern, unless = _patterns()
    for sentence in subject.sentences:
        if sentence.passage.kind not in SPOKEN:
            continue
        text = sentence.text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
        match = pattern.search(text)
        if match is None or unless.search(text[max(0, match.start() - 12) : match.end() + 5]):
            continue
        mark = (sentence.start + match.start(), sentence.start + match.end())
        said = sentence.text[match.start() : match.end()]
        detail = f"{quoted(said)} : recommandé, ou seulement suggéré ?"
        yield subject.finding(RULE, sentence, detail, [mark])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is ambivalent, and what excuses it, compiled once."""
    words = tomllib.loads((files("kb.audit") / "wording.toml").read_text(encoding="utf-8"))
    hedge, recommends = ("|".join(words[name]) for name in ("attenue", "recommande"))
    governed = rf"\b(?:{hedge})\s+(?:\w+ment\s+)?(?:{recommends})(?!\w)"
    return (
        re.compile(rf"{governed}|\b(?:{'|'.join(words['contraire'])})(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(words['sauf'])})(?!\w)", re.IGNORECASE),
    )
