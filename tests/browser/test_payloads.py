"""A guideline, and a person, who try to run things in the reader's browser: nothing runs, nothing is fetched afar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from kb.build import Order, build
from tests.browser.conftest import serving
from tests.sizes import some

RUNS = "window.pwned=1"
PAYLOADS = (
    f"<script>{RUNS}</script>",
    f"<img src=x onerror={RUNS}>",
    f"<svg/onload={RUNS}>",
    f"\"><iframe srcdoc='<script>parent.{RUNS}</script>'>",
    f"[lien](javascript:{RUNS})",
    "![image](http://192.0.2.1/vue.png)",
    "<link rel=stylesheet href=http://192.0.2.1/s.css>",
    "<style>@import 'http://192.0.2.1/s.css';</style>",
    f"</style></script><script>{RUNS}</script>",
    f"{{{{constructor.constructor('{RUNS}')()}}}}",
    "$\\href{javascript:window.pwned=1}{x}$ :material/home: :red[x] <b onmouseover=window.pwned=1>x</b>",
)
ALL = " ".join(PAYLOADS)
APP = Path(__file__).parents[2] / "app.py"
LEADS = re.findall(r'url_path="([^"]+)"', APP.read_text(encoding="utf-8"))
SCREENS = ("", *(path for path in LEADS if path != "administration"))  # off, unless editors may sign in
PARAMETERS = (
    "q",
    "document",
    "kind",
    "edition",
    "page",
    "passage",
    "row",
    "calc",
    "a",
    "b",
    "rule",
    "mots",
    "editions",
)


@pytest.fixture(scope="module")
def served_payloads(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on a guideline whose every text is an attack: title, sections, tables, references, file name."""
    corpus, kb = tmp_path_factory.mktemp("payloads"), tmp_path_factory.mktemp("payloads-kb") / "kb"
    file = "guide <img src=x onerror=window.pwned=1>.md"
    rows = "".join(f"| Item {n} | {payload.replace('|', '/')} | {n} |\n" for n, payload in enumerate(PAYLOADS))
    prose = "\n\n".join(f"Une douleur osseuse {payload} traitée par 8 Gy en une fraction." for payload in PAYLOADS)
    (corpus / file).write_text(
        f"# 1. Douleur {ALL}\n\n{prose}\n\n## 1.1. Score de piège {PAYLOADS[1]}\n\n"
        f"Tableau 1 – Score {PAYLOADS[0]}\n\n| Critère | Option | Points |\n|---|---|---|\n{rows}\n\n"
        f"# Références\n\n1. Dupont A. {PAYLOADS[1]} Revue. 2020;1:1-2. doi:10.1/{PAYLOADS[4]}\n",
        encoding="utf-8",
    )
    title = ALL.replace("\\", "\\\\").replace('"', '\\"')
    (corpus / "manifest.toml").write_text(
        f'[[document]]\nid = "piege"\ntitle = "{title}"\npublisher = "{title}"\nscope = "{title}"\n'
        f'[[document.edition]]\nlabel = "2024"\nfile = "{file}"\n',
        encoding="utf-8",
    )
    assert build(Order(corpus, kb, "whoosh", limits=None)).build
    with serving(root, kb, tmp_path_factory.mktemp("payloads-served") / "log") as address:
        yield address


@pytest.fixture
def watched(page: Page, served_payloads: str) -> Iterator[Page]:
    """A page that asks nobody but its own server, and in which no payload runs."""
    afar: list[str] = []

    def look(request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(served_payloads).netloc:
            afar.append(request.url)

    page.on("request", look)
    page.on("dialog", lambda dialog: afar.append(f"a dialogue: {dialog.message}"))
    yield page
    assert not afar
    assert page.evaluate("window.pwned") is None


@pytest.mark.long
@pytest.mark.parametrize("screen", some(SCREENS, 4))
def test_the_texts_of_a_document_run_nothing_on_any_screen(watched: Page, served_payloads: str, screen: str) -> None:
    watched.goto(
        f"{served_payloads}/{screen}?q=douleur+osseuse&doc=piege" if screen else f"{served_payloads}/?q=douleur"
    )
    check_nothing_came_alive(watched)


@pytest.mark.long
@pytest.mark.parametrize(
    "document", some(["piege", ALL], 1), ids=lambda document: "known" if document == "piege" else "attack"
)
@pytest.mark.parametrize("screen", some(SCREENS, 3))
def test_no_parameter_of_an_address_runs_anything(
    watched: Page, served_payloads: str, screen: str, document: str
) -> None:
    attack = "&".join(f"{name}={quote(ALL)}" for name in PARAMETERS)
    watched.goto(f"{served_payloads}/{screen}?{attack}" + (f"&doc={quote(document)}" if screen else ""))
    check_nothing_came_alive(watched)


def check_nothing_came_alive(page: Page) -> None:
    """The screen is drawn to its end, and no text of it became an element that runs or fetches."""
    expect(page.get_by_text("n’est pas un dispositif médical").first).to_be_visible()
    assert page.locator("iframe, img[src^='http'], a[href^='javascript'], [onerror], [onload]").count() == 0


def test_nobody_is_told_of_the_sessions(served_payloads: str) -> None:
    connection = HTTPConnection(urlsplit(served_payloads).netloc)
    connection.request("GET", "/_stcore/metrics", headers={"Accept": "application/openmetrics-text"})
    with closing(connection), connection.getresponse() as response:
        assert (response.status, response.read()) == (404, b"Not found")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/lecture",
        "/_stcore/health",
        "/completion?q=a",
        "/_stcore/metrics",
        "/../app.py",
        "/static/../app.py",
        "/media/%2e%2e/x",
    ],
)
def test_every_response_forbids_what_the_application_does_not_need(served_payloads: str, path: str) -> None:
    connection = HTTPConnection(urlsplit(served_payloads).netloc)
    connection.request("GET", path)
    with closing(connection), connection.getresponse() as response:
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["x-frame-options"] == "DENY"
        body = response.read().decode("utf-8", "replace")
        assert "st.navigation" not in body  # no file of ours
        rules = response.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in rules and "default-src 'self'" in rules
        assert "unsafe-eval" not in rules and "script-src 'self' 'unsafe-inline'" not in rules
