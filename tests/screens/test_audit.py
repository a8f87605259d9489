"""Audit: what is to be mended in an edition, under an address that can be shared, with what was accepted apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.audit.accepted import Acceptance, append_accepted
from kb.build import Order, build
from tests.conftest import Small
from tests.kb.audit.auditing import CITED, LIST
from tests.screens.conftest import Open

AUDIT = "screens/audit.py"
NASTY = "<script>alert(1)</script> **gras**"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document with two errors, a remark, and a text that would like to be more than text; and one without any."""
    folder, kb = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("kb") / "kb"
    text = f"## 1 Soins\n\n{CITED}On attend (9).\n\nVoir le tableau 7 {NASTY}.\n\nUne DXA est utile.\n{LIST}"
    (folder / "guide.md").write_text(text, encoding="utf-8")
    (folder / "net.md").write_text(f"## 1 Soins\n\n{CITED}{LIST}", encoding="utf-8")
    build(Order(folder, kb, "whoosh", limits=None))
    return kb


@pytest.fixture
def open_audit(screen: Open, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("SOURCIER_KB", str(faulty))
    monkeypatch.setenv("SOURCIER_ACCEPTED", str(tmp_path / "accepte.toml"))
    return screen


def test_the_gravest_comes_first_with_its_words_marked_and_its_reason(open_audit: Open) -> None:
    drawn = open_audit(AUDIT, document="guide")
    assert "2\u00a0erreurs · 1\u00a0remarque." in drawn.text
    assert drawn.html.index("Citation sans référence") < drawn.html.index("Sigle non défini")
    assert "<mark>(9)</mark>" in drawn.html
    assert "aucune référence 9" in drawn.text


def test_each_finding_leads_to_its_passage(open_audit: Open) -> None:
    leads = re.findall(r'href="/lecture\?([^"]*)"', open_audit(AUDIT, document="guide").html)
    assert sum("doc=guide" in lead and "passage=" in lead for lead in leads) == 3


def test_the_address_chooses_severity_and_rule(open_audit: Open) -> None:
    grave = open_audit(AUDIT, document="guide", gravite="error")
    assert "<mark>(9)</mark>" in grave.html and "<mark>DXA</mark>" not in grave.html
    shown = open_audit(AUDIT, document="guide", regle="acronym-undefined")
    assert "<mark>DXA</mark>" in shown.html and "<mark>(9)</mark>" not in shown.html
    assert "Règle\u00a0: rien pour «\u00a0inconnue\u00a0»" in open_audit(AUDIT, document="guide", regle="inconnue").text


def test_an_edition_without_findings_says_so(open_audit: Open) -> None:
    drawn = open_audit(AUDIT, document="net")
    assert "Aucun constat" in drawn.text and "Rien à corriger" in drawn.text


def test_an_unknown_document_or_edition_says_so(open_audit: Open) -> None:
    assert "Référentiel inconnu" in open_audit(AUDIT, document="ailleurs").text
    assert "Édition inconnue" in open_audit(AUDIT, document="guide", edition="1999").text


def test_text_of_the_document_stays_text(open_audit: Open) -> None:
    html = open_audit(AUDIT, document="guide").html
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_what_was_accepted_is_listed_apart_with_name_and_reason(open_audit: Open, faulty: Path, tmp_path: Path) -> None:
    from contextlib import closing
    from datetime import date

    from kb.audit.desk import audits
    from kb.knowledge import open_kb

    with closing(open_kb(faulty)) as base:
        (found,) = audits(base, "guide", date(2026, 1, 1))
    first = found.sorted.findings[0]
    append_accepted(tmp_path / "accepte.toml", Acceptance("guide", first.fingerprint, "voulu", "Mme Lopez"))
    drawn = open_audit(AUDIT, document="guide")
    assert "1\u00a0erreur · 1\u00a0remarque · 1\u00a0constat accepté" in drawn.text
    assert "Accepté par Mme Lopez" in drawn.text and "voulu" in drawn.text


def test_without_an_address_the_first_document_is_shown(screen: Open, small: Small) -> None:
    assert "Audit d’une édition" in screen(AUDIT).text
