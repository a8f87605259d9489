"""A quotation against the ink of its pages: why it does not stand there as it is quoted, or nothing.

Pure. Four things are asked: that the stored parts agree, that each character is printed where it is said to stand,
that the frame holds nothing that is not quoted, and that it cuts no word.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from kb.verify.second import Ink
from kb.verify.stored import Corners, Printed, Quotation

CELL = 24.0  # points: the mesh of the grid by which ink is found; about two lines of print
EDGE = 0.06  # points: boxes and characters are both stored to a hundredth, each rounded
# How far the two engines may differ on where a character stands, in its size: they agree on its pen position and
# differ by its side bearings, and by what fonts without metrics leave to them.
OFF = 0.35
JOINED = 0.12  # of the line's height: characters of a word stand nearer to each other than this, words do not
BEHIND = 1.8  # of the tallest letter of the quotation: ink higher than this is a watermark's, or a drawn initial's
_LOOK_BACK = 8  # characters: a letter that was found for one of the last few is not found again for the next
_HYPHENS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2212\u0002")
# What one engine calls so and the other so: look-alikes that mean the same in print.
_LOOK_ALIKE = dict.fromkeys("’‘`´", "'") | dict.fromkeys("”“″", '"') | dict.fromkeys("∗⁎", "*")
_LOOK_ALIKE |= dict.fromkeys("·∙●", "•")
_SAME = str.maketrans(dict.fromkeys(_HYPHENS, "-") | _LOOK_ALIKE)


class PageInk:
    """The characters of a page, found by where they stand."""

    def __init__(self, inks: Sequence[Ink]) -> None:
        self.inks = inks
        self._mesh: dict[tuple[int, int], list[int]] = defaultdict(list)
        for n, ink in enumerate(inks):
            self._mesh[_mesh((ink.x0 + ink.x1) / 2, (ink.y0 + ink.y1) / 2)].append(n)

    def within(self, box: Corners, margin: float = 0.0) -> Iterator[int]:
        """The characters whose middle is in `box`, or within `margin` points around it."""
        x0, y0, x1, y1 = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
        (left, top), (right, bottom) = _mesh(x0, y0), _mesh(x1, y1)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                for n in self._mesh.get((column, row), ()):
                    ink = self.inks[n]
                    if x0 <= (ink.x0 + ink.x1) / 2 <= x1 and y0 <= (ink.y0 + ink.y1) / 2 <= y1:
                        yield n


def why_not(quotation: Quotation, pages: Mapping[int, PageInk]) -> str | None:
    """Why the quotation does not stand in `pages` (those it touches) as it is quoted; None where it does."""
    if wrong := _disagreement(quotation):
        return wrong
    claimed: dict[int, list[int]] = {page: [] for page, _ in quotation.boxes}
    for each in _unbound(quotation.printed):
        found = _ink_of(each, pages[each.page], claimed[each.page])
        if isinstance(found, str):
            return found
        claimed[each.page].append(found)
    kept = {page: frozenset(found) for page, found in claimed.items()}
    for page, box in quotation.boxes:
        if wrong := _more_in(box, pages[page], kept[page]):
            return wrong
    return _cut(quotation, pages, kept) if quotation.snug else None


def _unbound(printed: Sequence[Printed]) -> Iterator[Printed]:
    """What was inked, each with the box of its ink: the later letters of a ligature stand where its first one does."""
    before: Printed | None = None
    for each in printed:
        if not each.page or each.char.isspace():
            continue
        if before and each.box[2] - each.box[0] < EDGE and (each.page, each.line) == (before.page, before.line):
            each = each._replace(box=before.box)
        before = each
        yield each


def _disagreement(quotation: Quotation) -> str | None:
    """What the stored parts say against each other."""
    seen = [each for each in quotation.printed if each.page and not each.char.isspace()]
    if not seen or not quotation.boxes:
        return "it has no place"
    if quotation.page != min(page for page, _ in quotation.boxes[:1]):
        return f"it is said to be on page {quotation.page} and its frame on page {quotation.boxes[0][0]}"
    touched: list[list[Corners]] = [[] for _ in quotation.boxes]
    for each in seen:
        slack = EDGE if quotation.snug else (each.box[3] - each.box[1]) * OFF
        holding = [n for n, (page, box) in enumerate(quotation.boxes) if page == each.page and _holds(box, each, slack)]
        if not holding:
            return f"its frame leaves out «{each.char}» of «{_around(quotation.text, each, quotation.printed)}»"
        touched[holding[0]].append(each.box)
        for n in holding[1:]:
            touched[n].append(each.box)
    if quotation.snug:
        for (_, box), held in zip(quotation.boxes, touched, strict=True):
            if not held:
                return "a box of its frame holds nothing of it"
            edges = min(b[0] for b in held), min(b[1] for b in held), max(b[2] for b in held), max(b[3] for b in held)
            if max(abs(edge - drawn) for edge, drawn in zip(edges, box, strict=True)) > 1.0:
                return "a box of its frame is larger than what it holds"
    return None


def _holds(box: Corners, each: Printed, slack: float) -> bool:
    x, y = (each.box[0] + each.box[2]) / 2, (each.box[1] + each.box[3]) / 2
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack


def _ink_of(each: Printed, page: PageInk, claimed: Sequence[int]) -> int | str:
    """The ink of one character; why not, where the page prints something else there."""
    if claimed and _bound(page, claimed[-1]) and alike(each.char, page.inks[claimed[-1] + 1].text):
        return claimed[-1] + 1  # the next letter of a ligature: where the first engine puts it is its own guess
    x, y = (each.box[0] + each.box[2]) / 2, (each.box[1] + each.box[3]) / 2
    slack = (each.box[3] - each.box[1]) * OFF
    near = sorted(
        (abs((ink.x0 + ink.x1) / 2 - x) + abs((ink.y0 + ink.y1) / 2 - y) / 4, n)
        for n in page.within(each.box, slack)
        if (ink := page.inks[n])
    )
    fitting = [n for _, n in near if alike(each.char, page.inks[n].text)]
    if fitting:
        return next((n for n in fitting if n not in claimed[-_LOOK_BACK:]), fitting[0])
    if not near:
        return f"«{each.char}» is not printed there"
    return f"«{each.char}» is quoted where «{page.inks[near[0][1]].text}» is printed"


def _bound(page: PageInk, n: int) -> bool:
    """Whether the character after `n` is printed by the same ligature."""
    return n + 1 < len(page.inks) and page.inks[n][1:] == page.inks[n + 1][1:]


def _more_in(box: Corners, page: PageInk, claimed: AbstractSet[int]) -> str | None:
    """What the frame holds besides the quotation."""
    left = [n for n in page.within(box) if n not in claimed]
    if not left:
        return None
    kept = [page.inks[n] for n in claimed]
    line = max((ink.y1 - ink.y0 for ink in kept), default=0.0)
    for n in left:
        ink = page.inks[n]
        if ink.y1 - ink.y0 > BEHIND * line:  # a watermark behind the line is no part of it
            continue
        if not (_is_mark(ink) or _is_double(ink, kept) or _is_break(ink, kept)):
            return f"its frame holds «{ink.text}», which it does not quote"
    return None


def _cut(quotation: Quotation, pages: Mapping[int, PageInk], claimed: Mapping[int, AbstractSet[int]]) -> str | None:
    """The word or number that goes on beyond the frame's edge: the quotation begins or ends in its middle."""
    ends = [each for each in quotation.printed if each.page and not each.char.isspace()]
    for each, right in ((ends[0], False), (ends[-1], True)):
        page = pages[each.page]
        reach = (each.box[3] - each.box[1]) * JOINED
        beside = (
            (each.box[2], each.box[1], each.box[2] + 4 * reach, each.box[3])
            if right
            else (each.box[0] - 4 * reach, each.box[1], each.box[0], each.box[3])
        )
        own = [page.inks[n] for n in claimed[each.page] if _overlaps(page.inks[n], each.box)]
        if not own:
            continue
        edge = max(ink.x1 for ink in own) if right else min(ink.x0 for ink in own)
        for n in page.within(beside):
            ink = page.inks[n]
            gap = ink.x0 - edge if right else edge - ink.x1
            if n not in claimed[each.page] and gap < reach and _one_word(each.char, ink.text, own[0], ink):
                return (
                    f"it is cut out of a word: «{ink.text}» stands right {'after' if right else 'before'} «{each.char}»"
                )
    return None


