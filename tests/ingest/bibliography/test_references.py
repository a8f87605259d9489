"""Entries are told apart by their numbers and form; their fields are those printed, or None."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.bibliography.references import (
    Bibliography,
    is_reference_heading,
    opens_entry,
    parse_reference,
    split_entries,
)
from ingest.model import Glyph, PrintedText, Style, plain
from tests.ingest.reference_styles import STYLES, WORKS, Work, ama, apa, expected, spaced, vancouver

Style_ = Callable[[Work], str]
SHARED = Path(__file__).resolve().parents[4] / "shared"
FIELDS = ("authors", "title", "container", "year", "volume", "pages", "doi")


def split(*blocks: str, items: tuple[int, ...] = ()) -> Bibliography:
    return split_entries([plain(block) for block in blocks], items)


def texts(found: Bibliography) -> list[tuple[str | None, str]]:
    return [(entry.label, entry.text.text) for entry in found.entries]


# --- headings -----------------------------------------------------------------------------------------------------


ANNOUNCING = """Références|REFERENCES|RÉFÉRENCES BIBLIOGRAPHIQUES|5. Bibliographie|Bibliography|Literature
Reference list|Références :|Principales références|VI. Références et liens utiles|Littérature citée|Références (suite)
Annexe 2 : Références bibliographiques|Bibliographie sélective""".replace("\n", "|").split("|")
OTHER = "Référentiels|Centre de référence|Traitement de référence|Revue de la littérature|Références du score||1."


@pytest.mark.parametrize("title", ANNOUNCING)
def test_a_bibliography_is_announced(title: str) -> None:
    assert is_reference_heading(title)


@pytest.mark.parametrize("title", OTHER.split("|"))
def test_other_headings_announce_none(title: str) -> None:
    assert not is_reference_heading(title)


# --- entries ------------------------------------------------------------------------------------------------------

ONE = "Roy A, Petit B. Un titre. Bone. 2001;410:50–6."
TWO = "van Dam C. Autre titre. Blood 2004 ; 22 : 1128-33."
THREE = "HAS. Guide du parcours. HAS; 2013."


@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "[{}] {}", "({}) {}", "{} {}", "{}.{}", "{} - {}"])
def test_a_number_is_a_label_however_it_is_set(form: str) -> None:
    blocks = [form.format(n, text) for n, text in enumerate((ONE, TWO, THREE), 1)]
    assert texts(split(*blocks)) == [("1", ONE), ("2", TWO), ("3", THREE)]


def test_the_mark_and_the_text_are_the_whole_block() -> None:
    (entry,) = split(f"1. {ONE}").entries
    assert (entry.mark.text, entry.text.text, entry.blocks) == ("1.", ONE, (0,))


def test_two_entries_glued_in_one_block_are_two() -> None:
    assert texts(split(f"1. {ONE} 2. {TWO}", f"3. {THREE}")) == [("1", ONE), ("2", TWO), ("3", THREE)]


def test_glued_entries_without_numbers_are_parted_at_the_next_authors() -> None:
    assert texts(split(f"{ONE} {TWO}")) == [(None, ONE), (None, TWO)]


def test_an_entry_over_two_blocks_is_one() -> None:
    found = split("7. Roy A, Petit B. Un titre", "long. Bone. 2001;410:50–", "6.", f"8. {TWO}")
    assert texts(found) == [("7", "Roy A, Petit B. Un titre long. Bone. 2001;410:50–6."), ("8", TWO)]
    assert found.entries[0].blocks == (0, 1, 2)


def test_a_year_or_a_volume_that_opens_a_block_is_no_label() -> None:
    found = split(
        "1. Roy A. Un titre. Bone.", "2001 Mar;410(6824):50–6.", "2. van Dam C. Autre. Blood. 2004;", "22(7):1128–33."
    )
    assert [label for label, _ in texts(found)] == ["1", "2"]


def test_a_number_may_be_missing() -> None:
    assert [label for label, _ in texts(split(f"1. {ONE}", f"2. {TWO}", f"4. {THREE}"))] == ["1", "2", "4"]


def test_an_entry_out_of_place_keeps_its_number() -> None:
    assert [label for label, _ in texts(split(f"[1] {ONE}", f"[2] {TWO}", f"[36] {ONE}"))] == ["1", "2", "36"]
    assert [label for label, _ in texts(split(f"[1] {ONE}", f"[36] {TWO}", f"[2] {ONE}", f"[3] {TWO}"))][-2:] == [
        "2",
        "3",
    ]


def test_one_entry_that_goes_on_after_a_box_has_its_number() -> None:
    assert [entry.label for entry in split_entries([plain(f"19. {ONE}")], previous="18").entries] == ["19"]


@pytest.mark.parametrize(
    ("text", "opens"), [(f"19. {ONE}", True), (TWO, True), (THREE, False), ("1. Discuter en RCP.", False)]
)
def test_an_entry_is_told_on_its_own(text: str, opens: bool) -> None:
    assert opens_entry(text) is opens


def test_a_list_may_begin_anywhere() -> None:
    assert [label for label, _ in texts(split(f"33. {ONE}", f"34. {TWO}"))] == ["33", "34"]


def test_bullets_before_the_first_number_are_entries_without_label() -> None:
    assert texts(split(ONE, THREE, f"3. {TWO}", f"4. {ONE}", items=(0, 1))) == [
        (None, ONE),
        (None, THREE),
        ("3", TWO),
        ("4", ONE),
    ]


def test_a_box_in_the_list_is_given_back() -> None:
    box = ("Messages à retenir", "La radiothérapie soulage la douleur.", "Discuter chaque dossier en RCP.")
    found = split(f"1. {ONE}", f"2. {TWO}", *box, f"3. {ONE}", f"4. {TWO}", items=(3, 4))
    assert [label for label, _ in texts(found)] == ["1", "2", "3", "4"]
    assert found.others == (2, 3, 4)


def test_running_text_after_the_list_is_given_back() -> None:
    after = "Les auteurs déclarent ne pas avoir de liens d'intérêts en rapport avec ce document validé en 2022."
    assert split(f"1. {ONE}", f"2. {TWO}", after).others == (2,)
    assert split(ONE, TWO, after).others == (2,)


def test_authors_title_and_source_on_lines_of_their_own_are_one_entry() -> None:
    one, two = (
        ("Roy A, Petit B et al.", "Un titre.", "Spine J. 2017; 17 : 759-767"),
        ("van Dam C.", "Titre", "Bone. 2004;1:2."),
    )
    found = split(*one, *two, items=(0, 3))
    assert [entry.blocks for entry in found.entries] == [(0, 1, 2), (3, 4, 5)]


def test_a_bulleted_entry_needs_neither_authors_nor_year() -> None:
    assert len(split(ONE, "Métastases osseuses. Référentiel régional", TWO, items=(0, 1, 2)).entries) == 3


def test_no_blocks_no_entries() -> None:
    assert split() == Bibliography((), ())


def test_an_address_on_the_next_line_belongs_to_its_entry() -> None:
    found = split(f"1. {THREE}", "Disponible sur : https://www.has-sante.fr", f"2. {ONE}", "doi: 10.1000/182")
    assert [entry.blocks for entry in found.entries] == [(0, 1), (2, 3)]


@settings(max_examples=120, deadline=None)
@given(st.data(), st.sampled_from(["{}. {}", "[{}] {}", "{}) {}"]), st.sampled_from([vancouver, ama, spaced, apa]))
def test_numbered_entries_survive_breaks_and_glue(data: st.DataObject, form: str, style: Style_) -> None:
    works = data.draw(st.permutations(WORKS))[:5]
    entries = [style(work) for work in works]
    blocks: list[str] = []
    for n, text in enumerate(entries, 1):
        printed = form.format(n, text)
        if n > 2 and data.draw(st.booleans(), label="glued to the entry before"):
            blocks[-1] += " " + printed
        else:
            names = 60  # characters: a break among the first names is another matter
            breaks = [m.start() for m in re.finditer(" ", printed) if m.start() > names]
            cut = data.draw(st.sampled_from([None, *breaks]), label="broken over two blocks")
            blocks += [printed] if cut is None else [printed[:cut], printed[cut + 1 :]]
    found = split(*blocks)
    read = [(label, re.sub(r"\s+", "", text)) for label, text in texts(found)]
    assert read == [(str(n), re.sub(r"\s+", "", text)) for n, text in enumerate(entries, 1)], blocks
    assert found.others == ()


# --- fields -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.authors[0])
def test_fields_are_read_in_every_style(work: Work, style: Style_) -> None:
    entry = style(work)
    read = parse_reference(None, plain(entry))
    assert {field: getattr(read, field) for field in FIELDS} == expected(work, style), entry


CASES = json.loads((Path(__file__).parent / "reference_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["entry"][:40])
def test_fields_of_entries_out_of_the_ordinary(case: dict[str, object]) -> None:
    read = parse_reference(None, plain(str(case["entry"])))
    wanted = {field: case.get(field) for field in FIELDS} | {"authors": tuple(case.get("authors", ()))}  # type: ignore[arg-type]
    assert {field: getattr(read, field) for field in FIELDS} == wanted


def test_italics_tell_the_journal_where_no_full_stop_does() -> None:
    title, journal, rest = "Roy A. Douleur en Île de France ", "Revue Du Rhumatisme", " 2010;3:4-5."
    roman, italic = Style("F", 10, False, False, 0), Style("F", 10, False, True, 0)
    glyphs = [
        Glyph(1, 1, 0, 0, 1, 1, italic if part is journal else roman) for part in (title, journal, rest) for _ in part
    ]
    read = parse_reference("1", PrintedText(title + journal + rest, tuple(glyphs)))
    assert (read.title, read.container) == ("Douleur en Île de France", "Revue Du Rhumatisme")


def test_what_cannot_be_told_is_none() -> None:
    read = parse_reference(None, plain("Métastases osseuses Référentiels 2019 inter-régionaux en oncologie"))
    assert (read.authors, read.container, read.year, read.volume, read.pages, read.doi) == (
        (),
        None,
        None,
        None,
        None,
        None,
    )


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_nothing_is_invented(text: str) -> None:
    read = parse_reference(None, plain(text))
    squeezed = re.sub(r"\s+", "", text)
    for value in (read.title, read.container, read.volume, read.pages, read.doi):
        assert value is None or re.sub(r"\s+", "", value).rstrip(".") in squeezed


def test_the_gold_samples_are_read() -> None:
    """At least 97 % of the fields, the goal; the one miss known is a sample whose author's field holds «et al»."""
    gold = SHARED / "gold" / "000.json"
    source = next((SHARED / "referentials").glob("000_*.txt"), None) if SHARED.exists() else None
    if source is None or not gold.exists():
        pytest.skip("the shared samples are not here")
    wanted = {r["label"]: r for r in json.loads(gold.read_text(encoding="utf-8"))["references"] if "title" in r}
    lines = source.read_text(encoding="utf-8").split("REFERENCES\n", 1)[1].replace("*", "").splitlines()
    items = [n for n, line in enumerate(lines) if line.startswith("- ")]
    found = split(*[line.removeprefix("- ") for line in lines], items=tuple(items)).entries
    right = total = 0
    for n, entry in enumerate(found, 1):
        read = parse_reference(entry.label, entry.text)
        for field in ("authors", "title", "container", "year", "volume", "pages"):
            if sample := wanted.get(entry.label or str(n)):
                value = getattr(read, field)
                total += 1
                right += (list(value) if field == "authors" else value) == sample[field]
    assert total > 700
    assert right / total >= 0.97
