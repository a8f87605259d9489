"""What the terminal shows people of calculators: the list, an answer with its trace.

Made from the contract's JSON, in the document's words; text of documents can steer no terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.printout import clean, table

Json = dict[str, Any]


def list_text(listed: Sequence[Json]) -> str:
    """One line a calculator; what keeps one from working below it."""
    if not listed:
        return "No calculator: no table of these documents compiles to one."
    rows = [
        [c["id"], c["kind"], c["status"], clean(c["name"]), str(len(c.get("items") or c.get("inputs") or ())), _span(c)]
        for c in listed
    ]
    lines = table(["id", "kind", "status", "name", "items", "range"], rows, numbers_from=4)
    shown = lines[:1]
    for line, calculator in zip(lines[1:], listed, strict=True):
        shown.append(line)
        shown += [clean(f"   ! {each}") for each in filter(None, [calculator["why"], *calculator["warnings"]])]
    return "\n".join(shown)


def form_text(calculator: Json) -> str:
    """The items and options of a calculator, as `--set` takes them."""
    lines = [clean(f"{calculator['name']} ({_source(calculator)})")]
    for item in calculator.get("items", ()):
        lines.append(clean(f"  {item['key']}: {item['label']}"))
        for option in item["options"]:
            points = "" if option["points"] is None else f"{_n(option['points'])}  "
            lines.append(clean(f"     {points}{option['label']}  [{option['key']}]"))
    for each in calculator.get("inputs", ()):
        unit = f" ({each['unit']})" if each["unit"] else ""
        lines.append(clean(f"  {each['key']}: {each['label']}{unit}"))
    lines += [clean(f"  {_range(band)}: {band['label']}") for band in calculator["bands"]]
    return "\n".join(lines)


def result_text(result: Json, calculator: Json) -> str:
    """The total, its band with what limits it, and where each point stands."""
    labels = {item["key"]: item for item in calculator.get("items", ())}
    lines = [clean(f"{calculator['name']} ({_source(calculator)})")]
    for step in result["trace"]:
        item = labels.get(step["item"], {"label": step["item"], "options": []})
        option = next((o["label"] for o in item["options"] if o["key"] == step["option"]), step["option"])
        points = "" if step["points"] is None else f"{_n(step['points'])}  "
        where = f"  (p. {step['page']})" if step["page"] else ""
        lines.append(clean(f"  {points}{item['label']}: {option}{where}"))
    for value in result["values"]:
        unit = f" {value['unit']}" if value["unit"] else ""
        lines.append(clean(f"  {value['label']}: {value['value']}{unit}"))
    if result["total"] is not None:
        lines.append(f"  total: {_n(result['total'])}")
    if result["missing"]:
        lines.append(clean(f"  missing: {', '.join(result['missing'])}"))
    if result["possible"]:
        lines.append("  still possible: {} to {}".format(*map(_n, result["possible"])))
    lines += _verdict(result)
    lines += [clean(f"  ! {warning}") for warning in result["warnings"]]
    lines += [clean(f"  « {quote['text']} » (p. {quote['page']})") for quote in result.get("quotes", ())]
    return "\n".join(lines)


def _verdict(result: Json) -> list[str]:
    lines = [f"  verdict: {result['verdict']}"] if result["verdict"] else []
    if band := result["band"]:
        lines.append(clean(f"  {_range(band)}: {band['label']}" + (f" (p. {band['page']})" if band["page"] else "")))
        lines += [clean(f"     {detail}") for detail in band["details"]]
    elif result["complete"] and result["total"] is not None and not result["alternatives"]:
        lines.append("  no verdict is printed for this total")
    others = [band for band in result["alternatives"] if band != result["band"]]
    lines += [clean(f"  or {_range(band)}: {band['label']}") for band in others]
    return lines


def _range(band: Json) -> str:
    low, high = band["from"], band["to"]
    if low is None or high is None:
        return f"≤ {_n(high)}" if low is None and high is not None else f"≥ {_n(low)}"
    return _n(low) if low == high else f"{_n(low)}–{_n(high)}"


def _span(calculator: Json) -> str:
    return "–" if not calculator["range"] else "{}–{}".format(*map(_n, calculator["range"]))


def _source(calculator: Json) -> str:
    if calculator["document"] is None:
        return str(calculator["source"] or calculator["id"])
    page = f", p. {calculator['page']}" if calculator["page"] else ""
    return f"{calculator['document']}@{calculator['edition']}{page}"


def _n(number: float) -> str:
    return f"{number:g}".replace(".", ",")