def _one_word(a: str, b: str, ours: Ink, other: Ink) -> bool:
    """Letters with letters, digits with digits, on one line in one size: a raised call number is no part of a word."""
    same = (a.isdigit() and b.isdigit()) or (a.isalpha() and b.isalpha())
    return same and abs(ours.y1 - other.y1) < 0.25 * max(ours.y1 - ours.y0, other.y1 - other.y0)


def _overlaps(ink: Ink, box: Corners) -> bool:
    return ink.x0 < box[2] and box[0] < ink.x1 and ink.y0 < box[3] and box[1] < ink.y1


# --- characters ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def alike(ours: str, theirs: str) -> bool:
    """Whether two engines may give one printed character these two names."""
    if ours == theirs:
        return True
    a, b = _plain(ours), _plain(theirs)
    return a == b or (len(b) > 1 and a in b) or (bool(a) and _bare(a) == b)


def _plain(text: str) -> str:
    """Compatibility forms, dashes, quotation marks and look-alikes under one name."""
    return unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)


def _bare(char: str) -> str:
    """Without its accent, which may be printed as a mark of its own."""
    return "".join(part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part))


def _is_mark(ink: Ink) -> bool:
    """An accent by itself, or what prints nothing."""
    return all(unicodedata.category(char) in {"Mn", "Sk", "Cf", "Cc"} for char in ink.text)


def _is_double(ink: Ink, kept: Iterable[Ink]) -> bool:
    """Printed twice to look bold or shaded."""
    reach = 0.3 * max(ink.x1 - ink.x0, ink.y1 - ink.y0)
    return any(
        alike(other.text, ink.text) and abs(other.x0 - ink.x0) < reach and abs(other.y0 - ink.y0) < reach
        for other in kept
    )


def _is_break(ink: Ink, kept: Iterable[Ink]) -> bool:
    """The typesetter's hyphen: right after a letter, with nothing after it on its line."""
    if ink.text not in _HYPHENS:
        return False
    height = max(ink.x1 - ink.x0, 4.0)
    on_line = [o for o in kept if o.y0 - height < ink.y0 < o.y1 + height]
    before = [o for o in on_line if o.x1 <= ink.x0 + EDGE + height]
    last = max(before, key=lambda o: o.x1, default=None)
    return last is not None and last.text[-1].isalpha() and ink.x0 - last.x1 < height


def _around(text: str, each: Printed, printed: Sequence[Printed]) -> str:
    at = printed.index(each)
    return text[max(0, at - 12) : at + 12].strip()


def _mesh(x: float, y: float) -> tuple[int, int]:
    return int(x // CELL), int(y // CELL)
