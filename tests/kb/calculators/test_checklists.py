"""Criteria become a checklist: each with its role and quote, and a verdict that never says «eligible»."""

from __future__ import annotations

import pytest

from ingest.model import plain
from kb.calculators.checklists import compile_checklists
from kb.calculators.criteria import enumerated
from kb.calculators.model import Calculator, Role, Verdict
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import Part, document

STEREO: tuple[Part, ...] = (
    "# Stéréotaxie",
    "Les décisions se valident en RCP.",
    "Deux situations sont retenues :",
    "Les contre-indications reconnues sont une instabilité, une infection et une grossesse.",
    "Des contre-indications relatives sont décrites : un diabète >2 ans, une distance entre la peau et l’os <5 mm.",
)


def checklists(*parts: Part) -> tuple[Calculator, ...]:
    return compile_checklists(document(*parts), "doc", "2024")


def only(*parts: Part) -> Calculator:
    (found,) = checklists(*parts)
    return found


def criteria(calculator: Calculator, role: Role) -> list[str]:
    return [item.label for item in calculator.items if item.role is role]


def verdict(calculator: Calculator, **answers: str) -> Verdict | None:
    given = {item.key: "no" for item in calculator.items} | answers
    return run(prepare(calculator), given).verdict


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("une infection, un sepsis et une fièvre", ["une infection", "un sepsis", "une fièvre"]),
        ("une distance entre la tumeur et la moelle", ["une distance entre la tumeur et la moelle"]),
        ("l’instabilité, une compression et une infection", ["l’instabilité", "une compression", "une infection"]),
        ("une infection, même traitée, et un sepsis", ["une infection, même traitée", "un sepsis"]),
        ("une compression non opérée ou symptomatique", ["une compression non opérée ou symptomatique"]),
        ("infection (locale, générale), sepsis", ["infection (locale, générale)", "sepsis"]),
        ("d’ordre général : fièvre, sepsis ou d’ordre local : plaie", ["fièvre", "sepsis", "plaie"]),
    ],
)
def test_an_enumeration_is_cut_where_its_parts_begin_alike(text: str, parts: list[str]) -> None:
    assert [part.text for part in enumerated(plain(text))] == parts


def test_each_criterion_has_its_role_and_its_sentence() -> None:
    found = only(*STEREO)
    assert (found.id, found.kind) == ("doc/stereotaxie", "checklist")
    assert criteria(found, Role.CONTRAINDICATION) == ["une instabilité", "une infection", "une grossesse"]
    assert criteria(found, Role.RELATIVE) == ["un diabète >2 ans", "une distance entre la peau et l’os <5 mm"]
    assert found.items[0].quote == STEREO[3]
    assert [option.key for option in found.items[0].options] == ["yes", "no", "unknown"]
    assert [quote.text for quote in found.limits] == ["Les décisions se valident en RCP."]


def test_the_items_of_a_list_are_criteria() -> None:
    found = only(
        "# Traitements",
        "# Cimentoplastie",
        (1, "Les principales indications sont :"),
        (2, "une douleur mal contrôlée, malgré les opiacés"),
        (2, "une fracture stable"),
        (1, "Une plaie et un sepsis non contrôlé contre-indiquent le geste."),
        (1, "Le soulagement est net."),
    )
    assert criteria(found, Role.INDICATION) == ["une douleur mal contrôlée, malgré les opiacés", "une fracture stable"]
    assert criteria(found, Role.CONTRAINDICATION) == ["Une plaie", "un sepsis non contrôlé"]


def test_numbered_situations_under_indications_are_indications() -> None:
    found = only(
        "# Indications de la stéréotaxie", STEREO[2], (1, "1/ Une récidive ;"), (1, "2/ Une lésion unique."), STEREO[3]
    )
    assert criteria(found, Role.INDICATION) == ["Une récidive", "Une lésion unique"]


def test_one_indication_in_the_singular_is_one_criterion() -> None:
    found = only(
        "# Stéréotaxie", "L’indication est à valider en RCP : 1 à 5 sites, de petit volume, sans fièvre.", STEREO[3]
    )
    assert criteria(found, Role.INDICATION) == ["1 à 5 sites, de petit volume, sans fièvre"]


