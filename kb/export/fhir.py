"""Compiled scores → HL7 FHIR R5 Questionnaires: coded questions, weighted answers, a total in FHIRPath.

Every answer and verdict cites its edition, page and file. Gives no verdict of its own: the bands are shown as printed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from kb.calculators.contract import number
from kb.calculators.model import Band, Calculator, Item, Kind, Option, Status
from kb.calculators.reasons import sentence
from kb.calculators.run import UNCERTAIN
from kb.calculators.wording import band_range
from kb.notice import NOTICE, quoted_edition
from kb.store.catalogue import Edition

Json = dict[str, Any]

WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
CITATION = "http://hl7.org/fhir/StructureDefinition/cqf-citation"
RELATED = "http://hl7.org/fhir/StructureDefinition/artifact-relatedArtifact"
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
PROFILE = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
TOTAL = "total"  # linkId of the calculated item
LONGEST_ID = 64  # characters, FHIR's datatype `id`


def exported(calculators: Iterable[Calculator]) -> tuple[Calculator, ...]:
    """Those that become a Questionnaire: the scores that compiled, with or without a verdict."""
    return tuple(c for c in calculators if c.kind is Kind.SCORE and c.status is not Status.REFUSED)


def questionnaire(score: Calculator, edition: Edition) -> Json:
    """The score of `edition` as an R5 Questionnaire; one that leads to no verdict is a draft and says why."""
    url = _canonical(score, edition)
    cited = citation(edition, score.page)
    warned = [
        *([UNCERTAIN] if score.absent_points else []),
        *score.warnings,
        *([sentence(score.why)] if score.why else []),
    ]
    total = _free(TOTAL, [item.key for item in score.items])
    made: Json = {
        "resourceType": "Questionnaire",
        "id": identifier(score.id, edition),
        "meta": {"profile": [PROFILE]},
        "language": "fr",
        "extension": [{"url": RELATED, "valueRelatedArtifact": {"type": "derived-from", "citation": cited}}],
        "url": url,
        "version": _words(edition.label),
        "name": _computer_name(score.id),
        "title": _words(score.name),
        "status": "active" if score.status is Status.READY else "draft",
        "subjectType": ["Patient"],
        "description": "\n\n".join([cited, f"{quoted_edition(edition)}. {NOTICE}", *warned]),
        "purpose": "\n\n".join(f"« {q.text} » (p. {q.page})" for q in score.limits),
        "effectivePeriod": _period(edition),
        "item": [
            *(_question(item, url, edition) for item in score.items),
            _total(score, total),
            *(_notice(f"{total}-avertissement-{n}", text) for n, text in enumerate(warned, 1)),
            *(_verdict(f"{total}-verdict-{n}", band, score, edition) for n, band in enumerate(score.bands, 1)),
        ],
    }
    return {name: value for name, value in made.items() if value}


def bundle(questionnaires: Sequence[Json]) -> Json:
    """All of them as one collection."""
    made: Json = {"resourceType": "Bundle", "type": "collection"}
    if questionnaires:  # FHIR has no empty arrays
        made["entry"] = [{"fullUrl": each["url"], "resource": each} for each in questionnaires]
    return made


def citation(edition: Edition, page: int | None) -> str:
    """«Title, publisher, édition 2024, fichier f.pdf, p. 9 (sha256 …)»."""
    parts = [edition.title, edition.publisher, f"édition {edition.label}", f"fichier {edition.file}"]
    where = f"p. {page}" if page is not None else None
    return _words(", ".join(part for part in (*parts, where) if part)) + f" (sha256 {edition.sha256})"


def identifier(name: str, edition: Edition) -> str:
    """A FHIR id for the score called `name`: letters, digits and hyphens; its end is a digest where it is too long."""
    whole = f"{edition.document}-{edition.label}-{name.rpartition('/')[2]}"
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", whole).strip("-")
    if plain == whole and len(whole) <= LONGEST_ID:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{plain[: LONGEST_ID - 9]}-{digest}"


# --- items --------------------------------------------------------------------------------------------------------


def _question(item: Item, url: str, edition: Edition) -> Json:
    return {
        "linkId": item.key,
        "text": _words(item.label),
        "type": "coding",
        "required": True,
        "repeats": False,
        "answerOption": [_answer(option, f"{url}:{quote(item.key, safe='')}", edition) for option in item.options],
    }


def _answer(option: Option, system: str, edition: Edition) -> Json:
    weight = {"url": WEIGHT, "valueDecimal": number(option.points or 0.0)}
    coding = {"extension": [weight], "system": system, "code": option.key, "display": _words(option.label)}
    return {"extension": [{"url": CITATION, "valueString": citation(edition, option.page)}], "valueCoding": coding}


def _total(score: Calculator, link: str) -> Json:
    """The sum; empty as long as an answer is missing, for a sum with an empty term is empty in FHIRPath."""
    expression = " + ".join(_weight(item.key) for item in score.items)
    whole = all(float(o.points or 0.0).is_integer() for item in score.items for o in item.options)
    calculated = {"description": "Somme des points", "language": "text/fhirpath", "expression": expression}
    return {
        "extension": [{"url": CALCULATED, "valueExpression": calculated}],
        "linkId": link,
        "text": f"Total : {_words(score.name)}",
        "type": "integer" if whole else "decimal",
        "readOnly": True,
    }


def _weight(key: str) -> str:
    """The weight of the chosen answer, looked up in the Questionnaire: no point is written twice."""
    link = key.replace("\\", "\\\\").replace("'", "\\'")
    chosen = f"%resource.item.where(linkId='{link}').answer.value.code"
    return (
        f"%questionnaire.item.where(linkId='{link}').answerOption.value.where(code={chosen})"
        f".extension.where(url='{WEIGHT}').value"
    )


def _verdict(link: str, band: Band, score: Calculator, edition: Edition) -> Json:
    """A band as printed; where points are missing from the table, each says that it is not certain."""
    said = "\n".join([f"{band_range(band)} : {band.label}", *band.details])
    if score.absent_points:
        said = f"(incertain) {said}"
    return _notice(link, said) | {"extension": [{"url": CITATION, "valueString": citation(edition, band.page)}]}


def _notice(link: str, text: str) -> Json:
    return {"linkId": link, "text": text, "type": "display"}


# --- names --------------------------------------------------------------------------------------------------------


def _canonical(score: Calculator, edition: Edition) -> str:
    parts = (edition.document, edition.label, score.id.rpartition("/")[2])
    return "urn:sourcier:" + ":".join(quote(part, safe="") for part in parts)


def _computer_name(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", name)
    return f"S{''.join(word.capitalize() for word in words)}"[:254]


def _period(edition: Edition) -> Json:
    found = {"start": edition.date, "end": edition.valid_until}
    return {name: day for name, day in found.items() if day}


def _free(link: str, taken: Sequence[str]) -> str:
    while link in taken:
        link += "-score"
    return link


def _words(text: str) -> str:
    return " ".join(text.split())
