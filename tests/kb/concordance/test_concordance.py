"""What several guidelines say on one question: they agree, differ, or are silent; each value with its sentence."""

from __future__ import annotations

import pytest

from ingest.errors import CallError
from kb.concordance.concord import compared
from kb.concordance.model import Aspect, Concordance, Line, Verdict
from kb.store.catalogue import Edition
from tests.kb.audit.auditing import subject

MIRELS = """# 1 Score de Mirels

Le score de Mirels aide à décider :

| Score | Localisation | Taille | Type | Douleur |
|---|---|---|---|---|
| 1 | membre supérieur | <1/3 | condensante | légère |
| 2 | membre inférieur | 1/3 à 2/3 | mixte | modérée |
| 3 | région trochantérienne | >2/3 | lytique | handicapante |

- score ≤ 7 : radiothérapie
- score = 8 : discussion en RCP
- score {} : chirurgie prophylactique
"""


def concordance(question: str, *texts: str) -> Concordance:
    """What guidelines of these texts say; they are called «a», «b», «c»."""
    spoken = []
    for n, text in enumerate(texts):
        name = "abc"[n]
        facts = (n, name, "2024", True, name, None, None, None, None, None, None, f"{name}.md", "0" * 64, "md", 1)
        spoken.append((Edition(*facts), subject(text if "\n" in text else f"# 1 Soins\n\n{text}\n")))
    return compared(question, spoken)


def line(found: Concordance, aspect: Aspect) -> Line:
    """The first line of the aspect."""
    return next(each for each in found.lines if each.row.aspect is aspect)


COMPRESSION = "En cas de compression médullaire, il est recommandé de délivrer {}."


def test_two_doses_for_one_indication_differ_and_stand_first() -> None:
    found = concordance(
        "compression médullaire",
        COMPRESSION.format("30 Gy en 10 fractions"),
        COMPRESSION.format("20 Gy en 5 fractions"),
    )
    first = found.lines[0]
    assert (first.row.aspect, first.verdict) == (Aspect.DOSE, Verdict.DIFFER)
    assert [cell[0].value for cell in first.cells] == ["30 Gy en 10 fractions", "20 Gy en 5 fractions"]
    for cell in first.cells:
        (claim,) = cell
        assert [claim.text[a:b] for a, b in claim.marks] == [claim.value]


def test_one_dose_in_words_and_in_figures_agrees() -> None:
    found = concordance(
        "compression médullaire",
        COMPRESSION.format("20 Gy en cinq fractions"),
        COMPRESSION.format("20 Gy en 5 fractions"),
    )
    assert line(found, Aspect.DOSE).verdict is Verdict.AGREE


def test_who_says_nothing_is_silent() -> None:
    found = concordance(
        "compression médullaire", COMPRESSION.format("20 Gy en 5 fractions"), "La cimentoplastie soulage."
    )
    assert line(found, Aspect.DOSE).verdict is Verdict.ALONE
    assert [edition.document for edition in found.silent] == ["b"]


def test_a_dose_of_another_indication_a_study_or_an_organ_is_none() -> None:
    found = concordance(
        "compression médullaire",
        "En cas de risque fracturaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
        "La dose à la moelle ne doit pas dépasser 17 Gy en 2 fractions.",
    )
    assert not [each for each in found.lines if each.row.aspect is Aspect.DOSE]


@pytest.mark.parametrize(("other", "verdict"), [("inférieure à 30", Verdict.AGREE), ("< 35", Verdict.DIFFER)])
def test_thresholds_of_a_drug_are_compared(other: str, verdict: Verdict) -> None:
    found = concordance(
        "acide zolédronique",
        "L’acide zolédronique est contre-indiqué si la clairance est < 30 mL/min.",
        f"L’acide zolédronique est contre-indiqué si la clairance est {other} mL/min.",
    )
    assert line(found, Aspect.THRESHOLD).verdict is verdict


@pytest.mark.parametrize(
    ("bound", "verdict"), [("> 8", Verdict.AGREE), ("≥ 9", Verdict.AGREE), ("≥ 10", Verdict.DIFFER)]
)
def test_cut_offs_of_a_score_are_compared_as_whole_numbers(bound: str, verdict: Verdict) -> None:
    found = concordance("score de Mirels", MIRELS.format("≥ 9"), MIRELS.format(bound))
    last = [each for each in found.lines if each.row.label == "Verdict 3"]
    assert [each.verdict for each in last] == [verdict]


def test_a_column_headed_by_the_drug_speaks_of_it() -> None:
    table = "# 1 Produits\n\n| | Acide zolédronique | Dénosumab |\n|---|---|---|\n| Dose | 4 mg | 120 mg |\n"
    found = concordance("dénosumab", table, "Le dénosumab est donné à 60 mg.")
    assert [cell[0].value for cell in line(found, Aspect.NUMBER).cells] == ["120 mg", "60 mg"]
    assert line(found, Aspect.NUMBER).verdict is Verdict.DIFFER


def test_one_act_with_two_strengths_differs() -> None:
    found = concordance(
        "dénosumab",
        "Une supplémentation en calcium est recommandée sous dénosumab.",
        "Une supplémentation en calcium n’est pas recommandée sous dénosumab.",
    )
    assert line(found, Aspect.MODALITY).verdict is Verdict.DIFFER


def test_two_acts_are_listed_and_not_compared() -> None:
    found = concordance(
        "dénosumab",
        "Une supplémentation en calcium est recommandée sous dénosumab.",
        "Le dénosumab est contre-indiqué chez la femme enceinte.",
    )
    assert line(found, Aspect.MODALITY).verdict is Verdict.LISTED


def test_a_question_on_which_nobody_speaks_has_no_line() -> None:
    found = concordance("appendicite", COMPRESSION.format("20 Gy en 5 fractions"))
    assert found.lines == () and len(found.silent) == 1


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(CallError):
        concordance("  ", "Texte.")
