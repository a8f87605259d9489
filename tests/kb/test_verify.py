"""Each stored quotation stands in its PDF, as a second engine reads it; one changed letter, page or edge is found."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.build import Order, build
from kb.store.folder import STORE, Folder, current
from kb.verify.compare import alike
from kb.verify.run import verify
from kb.verify.second import open_original
from kb.verify.stored import decoded
from tests.conftest import Small
from tests.hostile.crafted import TEXT, page, stream
from tests.sizes import some


@pytest.fixture
def base(small: Small, tmp_path: Path) -> Path:
    """A knowledge base of one's own to spoil."""
    return Path(shutil.copytree(small.path, tmp_path / "kb"))


def store_of(kb: Path) -> Path:
    at = Folder(kb)
    return at.build(current(at)) / STORE


def spoil(kb: Path, statement: str, *values: object) -> None:
    """Change the store of the current build, as a fault or somebody might."""
    with sqlite3.connect(store_of(kb)) as store:
        assert store.execute(statement, values).rowcount == 1
    store.close()


def a_passage(kb: Path, like: str = "%8 Gy%") -> tuple[str, str, int, list[dict[str, object]]]:
    with sqlite3.connect(store_of(kb)) as store:
        found = store.execute("SELECT id, text, page, places FROM passages WHERE text LIKE ?", (like,)).fetchone()
    store.close()
    return found[0], found[1], found[2], json.loads(found[3])


def test_every_quotation_of_the_corpus_is_verified(corpus_kb: Path) -> None:
    found = verify(corpus_kb)
    assert found.checked > 3000 and found.failed == () and found.verified == found.checked


@pytest.mark.long
def test_every_quotation_of_the_sample_guidelines_is_verified(root: Path, tmp_path: Path) -> None:
    folder = root.parent / "shared" / "referentials"
    if not folder.is_dir():
        pytest.skip("the sample guidelines are not here (../shared/referentials)")
    files = some(sorted(folder.glob("*.pdf")), 1)
    (tmp_path / "c").mkdir()
    for path in files:
        shutil.copy(path, tmp_path / "c")
    build(Order(tmp_path / "c", tmp_path / "kb", "whoosh", limits=None))
    found = verify(tmp_path / "kb")
    assert found.checked > 170 * len(files) and found.failed == ()


def test_a_text_file_has_no_print_to_be_re_read_in(base: Path) -> None:
    found = verify(base)
    assert found.failed == () and found.checked > 10 and found.unread == 1


def test_a_sample_is_a_part_of_it(base: Path) -> None:
    whole, part = verify(base), verify(base, sample=8, seed=1)
    assert 1 <= part.checked <= 8 < whole.checked


def test_a_changed_text_fails(base: Path) -> None:
    id_, text, page_, _ = a_passage(base)
    spoil(base, "UPDATE passages SET text = ? WHERE text = ?", text.replace("8 Gy", "9 Gy"), text)
    found = verify(base)
    assert [(f.passage, f.page, f.layer) for f in found.failed] == [(id_, page_, "passages")]
    assert "«9» is quoted where «8» is printed" in found.failed[0].why
    assert found.notes, "and the seal tells that the store was touched"


def test_a_text_cut_short_fails(base: Path) -> None:
    id_, text, _, _ = a_passage(base)
    spoil(base, "UPDATE passages SET text = ? WHERE text = ?", text[:-9], text)
    assert [f.passage for f in verify(base).failed] == [id_]


def test_another_page_fails(base: Path) -> None:
    id_, text, page_, places = a_passage(base)
    spoil(base, "UPDATE passages SET page = ? WHERE text = ?", page_ + 1, text)
    assert [f.passage for f in verify(base).failed] == [id_]
    for place in places:
        place["page"] = page_ + 1
    spoil(base, "UPDATE passages SET places = ? WHERE text = ?", json.dumps(places), text)
    assert [f.passage for f in verify(base).failed] == [id_]


@pytest.mark.parametrize(
    "move",
    [
        lambda b: [b[0] + 200, b[1], b[2] + 200, b[3]],
        lambda b: [b[0], b[1] + 30, b[2], b[3] + 30],
        lambda b: [b[0] + 12, b[1], b[2], b[3]],
        lambda b: [b[0], b[1], b[2] - 12, b[3]],
        lambda b: [b[0], b[1] - 40, b[2], b[3]],
        lambda b: [b[0], b[1], b[2] + 60, b[3]],
        lambda b: [0, 0, 595, 842],
        lambda b: [b[2], b[3], b[0], b[1]],
    ],
)
def test_another_box_fails(base: Path, move: Callable[[list[float]], list[float]]) -> None:
    id_, text, _, places = a_passage(base)
    boxes: list[list[float]] = places[0]["boxes"]  # type: ignore[assignment]
    boxes[0] = move(boxes[0])
    spoil(base, "UPDATE passages SET places = ? WHERE text = ?", json.dumps(places), text)
    assert [f.passage for f in verify(base).failed] == [id_]


def test_places_that_say_nothing_fail(base: Path) -> None:
    id_, text, _, _ = a_passage(base)
    for places in ("[]", "{}", "nonsense", '[{"page": 1}]', '[{"page": 999, "boxes": [[1, 2, 3, 4]]}]'):
        spoil(base, "UPDATE passages SET places = ? WHERE text = ?", places, text)
        assert [f.passage for f in verify(base).failed] == [id_], places


def test_another_original_fails_all_that_is_quoted_from_it(base: Path) -> None:
    whole = verify(base)
    originals = sorted(Folder(base).sources.glob("*.pdf"))
    originals[0].write_bytes(originals[1].read_bytes())
    first = verify(base)
    assert 0 < len(first.failed) < whole.checked and "not the file that was read" in first.failed[0].why
    originals[1].unlink()
    assert verify(base).verified == 0


