"""What one calculator's answer says to another, found by the names printed in the tables."""

from __future__ import annotations

from dataclasses import replace

from kb.calculators.chaining import fed, find_links, option_for
from kb.calculators.classifications import compile_classifications
from kb.calculators.compile import compile_scores
from kb.calculators.lookups import compile_lookups
from kb.calculators.model import Calculator
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import document

GUIDE = document(
    "# Classification de Dupont",
    "Grade | Description\nA | Rien\nB | Peu\nC | Assez • C1 avec aide • C2 sans aide\nE | Tout",
    "# Score de Durand",
    """État | Option | Points
    Général | Bon | 2
    ^ | Moyen | 0
    Force | Nulle (Dupont A, B) | 0
    ^ | Partielle (Dupont C) | 1
    ^ | Entière (Dupont E) | 2""",
    (1, "score de 0 à 2 : surveillance"),
    (1, "score de 3 à 4 : chirurgie"),
    "# Stratégie",
    """Score de Durand | Conduite | Score de Petit | Conduite
    3-4 | Opérer | 1-2 | Opérer
    0-2 | Attendre | 3-5 | Attendre""",
    "La combinaison des deux scores se discute en RCP.",
)


def calculators() -> tuple[Calculator, ...]:
    return tuple(
        c for make in (compile_scores, compile_classifications, compile_lookups) for c in make(GUIDE, "doc", "1")
    )


def by_id() -> dict[str, Calculator]:
    return {c.id: c for c in calculators()}


def test_links_follow_the_names_in_the_tables() -> None:
    found = {(link.source, link.target, link.item) for link in find_links(calculators())}
    assert found == {("doc/dupont", "doc/durand", "force"), ("doc/durand", "doc/strategie", "score-de-durand")}


def test_a_grade_feeds_the_item_that_names_it() -> None:
    link = next(each for each in find_links(calculators()) if each.source == "doc/dupont")
    source = by_id()["doc/dupont"]
    target = {option.key: option.label for option in by_id()["doc/durand"].items[1].options}

    def says(grade: str) -> str:
        return target[fed(link, source, run(prepare(source), {"grade": grade})) or ""]

    assert [says(g) for g in ("A", "B", "C", "C2", "E")] == [
        "Nulle (Dupont A, B)", "Nulle (Dupont A, B)", "Partielle (Dupont C)", "Partielle (Dupont C)",
        "Entière (Dupont E)",
    ]  # fmt: skip


def test_a_total_feeds_the_row_that_holds_it() -> None:
    link = next(each for each in find_links(calculators()) if each.source == "doc/durand")
    source = by_id()["doc/durand"]
    whole = run(prepare(source), {"general": "Bon", "force": "Entière (Dupont E)"})
    assert fed(link, source, whole) == "3-4"
    assert option_for(link, 2) == "0-2" and option_for(link, 7) is None


def test_nothing_is_fed_by_half_a_form_or_an_uncertain_total() -> None:
    link = next(each for each in find_links(calculators()) if each.source == "doc/durand")
    source = by_id()["doc/durand"]
    assert fed(link, source, run(prepare(source), {"general": "Bon"})) is None
    whole = run(prepare(source), {"general": "Bon", "force": "Entière (Dupont E)"})
    assert fed(link, source, replace(whole, certain=False)) is None


def test_other_editions_are_not_linked() -> None:
    moved = [replace(c, edition="2") if c.id == "doc/dupont" else c for c in calculators()]
    assert {link.source for link in find_links(moved)} == {"doc/durand"}


def test_the_rows_of_two_scores_that_disagree_are_quoted_apart() -> None:
    strategy = by_id()["doc/strategie"]
    result = run(prepare(strategy), {"score-de-durand": "3-4", "score-de-petit": "3-5"})
    assert [v.value for v in result.values] == ["Opérer", "Attendre"]
    assert result.warnings[0] == "Scores discordants : discussion en RCP."
    assert [q.text for q in result.quotes] == ["La combinaison des deux scores se discute en RCP."]
