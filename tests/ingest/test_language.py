"""Words and token patterns; spaCy stays out of processes that do not read guidelines."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import French, inflected

FRENCH = French()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("L’IRM n'est pas indiquée.", ("l'", "irm", "n'", "est", "pas", "indiquée", ".")),
        ("20Gy en 1x8Gy", ("0", "gy", "en", "0", "x", "0", "gy")),
        ("peut-être 6,5 mg", ("peut-être", "0", "mg")),
        ("A discuter en RCP-OOS", ("à", "discuter", "en", "rcp-oos")),
    ],
)
def test_words(sentence: str, words: tuple[str, ...]) -> None:
    assert FRENCH.read(sentence).words == words


def test_a_capital_a_before_a_noun_stays_a_verb() -> None:
    assert FRENCH.read("A priori, rien").words[0] == "a"


def test_the_longest_pattern_wins() -> None:
    reading = FRENCH.read("La décision peut être discutée.")
    assert [reading.words[c.start : c.end] for c in reading.cues] == [("peut", "être", "discutée")]


def test_inflected() -> None:
    assert inflected("requis") == ("requis",)
    assert inflected("indiqué*") == ("indiqué", "indiquée", "indiqués", "indiquées")


@given(st.text("aàéßİ’'-. 1,«»ner", max_size=30))
def test_every_word_has_its_place_in_the_sentence(sentence: str) -> None:
    reading = FRENCH.read(sentence)
    assert len(reading.words) == len(reading.spans)
    assert all(0 <= a < b <= len(sentence) for a, b in reading.spans)


def test_the_vocabulary_does_not_grow_with_the_numbers_read() -> None:
    assert {word for n in range(50) for word in FRENCH.read(f"Il faut {n} mg").words} == {"il", "faut", "0", "mg"}


@pytest.mark.parametrize(
    "module", ["ingest.language", "ingest.statements.recommendations", "ingest.doses.find", "ingest.values.quantities"]
)
def test_importing_does_not_import_spacy(module: str) -> None:
    code = f"import sys, {module}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
