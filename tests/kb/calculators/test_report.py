"""What «Copier le compte rendu» puts into the patient's file: everything that was answered, and no verdict too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.calculators.formulas import COCKCROFT_GAULT, EQD2
from kb.calculators.model import Calculator, Value
from kb.calculators.report import UNFINISHED, Source, number_text, report_text, value_text
from kb.calculators.run import UNCERTAIN, prepare, run
from kb.notice import NOTICE
from tests.kb.calculators.making import score

SOURCE = Source("Guide des os", "2024", "31 décembre 2023")
ZORRO = score(
    "# Score de Zorro",
    "Points | Siège | Douleur\n1 | bras | légère\n2 | jambe | forte",
    (1, "score de 2 : surveillance"),
    (1, "score de 3 à 4 : chirurgie"),
    "Ce score ne remplace pas la discussion en RCP.",
)


def told(calculator: Calculator, answers: dict[str, str], carried: tuple[str, ...] = ()) -> str:
    return report_text(calculator, run(prepare(calculator), answers), SOURCE, "1er juin 2026", carried)


def test_it_has_answers_total_verdict_limits_edition_pages_date_and_notice() -> None:
    text = told(ZORRO, {"siege": "jambe", "douleur": "légère"}, ("Douleur : report de « Frankel », C",))
    for part in (
        "Score de Zorro", "Guide des os, éd.\u00a02024", "données jusqu’au 31 décembre 2023",
        "- Siège : jambe (2\u00a0points, p.\u00a01)", "- Douleur : légère (1\u00a0point, p.\u00a01)",
        "- Douleur : report de « Frankel », C", "Total : 3 (le tableau va de 2 à 4)",
        "3 à 4\u00a0: chirurgie", "«\u00a0Ce score ne remplace pas la discussion en RCP.\u00a0» (p.\u00a01)",
        "Établi le 1er juin 2026", NOTICE,
    ):  # fmt: skip
        assert part in text


def test_half_a_form_gives_no_verdict_but_the_range_still_possible() -> None:
    text = told(ZORRO, {"siege": "jambe"})
    assert UNFINISHED in text and "Total encore possible : de 3 à 4" in text and "- Douleur : sans réponse" in text
    assert "chirurgie" not in text and "Total : " not in text


def test_missing_points_make_the_verdict_uncertain_and_all_are_named() -> None:
    text = told(replace(ZORRO, absent_points=1.0), {"siege": "bras", "douleur": "légère"})
    assert UNCERTAIN in text and "surveillance" in text and "chirurgie" in text
    assert "Verdict imprimé" not in text


def test_a_total_without_a_band_says_that_nothing_is_printed() -> None:
    text = told(replace(ZORRO, bands=ZORRO.bands[1:]), {"siege": "bras", "douleur": "légère"})
    assert "n’imprime aucun verdict" in text


def test_a_superseded_edition_is_said() -> None:
    result = run(prepare(ZORRO), {})
    assert "remplacée" in report_text(ZORRO, result, replace(SOURCE, latest=False), "2 mai 2026")


def test_a_formula_prints_its_source_and_units_in_french() -> None:
    result = run(prepare(EQD2), {"total_dose": "30", "fractions": "10", "alpha_beta": "0,87"})
    text = report_text(EQD2, result, None, "2 mai 2026")
    assert "Fowler" in text and "40,45\u00a0Gy, α/β = 0,87" in text and "- Dose totale : 30 Gy" in text
    nothing = report_text(COCKCROFT_GAULT, run(prepare(COCKCROFT_GAULT), {}), None, "2 mai 2026")
    assert UNFINISHED in nothing and "mL/min\n" not in nothing


@pytest.mark.parametrize(
    ("value", "text"), [(40.0, "40"), (17.391, "17,39"), (29.996, "29,996"), (0.5, "0,5"), (30.004, "30,004")]
)
def test_a_number_is_never_rounded_onto_a_limit(value: float, text: str) -> None:
    assert number_text(value) == text


def test_printed_words_stay_as_they_are() -> None:
    assert value_text(Value("a", "A", "20,3 Gy en 3 fractions")) == "20,3 Gy en 3 fractions"
    assert value_text(Value("a", "A", None)) == "non précisé"
