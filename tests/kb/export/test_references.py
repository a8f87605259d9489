"""References leave as works that other tools read back: people, title, year, and where printed."""

from __future__ import annotations

import io
import json
from typing import Any

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from kb.export.bibtex import bibtex
from kb.export.csl import csl
from kb.export.ris import ris
from kb.export.works import Name, Work, name_of, works
from kb.notice import NOTICE


def entry(text: str = "Durand PW, et al. Un titre. J Os. 2010;3(2):7–19.", **facts: Any) -> dict[str, Any]:
    read = {
        "label": "4", "text": text, "authors": ["Durand PW"], "title": "Un titre", "container": "J Os", "year": 2010,
        "volume": "3", "pages": "7–19", "doi": "10.1/a_b%2", "page": 9,
    }  # fmt: skip
    return read | facts


def shown(*entries: dict[str, Any]) -> dict[str, Any]:
    return {
        "document": "guide",
        "edition": "2024",
        "title": "Le guide",
        "data_until": "2023-12-31",
        "references": list(entries),
    }


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Townsend PW", Name("Townsend", "P. W.")),
        ("van der Linden Y", Name("van der Linden", "Y.")),
        ("Pialat J-B", Name("Pialat", "J.-B.")),
        ("Éluard É", Name("Éluard", "É.")),
        ("Smith JA Jr", Name("Smith", "J. A.", "Jr")),
        ("Townsend, Peter", Name("Townsend", "Peter")),
        ("Haute Autorité de santé", Name(None, literal="Haute Autorité de santé")),
        ("HAS", Name(None, literal="HAS")),
    ],
)
def test_a_name_is_split_only_where_it_is_plain(printed: str, name: Name) -> None:
    assert name_of(printed) == name


def test_keys_are_unique_whatever_the_case_and_tell_who_and_when() -> None:
    found = works([shown(entry(), entry(authors=["DURAND A"]), entry(authors=[], label=None), entry(year=None))])
    assert [work.key for work in found] == ["Durand2010", "DURAND2010b", "guide-3", "Durand"]


def test_every_format_says_where_the_entry_is_printed_and_what_it_says() -> None:
    found = works([shown(entry())])
    for text in (bibtex(found), ris(found), json.dumps(csl(found), ensure_ascii=False)):
        assert "Le guide, édition 2024 (données jusqu’au 31 décembre 2023), référence 4, p. 9" in text
        assert NOTICE in text
        assert "Durand PW, et al. Un titre. J Os" in text


def test_bibtex_is_read_back() -> None:
    library = bibtexparser.parse_string(bibtex(works([shown(entry(title="A & B_{x} 50 %"), entry(container=None))])))
    assert not library.failed_blocks
    article, other = library.entries
    fields = {field.key: field.value for field in article.fields}
    assert (article.entry_type, article.key, other.entry_type) == ("article", "Durand2010", "misc")
    assert fields["author"] == "Durand, P. W. and others"
    assert fields["title"] == r"A \& B\_\{x\} 50 \%"
    assert (fields["year"], fields["pages"], fields["doi"]) == ("2010", "7--19", "10.1/a_b%2")


def test_ris_is_read_back() -> None:
    one, other = rispy.load(io.StringIO(ris(works([shown(entry(), entry(authors=["HAS"], container=None))]))))
    assert (one["type_of_reference"], other["type_of_reference"]) == ("JOUR", "GEN")
    assert (one["authors"], other["authors"]) == (["Durand, P. W."], ["HAS"])
    assert (one["title"], one["secondary_title"], one["year"]) == ("Un titre", "J Os", "2010")
    assert (one["volume"], one["start_page"], one["end_page"], one["doi"]) == ("3", "7", "19", "10.1/a_b%2")


def test_csl_has_the_fields_of_its_schema() -> None:
    (item,) = csl(works([shown(entry())]))
    assert item["author"] == [{"family": "Durand", "given": "P. W."}]
    assert item["issued"] == {"date-parts": [[2010]]}
    assert (item["type"], item["container-title"], item["DOI"]) == ("article-journal", "J Os", "10.1/a_b%2")


def test_what_was_not_read_is_left_out_and_the_whole_entry_is_the_title() -> None:
    bare = entry("Un rapport illisible, 2010", authors=[], title=None, container=None, year=None, volume=None,
                 pages=None, doi=None)  # fmt: skip
    (item,) = csl(works([shown(bare)]))
    assert item.keys() == {"id", "type", "title", "note"}
    assert item["title"] == "Un rapport illisible, 2010"
    assert "year" not in bibtex(works([shown(bare)])) and "PY" not in ris(works([shown(bare)]))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60))
def test_any_title_survives_bibtex_and_ris(title: str) -> None:
    work = Work("k", (), False, f"t{title}", None, None, None, None, None, "texte", "source")
    library = bibtexparser.parse_string(bibtex([work]))
    assert not library.failed_blocks and len(library.entries) == 1
    (read,) = rispy.load(io.StringIO(ris([work])))
    assert read["title"] == " ".join(f"t{title}".split())
