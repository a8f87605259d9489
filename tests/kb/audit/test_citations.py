"""Citations that lead nowhere, to several works, or to a work printed otherwise; and those that are right."""

from __future__ import annotations

from tests.kb.audit.auditing import CITED, LIST, NAMED, details, found

LETTERED = NAMED + LIST.replace("\n1. ", "\n\n").replace("\n2. ", "\n\n").replace("\n3. ", "\n\n").replace(
    "\n4. ", "\n\n"
)


def test_a_number_without_an_entry_leads_nowhere() -> None:
    (finding,) = found(CITED + "On attend (9).\n" + LIST, "citation-unresolved")
    assert finding.severity == "error"
    assert "aucune référence 9" in finding.detail
    assert finding.text == "On attend (9)."
    assert [finding.text[a:b] for a, b in finding.marks] == ["(9)"]


def test_a_range_that_runs_beyond_the_list_names_what_is_missing() -> None:
    (finding,) = found(CITED + "On attend (3-6).\n" + LIST, "citation-unresolved")
    assert "5 ou 6" in finding.detail


def test_an_author_and_year_without_an_entry_lead_nowhere() -> None:
    (finding,) = found(LETTERED.replace("On irradie", "On attend (Wise, 1999). On irradie"), "citation-unresolved")
    assert "Wise, 1999" in finding.detail


def test_a_document_without_bibliography_is_one_thing_to_mend() -> None:
    text = "On irradie (Martin, 2019). On opère (Durand, 2018). On cimente (Lopez, 2020).\n"
    (finding,) = found(text, "citation-unresolved")
    assert "3 appels" in finding.detail


def test_another_year_names_both_and_the_repair() -> None:
    (finding,) = found(LETTERED.replace("Lopez, 2020", "Lopez, 2021"), "citation-year-mismatch")
    assert "2021" in finding.detail and "2020" in finding.detail
    assert finding.repair is not None and "2020" in finding.repair
    assert finding.severity == "warning"


def test_another_spelling_names_both_and_the_repair() -> None:
    (finding,) = found(LETTERED.replace("Durand, 2018", "Durrand, 2018"), "citation-misspelt")
    assert "Durand C" in finding.detail
    assert finding.repair is not None and finding.repair.startswith("Durand")


def test_two_entries_that_fit_are_both_named() -> None:
    text = LETTERED + "\nMartin A, Roy Z. Another trial of rays in bones. J Bone 2019;13:90-9.\n"
    (finding,) = found(text, "citation-ambiguous")
    assert finding.severity == "warning"
    assert "Radiotherapy" in finding.detail and "Another trial" in finding.detail


def test_a_year_between_those_of_two_entries_names_both() -> None:
    text = LETTERED.replace("Martin, 2019", "Martin, 2020")
    text += "\nMartin A, Roy Z. Another trial of rays in bones. J Bone 2021;13:90-9.\n"
    (finding,) = found(text, "citation-year-mismatch")
    assert "Radiotherapy" in finding.detail and "Another trial" in finding.detail


def test_citations_that_are_right_are_left_alone() -> None:
    for text in (CITED + LIST, LETTERED, CITED + "Chez 12 patients (106 lésions), en 2018 (p < 0,05).\n" + LIST):
        for rule in ("citation-unresolved", "citation-ambiguous", "citation-year-mismatch", "citation-misspelt"):
            assert not details(found(text, rule))
