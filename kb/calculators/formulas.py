"""Published formulas: numbers in, numbers out, unrounded. Outside its domain a formula refuses.

Each says its source, its units and its domain. Knows no guideline: what documents say of a result is joined to it in
`rules.py`. No verdict is ever drawn here, and no dose of a drug.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence

from ingest.errors import CallError
from kb.calculators.answers import Answer, Answers, flat
from kb.calculators.model import Calculator, Input, Kind, Result, Status, Step, Value
from kb.calculators.rules import applied

# Above this dose a fraction the linear-quadratic model is no longer established: Kirkpatrick JP, Meyer JJ, Marks LB,
# Semin Radiat Oncol 2008;18:240-3 (overestimates beyond about 10 Gy).
LQ_LIMIT = 10.0  # Gy a fraction
EQUIVALENT = 2.0  # Gy a fraction, the reference of EQD2
UMOL_PER_MG_DL = 88.4  # µmol/L in 1 mg/dL of creatinine, molar mass 113.12 g/mol

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)")
_COURSE = re.compile(r"\s*([^/]+?)\s*/\s*([^/]+?)\s*")
_DOSE = Input("total_dose", "Dose totale", "Gy", 0.01, 500.0)
_FRACTIONS = Input("fractions", "Nombre de fractions", "fractions", 1.0, 200.0, whole=True)
_ALPHA_BETA = Input("alpha_beta", "Rapport α/β", "Gy", 0.01, 50.0)

_LQ_SOURCE = (
    "Modèle linéaire-quadratique : Fowler JF, Br J Radiol 1989;62:679-94 ; EQD2 : Withers HR, Thames HD, Peters LJ, "
    "Radiother Oncol 1983;1:187-91. Doses en Gy, fractions égales et entières ; temps total non pris en compte."
)

EQD2 = Calculator(
    "eqd2", Kind.FORMULA, "Dose biologique efficace (BED) et dose équivalente en fractions de 2 Gy (EQD2)",
    None, None, Status.READY, inputs=(_DOSE, _FRACTIONS, _ALPHA_BETA), source=_LQ_SOURCE,
)  # fmt: skip
EQD2_CUMULATIVE = Calculator(
    "eqd2-cumulative", Kind.FORMULA, "EQD2 cumulée de plusieurs irradiations", None, None, Status.READY,
    inputs=(
        Input("course", "Irradiation : dose reçue par l’organe / fractions", "Gy/fractions", None, None),
        _ALPHA_BETA,
    ),
    warnings=(
        "Entrer pour chaque irradiation la dose reçue par l’organe, et non la dose prescrite.",
        "Un seul rapport α/β pour toute la somme ; aucune récupération avec le temps n’est prise en compte.",
        "Aucun verdict : la somme n’est comparée à aucune limite.",
    ),
    source=_LQ_SOURCE,
)  # fmt: skip
COCKCROFT_GAULT = Calculator(
    "cockcroft-gault", Kind.FORMULA, "Clairance de la créatinine (Cockcroft et Gault)", None, None, Status.READY,
    inputs=(
        Input("age", "Âge", "ans", 18.0, 120.0),
        Input("weight", "Poids", "kg", 25.0, 300.0),
        Input("sex", "Sexe", None, None, None, choices=("femme", "homme")),
        Input("creatinine", "Créatinine sérique", "dans l’unité choisie", 0.2, 2000.0),
        Input("unit", "Unité de la créatinine", None, None, None, choices=("µmol/L", "mg/L", "mg/dL")),
    ),
    warnings=("Formule établie chez l’adulte à fonction rénale stable ; non indexée à la surface corporelle.",),
    source="Cockcroft DW, Gault MH, Nephron 1976;16:31-41. Âge en années, poids en kg, créatinine convertie en mg/dL "
    "(1 mg/dL = 10 mg/L = 88,4 µmol/L), résultat en mL/min. Adultes.",
)  # fmt: skip
FORMULAS: tuple[Calculator, ...] = (EQD2, EQD2_CUMULATIVE, COCKCROFT_GAULT)

# creatinine in 1 mg/dL, and the values beyond which a unit was mistaken: 0.2 to 22.6 mg/dL (2000 µmol/L)
_UNITS: Mapping[str, tuple[float, float, float]] = {
    "µmol/L": (UMOL_PER_MG_DL, 18.0, 2000.0),
    "mg/L": (10.0, 2.0, 226.0),
    "mg/dL": (1.0, 0.2, 22.6),
}
_SAME = {"f": "femme", "feminin": "femme", "female": "femme", "m": "homme", "h": "homme", "masculin": "homme",
         "male": "homme", "umol/l": "µmol/L", "μmol/l": "µmol/L"}  # fmt: skip


def bed(total_dose: float, fractions: int, alpha_beta: float) -> float:
    """Biologically effective dose in Gy: D (1 + d / (α/β)), d = D / n. Fowler, Br J Radiol 1989;62:679-94.

    `total_dose` and `alpha_beta` in Gy, > 0; `fractions` ≥ 1. No correction for time.
    """
    return total_dose * (1.0 + total_dose / fractions / alpha_beta)


def eqd2(total_dose: float, fractions: int, alpha_beta: float) -> float:
    """The dose in fractions of 2 Gy with the same effect, in Gy: D (d + α/β) / (2 + α/β). Withers, 1983.

    Units and domain as `bed`.
    """
    return total_dose * (total_dose / fractions + alpha_beta) / (EQUIVALENT + alpha_beta)


def creatinine_clearance(age: float, weight: float, female: bool, mg_dl: float) -> float:
    """Creatinine clearance in mL/min: (140 − age) × kg × (0.85 if female) / (72 × mg/dL).

    Cockcroft DW, Gault MH, Nephron 1976;16:31-41. `age` in years, adults; `weight` in kg; `mg_dl` creatinine, > 0.
    """
    return (140.0 - age) * weight * (0.85 if female else 1.0) / (72.0 * mg_dl)


def run_formula(calculator: Calculator, answers: Answers) -> Result:
    """The formula's values for the numbers given: an input's key or label, a decimal point or comma.

    A missing input leaves it incomplete, without values. Raises CallError, naming the input and its domain, for what is
    no number or outside the domain, and for an input that is not offered.
    """
    given = _named(calculator, answers)
    found = _COMPUTED[calculator.id](calculator, given)
    missing = tuple(each.key for each in calculator.inputs if each.key not in given)
    steps = tuple(
        Step(each.key, _printed(given[each.key]), None, None, None, None, None)
        for each in calculator.inputs
        if each.key in given
    )
    values, warnings = ((), ()) if missing or found is None else found
    known = {value.key: value.value for value in values if isinstance(value.value, float)}
    if values and "alpha_beta" in given:
        known["alpha_beta"] = _number(_ALPHA_BETA, given["alpha_beta"])
    quotes, told = applied(calculator.rows, known)
    return Result(
        id=calculator.id, total=None, values=values, band=None, certain=True, alternatives=(), complete=not missing,
        missing=missing, possible=None, verdict=None, trace=steps, warnings=(*warnings, *told, *calculator.warnings),
        quotes=(*quotes, *calculator.limits),
    )  # fmt: skip


_Found = tuple[tuple[Value, ...], tuple[str, ...]] | None  # values and warnings; None: an input is missing


def _eqd2(calculator: Calculator, given: Mapping[str, Answer]) -> _Found:
    numbers = {each.key: _number(each, given[each.key]) for each in calculator.inputs if each.key in given}
    if len(numbers) < len(calculator.inputs):
        return None
    ratio = numbers["alpha_beta"]
    course = numbers["total_dose"], int(numbers["fractions"])
    unit = f"Gy, α/β = {french(ratio)}"
    values = (
        Value("bed", "Dose biologique efficace (BED)", bed(*course, ratio), unit),
        Value("eqd2", "Dose équivalente en fractions de 2 Gy (EQD2)", eqd2(*course, ratio), unit),
    )
    return values, _beyond_lq([course])


def _cumulative(calculator: Calculator, given: Mapping[str, Answer]) -> _Found:
    ratio = _number(_ALPHA_BETA, given["alpha_beta"]) if "alpha_beta" in given else None
    courses = _courses(given["course"]) if "course" in given else []
    if ratio is None or not courses:
        return None
    unit = f"Gy, α/β = {french(ratio)}"
    each = [
        Value(f"eqd2_{n}", f"EQD2 {n} ({french(dose)} Gy / {fractions})", eqd2(dose, fractions, ratio), unit)
        for n, (dose, fractions) in enumerate(courses, 1)
    ]
    total = math.fsum(eqd2(*course, ratio) for course in courses)
    whole = math.fsum(bed(*course, ratio) for course in courses)
    sums = Value("bed", "BED cumulée", whole, unit), Value("eqd2", "EQD2 cumulée", total, unit)
    return (*sums, *each), _beyond_lq(courses)


def _clearance(calculator: Calculator, given: Mapping[str, Answer]) -> _Found:
    by_key = {each.key: each for each in calculator.inputs}
    unit = _choice(by_key["unit"], given["unit"]) if "unit" in given else None
    sex = _choice(by_key["sex"], given["sex"]) if "sex" in given else None
    numbers = {key: _number(by_key[key], given[key]) for key in ("age", "weight", "creatinine") if key in given}
    if unit is not None and "creatinine" in numbers:
        _, low, high = _UNITS[unit]
        asked = by_key["creatinine"]
        _number(Input(asked.key, asked.label, unit, low, high), given["creatinine"])
    if unit is None or sex is None or len(numbers) < 3:
        return None
    mg_dl = numbers["creatinine"] / _UNITS[unit][0]
    value = creatinine_clearance(numbers["age"], numbers["weight"], sex == "femme", mg_dl)
    return (Value("clearance", calculator.name, value, "mL/min"),), ()


_COMPUTED: Mapping[str, Callable[[Calculator, Mapping[str, Answer]], _Found]] = {
    EQD2.id: _eqd2,
    EQD2_CUMULATIVE.id: _cumulative,
    COCKCROFT_GAULT.id: _clearance,
}


def _courses(answer: Answer) -> list[tuple[float, int]]:
    """Dose and fractions of each course. Raises CallError for anything but DOSE/FRACTIONS."""
    parts = [answer] if isinstance(answer, str | int | float) else list(answer)
    found: list[tuple[float, int]] = []
    for n, part in enumerate(parts, 1):
        match = _COURSE.fullmatch(part) if isinstance(part, str) else None
        if match is None:
            raise CallError(f"course: «{part}» is no course", "Like: course=30/10 (Gy received by the organ/fractions)")
        of = f"course {n}, "
        found.append((_number(_DOSE, match.group(1), of), int(_number(_FRACTIONS, match.group(2), of))))
    if not found:
        raise CallError("course: no course is given", "Like: course=30/10 (Gy received by the organ/fractions)")
    return found


def _beyond_lq(courses: Sequence[tuple[float, int]]) -> tuple[str, ...]:
    if all(dose / fractions <= LQ_LIMIT for dose, fractions in courses):
        return ()
    said = f"Plus de {french(LQ_LIMIT)} Gy par fraction : la validité du modèle linéaire-quadratique n’est pas établie"
    return (f"{said} ; résultat à interpréter avec prudence.",)


# --- what was typed --------------------------------------------------------------------------------------------------


def _named(calculator: Calculator, answers: Answers) -> dict[str, Answer]:
    """The answers by key. Raises CallError for an input that is not there, or given twice."""
    names = {flat(name): each for each in calculator.inputs for name in (each.label, each.key)}
    found: dict[str, Answer] = {}
    for name, answer in answers.items():
        each = names.get(flat(name))
        if each is None:
            raise CallError(f"no item «{name}»", f"There is: {', '.join(i.key for i in calculator.inputs)}")
        repeated = each.key != "course" and not isinstance(answer, str | int | float)
        if repeated or each.key in found:
            raise CallError(f"{each.key}: answered twice", "Give each item one answer.")
        found[each.key] = answer
    return found


def _number(asked: Input, answer: Answer, of: str = "") -> float:
    """The number typed, within the domain of `asked`. Raises CallError that names both. `of`: which course."""
    typed = str(answer).strip().replace("−", "-")
    if isinstance(answer, str):
        value = float(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) else math.nan
    else:
        value = _finite(answer)
    low, high = asked.minimum, asked.maximum
    inside = math.isfinite(value) and (low is None or value >= low) and (high is None or value <= high)
    if not inside or (asked.whole and value != int(value)):
        kind = "a whole number" if asked.whole else "a number"
        domain = f"{asked.label} is {kind} from {low:g} to {high:g}" if low is not None and high is not None else kind
        raise CallError(
            f"{of}{asked.key}: «{typed[:40]}» is not allowed", f"{domain}{f' {asked.unit}' if asked.unit else ''}."
        )
    return value


def _finite(answer: object) -> float:
    """A JSON number; NaN for what is none, or beyond any."""
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return math.nan
    try:
        return float(answer)
    except OverflowError:
        return math.nan


def _choice(asked: Input, answer: Answer) -> str:
    typed = flat(str(answer))
    typed = _SAME.get(typed, typed)
    for choice in asked.choices:
        if flat(choice) == flat(typed):
            return choice
    raise CallError(f"{asked.key}: no option «{str(answer)[:40]}»", f"{asked.label}: {', '.join(asked.choices)}")


def _printed(answer: Answer) -> str:
    return str(answer) if isinstance(answer, str | int | float) else ", ".join(map(str, answer))


def french(value: float) -> str:
    """«0,87», «10»: as a French text prints a number, all its digits."""
    return f"{value:.12g}".replace(".", ",")
