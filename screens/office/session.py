"""Who is signed in, as the browser's session has it, and whether anybody can sign in at all.

Decides nothing: whether a session may act is asked of the knowledge base, at every act.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

from kb.administration.access import Access, Claims, read_access
from kb.settings import settings

if TYPE_CHECKING:
    from kb.administration.acts import Office

_AUTH = "auth"  # Streamlit's section of the secrets


def sign_in_settings() -> dict[str, dict[str, object]] | None:
    """What Streamlit is told of the sign-in when it is started; None where the administration is off."""
    access = read_access(settings(os.environ).secrets)
    return {_AUTH: dict(access.auth)} if isinstance(access, Access) else None


def offered() -> bool:
    """Whether the screen is in the navigation: all is configured, and was so when the server was started."""
    access = read_access(settings(os.environ).secrets)
    return isinstance(access, Access) and st.secrets.load_if_toml_exists() and _AUTH in st.secrets


def office() -> Office:
    """This session before the knowledge base."""
    from kb.administration.acts import Office  # what builds is not loaded for who reads

    return Office(settings(os.environ), claims())


def claims() -> Claims:
    """What the provider said of who is signed in; nothing where nobody is."""
    return st.user.to_dict()
