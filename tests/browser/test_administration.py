"""Publishing from the application, signed in with a real provider on loopback: who may, what is seen, what changes.

What a browser need not show is asked over HTTP; the long run drives the browser through all of it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Browser, Page, expect

from kb.administration.journal import read
from kb.build import Order, build
from kb.store.folder import Folder, current
from tests.browser.conftest import DESK, PHONE, check_fits, free_port, serving, size, wait_for
from tests.conftest import QUOTED, Small, print_guide
from tests.sizes import only_long

pytestmark = pytest.mark.browser

SECRET = "0123456789abcdef0123456789abcdef"
MARIE, PAUL = "marie@hopital.example", "paul@hopital.example"
NEWER = QUOTED.replace("8 Gy en une fraction", "20 Gy en cinq fractions")
LEEWAY = 120  # seconds that Authlib adds to a token's time at the sign-in
USER = "_streamlit_user"  # Streamlit's cookie


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where a sign-in led, and the cookies it left."""

    landed: str
    cookies: httpx.Cookies


@dataclass(frozen=True, slots=True)
class Ward:
    """The application and the provider its editors sign in with."""

    address: str
    provider: str
    kb: Path
    secrets: Path

    def knows(self, person: str, **claims: object) -> None:
        """The provider says so of `person` from now on."""
        said = {"email": person, **claims}
        assert httpx.put(f"{self.provider}/users/{quote(person)}", json=said).status_code == HTTPStatus.NO_CONTENT

    def list(self, *editors: str) -> None:
        """Write the list of editors."""
        port, provider = self.address.rpartition(":")[2], self.provider
        self.secrets.write_text(
            f"""
            [auth]
            redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
            cookie_secret = "{SECRET}"
            client_id = "sourcier"
            client_secret = "secret"
            server_metadata_url = "{provider}/.well-known/openid-configuration"
            [administration]
            editors = {list(editors)}
            """,
            encoding="utf-8",
        )

    def sign_in(self, person: str) -> SignIn:
        """Go through a sign-in as a browser does."""
        with httpx.Client() as client:
            claims = {"provider": "default", "exp": int(time.time()) + 60}  # what `st.login` sends a browser with
            token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
            asked = client.get(f"{self.address}/auth/login", params={"provider": token})
            answered = client.post(asked.headers["location"], data={"sub": person})
            landed = client.get(answered.headers["location"])
            return SignIn(landed.headers["location"], client.cookies)

    def takes_files_from(self, cookies: httpx.Cookies) -> bool:
        """Whether the gate lets a file with these cookies pass; behind it, Streamlit asks for a session."""
        answer = httpx.put(f"{self.address}/_stcore/upload_file/session/file", cookies=cookies)
        return (answer.status_code, answer.text) != (HTTPStatus.FORBIDDEN, "Réservé aux rédacteurs.")


