"""Two editions of a score side by side: what moved, and for which answers the verdict is another."""

from __future__ import annotations

from kb.calculators.editions import Comparison, Moved, compare_editions, counterpart
from tests.kb.calculators.making import Part, score

TABLE = "Item | Réponse | Points\nÂge | <60 ans | 0\n^ | >60 ans | 2\nDouleur | non | 0\n^ | oui | 3"
VERDICTS = "0 à 2 : surveillance ; 3 à 5 : chirurgie"


def against(table: str = TABLE, verdicts: Part = VERDICTS) -> Comparison:
    return compare_editions(score("# Score de Bêta", TABLE, VERDICTS), score("# Score de Bêta", table, verdicts))


def test_the_same_score_differs_in_nothing() -> None:
    found = against()
    assert (found.moved, found.combinations, found.totals, found.differing) == ((), 4, 0, ())


def test_a_weight_that_moved_and_the_verdicts_it_moves() -> None:
    found = against(TABLE.replace("| oui | 3", "| oui | 2"))
    assert Moved("points", "Douleur", "oui : 3", "oui : 2") in found.moved
    assert Moved("range", None, "0–5", "0–4") in found.moved
    assert found.totals == 2
    (differing,) = found.differing
    assert differing.answers == {"Âge": "<60 ans", "Douleur": "oui"}
    assert differing.a[0] == 3 and differing.b[0] == 2
    assert differing.a[1].label == "chirurgie" and differing.b[1].label == "surveillance"  # type: ignore[union-attr]


def test_a_cut_off_that_moved() -> None:
    found = against(verdicts="0 à 3 : surveillance ; 4 à 5 : chirurgie")
    assert [m.kind for m in found.moved] == ["band"] and found.totals == 0
    assert [d.answers for d in found.differing] == [{"Âge": "<60 ans", "Douleur": "oui"}]


def test_an_option_that_is_reworded_and_one_that_is_gone() -> None:
    strict = against(TABLE.replace("<60 ans", "≤60 ans").replace("| oui |", "| mécanique |"))
    assert [(m.a, m.b) for m in strict.moved] == [("<60 ans : 0", "≤60 ans : 0"), ("oui : 3", "mécanique : 3")]
    assert strict.differing == () and strict.combinations == 4
    more = against(TABLE + "\n^ | parfois | 1")
    assert more.moved == (Moved("option", "Douleur", None, "parfois : 1"),)


def test_an_item_that_only_one_asks_counts_on_its_side() -> None:
    found = against(TABLE + "\nAppui | possible | 0\n^ | impossible | 1", "0 à 2 : surveillance ; 3 à 6 : chirurgie")
    assert Moved("item", "Appui", None, "Appui") in found.moved
    assert found.combinations == 8 and found.totals == 4
    assert [d.answers for d in found.differing] == [{"Âge": ">60 ans", "Douleur": "non", "Appui": "impossible"}]


def test_verdicts_of_other_words_for_the_same_totals_are_no_other_verdict() -> None:
    found = against(verdicts="0 à 2 : surveillance simple ; 3 à 5 : chirurgie")
    assert [m.kind for m in found.moved] == ["band"] and found.differing == ()


def test_the_counterpart_is_told_by_what_is_asked_not_by_its_id() -> None:
    one = score("# Score de Bêta", TABLE, VERDICTS)
    renamed = score("# Grille de fragilité : un score", TABLE, VERDICTS)
    other = score("# Score de Delta", "Critère | Points\nFièvre | 1\nToux | 2\nAnémie | 3", "0-3 : a, 4-6 : bb")
    assert counterpart(one, [other, renamed]) is renamed
    assert counterpart(one, [other]) is None
