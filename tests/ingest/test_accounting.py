"""Every character that a page prints is in exactly one place of the reading: none is lost, none is said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import NotAPdf, NoTextLayer
from ingest.layout.turning import displayed
from ingest.model import Furniture, Glyph, Guideline, PrintedText
from ingest.pages import open_pdf, read_page
from ingest.reader import read_guideline
from tests.golden.reading import names, scored
from tests.sizes import some

HERE = Path(__file__).parents[2]
SHARED = HERE.parent / "shared"
REAL = ("arretes", "misc", "hostile/forms", "hostile/rotated")
FILES = (
    *sorted((HERE / "corpus").glob("*.pdf")),
    *sorted((SHARED / "referentials").glob("*.pdf")),  # none where they do not stand beside the repository
    *sorted(path for folder in REAL for path in (SHARED / "real" / folder).glob("*.pdf")),
)

HYPHENS = "-\u2010\u00ad"

Place = tuple[int, float, float, float, float]  # page, box
Printed = dict[Place, str]  # what stands there


def place(glyph: Glyph) -> Place:
    return (glyph.page, *(round(edge, 2) for edge in glyph.box))  # type: ignore[return-value]


def printed(pdf: bytes) -> tuple[Printed, Counter[Place]]:
    """Every character of the file that is not white, and how often each place on its pages prints one."""
    characters: Printed = {}
    counts: Counter[Place] = Counter()
    with open_pdf(pdf, "rendering.pdf") as document:
        for number in range(1, document.page_count + 1):
            content = read_page(document, number)
            for run in content.runs:
                for char, glyph in zip(run.text, run.glyphs, strict=True):
                    if not char.isspace() and 0 < glyph.box.center[1] < content.height:
                        spot = place(glyph._replace(**displayed(glyph.box, content)._asdict()))
                        characters[spot] = char
                        counts[spot] += 1
    return characters, counts


def held(reading: Guideline) -> Iterator[PrintedText]:
    """All that the reading says, each thing once."""
    yield from (passage.text for passage in reading.passages)
    yield from (section.title for section in reading.sections)
    yield from (furniture.text for furniture in reading.furniture)


def places(texts: Iterable[PrintedText]) -> Counter[Place]:
    return Counter(
        place(glyph)
        for text in texts
        for char, glyph in zip(text.text, text.glyphs, strict=True)
        if glyph is not None and not char.isspace()
    )


def numbers_of_headings(reading: Guideline, spots: Iterable[Place], characters: Printed) -> set[Place]:
    """Those that belong to the number of a heading, which stands before its title on the same line."""
    firsts = [
        (section.number, next(glyph for glyph in section.title.glyphs if glyph is not None))
        for section in reading.sections
        if section.number
    ]
    return {
        spot
        for spot in spots
        for number, first in firsts
        if spot[0] == first.page and spot[3] <= first.x0 + 0.5 and first.y0 < (spot[2] + spot[4]) / 2 < first.y1
        and characters[spot][0] in number + ".)/-–—"
    }  # fmt: skip


def line_end_hyphens(spots: Iterable[Place], found: Iterable[Place], characters: Printed) -> set[Place]:
    """Those that are a typesetter's hyphen: behind a character that is kept, with nothing right of it."""
    cut = {spot for spot in spots if characters[spot] in HYPHENS}
    rows = {(spot[0], round(spot[4])) for spot in cut}  # the few lines that end with one
    near = {(page, y + dy) for page, y in rows for dy in (-3, -2, -1, 0, 1, 2, 3)}
    kept = [spot for spot in found if (spot[0], round(spot[4])) in near] if cut else []
    beside = [spot for spot in characters if (spot[0], round(spot[4])) in near] if cut else []
    return {
        spot
        for spot in cut
        if any(_behind(other, spot) for other in kept) and not any(_behind(spot, other) for other in beside)
    }


def _behind(left: Place, right: Place) -> bool:
    """Whether `right` is the next character of the line of `left`."""
    overlap = min(left[4], right[4]) - max(left[2], right[2])
    return left[0] == right[0] and abs(right[1] - left[3]) < 1.5 and overlap > 0.3 * (left[4] - left[2])


def unaccounted(pdf: bytes, reading: Guideline) -> tuple[set[Place], set[Place], Printed]:
    """The places of which the reading says nothing, and those of which it says more than is printed."""
    characters, everything = printed(pdf)
    found = places(held(reading))
    lost = set(everything - found)
    lost -= numbers_of_headings(reading, lost, characters)
    lost -= line_end_hyphens(lost, found, characters)
    drawn = {place(g) for text in held(reading) for c, g in zip(text.text, text.glyphs, strict=True) if c == "•" and g}
    twice = {spot for spot in found - everything if spot in everything or spot not in drawn}  # a bullet may be drawn
    return lost, twice, characters


def check(pdf: bytes, reading: Guideline) -> None:
    lost, twice, characters = unaccounted(pdf, reading)
    assert not lost, f"lost: {said(lost, characters)}"
    assert not twice, f"twice: {said(twice, characters)}"


@pytest.mark.long
@pytest.mark.parametrize("name", some(names(), 3))
def test_every_character_of_a_rendering_is_read_once(name: str) -> None:
    check(scored(name).pdf, scored(name).reading)


@pytest.mark.long
@pytest.mark.parametrize("path", some(FILES, 3), ids=lambda path: path.stem)
def test_every_character_of_a_file_is_read_once(path: Path) -> None:
    data = path.read_bytes()
    try:
        reading = read_guideline(data, name=path.name, document="x")
    except (NoTextLayer, NotAPdf) as refusal:
        pytest.skip(refusal.why)
    check(data, reading)


def test_the_account_tells_a_lost_word_and_one_said_twice() -> None:
    one = scored(names()[0])
    passage = max(one.reading.passages, key=lambda passage: len(passage.text))
    word = passage.text[:8]
    short = replace(passage, text=passage.text[8:])
    without = tuple(short if other is passage else other for other in one.reading.passages)
    lost, _, _ = unaccounted(one.pdf, replace(one.reading, passages=without))
    assert len(lost) == sum(not char.isspace() for char in word.text)
    again = (*one.reading.furniture, Furniture("figure text", word))
    _, twice, _ = unaccounted(one.pdf, replace(one.reading, furniture=again))
    assert len(twice) == len(lost)


def said(spots: Iterable[Place], characters: Printed) -> dict[int, str]:
    """The characters at these places by page, for the message of a test that fails."""
    out: dict[int, str] = {}
    for spot in sorted(spots, key=lambda spot: (spot[0], round(spot[4]), spot[1])):
        out[spot[0]] = out.get(spot[0], "") + characters.get(spot, "¿")
    return out