@pytest.fixture(scope="module")
def ward(root: Path, small: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A copy of the small knowledge base that was built twice, so that one can go back; served, and the provider."""
    folder, port, other = tmp_path_factory.mktemp("ward"), free_port(), free_port()
    shutil.copytree(small.path, folder / "kb")
    build(Order(small.path.parent / "corpus", folder / "kb", "whoosh", force=True, limits=None))
    served = Ward(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}", folder / "kb", folder / "secrets.toml")
    served.list(MARIE)
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(other)]
    log = folder / "provider.log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as provider:
        try:
            wait_for(f"{served.provider}/jwks", provider, log)
            with serving(root, served.kb, folder / "log", port, SOURCIER_SECRETS=str(served.secrets)):
                yield served
        finally:
            provider.terminate()


@pytest.fixture
def visitor(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser that nobody is signed in with yet."""
    width, height = getattr(request, "param", DESK)
    context = chromium.new_context(locale="fr-FR", viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def sign_in(page: Page, ward: Ward, person: str) -> None:
    page.goto(f"{ward.address}/administration")
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_placeholder("sub").fill(person)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{ward.address}/administration*")


def upload(page: Page, path: Path) -> None:
    page.locator('input[type="file"]').set_input_files(path)


def ask(page: Page, ward: Ward) -> None:
    page.goto(f"{ward.address}/?q={quote('irradiation et douleur osseuse')}")


@only_long
@pytest.mark.parametrize("visitor", [DESK, PHONE], ids=size, indirect=True)
def test_from_the_upload_to_the_answer_and_back(visitor: Page, ward: Ward, tmp_path: Path) -> None:
    before = current(Folder(ward.kb))
    print_guide(tmp_path / "guide 2026.pdf", NEWER)
    sign_in(visitor, ward, MARIE)
    check_fits(visitor)
    upload(visitor, tmp_path / "guide 2026.pdf")
    visitor.get_by_role("combobox", name="Référentiel").click()
    visitor.get_by_role("option", name="Guide").click()
    title = visitor.get_by_label("Titre")  # two of them for an instant, while one form gives way to the other
    expect(title.first).to_have_value("Guide <b>des os</b> *étoilé*")
    expect(title).to_have_count(1)
    visitor.get_by_label("Édition").fill("2026")
    visitor.get_by_label("Date de parution").fill("01/06/2026")
    check_fits(visitor)
    visitor.get_by_role("button", name="Lire et comparer").click()
    expect(visitor.get_by_text("Ce qui change de 2024 à 2026")).to_be_visible()
    expect(visitor.get_by_role("cell", name=NEWER)).to_be_visible()
    visitor.reload()
    visitor.get_by_role("button", name="Tous les dépôts").click()
    visitor.get_by_role("button", name="Relire et publier").click()
    visitor.get_by_text("Quelle édition est-ce").click()  # a rerun of the same address
    expect(visitor.get_by_role("cell", name=NEWER)).to_be_visible()
    check_fits(visitor)
    assert current(Folder(ward.kb)) == before
    visitor.get_by_role("button", name="Publier cette édition").click()
    expect(visitor.get_by_text("elle répond dès maintenant")).to_be_visible()
    ask(visitor, ward)
    expect(visitor.locator("article blockquote").first).to_contain_text(NEWER)
    visitor.goto(f"{ward.address}/administration")
    visitor.locator(f".st-key-build-{before}").get_by_role("button").click()
    visitor.get_by_role("button", name="Confirmer le retour").click()
    expect(visitor.get_by_text("Cette version répond de nouveau")).to_be_visible()
    ask(visitor, ward)
    expect(visitor.locator("article blockquote").first).to_contain_text(QUOTED)
    held = read(Folder(ward.kb).journal)
    assert held.wrong is None
    assert [(act.what, act.who) for act in held.acts if act.stage == "done"][-4:] == [
        ("upload", MARIE), ("read", MARIE), ("publish", MARIE), ("rollback", MARIE),
    ]  # fmt: skip


# --- who may: asked over HTTP, where a browser would only be slower ---


def test_the_sign_in_leads_back_to_the_screen_it_began_on(ward: Ward) -> None:
    done = ward.sign_in(MARIE)
    assert done.landed == "/administration"
    assert ward.takes_files_from(done.cookies)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "autre-application"},
        {"exp": int(time.time()) - LEEWAY - 60, "iat": int(time.time()) - 7200},
        {"iss": "https://ailleurs.example"},
    ],
    ids=["wrong audience", "expired", "wrong issuer"],
)
def test_a_token_that_is_not_for_here_and_now_is_refused_at_the_sign_in(ward: Ward, claims: dict[str, object]) -> None:
    person = f"{next(iter(claims))}@hopital.example"
    ward.list(MARIE, person)
    ward.knows(person, **claims)
    done = ward.sign_in(person)
    assert done.landed == "/administration?connexion=refusee"
    assert USER not in done.cookies
    assert not ward.takes_files_from(done.cookies)


def test_files_are_taken_from_editors_alone(ward: Ward) -> None:
    ward.list(MARIE)
    assert not ward.takes_files_from(httpx.Cookies())
    assert not ward.takes_files_from(ward.sign_in(PAUL).cookies)
    assert ward.takes_files_from(ward.sign_in(MARIE).cookies)


def test_a_token_for_another_application_that_authlib_lets_in_is_refused_by_us(ward: Ward) -> None:
    ward.list(MARIE, "azp@hopital.example")
    ward.knows("azp@hopital.example", aud="autre-application", azp="sourcier")
    done = ward.sign_in("azp@hopital.example")
    assert USER in done.cookies
    assert not ward.takes_files_from(done.cookies)


def test_who_left_the_list_sends_no_more_files(ward: Ward) -> None:
    ward.list(MARIE, PAUL)
    cookies = ward.sign_in(PAUL).cookies
    assert ward.takes_files_from(cookies)
    ward.list(MARIE)
    assert not ward.takes_files_from(cookies)


def test_a_cookie_of_another_making_is_nobody(ward: Ward) -> None:
    signed = ward.sign_in(MARIE).cookies[USER]
    for value in ("chunks-3", "e30", signed[:-1], signed + "A", "null"):
        assert not ward.takes_files_from(httpx.Cookies({USER: value}))


# --- the sessions that are turned away, and what goes wrong, in a browser ---


