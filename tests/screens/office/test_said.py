"""What an editor is told of a failure: French, for every kind there is, and no path of the server."""

from __future__ import annotations

import pytest

from ingest.errors import BusyBase, CallError, DamagedBase, EmptyFile
from kb.administration.access import NotAllowed, Why
from kb.administration.acts import Known, Outdated, Refused, WrongCard
from kb.administration.journal import Act, Stage, What
from kb.administration.staging import TooMany
from kb.corpus import Refusal
from screens.office.said import act_name, failure, stage_name

SECRET = "/srv/private"
ERRORS = [
    EmptyFile("guide.pdf", "no bytes", ""),
    Refused("guide.pdf", Refusal("encrypted", SECRET, "", 3)),
    Refused("guide.pdf", Refusal("some_new_kind", SECRET, "")),
    Known("guide@2024"),
    TooMany(SECRET, ""),
    Outdated(SECRET, ""),
    *(WrongCard(field, SECRET) for field in ("document", "title", "label", "date", "data_until", "scope", "other")),
    BusyBase(SECRET, ""),
    DamagedBase(SECRET, ""),
    CallError(SECRET, ""),
    OSError(28, "No space left on device", SECRET),
    RuntimeError(SECRET),
    *(NotAllowed(why) for why in Why),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}")
def test_every_failure_is_told_with_what_to_do(error: BaseException) -> None:
    title, advice = failure(error)
    assert title and advice
    assert SECRET not in title + advice


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}")
def test_told_in_a_line_every_sentence_has_one_stop(error: BaseException) -> None:
    title, advice = failure(error)
    assert not title.endswith(tuple(".!?… "))
    assert advice.endswith(".") and ".." not in advice


def test_a_file_is_refused_by_its_name() -> None:
    title, _ = failure(EmptyFile("guide.pdf", "no bytes", ""))
    assert "guide.pdf" in title and "le fichier est vide" in title


def test_every_act_and_stage_has_a_name_in_french() -> None:
    for what in What:
        assert act_name(Act("", "", what, "")) != what
    for stage in Stage:
        assert stage_name(Act("", "", "", stage)) != stage
