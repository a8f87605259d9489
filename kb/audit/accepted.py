"""Findings that an editor has accepted, with a reason and a name, in a reviewed file beside the corpus.

A finding is known by its fingerprint, which holds its text: when the text changes, it comes back. Never accepts by rule
or by document alone.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.errors import CallError
from kb.audit.model import Finding

FILE = "audit-accepte.toml"


def accepted_file(environment: Mapping[str, str]) -> Path:
    """The file of accepted findings: the environment's, else that of the corpus in this folder."""
    chosen = environment.get("SOURCIER_ACCEPTED")
    return Path(chosen) if chosen else Path("corpus") / FILE


_HEAD = (
    "# Constats d’audit acceptés : à relire comme le reste du corpus. Un constat revient quand son texte change.\n"
    "# Une entrée par constat ; « constat » est son empreinte, que donne : sourcier audit --json\n"
)
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_NEEDED = ("document", "constat", "motif", "par")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted which finding of which document, why and when. `rule` and `text` are there to be read."""

    document: str
    fingerprint: str
    reason: str
    by: str
    day: date | None = None
    rule: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """The findings of an edition: those to mend, those accepted, and acceptances whose finding is gone."""

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...]
    stale: tuple[Acceptance, ...]


def read_accepted(path: Path) -> tuple[Acceptance, ...]:
    """What the file accepts, in its order; nothing where there is none.

    Raises CallError for a file that is not as it should be, naming the entry: one that is not read would fail a check
    for nothing, or hide a finding.
    """
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CallError(f"{path}: cannot be read ({error})", "Mend the file, or take it away.") from error
    entries = read.get("accepte", [])
    if not isinstance(entries, list) or set(read) - {"accepte"}:
        raise CallError(f"{path}: it holds something else than [[accepte]]", "See docs: one [[accepte]] a finding.")
    return tuple(_entry(path, n, entry) for n, entry in enumerate(entries, 1))


def sort_accepted(document: str, findings: Sequence[Finding], accepted: Sequence[Acceptance]) -> Sorted:
    """The findings of `document` with those that are accepted set apart."""
    known = {each.fingerprint: each for each in accepted if each.document == document}
    here = {finding.fingerprint for finding in findings}
    return Sorted(
        tuple(f for f in findings if f.fingerprint not in known),
        tuple((f, known[f.fingerprint]) for f in findings if f.fingerprint in known),
        tuple(each for each in known.values() if each.fingerprint not in here),
    )


def written(acceptance: Acceptance) -> str:
    """The entry as it stands in the file."""
    facts = {
        "document": acceptance.document,
        "constat": acceptance.fingerprint,
        "regle": acceptance.rule,
        "texte": acceptance.text,
        "motif": acceptance.reason,
        "par": acceptance.by,
    }
    # a JSON string of one line is a TOML string
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value is not None]
    if acceptance.day is not None:
        lines.append(f"le = {acceptance.day.isoformat()}")
    return "\n".join(["[[accepte]]", *lines, ""])


def append_accepted(path: Path, acceptance: Acceptance) -> None:
    """Add the entry at the end of the file, which is made where there is none."""
    held = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    path.write_text(f"{held.rstrip()}\n\n{written(acceptance)}", encoding="utf-8")


def _entry(path: Path, n: int, entry: object) -> Acceptance:
    if not isinstance(entry, dict):
        raise CallError(f"{path}, entry {n}: it is no table", "Write [[accepte]] above its lines.")
    missing = [name for name in _NEEDED if not str(entry.get(name, "")).strip()]
    if missing:
        raise CallError(f"{path}, entry {n}: without {', '.join(missing)}", "An acceptance has a reason and a name.")
    fingerprint = str(entry["constat"]).strip()
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise CallError(f"{path}, entry {n}: «{fingerprint}» names no finding", "Copy it from: sourcier audit --json")
    day = entry.get("le")
    return Acceptance(
        str(entry["document"]).strip(),
        fingerprint,
        str(entry["motif"]).strip(),
        str(entry["par"]).strip(),
        day if isinstance(day, date) else None,
        entry.get("regle"),
        entry.get("texte"),
    )
