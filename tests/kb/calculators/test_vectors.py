"""Every combination of every score of the corpus, against tables typed in here and public implementations."""

from __future__ import annotations

import json
from functools import reduce
from itertools import product
from pathlib import Path

import pytest

from ingest.reader import read_guideline
from kb.calculators.compile import compile_scores
from kb.calculators.model import Calculator, Status
from kb.calculators.run import prepare, run

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT.parent / "shared" / "gold" / "calculator_vectors.json"

# Points as the guidelines of the corpus print them, item by item: typed from the pages, not from what was compiled.
MIREL = [[1, 2, 3]] * 4
RADES = [[8, 7, 9, 5, 6, 5, 6, 6, 6], [6, 8], [5, 8], [10, 9, 3, 1], [4, 7, 9]]
SINS = [[3, 2, 1, 0], [3, 1, 0], [2, 1, 0], [4, 2, 0], [3, 2, 1, 0], [3, 1, 0]]
TOKUHASHI = [[0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2, 3, 4, 5], [0, 1, 2]]
TOMITA = [[1, 2, 4], [0, 2, 4], [1, 2]]
STABILITY = [(0, 6, "stable"), (7, 12, "potentiellement instable"), (13, 18, "instable")]
WALKING = [(21, 28, "groupe I"), (29, 37, "groupe II"), (38, 44, "groupe III")]
SURGERY = [(2, 3, "bloc"), (4, 5, "intra-lésionnelle"), (6, 7, "palliative"), (8, 10, "support")]
FRACTURE = [(0, 7, "radiothérapie"), (8, 8, "RCP"), (9, 12, "chirurgie prophylactique")]
SURVIVAL = [(0, 8, "<6 mois"), (9, 11, "6 mois"), (12, 15, "1 an")]

PRINTED = {
    ("2022", "mirels"): (MIREL, FRACTURE),
    ("2022", "rades"): (RADES, WALKING),
    ("2022", "sins"): (SINS, STABILITY),
    ("2022", "tokuhashi"): (TOKUHASHI, SURVIVAL),
    ("2022", "tomita"): (TOMITA, SURGERY),
    ("2024", "mirels"): (MIREL, FRACTURE),
    ("2024", "rades"): (RADES, WALKING),
    ("2024", "sins"): (SINS, STABILITY),
    ("2024", "tokuhashi"): ([*TOKUHASHI[:2], [0, 1, 2], *TOKUHASHI[2:]], SURVIVAL),
    ("2024", "tomita"): (TOMITA, SURGERY),
}


@pytest.fixture(scope="module")
def compiled() -> dict[str, tuple[Calculator, ...]]:
    """The scores of both editions of the corpus, from their PDFs."""
    found = {}
    for edition in ("2022", "2024"):
        name = f"mo-poumon-{edition}.pdf"
        data = (ROOT / "corpus" / name).read_bytes()
        guide = read_guideline(data, name=name, document="mo-poumon", ocr=False)
        found[edition] = compile_scores(guide, "mo-poumon", edition)
    return found


def named(scores: tuple[Calculator, ...], word: str) -> Calculator:
    (found,) = [score for score in scores if word in score.name.casefold()]
    return found


@pytest.mark.parametrize(("edition", "word"), PRINTED)
def test_all_combinations(compiled: dict[str, tuple[Calculator, ...]], edition: str, word: str) -> None:
    points, verdicts = PRINTED[edition, word]
    score = named(compiled[edition], word)
    assert score.status is Status.READY
    assert [[option.points for option in item.options] for item in score.items] == points
    form = prepare(score)
    for chosen in product(*(range(len(options)) for options in points)):
        total = sum(options[n] for options, n in zip(points, chosen, strict=True))
        answers = {item.key: item.options[n].key for item, n in zip(score.items, chosen, strict=True)}
        result = run(form, answers)
        (verdict,) = [words for low, high, words in verdicts if low <= total <= high]
        assert result.complete and result.total == total
        assert result.band is not None and verdict in result.band.label, (total, result.band)
        assert sum(step.points or 0 for step in result.trace) == total
        assert all(step.page and step.box for step in result.trace)


def test_there_are_about_three_thousand_combinations() -> None:
    counts = [reduce(lambda n, options: n * len(options), points, 1) for points, _ in PRINTED.values()]
    assert sum(counts) > 3000


