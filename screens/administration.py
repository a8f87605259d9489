"""Administration: an editor uploads a PDF, sees how it was read, publishes it, or goes back to an earlier build.

In the navigation only where a sign-in and a list of editors are configured. Every act is asked for and noted by the
knowledge base; this screen draws, and shows nothing of what waits to who is no editor.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

from kb.administration.access import NotAllowed, Why
from kb.administration.acts import Office, upload
from screens.office import said
from screens.office.done import draw_done
from screens.office.gate import FAILED
from screens.office.jobs import jobs
from screens.office.published import draw_builds, draw_journal
from screens.office.session import office as this_office
from screens.office.waiting import UPLOAD, draw_upload, draw_waiting
from screens.parts import chrome
from screens.parts.french import number
from screens.parts.html import tag

_STYLE = Path(__file__).parent / "office" / "office.css"
_TURN = "administration-turn"  # which file box is shown: a used one gives way to an empty one


def draw() -> None:
    """The screen, for whoever is there."""
    office = this_office()
    st.html(_STYLE)
    with st.container(key="narrow"):
        st.html(tag("header", tag("h1", "Administration")).code)
        try:
            who = office.editor()
        except NotAllowed as refused:
            _turned_away(refused.why, office)
            return
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.html(tag("p", f"Connecté\u00a0: {who}", class_="quiet").code)
            st.button("Se déconnecter", type="tertiary", icon=":material/logout:", on_click=st.logout)
        draw_done()
        if asked := st.query_params.get(UPLOAD):
            draw_upload(office, asked)
            return
        _deposit(office)
        draw_waiting(office)
        draw_builds(office)
        draw_journal(office)


def _turned_away(why: Why, office: Office) -> None:
    if st.query_params.get(FAILED):
        failed = (
            "La connexion n’a pas abouti\u00a0: le fournisseur d’identité l’a refusée, ou sa réponse n’était pas"
            " valable pour cette application."
        )
        st.html(tag("p", failed, class_="doubt", role="alert").code)
    account = office.claims.get("email") or office.claims.get("name")
    shown = (tag("p", f"Compte\u00a0: {account}", class_="quiet"),) if isinstance(account, str) else ()
    title, advice = said.TURNED_AWAY[why]
    chrome.message(title, advice, *shown)
    if why in (Why.LOGGED_OUT, Why.EXPIRED):
        label = "Se connecter" if why is Why.LOGGED_OUT else "Se reconnecter"
        st.button(label, type="primary", icon=":material/login:", on_click=st.login)
    elif why is not Why.OFF:
        st.button("Se déconnecter", icon=":material/logout:", on_click=st.logout)


def _deposit(office: Office) -> None:
    """The box for a file; what is put into it is read at once, and looked at under an address of its own."""
    turn = st.session_state.setdefault(_TURN, 0)
    most = office.settings.max_upload_bytes // 2**20
    st.html(tag("h2", "Déposer un référentiel").code)
    file = st.file_uploader(
        f"Un fichier PDF, {number(most)} Mo au plus. Rien n’est publié avant que vous ne l’ayez relu.",
        type="pdf",
        key=f"file-{turn}",
        max_upload_size=most,
    )
    if file is None:
        return
    data, name = file.getvalue(), file.name
    sha256 = hashlib.sha256(data).hexdigest()
    jobs().start(sha256, said.UPLOADING, lambda tell: upload(office, data, name, tell))
    st.session_state[_TURN] = turn + 1  # the server need not keep the file in memory for this session
    st.query_params[UPLOAD] = sha256
    st.rerun()


if __name__ == "__main__":
    draw()
