"""The works that guidelines cite: every entry with the mentions of it, and the entries that are one work.

Reads the contract's JSON of editions. Two entries are one work only where a DOI or a whole title with its year says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Json = Mapping[str, Any]
SHORTEST_TITLE = 20  # letters: shorter ones («Editorial», «Recommandations») name many works
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_STRANGE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a work is cited; `status` is the citation's, `why` what keeps it from being certain."""

    passage: str
    page: int
    section: str | None  # id
    text: str
    status: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a bibliography; `key` names it among all of the knowledge base.

    `passage` is the passage that prints it, None where none does. `label` is what citations call it.
    """

    document: str
    edition: str
    position: int  # 1-based, in its bibliography
    label: str
    reference: Json
    passage: str | None
    mentions: tuple[Mention, ...]

    @property
    def key(self) -> str:
        return f"{self.document}@{self.edition}#{self.position}"


def entries(edition: Json) -> tuple[Entry, ...]:
    """The bibliography of an edition (`show`'s JSON), as printed."""
    cited: dict[str, list[Mention]] = {}
    for citation in edition["citations"]:
        mention = Mention(
            citation["passage"], citation["page"], citation["section"], citation["text"], citation["status"],
            citation["why"],
        )  # fmt: skip
        for target in dict.fromkeys(citation["targets"]):
            cited.setdefault(target, []).append(mention)
    passages = printed_at(edition)
    found = []
    for position, reference in enumerate(edition["references"], 1):
        label = reference["label"] or str(position)
        found.append(
            Entry(
                edition["document"], edition["edition"], position, label, reference, passages[position - 1],
                tuple(cited.get(label, ())),
            )
        )  # fmt: skip
    return tuple(found)


def printed_at(edition: Json) -> tuple[str | None, ...]:
    """The id of the passage that prints each reference, in their order; None where there is none."""
    waiting = [passage for passage in edition["passages"] if passage["kind"] == "reference"]
    found: list[str | None] = []
    for reference in edition["references"]:
        # The passage has the printed number before the entry. Two entries of one text are told by their order.
        at = next((n for n, passage in enumerate(waiting) if _prints(passage, reference)), None)
        found.append(None if at is None else str(waiting.pop(at)["id"]))
    return tuple(found)


def duplicates(found: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """For each entry's key the others, of whatever document, that are the same work; only entries that have any."""
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        for sign in _signs(entry.reference):
            groups.setdefault(sign, []).append(entry)
    same: dict[str, dict[str, Entry]] = {}
    for group in groups.values():
        for one in group:
            others = {other.key: other for other in group if other.key != one.key and _agree(one, other)}
            if others:
                same.setdefault(one.key, {}).update(others)
    return {key: tuple(others.values()) for key, others in same.items()}


def doi_link(reference: Json) -> str | None:
    """The address of the work's DOI; None where none was read, or what was read is none."""
    doi = (reference["doi"] or "").strip()
    return f"https://doi.org/{quote(doi, safe='/()._;:-')}" if _DOI.fullmatch(doi) else None


def pubmed_link(reference: Json) -> str | None:
    """The address of a search of the title in PubMed; None where no title was read. Nothing is asked here."""
    title = reference["title"]
    if not title or len(_plain(title)) < SHORTEST_TITLE:
        return None
    return f"https://pubmed.ncbi.nlm.nih.gov/?term={quote(' '.join(title.split()), safe='')}"


def _prints(passage: Json, reference: Json) -> bool:
    return bool(passage["page"] == reference["page"] and passage["text"].endswith(reference["text"]))


def _signs(reference: Json) -> Iterable[str]:
    doi = (reference["doi"] or "").strip().lower()
    if _DOI.fullmatch(doi):
        yield f"doi {doi}"
    title = _plain(reference["title"] or "")
    if reference["year"] and len(title) >= SHORTEST_TITLE:
        yield f"title {reference['year']} {title}"


def _agree(one: Entry, other: Entry) -> bool:
    """Two DOIs that differ are two works, whatever their titles say (a paper and its erratum)."""
    a, b = ((entry.reference["doi"] or "").strip().lower() for entry in (one, other))
    return not (a and b and a != b)


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).casefold()
    return _STRANGE.sub("", "".join(c for c in letters if not unicodedata.combining(c)))