def test_findings_of_the_defective_edition_and_of_the_corrected_one(
    compiled: dict[str, tuple[Calculator, ...]],
) -> None:
    rules = {e: {(s.name.split()[-1], f.rule, f.item) for s in compiled[e] for f in s.findings} for e in compiled}
    proofs = ("score-gap", "score-overlap", "score-range-mismatch", "band-unreachable", "band-order")
    found = {(rule, item) for _, rule, item in rules["2022"] if rule in proofs}
    assert {rule for rule, _ in found} == {"score-gap", "score-range-mismatch"}
    assert sum(rule == "score-gap" for rule, _ in found) == 3
    assert not [rule for _, rule, _ in rules["2024"] if rule in proofs]


def test_a_score_with_an_item_missing_is_uncertain_everywhere_it_could_matter(
    compiled: dict[str, tuple[Calculator, ...]],
) -> None:
    tokuhashi = named(compiled["2022"], "tokuhashi")
    assert tokuhashi.range == (0, 13) and tokuhashi.stated_range == (0, 15) and tokuhashi.absent_points == 2
    form = prepare(tokuhashi)
    best = {item.key: max(item.options, key=lambda o: o.points or 0).key for item in tokuhashi.items}
    assert len(run(form, best).alternatives) == 1
    at_seven = {"etat-general": "Karnofsky 80-100", "cancer-primitif": "Thyroïde, prostate, sein, tumeur carcinoïde"}
    worst = {item.key: min(item.options, key=lambda o: o.points or 0).key for item in tokuhashi.items}
    result = run(form, worst | at_seven)
    assert result.total == 7 and not result.certain and result.band is not None
    assert [band.label for band in result.alternatives] == [band.label for band in tokuhashi.bands[:2]]


# --- public implementations ---------------------------------------------------------------------------------------

WORDS = {  # score → their name of an item → our item's key, and the beginning of our option's label for their word
    "mirels": {
        "site": ("localisation-lesion", {"upper": "membre s", "lower": "membre i", "peritrochanteric": "région"}),
        "pain": ("douleur", {"mild": "légère", "moderate": "modérée", "functional": "handicapante"}),
        "lesion": ("type-lesion", {"blastic": "condensante", "mixed": "mixte", "lytic": "lytique"}),
        "size": ("taille-lesion", {"small": "<1/3", "medium": "1/3", "large": ">2/3"}),
    },
    "sins": {
        "location": (
            "localisation",
            {"junctional": "Jonc", "mobile": "Rachis", "semirigid": "Semi", "rigid": "Rigide"},
        ),
        "pain": ("douleur", {"mechanical": "Mécanique", "occasional": "Occas", "none": "Non"}),
        "lesion": ("lesion-osseuse", {"lytic": "Lytique", "mixed": "Mixte", "blastic": "Condensante"}),
        "alignment": ("alignement", {"subluxation": "Sublux", "deformity": "Déformation", "normal": "Normal"}),
        "collapse": ("collapsus-corps-vertebral", {">50": ">50", "<50": "≤50", "none": "Aucune"}),
        "posterolateral": ("atteinte-postero-laterale", {"bilateral": "Bi", "unilateral": "Uni", "none": "Aucune"}),
    },
    "tomita": {
        "primary": ("vitesse-croissance-tumeur-primitive", {"slow": "Lente", "moderate": "Mod", "rapid": "Rapide"}),
        "visceral": ("metastases-viscerales", {"none": "Aucune", "treatable": "Cur", "untreatable": "Non cur"}),
        "bone": ("metastases-osseuses", {"solitary": "Unique", "multiple": "Multiples"}),
    },
}


@pytest.mark.parametrize("word", WORDS)
def test_public_implementations_agree(compiled: dict[str, tuple[Calculator, ...]], word: str) -> None:
    if not VECTORS.exists():
        pytest.skip("calculator_vectors.json is not at hand")
    score = named(compiled["2024"], word)
    items = {item.key: item for item in score.items}
    for vector in json.loads(VECTORS.read_text(encoding="utf-8"))[word]:
        answers = {}
        for name, (key, options) in WORDS[word].items():
            (answers[key],) = [o.key for o in items[key].options if o.label.startswith(options[vector[name]])]
        assert run(prepare(score), answers).total == vector["score"], vector