@only_long
class TestInABrowser:
    """Each a sign-in, an act and what comes of it."""

    def test_a_sign_in_that_was_refused_says_so(self, visitor: Page, ward: Ward) -> None:
        ward.knows("passe@hopital.example", exp=int(time.time()) - LEEWAY - 60, iat=int(time.time()) - 7200)
        sign_in(visitor, ward, "passe@hopital.example")
        expect(visitor.get_by_text("La connexion n’a pas abouti")).to_be_visible()
        expect(visitor.get_by_role("button", name="Se connecter")).to_be_visible()

    def test_who_is_no_editor_is_turned_away(self, visitor: Page, ward: Ward) -> None:
        ward.list(MARIE)
        sign_in(visitor, ward, PAUL)
        expect(visitor.get_by_text("Votre compte n’est pas sur la liste des rédacteurs")).to_be_visible()
        expect(visitor.locator('input[type="file"]')).to_have_count(0)

    def test_a_token_for_another_application_is_turned_away(self, visitor: Page, ward: Ward) -> None:
        ward.list(MARIE, "azp@hopital.example")
        ward.knows("azp@hopital.example", aud="autre-application", azp="sourcier")
        sign_in(visitor, ward, "azp@hopital.example")
        expect(visitor.get_by_text("Cette connexion a été faite pour une autre application")).to_be_visible()

    def test_a_session_whose_time_is_over_is_refused_at_its_next_act(
        self, visitor: Page, ward: Ward, tmp_path: Path
    ) -> None:
        ward.list(MARIE, "bref@hopital.example")
        ward.knows("bref@hopital.example", exp=int(time.time()) + 30)
        sign_in(visitor, ward, "bref@hopital.example")
        expect(visitor.get_by_text("Connecté : bref@hopital.example")).to_be_visible()
        time.sleep(31)
        print_guide(tmp_path / "guide.pdf", NEWER)
        upload(visitor, tmp_path / "guide.pdf")
        visitor.reload()
        expect(visitor.get_by_text("Votre session a expiré")).to_be_visible()
        assert "bref@hopital.example" not in {act.who for act in read(Folder(ward.kb).journal).acts}

    def test_who_leaves_the_list_is_refused_at_the_next_act(self, visitor: Page, ward: Ward) -> None:
        ward.list(MARIE, PAUL)
        sign_in(visitor, ward, PAUL)
        before = current(Folder(ward.kb))
        visitor.get_by_role("button", name="Revenir à cette version").first.click()
        ward.list(MARIE)
        visitor.get_by_role("button", name="Confirmer le retour").click()
        expect(visitor.get_by_text("Votre compte n’est pas sur la liste des rédacteurs")).to_be_visible()
        assert current(Folder(ward.kb)) == before

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("faux.pdf", b"<html>rien</html>", "ce n’est pas un PDF"),
            ("vide.pdf", b"", "le fichier est vide"),
            ("../../casse <b>.pdf", b"%PDF-1.7\nrien", "le fichier est abîmé"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused_by_name(
        self, visitor: Page, ward: Ward, name: str, content: bytes, said: str
    ) -> None:
        ward.list(MARIE)
        sign_in(visitor, ward, MARIE)
        visitor.locator('input[type="file"]').set_input_files(
            [{"name": name, "mimeType": "application/pdf", "buffer": content}]
        )
        expect(visitor.get_by_text(said)).to_be_visible()
        expect(visitor.get_by_text(name.rpartition("/")[2], exact=False).first).to_be_visible()
        check_fits(visitor)

    @pytest.mark.parametrize("scheme", ["dark", "light"])
    def test_axe_finds_nothing_serious(self, visitor: Page, ward: Ward, tmp_path: Path, scheme: Any) -> None:
        ward.list(MARIE)
        visitor.emulate_media(color_scheme=scheme)
        visitor.goto(f"{ward.address}/administration")
        expect(visitor.get_by_role("button", name="Se connecter")).to_be_visible()
        check_axe(visitor)
        sign_in(visitor, ward, MARIE)
        expect(visitor.get_by_text("Journal", exact=True)).to_be_visible()
        check_axe(visitor)
        print_guide(tmp_path / "guide.pdf", f"{NEWER} ({scheme})")
        upload(visitor, tmp_path / "guide.pdf")
        visitor.get_by_label("Titre").fill("Un guide de plus")  # the file says none
        visitor.get_by_label("Édition").fill("2027")
        check_axe(visitor)
        visitor.get_by_role("button", name="Lire et comparer").click()
        expect(visitor.get_by_role("button", name="Publier cette édition")).to_be_visible()
        check_axe(visitor)
        visitor.get_by_role("button", name="Retirer ce dépôt").click()
        expect(visitor.get_by_text("Le dépôt a été retiré")).to_be_visible()


def check_axe(page: Page) -> None:
    page.wait_for_timeout(300)  # colours fade in
    found = [
        f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    assert not found
