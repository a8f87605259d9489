"""The parsers that are fuzzed, by name, and what holds of each whatever bytes come."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hostile import properties


def _text(holds: Callable[[str], None]) -> Callable[[bytes], None]:
    return lambda data: holds(data.decode("utf-8", "replace"))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "decoding": properties.bytes_are_decoded_or_refused,
    "healing": _text(properties.lines_are_healed),
    "references": _text(properties.references_are_read),
    "citations": _text(properties.citations_lead_to_entries),
    "quantities": _text(properties.quantities_stand_in_the_text),
    "query": _text(properties.question_is_a_query),
    "manifest": properties.manifest_leads_nowhere_else,
    "reading": properties.text_is_read_or_refused,
}
