"""Ids depend on what is said and under which headings, on nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.identity import normalise, stable_id, title_path, unique
from ingest.model import Section, plain


def test_typography_does_not_change_an_id() -> None:
    assert stable_id("r", "L’IRM  est\u00a0« utile » – toujours") == stable_id("r", 'l\'irm est " utile " - toujours')


def test_another_heading_or_word_changes_the_id() -> None:
    assert stable_id("r", "Doses", "30 Gy") != stable_id("r", "Techniques", "30 Gy")
    assert stable_id("r", "30 Gy") != stable_id("r", "20 Gy")


def test_parts_do_not_run_together() -> None:
    assert stable_id("p", "ab", "c") != stable_id("p", "a", "bc")


def test_id_has_its_prefix_and_twelve_digits() -> None:
    prefix, digits = stable_id("s", "x").split("-")
    assert prefix == "s" and len(digits) == 12 and int(digits, 16) >= 0


def test_repeats_are_numbered_from_two() -> None:
    assert unique(["a", "b", "a", "a"]) == ("a", "b", "a-2", "a-3")


def test_a_number_already_taken_is_passed_over() -> None:
    assert unique(["a", "a-2", "a"]) == ("a", "a-2", "a-3")


@given(st.lists(st.sampled_from(["a", "b", "a-2", "a-3", "b-2"])))
def test_unique_ids_are_unique_and_keep_the_first_of_each(ids: list[str]) -> None:
    found = unique(ids)
    assert len(set(found)) == len(ids)
    assert all(found[ids.index(one)] == one for one in set(ids))


@given(st.text(max_size=12))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_title_path_runs_from_the_outermost_heading_and_survives_a_circle() -> None:
    sections = {
        "a": Section("a", "1", plain("Traitement"), 1, None),
        "b": Section("b", "1.1", plain("Doses"), 2, "a"),
        "x": Section("x", None, plain("X"), 1, "y"),
        "y": Section("y", None, plain("Y"), 1, "x"),
    }
    assert title_path("b", sections) == ("Traitement", "Doses")
    assert title_path(None, sections) == ()
    assert title_path("x", sections) == ("Y", "X")