MOVES: dict[str, Callable[[float, float, float, float], list[float]]] = {
    "right": lambda x0, y0, x1, y1: [x0 + 6, y0, x1 + 6, y1],
    "down": lambda x0, y0, x1, y1: [x0, y0 + 8, x1, y1 + 8],
    "narrow": lambda x0, y0, x1, y1: [x0, y0, x0 + 0.6 * (x1 - x0), y1],
    "wide": lambda x0, y0, x1, y1: [x0 - 9, y0, x1 + 9, y1],
}


def test_any_letter_changed_and_any_frame_moved_or_cut_is_found(corpus_kb: Path, tmp_path: Path) -> None:
    kb = Path(shutil.copytree(corpus_kb, tmp_path / "kb"))
    drawn = random.Random(8)
    changed = {}
    with sqlite3.connect(store_of(kb)) as store:
        rows = store.execute("SELECT edition, id, text, places FROM passages").fetchall()
        for edition, id_, text, places in drawn.sample(rows, 300):
            what = drawn.choice([*MOVES, "letter", "letter"])
            if what == "letter":
                at = drawn.choice([n for n, char in enumerate(text) if char.isalnum()])
                other = drawn.choice([c for c in "0123456789abcdefghijklmnopqrstuvwxyz" if c != text[at].lower()])
                text = text[:at] + other + text[at + 1 :]
            else:
                found = json.loads(places)
                boxes = drawn.choice(found)["boxes"]
                n = drawn.randrange(len(boxes))
                boxes[n] = MOVES[what](*boxes[n])
                places = json.dumps(found)
            store.execute(
                "UPDATE passages SET text = ?, places = ? WHERE edition = ? AND id = ?", (text, places, edition, id_)
            )
            changed[edition, id_] = what
    store.close()
    found = {f.passage for f in verify(kb).failed if f.layer == "passages"}
    assert {what for (_, id_), what in changed.items() if id_ not in found} == set()
    assert found == {id_ for _, id_ in changed}


def test_a_frame_and_text_that_agree_and_cut_a_number_fail(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.pdf").write_bytes(page(stream(TEXT.replace(b"Le score", b"Une dose de 30 Gy. Le score"))))
    build(Order(tmp_path / "c", tmp_path / "kb", "whoosh", limits=None))
    assert verify(tmp_path / "kb").failed == ()
    with sqlite3.connect(store_of(tmp_path / "kb")) as store:
        text, blob = store.execute("SELECT text, glyphs FROM quantities WHERE text LIKE '30%'").fetchone()
        where = decoded(text, blob)
        from kb.store.codec import encode_placed  # the writer itself, so that every stored part agrees
        from tests.kb.making import STYLE, Glyph, PrintedText

        glyphs = [Glyph(1, w.line, *w.box, STYLE) if w.page else None for w in where[1:]]
        cut, places = encode_placed(PrintedText(text[1:], tuple(glyphs)), {})
        store.execute(
            "UPDATE quantities SET text = ?, glyphs = ?, places = ? WHERE text = ?", (text[1:], cut, places, text)
        )
    store.close()
    (failure,) = verify(tmp_path / "kb").failed
    assert failure.why == "it is cut out of a word: «3» stands right before «0»"


def test_a_turned_and_cropped_page_is_verified(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    for turn in (0, 90, 180, 270):
        made = page(stream(TEXT), entries=b"/Rotate %d /CropBox [20 30 580 800]" % turn)
        (tmp_path / "c" / f"t{turn}.pdf").write_bytes(made)
    (tmp_path / "c" / "unit.pdf").write_bytes(page(stream(TEXT), entries=b"/UserUnit 2"))
    build(Order(tmp_path / "c", tmp_path / "kb", "whoosh", limits=None))
    found = verify(tmp_path / "kb")
    assert found.checked >= 5 and found.failed == ()


def test_names_of_one_character(tmp_path: Path) -> None:
    same = [("’", "'"), ("–", "-"), ("é", "e"), ("f", "ﬁ"), ("µ", "μ"), ("²", "2")]
    other = [("8", "9"), ("<", ">"), ("≤", "≥"), ("l", "1"), ("O", "0"), ("e", "é"), (",", "."), ("<", "≤"), ("-", "+")]
    assert all(alike(a, b) for a, b in same) and not any(alike(a, b) for a, b in other)


def test_the_second_engine_tells_where_ink_stands() -> None:
    with open_original(page(stream(TEXT)), "a.pdf") as original:
        size, inks = original.page(1)
        assert len(original) == 1
    assert size == (595.0, 842.0)
    assert "".join(ink.text for ink in inks) == "LescoredeMirelsguidelachirurgie."
    assert inks[0].x0 == pytest.approx(73, abs=1) and inks[0].y1 == pytest.approx(842 - 700, abs=0.5)


def test_the_command_says_so(base: Path, root: Path) -> None:
    def called(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cli", "verify", "--kb", str(base), *more]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    good = called("--json")
    said = json.loads(good.stdout)
    assert (good.returncode, said["failed"]) == (0, []) and said["checked"] == said["verified"] > 10
    id_, text, page_, _ = a_passage(base)
    spoil(base, "UPDATE passages SET text = ? WHERE text = ?", text.replace("8 Gy", "9 Gy"), text)
    bad = called("--json")
    assert bad.returncode == 1 and "content is not what was written" in bad.stderr
    assert [(f["passage"], f["page"]) for f in json.loads(bad.stdout)["failed"]] == [(id_, page_)]
    assert "«9» is quoted where «8» is printed" in called().stdout