def test_two_techniques_are_two_checklists_and_one_nobody_listed_goes_by_its_name() -> None:
    found = checklists(
        "# Gestes",
        "Les contre-indications de la vertébroplastie sont une infection et une fièvre.",
        "Les contre-indications de la curiethérapie sont une grossesse et une plaie.",
    )
    assert [c.id for c in found] == ["doc/cimentoplastie", "doc/curietherapie"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Les indications concernant les métastases sont maintenant définies.",
        "Les indications de la stéréotaxie sont nombreuses.",
        "Sa présence contre-indique la stéréotaxie du rachis.",
        "Les indications les plus fréquentes de la stéréotaxie concernent le rachis selon 3 méthodes :",
    ],
)
def test_sentences_that_state_no_criterion(sentence: str) -> None:
    assert checklists("# Stéréotaxie", sentence, (1, "la première, simple"), (1, "la seconde, longue")) == ()


def test_a_contraindication_decides_at_once_with_its_quotation() -> None:
    found = only(*STEREO)
    result = run(prepare(found), {"une-infection": "oui"})
    assert result.verdict is Verdict.CONTRAINDICATED and not result.complete and len(result.missing) == 4
    assert result.warnings[0] == "Contre-indiqué selon doc 2024 : « une infection »."
    assert [quote.text for quote in result.quotes] == [STEREO[3], "Les décisions se valident en RCP."]


def test_the_order_of_the_verdicts() -> None:
    found = only("# Stéréotaxie", (1, "Indications :"), (2, "une récidive"), (2, "une douleur"), *STEREO[3:])
    assert verdict(found) is Verdict.NOT_INDICATED
    assert verdict(found, **{"une-recidive": "yes"}) is Verdict.NONE_FOUND
    assert verdict(found, **{"une-recidive": "yes", "un-diabete-gt-2-ans": "yes"}) is Verdict.DISCUSS
    assert verdict(found, **{"un-diabete-gt-2-ans": "yes"}) is Verdict.NOT_INDICATED
    assert verdict(found, **{"une-recidive": "unknown"}) is Verdict.INCOMPLETE
    assert verdict(found, **{"une-recidive": "unknown", "une-grossesse": "yes"}) is Verdict.CONTRAINDICATED
    assert run(prepare(found), {}).verdict is Verdict.INCOMPLETE


def test_nothing_found_is_never_called_eligible() -> None:
    found = only(*STEREO)
    result = run(prepare(found), {item.key: "non" for item in found.items})
    assert result.verdict is Verdict.NONE_FOUND and result.complete
    assert result.warnings == ("Aucune contre-indication de ce document.",)
    assert [quote.text for quote in result.quotes] == ["Les décisions se valident en RCP."]


def test_alternatives_of_one_sentence_are_asked_one_by_one_and_a_pronoun_is_the_technique_before_it() -> None:
    found = only(
        "# Techniques percutanées",
        "La vertébroplastie est indiquée en cas de fracture douloureuse. "
        "Elle est contre-indiquée en cas d’infection évolutive, de saignement ou de compression médullaire.",
    )
    assert found.id == "doc/cimentoplastie"
    assert criteria(found, Role.INDICATION) == ["en cas de fracture douloureuse"]
    assert criteria(found, Role.CONTRAINDICATION) == [
        "en cas d’infection évolutive", "de saignement", "de compression médullaire",
    ]  # fmt: skip


def test_a_condition_of_several_words_is_one() -> None:
    found = only(
        "# Techniques percutanées",
        "La vertébroplastie est indiquée chez les algiques. Elle est contre-indiquée en cas de lésion instable, "
        "de grande taille.",
    )
    assert criteria(found, Role.CONTRAINDICATION) == ["en cas de lésion instable, de grande taille"]


def test_two_techniques_of_one_paragraph_keep_their_own() -> None:
    one, other = checklists(
        "# Techniques percutanées",
        "La vertébroplastie est indiquée en cas de fracture. Elle est contre-indiquée en cas d’infection.",
        "La cryoablation est proposée pour les lésions isolées. Elle est contre-indiquée au contact de la moelle.",
    )
    assert criteria(one, Role.CONTRAINDICATION) == ["en cas d’infection"]
    assert criteria(other, Role.CONTRAINDICATION) == ["au contact de la moelle"]


def test_a_demand_for_a_meeting_anywhere_else_than_under_another_technique_is_quoted() -> None:
    parts: tuple[Part, ...] = (
        "# Ablation", "# Stéréotaxie", "Toute stéréotaxie est validée en RCP.",
        "# Cimentoplastie", "Les contre-indications de la cimentoplastie sont une infection et un sepsis.",
    )  # fmt: skip
    assert only(*parts).limits == ()
    assert [q.text for q in only(*parts, "# Fin", "Le choix relève de la RCP.").limits] == [
        "Le choix relève de la RCP."
    ]
