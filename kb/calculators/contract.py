"""Calculators and their answers ↔ the JSON of CONTRACT.md, which is also how a build stores them.

The form and nothing else: nothing is computed here. What goes in comes out, coordinates to a hundredth of a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ingest.geometry import Box
from ingest.model import Place
from kb.calculators.model import (
    Band,
    Calculator,
    Finding,
    Input,
    Item,
    Kind,
    Option,
    Quote,
    Result,
    Role,
    Row,
    Status,
    Value,
)
from kb.store.codec import box_list

Json = dict[str, Any]


def calculator_json(calculator: Calculator) -> Json:
    """One entry of `calc --list`; a refused one has no `items`, a formula has `inputs` instead."""
    found: Json = {
        "id": calculator.id,
        "kind": calculator.kind.value,
        "name": calculator.name,
        "document": calculator.document,
        "edition": calculator.edition,
        "status": calculator.status.value,
        "why": calculator.why,
        "warnings": list(calculator.warnings),
        "range": _pair(calculator.range),
        "stated_range": _pair(calculator.stated_range),
        "items": [_item_json(item) for item in calculator.items],
        "inputs": [_input_json(each) for each in calculator.inputs],
        "bands": [band_json(band) for band in calculator.bands],
        "rows": [{"options": list(r.options), "values": [value_json(v) for v in r.values]} for r in calculator.rows],
        "findings": [_finding_json(finding) for finding in calculator.findings],
        "absent_points": number(calculator.absent_points),
        "limits": [quote_json(quote) for quote in calculator.limits],
        "section": calculator.section,
        "table": calculator.table,
        "page": calculator.page,
        "source": calculator.source,
    }
    unwanted = "items" if calculator.kind is Kind.FORMULA or calculator.status is Status.REFUSED else "inputs"
    del found[unwanted]
    return found


def calculator_of(json: Mapping[str, Any]) -> Calculator:
    """The inverse of `calculator_json`. Raises KeyError or ValueError for anything else."""
    return Calculator(
        id=json["id"],
        kind=Kind(json["kind"]),
        name=json["name"],
        document=json["document"],
        edition=json["edition"],
        status=Status(json["status"]),
        why=json["why"],
        items=tuple(_item_of(each) for each in json.get("items", ())),
        inputs=tuple(_input_of(each) for each in json.get("inputs", ())),
        rows=tuple(Row(tuple(r["options"]), tuple(_value_of(v) for v in r["values"])) for r in json["rows"]),
        bands=tuple(_band_of(each) for each in json["bands"]),
        range=_pair_of(json["range"]),
        stated_range=_pair_of(json["stated_range"]),
        warnings=tuple(json["warnings"]),
        findings=tuple(_finding_of(each) for each in json["findings"]),
        absent_points=json["absent_points"],
        limits=tuple(_quote_of(each) for each in json["limits"]),
        section=json["section"],
        table=json["table"],
        page=json["page"],
        source=json["source"],
    )


def result_json(result: Result) -> Json:
    """The answer of `calc ID`."""
    return {
        "id": result.id,
        "total": None if result.total is None else number(result.total),
        "values": [value_json(value) for value in result.values],
        "band": band_json(result.band) if result.band else None,
        "certain": result.certain,
        "alternatives": [band_json(band) for band in result.alternatives],
        "complete": result.complete,
        "missing": list(result.missing),
        "possible": _pair(result.possible),
        "verdict": result.verdict.value if result.verdict else None,
        "trace": [
            {
                "item": step.item,
                "option": step.option,
                "points": None if step.points is None else number(step.points),
                "document": step.document,
                "edition": step.edition,
                "page": step.page,
                "box": _box(step.box),
            }
            for step in result.trace
        ],
        "warnings": list(result.warnings),
        "quotes": [quote_json(quote) for quote in result.quotes],
    }


def band_json(band: Band) -> Json:
    """A band; an open end is null."""
    return {
        "from": None if band.low is None else number(band.low),
        "to": None if band.high is None else number(band.high),
        "label": band.label,
        "details": list(band.details),
        "page": band.page,
        "places": places_json(band.places),
    }


def value_json(value: Value) -> Json:
    """A result column of a lookup, or a number of a formula, unrounded."""
    return {
        "key": value.key,
        "label": value.label,
        "value": value.value,
        "unit": value.unit,
        "page": value.page,
        "box": _box(value.box),
    }


def quote_json(quote: Quote) -> Json:
    """A sentence of the document with its place."""
    return {"text": quote.text, "page": quote.page, "places": places_json(quote.places), "passage": quote.passage}


def places_json(places: Iterable[Place]) -> list[Json]:
    """Places, one a page."""
    return [{"page": p.page, "printed_page": p.printed_page, "boxes": [box_list(b) for b in p.boxes]} for p in places]


def number(value: float) -> float | int:
    """2 for 2.0, 0.5 for 0.5: as it would be printed."""
    return int(value) if value == int(value) else value


# --- parts --------------------------------------------------------------------------------------------------------


def _item_json(item: Item) -> Json:
    found: Json = {"key": item.key, "label": item.label, "options": [_option_json(option) for option in item.options]}
    if item.role is not None:
        found["role"] = item.role.value
    return found | {"page": item.page, "places": places_json(item.places), "quote": item.quote}


def _item_of(json: Mapping[str, Any]) -> Item:
    options = tuple(Option(o["key"], o["label"], o["points"], o["page"], _box_of(o["box"])) for o in json["options"])
    role = Role(json["role"]) if "role" in json else None
    return Item(json["key"], json["label"], options, role, json["page"], _places_of(json["places"]), json["quote"])


def _option_json(option: Option) -> Json:
    points = None if option.points is None else number(option.points)
    return {
        "key": option.key,
        "label": option.label,
        "points": points,
        "page": option.page,
        "box": _box(option.box),
    }


def _input_json(each: Input) -> Json:
    return {
        "key": each.key,
        "label": each.label,
        "unit": each.unit,
        "min": each.minimum,
        "max": each.maximum,
        "default": each.default,
        "choices": list(each.choices),
        "whole": each.whole,
    }


def _input_of(json: Mapping[str, Any]) -> Input:
    return Input(
        json["key"], json["label"], json["unit"], json["min"], json["max"], json["default"], tuple(json["choices"]),
        json["whole"],
    )  # fmt: skip


def _band_of(json: Mapping[str, Any]) -> Band:
    places = _places_of(json["places"])
    return Band(json["from"], json["to"], json["label"], tuple(json["details"]), json["page"], places)


def _value_of(json: Mapping[str, Any]) -> Value:
    return Value(json["key"], json["label"], json["value"], json["unit"], json["page"], _box_of(json["box"]))


def _finding_json(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "text": finding.text,
        "item": finding.item,
        "page": finding.page,
        "places": places_json(finding.places),
    }


def _finding_of(json: Mapping[str, Any]) -> Finding:
    return Finding(json["rule"], json["text"], json["item"], json["page"], _places_of(json["places"]))


def _quote_of(json: Mapping[str, Any]) -> Quote:
    return Quote(json["text"], json["page"], _places_of(json["places"]), json["passage"])


def _places_of(json: Sequence[Mapping[str, Any]]) -> tuple[Place, ...]:
    return tuple(Place(p["page"], p["printed_page"], tuple(Box(*b) for b in p["boxes"])) for p in json)


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else box_list(box)


def _box_of(json: Sequence[float] | None) -> Box | None:
    return None if json is None else Box(*json)


def _pair(pair: tuple[float, float] | None) -> list[float | int] | None:
    return None if pair is None else [number(pair[0]), number(pair[1])]


def _pair_of(json: Sequence[float] | None) -> tuple[float, float] | None:
    return None if json is None else (json[0], json[1])
