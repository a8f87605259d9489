"""What an editor does, from the upload to the rollback: each act asked for, noted, and whole or not at all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import BusyBase, CallError, NotAPdf
from kb.administration import acts, journal
from kb.administration.access import NotAllowed, Why
from kb.administration.acts import (
    Known,
    Office,
    Outdated,
    Refused,
    WrongCard,
    describe,
    discard,
    fresh,
    go_back,
    publish,
    upload,
)
from kb.administration.staging import Card
from kb.administration.trial import UNNAMED, reading_of
from kb.corpus import Refusal
from kb.knowledge import open_kb
from kb.store import folder as shelves
from kb.store.database import SCHEMA_VERSION
from kb.store.folder import Folder, current
from tests.kb.administration.conftest import LINES, claims, pdf

NEWER = pdf(LINES[0].replace("8 Gy en une fraction", "20 Gy en cinq fractions"), LINES[1])
CARD = Card("guide", False, "Guide des os", "2026", "2026-06-01")
OTHER = Card("note", True, "Note sur la corticale", "2026")


def told(office: Office) -> list[tuple[str, str, str | None]]:
    return [(act.what, act.stage, act.why) for act in journal.read(office.folder.journal).acts]


def editions(office: Office) -> set[str]:
    with closing(open_kb(office.settings.kb)) as base:
        return {edition.name for document in base.documents() for edition in document.editions}


def publish_newer(office: Office) -> str:
    sha256 = upload(office, NEWER, "guide 2026.pdf").sha256
    describe(office, sha256, CARD)
    return publish(office, sha256).build or ""


def test_from_the_upload_to_the_answer_and_back(office: Office) -> None:
    before = current(office.folder)
    kept = upload(office, NEWER, "guide 2026.pdf")
    with closing(open_kb(office.staging.trial(kept))) as base:
        assert [document.id for document in base.documents()] == [UNNAMED]
    assert describe(office, kept.sha256, CARD).seen == before
    with closing(open_kb(office.staging.trial(kept))) as base:
        reading = reading_of(base, CARD, date(2026, 11, 21))
    assert reading.compared
    assert [change.after for change in reading.compared.difference.changes] == [("20", "cinq fractions")]
    assert current(office.folder) == before, "nothing is published by looking"

    made = publish(office, kept.sha256)
    assert editions(office) == {"guide@2024", "guide@2026"}
    with closing(open_kb(office.settings.kb)) as base:
        assert base.search("20 Gy en cinq fractions").results[0].entry.edition == "2026"
    assert office.staging.waiting() == ()

    go_back(office, before)
    assert editions(office) == {"guide@2024"}
    done = [act for act in journal.read(office.folder.journal).acts if act.stage == "done"]
    assert [act.what for act in done] == ["upload", "read", "publish", "rollback"]
    assert {act.who for act in done} == {"marie@hopital.example"}
    assert [(act.sha256, act.before, act.build) for act in done[2:]] == [
        (kept.sha256, before, made.build),
        (None, made.build, before),
    ]


def test_what_was_seen_is_what_is_published(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    describe(office, sha256, CARD)
    monkeypatch.setattr("kb.reading.many_files.read_source", lambda *task: pytest.fail("read once more"))
    publish(office, sha256)
    assert "guide@2026" in editions(office)


def test_a_later_build_of_the_corpus_keeps_what_was_published(office: Office, again: Callable[..., object]) -> None:
    publish_newer(office)
    again()
    again(force=True)
    assert editions(office) == {"guide@2024", "guide@2026"}
    again(keep_uploads=False)
    assert editions(office) == {"guide@2024"}
    again()
    assert editions(office) == {"guide@2024"}


def test_a_program_with_another_schema_keeps_what_was_published(office: Office, again: Callable[..., object]) -> None:
    publish_newer(office)
    with closing(sqlite3.connect(office.folder.build(current(office.folder)) / "kb.sqlite")) as store:
        store.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    again()
    assert editions(office) == {"guide@2024", "guide@2026"}


def test_what_was_rolled_back_does_not_return(office: Office, again: Callable[..., object]) -> None:
    before = current(office.folder)
    publish_newer(office)
    go_back(office, before)
    again(force=True)
    assert editions(office) == {"guide@2024"}


def test_the_corpus_wins_once_it_has_the_edition(office: Office, again: Callable[..., object], tmp_path: Path) -> None:
    publish_newer(office)
    corpus = tmp_path / "corpus"
    (corpus / "neuf.pdf").write_bytes(pdf("Une irradiation de 30 Gy en dix fractions est recommandée."))
    with (corpus / "manifest.toml").open("a") as manifest:
        manifest.write('[[document.edition]]\nlabel = "2026"\nfile = "neuf.pdf"\n')
    again()
    with closing(open_kb(office.settings.kb)) as base:
        assert base.edition("guide", "2026").file == "neuf.pdf"
        assert any("the corpus has this edition now" in note for note in base.notes())


def test_a_second_upload_is_added_to_the_first(office: Office) -> None:
    publish_newer(office)
    second = upload(office, pdf("La corticale est étudiée au scanner."), "note.pdf").sha256
    describe(office, second, OTHER)
    publish(office, second)
    assert editions(office) == {"guide@2024", "guide@2026", "note@2026"}


@pytest.mark.parametrize(
    ("others", "why"),
    [({"exp": 1}, Why.EXPIRED), ({"email": "paul@hopital.example"}, Why.NOT_EDITOR), ({"aud": "x"}, Why.ELSEWHERE)],
)
def test_every_act_asks_who_acts(office: Office, others: dict[str, object], why: Why) -> None:
    stranger = replace(office, claims=claims(**others))
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    describe(office, sha256, CARD)
    before, noted = current(office.folder), told(office)
    for act in (
        lambda: upload(stranger, NEWER, "guide.pdf"),
        lambda: describe(stranger, sha256, CARD),
        lambda: publish(stranger, sha256),
        lambda: discard(stranger, sha256),
        lambda: go_back(stranger, before),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why is why
    assert (current(office.folder), told(office)) == (before, noted)
    assert office.staging.find(sha256)


def test_who_left_the_list_is_refused_at_the_next_act(office: Office) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    secrets = office.settings.secrets
    secrets.write_text(secrets.read_text().replace("Marie@", "Paul@"))
    with pytest.raises(NotAllowed):
        describe(office, sha256, CARD)


def test_a_token_ends_between_two_acts(office: Office) -> None:
    soon = replace(office, claims=claims(exp=time.time() + 0.5))
    sha256 = upload(soon, NEWER, "guide.pdf").sha256
    time.sleep(0.6)
    with pytest.raises(NotAllowed) as refused:
        describe(soon, sha256, CARD)
    assert refused.value.why is Why.EXPIRED


def test_a_file_that_cannot_be_read_is_refused_by_name_and_not_kept(office: Office) -> None:
    with pytest.raises(NotAPdf):
        upload(office, b"<html>", "faux.pdf")
    with pytest.raises(Refused) as refused:
        upload(office, b"%PDF-1.7\nnothing behind it", "casse.pdf")
    assert (refused.value.kind, refused.value.file) == ("damaged", "casse.pdf")
    assert office.staging.waiting() == ()
    assert told(office)[-1] == ("upload", "failed", "damaged")


def test_a_file_that_is_published_is_not_taken_twice(office: Office) -> None:
    with pytest.raises(Known) as known:
        upload(office, (office.settings.kb.parent / "corpus" / "guide.pdf").read_bytes(), "copie.pdf")
    assert known.value.name == "guide@2024"


def test_another_build_since_the_reading_asks_for_another_look(office: Office, again: Callable[..., object]) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    describe(office, sha256, CARD)
    again(force=True)
    with pytest.raises(Outdated):
        publish(office, sha256)
    describe(office, sha256, CARD)
    assert publish(office, sha256).published


def test_a_reading_that_fails_leaves_nothing_to_publish(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    describe(office, sha256, CARD)
    monkeypatch.setattr(acts, "try_out", lambda *asked: Refusal("too_large", "", ""))
    with pytest.raises(Refused):
        describe(office, sha256, OTHER)
    waits = office.staging.find(sha256)
    assert waits and waits.card == OTHER and not fresh(office, waits)
    assert upload(office, NEWER, "guide.pdf") == waits, "one that waits stays as it is"


def test_a_build_that_cannot_be_read_is_told_by_the_next(office: Office, again: Callable[..., object]) -> None:
    publish_newer(office)
    (office.folder.build(current(office.folder)) / "kb.sqlite").write_bytes(b"damaged")
    again()
    with closing(open_kb(office.settings.kb)) as base:
        assert any("what was published from the application since is not known" in note for note in base.notes())


def test_another_version_of_the_program_asks_for_another_look(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    assert fresh(office, describe(office, sha256, CARD))
    monkeypatch.setattr("kb.administration.acts.reader_version", lambda: "another")
    with pytest.raises(Outdated):
        publish(office, sha256)


def test_what_was_refused_is_still_told(office: Office, again: Callable[..., object], tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "faux.pdf").write_bytes(b"<html>")
    (corpus / "oublie.pdf").write_bytes(b"")
    with (corpus / "manifest.toml").open("a") as manifest:
        manifest.write('[[document]]\nid = "faux"\n[[document.edition]]\nlabel = "1"\nfile = "faux.pdf"\n')
    again()
    publish_newer(office)
    with closing(open_kb(office.settings.kb)) as base:
        assert [report.file for report in base.report() if report.refusal] == ["faux.pdf"]
        assert base.notes() == ("not in the manifest, left aside: oublie.pdf",)


def test_who_builds_at_the_same_time_is_not_disturbed(office: Office) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    describe(office, sha256, CARD)
    with shelves.locked(Folder(office.settings.kb)), pytest.raises(BusyBase):
        publish(office, sha256)
    assert told(office)[-1] == ("publish", "failed", "busy")
    assert publish(office, sha256).published


def test_a_second_click_does_nothing(office: Office) -> None:
    before = current(office.folder)
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    describe(office, sha256, CARD)
    publish(office, sha256)
    with pytest.raises(CallError, match="no such upload"):
        publish(office, sha256)
    go_back(office, before)
    with pytest.raises(CallError, match="answers already"):
        go_back(office, before)


def test_an_upload_nobody_described_is_not_published(office: Office) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    with pytest.raises(CallError, match="not read as an edition"):
        publish(office, sha256)


@pytest.mark.parametrize(
    ("field", "card"),
    [
        ("document", replace(CARD, document="../guide")),
        ("document", replace(CARD, document="inconnu")),
        ("document", replace(CARD, new=True)),
        ("document", replace(CARD, document="Guide", new=True)),
        ("title", replace(CARD, title="  ")),
        ("title", replace(CARD, title="x" * 400)),
        ("title", replace(CARD, title="a\x00b")),
        ("label", replace(CARD, label="2024")),
        ("label", replace(CARD, label="a/b")),
        ("label", replace(CARD, label="")),
        ("publisher", replace(CARD, publisher="\x1b[31m")),
        ("date", replace(CARD, date="juin 2026")),
        ("valid_until", replace(CARD, valid_until="20260101")),
    ],
)
def test_a_card_that_cannot_be_is_refused_by_its_field(office: Office, field: str, card: Card) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    with pytest.raises(WrongCard) as wrong:
        describe(office, sha256, card)
    assert wrong.value.field == field


def test_discarding_forgets_the_file(office: Office) -> None:
    sha256 = upload(office, NEWER, "guide.pdf").sha256
    discard(office, sha256)
    assert not (office.staging.root / sha256).exists()
    with pytest.raises(CallError):
        discard(office, sha256)
