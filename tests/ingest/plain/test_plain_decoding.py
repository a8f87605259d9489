from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Damaged, EmptyFile, NotAPdf
from ingest.plain import read_plain
from tests.ingest.plainly import read, told

HOSTILE = Path(__file__).resolve().parents[2] / "hostile"

TEXT = "L’œsophage est à risque : 30 Gy ≤ dose.\r\nÀ éviter après 3 mois…"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert [block.text.text for block in read_plain(TEXT.encode(encoding), "a.txt")] == TEXT.split("\r\n")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_eight_bit_text_is_read_in_the_encoding_that_makes_french(encoding: str) -> None:
    text = "La récidive après irradiation est évaluée à 3 mois, dès la première séance : élevée à gauche."
    assert [block.text.text for block in read_plain(text.encode(encoding), "a.txt")] == [text]


def test_text_encoded_twice_is_read_once() -> None:
    text = "Métastases osseuses « évaluées » à l’IRM — œsophage"
    twice = text.encode().decode("cp1252").encode()
    assert [block.text.text for block in read_plain(twice, "a.txt")] == [text]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_end_is_one(end: str) -> None:
    assert told(f"Un.{end}{end}Deux.") == ["Un.", "Deux."]


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_plain(data, "vide.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04\x14\x00", "a ZIP or office document"),
        (b"<!DOCTYPE html><html><body>30 Gy", "a web page"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    with pytest.raises(NotAPdf, match=kind) as caught:
        read_plain(data, "guide.txt")
    assert caught.value.file == "guide.txt" and caught.value.advice


def test_broken_utf8_is_damaged_and_says_where() -> None:
    data = (
        "Dose élevée à éviter.\nRécidive évaluée.\n".encode()
        + b"20 Gy \xff\xfe en cinq s\xc3\xa9ances, \xc3\xa0 3 mois"
    )
    with pytest.raises(Damaged, match="line 3"):
        read_plain(data, "casse.txt")


def test_text_of_another_script_is_damaged() -> None:
    with pytest.raises(Damaged, match="script"):
        read_plain("Лучевая терапия метастазов в кости показана больным".encode(), "a.txt")


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("texte-*")), ids=lambda path: path.name)
def test_the_same_sentence_in_every_encoding_kept_as_a_file(path: Path) -> None:
    assert [block.text.text for block in read_plain(path.read_bytes(), path.name)] == [
        "Récidive à évaluer après la première séance."
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    try:
        read_plain(data, "x.txt")
    except (EmptyFile, NotAPdf, Damaged) as error:
        found = error.file
    else:
        found = "x.txt"
    assert found == "x.txt"


@given(st.text(alphabet="ab *_|#-\t\n`<>[]()\\$^{}=.1é", max_size=120))
def test_any_marks_are_read(text: str) -> None:
    try:
        blocks = read(text)
    except (EmptyFile, NotAPdf, Damaged):
        return
    assert all(block.text.text == block.text.text.strip() for block in blocks)
    assert all(glyph is None for block in blocks for glyph in block.text.glyphs)
