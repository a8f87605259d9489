"""Who may change the knowledge base from the application: the settings of the sign-in, and one session against them.

Off unless OpenID Connect and a list of editors are both set. The file is read at every question, so that a name struck
from it is refused at the next act. Never signs anybody in: Streamlit does, and its cookie outlives the token.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import SourcierError

Claims = Mapping[str, object]  # what the provider said of who is signed in, as Streamlit's cookie keeps it

CALLBACK = "/oauth2callback"  # where Streamlit awaits the provider's answer
SHORTEST_SECRET = 32  # characters of the secret that signs the cookie: 128 bits, written in hexadecimal
_AUTH = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_LISTED = ("editors", "claim")


class Why(StrEnum):
    """Why a session may not change anything."""

    OFF = "off"  # not configured, or not fully
    LOGGED_OUT = "logged_out"
    EXPIRED = "expired"  # the token's time is over, or it has none
    ELSEWHERE = "elsewhere"  # the token was made for another application
    NOT_EDITOR = "not_editor"


class NotAllowed(SourcierError):
    """The session may not do that; `why` for the screen that turns it away."""

    def __init__(self, why: Why) -> None:
        super().__init__(f"not allowed to change the knowledge base ({why})", "Sign in as one of the editors.")
        self.why = why


@dataclass(frozen=True, slots=True)
class Access:
    """The sign-in as it is configured. `auth` is what Streamlit is told; `editors` are values of `claim`, folded."""

    auth: Mapping[str, object]
    client_id: str
    editors: frozenset[str]
    claim: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Nobody may change anything, and why. `meant`: somebody began to configure it."""

    why: str
    advice: str
    meant: bool


def read_access(path: Path) -> Access | Closed:
    """What the file of secrets at `path` says; Closed wherever it is not complete and sound."""
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Closed("nothing is configured", "", meant=False)
    except OSError as error:
        return Closed(f"{path}: {error.strerror}", "Let the account that serves the application read it.", meant=True)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Closed(f"{path}: not valid TOML ({error})", "Mend the line that is named.", meant=True)
    auth, listed = content.get("auth", {}), content.get("administration", {})
    if not auth and not listed:
        return Closed("nothing is configured", "", meant=False)
    if wrong := _wrong_auth(auth) or _wrong_list(listed):
        return Closed(f"{path}: {wrong}", "See docs/administration.md.", meant=True)
    if find_spec("authlib") is None:
        return Closed("Authlib is not installed", "Install the extra: pip install 'sourcier[admin]'", meant=True)
    editors = frozenset(_folded(name) for name in listed["editors"])
    return Access({key: auth[key] for key in _AUTH}, auth["client_id"], editors, listed.get("claim", "email"))


def editor(access: Access | Closed, claims: Claims, now: datetime) -> str:
    """The name under which this session acts, as the list of editors has it (folded).

    Raises NotAllowed. Asked again at every act: neither the token's time nor the list is Streamlit's affair.
    """
    if isinstance(access, Closed):
        raise NotAllowed(Why.OFF)
    if claims.get("is_logged_in") is not True:
        raise NotAllowed(Why.LOGGED_OUT)
    ends = claims.get("exp")
    if isinstance(ends, bool) or not isinstance(ends, int | float) or not ends > now.timestamp():
        raise NotAllowed(Why.EXPIRED)
    if not _made_for(access.client_id, claims):
        raise NotAllowed(Why.ELSEWHERE)
    name = claims.get(access.claim)
    if not isinstance(name, str) or _folded(name) not in access.editors:
        raise NotAllowed(Why.NOT_EDITOR)
    # Whoever may register at the provider could claim an address: one that it did not verify proves nothing.
    if access.claim == "email" and claims.get("email_verified", True) not in (True, "true"):
        raise NotAllowed(Why.NOT_EDITOR)
    return _folded(name)


def _made_for(client: str, claims: Claims) -> bool:
    """Whether the token's audience is this application. Authlib lets another pass where `azp` is right."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    return client in audiences and claims.get("azp", client) == client


def _wrong_auth(auth: object) -> str | None:
    if not isinstance(auth, dict) or not auth:
        return "a list of editors, but no [auth] to sign in with"
    for key in _AUTH:
        if not isinstance(auth.get(key), str) or not auth[key].strip():
            return f"[auth] has no «{key}»"
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        return f"«cookie_secret» has fewer than {SHORTEST_SECRET} characters"
    for key in ("redirect_uri", "server_metadata_url"):
        if not _private(auth[key]):
            return f"«{key}» is no https:// address (http:// serves on this machine alone)"
    if urlsplit(auth["redirect_uri"]).path != CALLBACK:
        return f"«redirect_uri» does not end in {CALLBACK}"
    return None


def _wrong_list(listed: object) -> str | None:
    if not isinstance(listed, dict) or not listed.get("editors"):
        return "[auth], but no list of editors ([administration], editors = […])"
    if unknown := [key for key in listed if key not in _LISTED]:
        return f"[administration] knows no «{unknown[0]}»"
    editors, claim = listed["editors"], listed.get("claim", "email")
    if not isinstance(editors, list) or not all(isinstance(name, str) and _is_name(name) for name in editors):
        return "«editors» is no list of names, one each"
    if not isinstance(claim, str) or not claim.strip():
        return "«claim» names no claim"
    return None


def _is_name(name: str) -> bool:
    """Not empty, not two in one, not a pattern."""
    return bool(name.strip()) and not set(name.strip()) & set("*,; \t\n")


def _private(address: str) -> bool:
    """Whether nobody in between can read what is sent there."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "https":
            return bool(parts.hostname)
        here = parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:  # no address at all, or a name
        return False
    return parts.scheme == "http" and here


def _folded(name: str) -> str:
    return name.strip().casefold()
