"""The date a guideline prints about itself, and none of the dates that are not its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.model import Furniture, Guideline, Passage, PassageKind
from kb.dates import newest_date
from tests.kb.making import guideline, printed


def pages(*texts: str, foot: str = "", title: str = "Métastases osseuses") -> Guideline:
    """A guideline whose n-th text stands on page n; `foot` is the running foot of page 1."""
    base = guideline("d", ["x"], title=title)
    passages = tuple(
        Passage(str(n), PassageKind.PARAGRAPH, None, printed(text, n, n)) for n, text in enumerate(texts, 1)
    )
    return replace(base, passages=passages, sections=(), furniture=(Furniture("running foot", printed(foot)),))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Version du 30 juillet 2022", "2022-07-30"),
        ("Paris, le 1er août 2023.", "2023-08-01"),
        ("Juillet 2022", "2022-07"),
        ("déc. 2021", "2021-12"),
        ("FÉVRIER 2024", "2024-02"),
        ("2022-07-30", "2022-07-30"),
        ("Mis à jour : 30/07/2022", "2022-07-30"),
        ("30.07.2022", "2022-07-30"),
        ("MAJ 07/2022", "2022-07"),
        ("Édition 2024", "2024"),
        ("Référentiel mis à jour en 2021", "2021"),
        ("Mars 2019, actualisé en octobre 2023", "2023-10"),
        ("Édition 2024, version de mars 2023", "2023-03"),
        ("Valable jusqu'en juin 2027. Version de mai 2023", "2023-05"),
        ("Prochaine mise à jour prévue en janvier 2026", None),
        ("À revoir avant le 30 juin 2025", None),
        ("Rich (2018) a montré que 8 Gy suffisent", None),
        ("20 Gy en 5 fractions, 2030 malades, 1/2021", "2021-01"),
        ("une dose de 30/10 et 12/15", None),
        ("tél. 04 72 2019 10, 75006 Paris", None),
        ("en mars 1875", None),
        ("le 45/13/2022", None),
        ("", None),
    ],
)
def test_dates_as_french_prints_them(text: str, date: str | None) -> None:
    assert newest_date(pages(text)) == date


def test_the_first_page_comes_before_the_rest_of_the_file() -> None:
    assert newest_date(pages("Version de juin 2022", "Un essai clos en mai 2024")) == "2022-06"
    assert newest_date(pages("Sans date", "Achevé en mai 2024")) == "2024-05"


def test_a_date_is_found_in_a_running_foot_and_in_the_title() -> None:
    assert newest_date(pages("Rien", foot="Référentiel régional, octobre 2020")) == "2020-10"
    assert newest_date(pages("Rien", title="Métastases osseuses, mai 2019")) == "2019-05"


def test_the_bibliography_dates_other_peoples_work() -> None:
    guide = pages("Version de juin 2022")
    entry = Passage("r", PassageKind.REFERENCE, None, printed("1. Site consulté le 12 mars 2024.", 1, 9))
    assert newest_date(replace(guide, passages=(*guide.passages, entry))) == "2022-06"
