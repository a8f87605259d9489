"""Audits → SARIF 2.1.0, the format in which editors' tools and forges take findings.

A guideline has pages, not lines: a finding stands in its file as a region of text, page by page in its properties; an
accepted one is there as suppressed. https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kb.audit.accepted import Acceptance
from kb.audit.contract import place_json
from kb.audit.desk import Audit
from kb.audit.model import RULES, Finding, Severity
from kb.notice import NOTICE, quoted_edition
from kb.store.catalogue import Edition

Json = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(audits: Iterable[Audit], version: str) -> Json:
    """One run with every finding of `audits`; `version` is the program's."""
    held = tuple(audits)
    rules = list(RULES)
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Sourcier",
                        "semanticVersion": version,
                        "rules": [_rule(name) for name in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "properties": {"notice": NOTICE, "editions": [quoted_edition(each.edition) for each in held]},
                "originalUriBaseIds": {"CORPUS": {"description": {"text": "Le dossier du corpus."}}},
                "results": [
                    *(
                        _result(finding, each.edition, rules.index(finding.rule), None)
                        for each in held
                        for finding in each.sorted.findings
                    ),
                    *(
                        _result(finding, each.edition, rules.index(finding.rule), who)
                        for each in held
                        for finding, who in each.sorted.accepted
                    ),
                ],
            }
        ],
    }


def _rule(name: str) -> Json:
    facts = RULES[name]
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": facts.name},
        "fullDescription": {"text": facts.aim},
        "defaultConfiguration": {"level": _LEVELS[facts.severity]},
    }


def _result(finding: Finding, edition: Edition, index: int, accepted: Acceptance | None) -> Json:
    section = finding.section
    where = f"{edition.name}, p. {finding.page}"
    if section is not None:
        where += f", {section.number + ' ' if section.number else ''}{section.title.text}"
    location: Json = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(edition.file), "uriBaseId": "CORPUS"},
            # a PDF has no lines: the page stands for one, so that tools open it near its place
            "region": {"startLine": finding.page, "snippet": {"text": finding.text}},
        },
        "logicalLocations": [{"fullyQualifiedName": where, "kind": "module"}],
        "message": {"text": where},
    }
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.detail if finding.repair is None else f"{finding.detail} → {finding.repair}"},
        "locations": [location],
        "partialFingerprints": {"sourcierFinding/v1": finding.fingerprint},
        "properties": {
            "document": edition.document,
            "edition": edition.label,
            "page": finding.page,
            "places": [place_json(place) for place in finding.places],
        },
    }
    if accepted is not None:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{accepted.reason} ({accepted.by})",
            }
        ]
    return result
