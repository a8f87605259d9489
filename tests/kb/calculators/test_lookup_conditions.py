"""Lists of conditions are asked by condition and quoted; bands of a score are none."""

from __future__ import annotations

from kb.calculators.lookup_conditions import compile_condition_lookups
from kb.calculators.model import Calculator
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import Part, document

SURVIVAL: tuple[Part, ...] = (
    "# Chirurgie",
    (1, "La décision se prend en RCP. Elle tient compte de l’âge et de l’espérance de vie :"),
    (2, "inférieure à 2 mois : aucun bénéfice"),
    (2, "entre 2 mois et 1 an : geste limité"),
    (2, "prolongée (supérieure à 1 an) : résection"),
    (1, "Le geste est rapide."),
)


def lookups(*parts: Part) -> tuple[Calculator, ...]:
    return compile_condition_lookups(document(*parts), "doc", "2024")


def test_each_condition_leads_to_its_words() -> None:
    (found,) = lookups(*SURVIVAL)
    assert (found.name, found.items[0].label) == ("Chirurgie : espérance de vie", "espérance de vie")
    result = run(prepare(found), {"esperance-de-vie": "entre 2 mois et 1 an"})
    assert [(v.value, v.page) for v in result.values] == [("geste limité", 1)]
    assert "La décision se prend en RCP." in [quote.text for quote in result.quotes]


def test_a_list_printed_flat_ends_where_the_conditions_do() -> None:
    flat = [(1, part[1]) if isinstance(part, tuple) else part for part in SURVIVAL]
    (found,) = lookups(*flat)
    assert len(found.items[0].options) == 3


def test_a_condition_with_a_list_of_its_own_gives_each_of_its_items() -> None:
    (found,) = lookups(
        "# Volumes",
        "Les volumes sont définis ainsi :",
        (1, "Pour un os long : l’os entier."),
        (1, "Pour une vertèbre :"),
        (2, "en hauteur : une vertèbre de plus"),
        (2, "en largeur : les parties molles"),
    )
    assert [(v.label, v.value) for v in found.rows[1].values] == [
        ("en hauteur", "une vertèbre de plus"), ("en largeur", "les parties molles"),
    ]  # fmt: skip


def test_bands_and_plain_lists_are_no_lookup() -> None:
    assert lookups("# Score", (1, "Trois attitudes :"), (2, "score ≤ 7 : rien"), (2, "pour un score > 7 : tout")) == ()
    assert lookups("# Gestes", (1, "Deux gestes :"), (2, "la vis : solide"), (2, "le ciment : rapide")) == ()


def test_a_condition_may_begin_with_its_number() -> None:
    (found,) = lookups(
        "# Chirurgie",
        "Le geste dépend du pronostic vital :",
        (1, "moins de 3 mois : abstention"),
        (1, "3 à 12 mois : enclouage"),
        (1, "au-delà de 12 mois : résection"),
    )
    assert [o.label for o in found.items[0].options] == ["moins de 3 mois", "3 à 12 mois", "au-delà de 12 mois"]
