"""Who may change the knowledge base: settings that are whole, a token that is fresh and ours, a name on the list."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.administration.access import Access, Closed, NotAllowed, Why, editor, read_access
from tests.kb.administration.conftest import SECRETS, claims

NOW = datetime.now(UTC)


@pytest.fixture
def access(tmp_path: Path) -> Access:
    found = read_access(written(tmp_path, SECRETS))
    assert isinstance(found, Access)
    return found


def written(folder: Path, text: str) -> Path:
    (folder / "secrets.toml").write_text(text, encoding="utf-8")
    return folder / "secrets.toml"


def test_an_editor_is_known_whatever_the_case(access: Access) -> None:
    assert editor(access, claims(email="MARIE@hopital.example"), NOW) == "marie@hopital.example"


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"is_logged_in": False}, Why.LOGGED_OUT),
        ({"is_logged_in": "true"}, Why.LOGGED_OUT),
        ({"exp": NOW.timestamp() - 1}, Why.EXPIRED),
        ({"exp": None}, Why.EXPIRED),
        ({"exp": True}, Why.EXPIRED),
        ({"exp": "4102444800"}, Why.EXPIRED),
        ({"exp": float("nan")}, Why.EXPIRED),
        ({"aud": "autre"}, Why.ELSEWHERE),
        ({"aud": "autre", "azp": "sourcier"}, Why.ELSEWHERE),  # Authlib lets this one pass
        ({"aud": ["autre", "sourcier"], "azp": "autre"}, Why.ELSEWHERE),
        ({"aud": None}, Why.ELSEWHERE),
        ({"email": "paul@hopital.example"}, Why.NOT_EDITOR),
        ({"email": None}, Why.NOT_EDITOR),
        ({"email": ["marie@hopital.example"]}, Why.NOT_EDITOR),
        ({"email_verified": False}, Why.NOT_EDITOR),
        ({"email_verified": None}, Why.NOT_EDITOR),
    ],
)
def test_any_other_session_is_turned_away(access: Access, others: dict[str, object], why: Why) -> None:
    with pytest.raises(NotAllowed) as refused:
        editor(access, claims(**others), NOW)
    assert refused.value.why is why


def test_without_a_session_nobody_is_signed_in(access: Access) -> None:
    with pytest.raises(NotAllowed) as refused:
        editor(access, {}, NOW)
    assert refused.value.why is Why.LOGGED_OUT


def test_another_claim_can_name_the_editors(tmp_path: Path) -> None:
    access = read_access(written(tmp_path, SECRETS + 'claim = "upn"\n'))
    assert editor(access, claims(upn="marie@hopital.example", email=None), NOW)
    with pytest.raises(NotAllowed):
        editor(access, claims(), NOW)


def without(line: str) -> str:
    return "\n".join(each for each in SECRETS.splitlines() if not each.startswith(line))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SECRETS.partition("[administration]")[0], "no list of editors"),
        ("[administration]" + SECRETS.partition("[administration]")[2], "no [auth]"),
        (without("editors"), "no list of editors"),
        (SECRETS.replace('["Marie@hopital.example"]', "[]"), "no list of editors"),
        (SECRETS.replace('["Marie@hopital.example"]', '"marie@hopital.example"'), "no list of names"),
        (SECRETS.replace("Marie@hopital.example", "*@hopital.example"), "no list of names"),
        (SECRETS + "redacteurs = []\n", "«redacteurs»"),
        (SECRETS + "claim = 3\n", "«claim»"),
        *((without(key), f"«{key}»") for key in ("client_id", "client_secret", "cookie_secret", "redirect_uri")),
        (SECRETS.replace("0123456789abcdef0123456789abcdef", "court"), "«cookie_secret»"),
        (SECRETS.replace("/oauth2callback", "/"), "«redirect_uri»"),
        (SECRETS.replace("http://localhost:9400", "http://sso.hopital.example"), "«server_metadata_url»"),
        (SECRETS.replace("http://localhost:8501", "http://sourcier.hopital.example"), "«redirect_uri»"),
        (SECRETS.replace("http://localhost:9400/", "http://[/"), "«server_metadata_url»"),
        ("[auth", "not valid TOML"),
        ('auth = "oui"', "no [auth]"),
    ],
)
def test_half_a_configuration_is_off_and_says_why(tmp_path: Path, text: str, said: str) -> None:
    closed = read_access(written(tmp_path, text))
    assert isinstance(closed, Closed)
    assert said in closed.why
    assert closed.meant and closed.advice
    with pytest.raises(NotAllowed) as refused:
        editor(closed, claims(), NOW)
    assert refused.value.why is Why.OFF


@pytest.mark.parametrize("text", [None, "", "[autre]\nx = 1\n"])
def test_no_configuration_is_off_without_a_complaint(tmp_path: Path, text: str | None) -> None:
    closed = read_access(tmp_path / "absent.toml" if text is None else written(tmp_path, text))
    assert isinstance(closed, Closed)
    assert not closed.meant


def test_a_folder_in_its_place_is_off(tmp_path: Path) -> None:
    closed = read_access(tmp_path)
    assert isinstance(closed, Closed) and closed.meant


def test_without_authlib_it_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.administration.access.find_spec", lambda name: None)
    closed = read_access(written(tmp_path, SECRETS))
    assert isinstance(closed, Closed)
    assert "Authlib" in closed.why
