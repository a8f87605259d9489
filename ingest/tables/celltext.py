"""The printed lines of a cell → its text: line breaks healed, words that a narrow cell cut made whole.

The rules of hyphens are those of prose (`healing`); what is added here is the break without a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.healing import Vocabulary, heal
from ingest.layout.lines import Line
from ingest.model import PrintedText

TAIL = 3  # letters: a longer end of a cut word is believed only where the document writes the whole word elsewhere
_FIRST = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"(?:[^\W\d_]+['’])?[^\W\d_]+$")

# Words and units of up to three letters that may well start a line of a cell.
_SHORT = frozenset(
    "a à ai an ans as au aux axe bas bon c ça car ce ces cet ci clé col cou d de des dix dos du dû eau en es est et "
    "été eu eux fer feu fil fin foi gel il ils je jet jeu jus l la là le les lié lit loi lot lu lui ma mal me mes mis "
    "mon mot mur ne né nés net ni nom non nos nu nul on ont or os ou où oui par pas peu pli pu que qui s sa sac se "
    "sec sel ses si six soi son sur sus ta tel ton tôt tri tu un une va vie vis vit vos vu vue y "
    "mm cm kg mg ml dl gy min sem j h g mo µg dm ng ui nm "
    "the of to in is it at by we or and for all any are not no yes but can may who was has had out per via vs lab lot "
    "low day age arm leg hip".split()
)


def cell_text(lines: Sequence[Line], limit: float | None, known: Vocabulary) -> PrintedText:
    """The text of a cell whose `lines` could reach the x `limit` (points; None where that is not known)."""
    parts: list[PrintedText] = []
    left = min((line.box.x0 for line in lines), default=0.0)
    before: Line | None = None
    for line in lines:
        if before is not None and limit is not None and _cuts_a_word(before, line, limit, left, known):
            parts[-1] = parts[-1] + line.text
        else:
            parts.append(line.text)
        before = line
    return heal(parts, known)


def _cuts_a_word(above: Line, below: Line, limit: float, left: float, known: Vocabulary) -> bool:
    """Whether the cell broke a word for want of room: no letter more would have fitted, nor the word on a line alone.

    A word that happens to fill its line is kept apart: the tail must be no word of its own.
    """
    head, tail = _LAST.search(above.text.text), _FIRST.match(below.text.text)
    glyph = below.text.glyphs[0]
    if head is None or tail is None or glyph is None or below.box.y0 < above.box.y0:
        return False
    word, rest = head.group(), tail.group()
    start = above.text.glyphs[head.start()]
    if limit - above.box.x1 >= glyph.x1 - glyph.x0 or start is None or not (rest.islower() or word.isupper()):
        return False
    last = below.text.glyphs[len(rest) - 1]
    if last is None or (above.box.x1 - start.x0) + (last.x1 - glyph.x0) <= limit - left:
        return False  # there was room for it on a line of its own
    stem = re.split("['’]", word)[-1]
    if stem + rest in known:
        return True
    if not rest.islower() or rest in _SHORT or len(rest) > TAIL:
        return False
    return len(rest) == 1 or known.words.get(rest, 0) <= 1  # the one occurrence is this line; «2e» counts as an «e»
