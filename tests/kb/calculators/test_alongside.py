"""The same answers in two scores, side by side: totals, verdicts, and what moved them."""

from __future__ import annotations

from dataclasses import replace

from kb.calculators.alongside import alongside, counterparts, reasons
from kb.calculators.model import Calculator
from tests.kb.calculators.making import score


def zorro(edition: str, forte: int = 2, cut: int = 3, more: str = "", word: str = "chirurgie") -> Calculator:
    item, low, high = (f" | {more}", " | non", " | oui") if more else ("", "", "")
    made = score(
        "# Score de Zorro",
        f"Points | Siège | Douleur{item}\n1 | bras | légère{low}\n{forte} | jambe | forte{high}",
        (1, f"score de 1 à {cut - 1} : surveillance"),
        (1, f"score de {cut} à 6 : {word}"),
    )
    return replace(made, id=f"os@{edition}/zorro", document="os", edition=edition)


ANSWERS = {"siege": "jambe", "douleur": "legere"}


def test_the_same_score_gives_the_same_verdict() -> None:
    both = alongside(zorro("1"), zorro("2"), ANSWERS)
    assert [r.total for r in both.results] == [3, 3] and reasons(both) == ()
    assert not any(each.moved for each in both.weighed) and not both.unanswered


def test_points_that_moved_the_verdict_are_named() -> None:
    both = alongside(zorro("1", cut=4), zorro("2", forte=3, cut=4), ANSWERS)
    assert [r.total for r in both.results] == [3, 4] and reasons(both) == ("points",)
    assert [each.item for each in both.weighed if each.moved] == ["Siège"]


def test_a_cut_off_that_moved_the_verdict_is_named() -> None:
    assert reasons(alongside(zorro("1"), zorro("2", cut=4), ANSWERS)) == ("bands",)


def test_a_verdict_in_other_words_is_said_to_be_that() -> None:
    assert reasons(alongside(zorro("1"), zorro("2", word="avis chirurgical"), ANSWERS)) == ("words",)


def test_an_item_only_one_side_asks_for_leaves_the_other_without_verdict() -> None:
    both = alongside(zorro("1"), zorro("2", more="Fracture"), ANSWERS)
    assert both.unanswered == ("Fracture",)
    assert both.results[0].complete and not both.results[1].complete and both.results[1].band is None
    assert reasons(both) == ()


def test_counterparts_are_of_other_editions_and_at_most_one_each() -> None:
    first, second = zorro("1"), zorro("2")
    assert [c.edition for c in counterparts(first, [first, second, replace(second, id="os@2/zorro-2")])] == ["2"]
    other = score("# Score de Garcia", "Points | Âge | Fièvre\n0 | <40 ans | absente\n3 | >=40 ans | présente")
    assert counterparts(first, [replace(other, document="x", edition="9")]) == ()
