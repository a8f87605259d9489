"""Findings that an editor accepts: listed apart, and back when their text changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import CallError
from kb.audit.accepted import FILE, Acceptance, append_accepted, read_accepted, sort_accepted
from kb.audit.model import Finding

FINDING = Finding("citation-unresolved", "On attend (9).", "« (9) » : aucune référence 9.", 1)
ACCEPTANCE = Acceptance("guide", FINDING.fingerprint, "renvoi à l’annexe « A »", "Mme Lopez", date(2026, 1, 15))


def test_an_accepted_finding_is_set_apart_with_the_reason_and_the_name() -> None:
    found = sort_accepted("guide", [FINDING], [ACCEPTANCE])
    assert found.findings == ()
    assert found.accepted == ((FINDING, ACCEPTANCE),)
    assert found.stale == ()


@pytest.mark.parametrize("change", [{"text": "On attend (8)."}, {"against": "autre"}, {"rule": "citation-ambiguous"}])
def test_it_comes_back_when_its_text_changes(change: dict[str, str]) -> None:
    changed = replace(FINDING, **change)  # type: ignore[arg-type]
    found = sort_accepted("guide", [changed], [ACCEPTANCE])
    assert found.findings == (changed,)
    assert found.stale == (ACCEPTANCE,)


def test_another_page_or_typesetting_is_no_other_text() -> None:
    moved = replace(FINDING, page=7, text="On  attend\u00a0(9).", detail="autrement dit")
    assert sort_accepted("guide", [moved], [ACCEPTANCE]).findings == ()


def test_what_is_accepted_in_one_document_is_not_in_another() -> None:
    assert sort_accepted("autre", [FINDING], [ACCEPTANCE]).findings == (FINDING,)


def test_the_file_holds_what_was_accepted_and_grows(tmp_path: Path) -> None:
    file = tmp_path / FILE
    assert read_accepted(file) == ()
    other = replace(ACCEPTANCE, fingerprint="0123456789ab", text='Il dit "oui"\nou \\ non', day=None)
    append_accepted(file, ACCEPTANCE)
    append_accepted(file, other)
    assert read_accepted(file) == (ACCEPTANCE, other)


@pytest.mark.parametrize(
    "text",
    [
        "[[accepte]\n",
        "[autre]\n",
        '[[accepte]]\ndocument = "guide"\nconstat = "0123456789ab"\npar = "Mme Lopez"\n',
        '[[accepte]]\ndocument = "guide"\nconstat = "0123456789ab"\nmotif = "bon"\npar = " "\n',
        '[[accepte]]\ndocument = "guide"\nconstat = "tout"\nmotif = "bon"\npar = "Mme Lopez"\n',
    ],
)
def test_a_file_without_reason_name_or_sense_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(CallError):
        read_accepted(tmp_path / FILE)
