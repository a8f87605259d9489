"""The screen, without a browser: nothing of it is seen by who may not act, and it is not there where it is off."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from screens.office import session
from screens.parts.links import ADMINISTRATION
from tests.kb.administration.conftest import SECRETS
from tests.screens.conftest import Open

MARIE = {"is_logged_in": True, "aud": "sourcier", "email": "marie@hopital.example"}


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the provider says of who looks at the screen, to be filled in; the administration is configured."""
    (tmp_path / "secrets.toml").write_text(SECRETS, encoding="utf-8")
    monkeypatch.setenv("SOURCIER_SECRETS", str(tmp_path / "secrets.toml"))
    monkeypatch.setattr(session, "offered", lambda: True)
    said: dict[str, object] = {}
    monkeypatch.setattr(session, "claims", lambda: said)
    return said


def test_where_it_is_off_there_is_no_such_screen(screen: Open) -> None:
    assert session.sign_in_settings() is None
    drawn = screen()
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        drawn.at.switch_page(ADMINISTRATION)


def test_who_is_not_signed_in_is_offered_to(screen: Open, signed: dict[str, object]) -> None:
    drawn = screen(ADMINISTRATION)
    assert "Réservé aux rédacteurs" in drawn.text
    assert [button.label for button in drawn.at.button] == ["Se connecter"]


def test_an_editor_sees_the_builds(screen: Open, signed: dict[str, object]) -> None:
    signed |= MARIE | {"exp": time.time() + 60}
    drawn = screen(ADMINISTRATION)
    assert "répond aujourd’hui" in drawn.text
    assert "Rien n’a encore été fait depuis l’application." in drawn.text


@pytest.mark.parametrize(
    ("others", "told", "button"),
    [
        ({"exp": 1}, "Votre session a expiré", "Se reconnecter"),
        ({"email": "<b>paul</b>"}, "pas sur la liste des rédacteurs", "Se déconnecter"),
        ({"aud": "autre"}, "pour une autre application", "Se déconnecter"),
    ],
)
def test_any_other_session_sees_why_not_and_nothing_else(
    screen: Open, signed: dict[str, object], others: dict[str, object], told: str, button: str
) -> None:
    signed |= MARIE | {"exp": time.time() + 60} | others
    drawn = screen(ADMINISTRATION, depot="0" * 64)
    assert told in drawn.text
    assert "<b>" not in drawn.html
    assert [each.label for each in drawn.at.button] == [button]


@pytest.mark.parametrize("asked", ["0" * 64, "../../etc", "<script>"])
def test_an_upload_that_does_not_wait_says_so(screen: Open, signed: dict[str, object], asked: str) -> None:
    signed |= MARIE | {"exp": time.time() + 60}
    drawn = screen(ADMINISTRATION, depot=asked)
    assert "Ce dépôt n’attend plus" in drawn.text
