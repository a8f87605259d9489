"""Whatever a text, a manifest or a question says, the parsers answer in time: what they promise, or an error of ours.

A few hundred examples here, a thousand each with `make test-long`. Examples are made of what the parsers look for, so
that most of them get past the first step.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import CallError, SourceError
from ingest.reader import read_guideline
from ingest.values.quantities import quantities_in
from kb.calculators.all import all_calculators
from kb.corpus import Source
from kb.manifest import read_manifest
from kb.nursery import line
from kb.parsed import Key
from kb.query import parse_query
from kb.reading import Task
from kb.wire import outcome_in

pytestmark = pytest.mark.long
LONG = bool(os.environ.get("SOURCIER_LONG"))
MANY = settings(
    max_examples=1000 if LONG else 40, deadline=5000, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
PIECES = (
    "8 Gy", "20-30 Gy", "en 5 fractions", "1 x 8 Gy", "< 30 mL/min", "≥", "(84)", "[1, 3-5]", "(90–92)",
    "(Martin, 2008)", "et al.", "Martin A, Petit B.", "J Bone 2019;12:1-9.", "doi:10.1/x", "2019", "Références",
    "1. ", "2.1 ", "3)", "• ", "- ", "| a | b |", "|---|---|", "<table><tr><td>", "</td></tr></table>", "**",
    "$\\geq$", "# ", "Tableau 1.", "Points", "Score", "0", "1", "2", "3", "≤ 6", "7-8", "de 9 à 12",
    "Il est recommandé", "ne doit pas", "n’est pas", "peut", "contre-indiqué", "sous-\n", "radio-\nthérapie",
    "30-\n40", "\u00ad", "ﬁ", "é", "e\u0301", "\t", "  ", "\n", "\n\n", "\f", "\x00", "\u202e", "\ufeff", "😀",
    "²", "½", "10⁹", "1e309", "9" * 400, "(" * 50, "[" * 50, "a" * 300, ";", ".",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map(" ".join)


@MANY
@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        found = read_guideline(data, name=name, document="a")
    except SourceError:
        return
    held = {passage.id for passage in found.passages}
    assert len(held) == len(found.passages), "an id given twice"
    for layer in (found.citations, found.quantities, found.doses):
        for each in layer:
            passage = next(p for p in found.passages if p.id == each.passage)
            assert 0 <= each.start < each.end <= len(passage.text.text)
    all_calculators(found, "a", "")


@MANY
@given(TEXTS)
def test_any_text_has_quantities_that_stand_in_it(text: str) -> None:
    for each in quantities_in(text):
        assert text[each.start : each.end].strip()
        assert each.low is None or each.high is None or each.low <= each.high


@MANY
@given(TEXTS)
def test_any_question_is_a_query(text: str) -> None:
    parse_query(text)


TOML = st.lists(
    st.sampled_from(
        (
            "[[document]]", "[[document.edition]]", 'id = "a"', 'id = "../a"', "id = 1", 'title = "t"',
            'file = "a.txt"',
            'file = "../../etc/passwd"', 'file = "/etc/passwd"', 'file = ""', "file = []", "date = 2024-06-01",
            "date = 2024-13-01", 'date = "2024"', 'label = "2024"', 'label = "a@b"', "label = true", "[document]",
            "x = {", "\x00", '"', "valid_until = 1979-05-27T07:32:00Z", "data_until = 07:32:00", "[[", "# é",
            "scope = nan",
        )
    ),
    max_size=14,
).map("\n".join)  # fmt: skip


@MANY
@given(TOML)
def test_any_manifest_is_read_or_refused_and_leads_nowhere_else(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        declared = read_manifest(path)
    except CallError:
        return
    for each in declared:
        assert re.fullmatch(r"[\w.-]+", each.document), each.document
        assert not Path(each.file).is_absolute() and ".." not in Path(each.file).parts, each.file


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["sha256", "parsed", "refused", "kind", "seconds"]), inner)
    ),
    max_leaves=8,
)


@MANY
@given(st.dictionaries(st.sampled_from(["sha256", "parsed", "refused", "seconds", "failed"]), JSONS))
def test_whatever_a_reader_answers_is_an_outcome_or_nonsense(tmp_path: Path, told: dict[str, object]) -> None:

    task = Task(
        Source("a", "a.pdf", tmp_path / "a.pdf", "pdf"), Key("0" * 64, "pdf", "a", False, "r"), tmp_path, tmp_path
    )
    line({"what": told})
    with suppress(KeyError, TypeError, ValueError):
        outcome_in(task, told)
