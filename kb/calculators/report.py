"""An answered calculator as text for the patient's file: score, answers, verdict, limits, edition, page, date.

Pure: says what the result says, in French, and adds no judgement. Without every answer it says so and gives no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.calculators.model import Band, Calculator, Kind, Result, Status, Value
from kb.calculators.run import UNCERTAIN
from kb.calculators.wording import band_range, printed
from kb.notice import NOTICE, cut_off

NO_VERDICT = "Ce document n’imprime aucun verdict pour ce total."
UNFINISHED = "Formulaire incomplet : aucun verdict n’est donné."
_DECIMALS = 2  # of a formula's number; more where rounding would make it a whole number that it is not
_MOST_DECIMALS = 6
_NB = "\u00a0"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a calculator comes from, in words for the reader. `data_until` is already French; None: not indicated."""

    title: str
    edition: str
    data_until: str | None = None
    latest: bool = True

    def at(self, page: int | None) -> str:
        """«Référentiel X, éd. 2024, p. 5»."""
        return f"{self.title}, éd.{_NB}{self.edition}" + (f", p.{_NB}{page}" if page else "")


def report_text(
    calculator: Calculator, result: Result, source: Source | None, established: str, carried: Sequence[str] = ()
) -> str:
    """The report; `established` is the day in French, `carried` says which answers came from another calculator.

    `source` is None for a published formula, whose own source is printed instead.
    """
    lines = [calculator.name, *_source(calculator, source), "", "Réponses :", *_answers(calculator, result)]
    lines += [f"- {each}" for each in carried]
    lines += ["", *_outcome(calculator, result)]
    if result.warnings:
        told = [each for each in result.warnings if not _said_already(calculator, result, each)]
        lines += ["", "Avertissements :", *(f"- {each}" for each in told)] if told else []
    if result.quotes:
        lines += ["", "Phrases du document qui l’accompagnent :" if source else "Phrases des documents :"]
        lines += [f"- «{_NB}{quote.text}{_NB}» (p.{_NB}{quote.page})" for quote in result.quotes]
    lines += ["", f"Établi le {established} avec Sourcier.", NOTICE]
    return "\n".join(lines)


def value_text(value: Value) -> str:
    """The value as it is read: printed words as they are, a number with a decimal comma and its unit."""
    unit = f"{_NB}{value.unit}" if value.unit else ""
    if value.value is None:
        return "non précisé"
    if isinstance(value.value, str):
        return f"{value.value}{unit}"
    return f"{number_text(value.value)}{unit}"


def number_text(value: float) -> str:
    """Two decimals, without final zeros; more where two would round to a whole number that it is not."""
    decimals = _DECIMALS
    while decimals < _MOST_DECIMALS and value != round(value) and round(value, decimals) == round(value):
        decimals += 1
    text = f"{value:.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def band_text(band: Band) -> str:
    """«9 à 11 : espérance de vie ≥6 mois (p. 10)»."""
    page = f" (p.{_NB}{band.page})" if band.page else ""
    return f"{band_range(band)}{_NB}: {band.label}{page}"


def _source(calculator: Calculator, source: Source | None) -> Iterator[str]:
    if source is None:
        yield f"Source : {calculator.source or calculator.id}"
        return
    yield f"Source : {source.at(calculator.page)} ({cut_off(source.data_until)})"
    if not source.latest:
        yield "Attention : cette édition est remplacée par une plus récente."


def _answers(calculator: Calculator, result: Result) -> Iterator[str]:
    items = {item.key: item for item in calculator.items}
    inputs = {each.key: each for each in calculator.inputs}
    for step in result.trace:
        item = items.get(step.item)
        if item is None:
            asked = inputs.get(step.item)
            unit = f" {asked.unit}" if asked and asked.unit else ""
            yield f"- {asked.label if asked else step.item} : {step.option.replace('.', ',')}{unit}"
            continue
        label = next((o.label for o in item.options if o.key == step.option), step.option)
        notes = (
            [] if step.points is None else [f"{printed(step.points)}{_NB}point{'s' if abs(step.points) >= 2 else ''}"]
        )
        notes += [f"p.{_NB}{step.page}"] if step.page else []
        yield f"- {item.label} : {label}" + (f" ({', '.join(notes)})" if notes else "")
    if not result.trace:
        yield "- aucune"
    for key in result.missing:
        label = items[key].label if key in items else inputs[key].label if key in inputs else key
        if key not in [step.item for step in result.trace]:
            yield f"- {label} : sans réponse"


def _outcome(calculator: Calculator, result: Result) -> Iterator[str]:
    if calculator.kind is Kind.CHECKLIST:
        yield f"Résultat : {result.warnings[0]}"
        return
    for value in result.values:
        page = f" (p.{_NB}{value.page})" if value.page else ""
        yield f"{value.label} : {value_text(value)}{page}"
    if not result.complete:
        yield UNFINISHED
        if result.possible is not None:
            low, high = map(printed, result.possible)
            yield f"Total encore possible : {low}" if low == high else f"Total encore possible : de {low} à {high}"
        return
    if result.total is not None:
        yield from _total(calculator, result)


def _total(calculator: Calculator, result: Result) -> Iterator[str]:
    span = calculator.range
    reach = f" (le tableau va de {printed(span[0])} à {printed(span[1])})" if span else ""
    yield f"Total : {printed(result.total or 0.0)}{reach}"
    if result.alternatives:
        yield UNCERTAIN
        yield "Verdicts que les points manquants peuvent donner :"
        yield from (f"- {band_text(band)}" for band in result.alternatives)
    elif result.band is not None:
        yield f"Verdict imprimé, {band_text(result.band)}"
        yield from (f"- {detail}" for detail in result.band.details)
    elif calculator.bands or calculator.status is Status.READY:
        yield NO_VERDICT


def _said_already(calculator: Calculator, result: Result, warning: str) -> bool:
    """Whether the outcome has said it: a checklist's verdict, the uncertain verdict of a score."""
    if calculator.kind is Kind.CHECKLIST and warning == result.warnings[0]:
        return True
    return warning == UNCERTAIN and bool(result.alternatives)
