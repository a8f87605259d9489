"""Whatever a text, a manifest or a question says, the parsers answer in time: what they promise, or an error of ours.

A few hundred examples here, a thousand each with `make test-long`. Examples are made of what the parsers look for, so
that most of them get past the first step. What holds: `properties.py`, which atheris is given too (`tests/fuzz`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.corpus import Source
from kb.reading.nursery import line
from kb.reading.one_file import Task
from kb.reading.wire import outcome_in
from kb.store.parsed import Key
from tests.fuzz.targets import TARGETS
from tests.hostile import properties
from tests.sizes import LONG

pytestmark = pytest.mark.long
SAID = sorted((Path(__file__).parent / "said").glob("*/*"))
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


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """What is loaded at the first call is no part of an example's time."""
    properties.text_is_read_or_refused(b"Une dose de 8 Gy.")


TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map(" ".join)


@MANY
@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    properties.text_is_read_or_refused(text.encode("utf-8", "surrogatepass"), name)


@MANY
@given(st.one_of(st.binary(), TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass"))))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    properties.bytes_are_decoded_or_refused(data)


@pytest.mark.parametrize(
    "holds",
    [
        properties.lines_are_healed, properties.quantities_stand_in_the_text, properties.references_are_read,
        properties.citations_lead_to_entries, properties.question_is_a_query,
    ],
    ids=lambda holds: holds.__name__,
)  # fmt: skip
@MANY
@given(text=TEXTS)
def test_whatever_a_text_says(holds: Callable[[str], None], text: str) -> None:
    holds(text)


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
def test_any_manifest_is_read_or_refused_and_leads_nowhere_else(text: str) -> None:
    properties.manifest_leads_nowhere_else(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("path", SAID, ids=lambda path: f"{path.parent.name}: {path.stem}")
def test_what_once_broke_a_parser_is_borne(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


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
