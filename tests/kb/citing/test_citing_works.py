"""Entries, their mentions, and which of them are one work."""

from __future__ import annotations

from typing import Any

from kb.citing.works import doi_link, duplicates, entries, pubmed_link

TITLE = "Single fraction radiotherapy for bone metastases"


def reference(text: str, **fields: Any) -> dict[str, Any]:
    empty = {"label": None, "title": None, "year": None, "doi": None, "page": 2}
    return empty | {"text": text} | fields


def edition(name: str, *references: dict[str, Any], citations: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    passages = [
        {"id": f"p-{n}", "kind": "reference", "page": each["page"], "text": f"{n}. {each['text']}"}
        for n, each in enumerate(references, 1)
    ]
    return {
        "document": name, "edition": "2024", "references": list(references), "citations": list(citations),
        "passages": passages,
    }  # fmt: skip


def cited(target: str, page: int, status: str = "resolved") -> dict[str, Any]:
    return {
        "text": f"({target})", "passage": f"p-{page}", "page": page, "section": None, "targets": [target],
        "status": status, "why": None,
    }  # fmt: skip


def test_a_mention_belongs_to_every_work_it_may_mean() -> None:
    both = cited("1", 4, "ambiguous") | {"targets": ["1", "2"]}
    one, two, three = entries(edition("a", *(reference(x) for x in "ABC"), citations=(cited("1", 3), both)))
    assert [mention.page for mention in one.mentions] == [3, 4]
    assert [mention.page for mention in two.mentions] == [4]
    assert three.mentions == ()


def test_two_entries_of_one_text_are_printed_in_their_order() -> None:
    found = entries(edition("a", reference("Rich 2018"), reference("Rich 2018"), reference("Autre")))
    assert [entry.passage for entry in found] == ["p-1", "p-2", "p-3"]


def test_one_doi_is_one_work_whatever_the_case() -> None:
    a = edition("a", reference("x", doi="10.1016/J.RADONC.2018"))
    b = edition("b", reference("y", doi="10.1016/j.radonc.2018"))
    found = [*entries(a), *entries(b)]
    assert {key: [twin.document for twin in twins] for key, twins in duplicates(found).items()} == {
        "a@2024#1": ["b"], "b@2024#1": ["a"],
    }  # fmt: skip


def test_one_title_of_one_year_is_one_work_and_of_two_years_are_two() -> None:
    a, b, c = (
        edition(name, reference("x", title=title, year=year))
        for name, title, year in (("a", TITLE, 2018), ("b", TITLE.upper() + ".", 2018), ("c", TITLE, 2019))
    )
    found = [entry for each in (a, b, c) for entry in entries(each)]
    assert set(duplicates(found)) == {"a@2024#1", "b@2024#1"}


def test_two_dois_are_two_works_whatever_their_titles() -> None:
    found = entries(edition("a", *(reference("x", title=TITLE, year=2018, doi=f"10.1000/{n}") for n in (1, 2))))
    assert duplicates(found) == {}


def test_a_short_title_names_no_work() -> None:
    found = entries(edition("a", *(reference("x", title="Editorial", year=2018) for _ in range(2))))
    assert duplicates(found) == {}


def test_links_lead_to_a_doi_or_a_search_and_to_nothing_else() -> None:
    assert (
        doi_link(reference("x", doi="10.1016/S0167-8140(99)00001-2")) == "https://doi.org/10.1016/S0167-8140(99)00001-2"
    )
    assert doi_link(reference("x", doi='javascript:alert("1")')) is None
    assert doi_link(reference("x")) is None
    assert (
        pubmed_link(reference("x", title=TITLE)) == f"https://pubmed.ncbi.nlm.nih.gov/?term={TITLE.replace(' ', '%20')}"
    )
    assert pubmed_link(reference("x", title="Court")) is None
