"""What `sourcier doctor` says of the administration: open or closed and why, and whether the journal is whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.administration.acts import Office, discard, upload
from kb.doctor import Finding, State, examine
from kb.reading.limits import STANDARD
from tests.kb.administration.conftest import pdf


def finding(office: Office, what: str, **settings: object) -> Finding | None:
    found = examine(replace(office.settings, limits=STANDARD, **settings))
    return next((each for each in found.findings if each.what == what), None)


def test_it_says_whether_editors_may_act(office: Office) -> None:
    office.settings.secrets.chmod(0o600)
    said = finding(office, "administration")
    assert said == Finding("administration", State.GOOD, "on, for 1 on the list of editors")
    assert finding(office, "secrets") is None
    off = finding(office, "administration", secrets=office.settings.kb / "absent.toml")
    assert off == Finding("administration", State.GOOD, "off: nothing is configured")


@pytest.mark.parametrize("text", ["[auth", "[administration]\neditors = ['marie']\n"])
def test_half_a_configuration_is_a_doubt_with_the_reason(office: Office, text: str) -> None:
    office.settings.secrets.write_text(text)
    said = finding(office, "administration")
    assert said and said.state is State.DOUBT and said.said.startswith("off: ") and said.advice


def test_secrets_that_all_can_read_are_a_doubt(office: Office) -> None:
    office.settings.secrets.chmod(0o644)
    said = finding(office, "secrets")
    assert said and said.state is State.DOUBT


def test_a_journal_that_was_changed_is_wrong(office: Office) -> None:
    discard(office, upload(office, pdf("Une ligne."), "guide.pdf").sha256)
    said = finding(office, "journal")
    assert said and said.state is State.GOOD and said.said.startswith("4 acts, whole")
    path = office.folder.journal
    path.write_bytes(path.read_bytes().replace(b"marie@", b"paul.@", 1))
    said = finding(office, "journal")
    assert said and said.state is State.WRONG and "line 2" in said.said
