"""The α/β ratio that a guideline prints → a lookup by organ, offered beside BED and EQD2 with its sentence.

Reads what is printed: «α/β = 0,87». Supplies no ratio of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model import Guideline, PassageKind
from kb.calculators.keys import unique_keys
from kb.calculators.model import Calculator, Item, Kind, Option, Row, Status
from kb.calculators.patterns import pattern
from kb.calculators.quoting import printed_sentences, quote, quote_value

SLUG = "rapport-alpha-beta"


def compile_ratios(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The lookup of the edition's ratios, one option a ratio with the organ its sentence names; () without any."""
    found: list[tuple[str, Row]] = []
    first = None
    for passage in guideline.passages:
        if passage.kind in (PassageKind.TABLE, PassageKind.REFERENCE, PassageKind.CAPTION):
            continue
        for sentence in printed_sentences(passage):
            for label in _ratios(sentence.text):
                if label not in [known for known, _ in found]:
                    said = quote(sentence, guideline, passage.id)
                    found.append((label, Row((), (quote_value("conditions", "Phrase", said),))))
                    first = first or (passage, said)
    if first is None:
        return ()
    keys = unique_keys([label.replace("α/β = ", "") for label, _ in found])
    options = tuple(Option(key, label) for key, (label, _) in zip(keys, found, strict=True))
    rows = tuple(Row((key,), row.values) for key, (_, row) in zip(keys, found, strict=True))
    return (
        Calculator(
            f"{document}/{SLUG}", Kind.LOOKUP, "Rapport α/β", document, edition, Status.READY,
            items=(Item("rapport", "Rapport α/β", options),), rows=rows, section=first[0].section, page=first[1].page,
        ),
    )  # fmt: skip


def _ratios(text: str) -> Iterator[str]:
    """Each ratio that a sentence gives, with the organ said behind it, else the only organ the sentence names."""
    match = pattern("radiobiology", "ratio").search(text)
    if match is None:
        return
    organs = {o.group().casefold(): o.group() for o in pattern("radiobiology", "organ").finditer(text)}
    only = next(iter(organs.values())) if len(organs) == 1 else None
    while match is not None:
        said = match.group("own")
        organ = said if said and pattern("radiobiology", "organ").match(said) else only
        yield f"α/β = {match.group('value')}" + (f" ({organ})" if organ else "")
        match = pattern("radiobiology", "further").match(text[match.end() :].lstrip(" )"))
        text = text if match is None else match.string
