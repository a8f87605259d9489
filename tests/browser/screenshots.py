"""Every screen in its states, at both widths, light and dark, as pictures with a contact sheet: `make screenshots`.

    python -m tests.browser.screenshots [WORD…]

With words, only the views whose name has one of them. Writes into artifacts/screenshots and nowhere else; what a
browser's console says is printed and counts as a failure.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, expect, sync_playwright

from kb.build import Order, build
from kb.terminal import say
from tests.browser.conftest import NAMES, OPTIONS, serving

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "artifacts" / "screenshots"
NOTICE = "n’est pas un dispositif médical"  # the last line of every screen
SETTLED = 500  # ms: colours fade in, a picture is painted
PATIENCE = 60_000  # ms
LOUD = frozenset(("error", "warning"))  # kinds of messages that a console should not show
WIDTHS = {"bureau": (1440, 900), "téléphone": (390, 844)}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

FIRST_RUN = {"première fois": "/"}
VIEWS = {
    "accueil": "/",
    "recherche": "/?q=dose+de+radiothérapie+antalgique",
    "recherche, score": "/?q=Mirels+9",
    "recherche, aucune réponse": "/?q=tarte+aux+pommes",
    "recherche, filtre inconnu": "/?q=dose&document=inconnu",
    "lecture, choisir": "/lecture",
    "lecture": "/lecture?doc=mo-poumon&page=4",
    "lecture, mots et marques": "/lecture?doc=mo-poumon&page=6&trouver=dose&marques=doses,recommandations",
    "lecture, édition remplacée": "/lecture?doc=mo-poumon&edition=2022&page=5",
    "lecture, page inconnue": "/lecture?doc=mo-poumon&page=999",
    "calculateurs": "/calculateurs",
    "calculateur": "/calculateurs?calc=mo-poumon/score-de-mirels",
    "tableaux": "/tableaux",
    "tableaux, aucun": "/tableaux?q=zygomatique",
    "comparer": "/comparer?document=mo-poumon",
    "concordance": "/concordance",
    "concordance, question": "/concordance?q=compression+médullaire",
    "audit": "/audit?document=mo-poumon",
    "bibliographie": "/bibliographie",
    "bibliothèque": "/bibliotheque",
    "recueil, vide": "/recueil",
    "aide": "/aide",
}


def main(words: Sequence[str]) -> int:
    """Take the pictures; 1 where a console said something."""
    OUT.mkdir(parents=True, exist_ok=True)
    said: list[str] = []
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        build(Order(ROOT / "corpus", folder / "kb", "whoosh"))
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(OPTIONS))
        for kb, views in ((folder / "kb", VIEWS), (folder / "none", FIRST_RUN)):
            wanted = {name: at for name, at in views.items() if not words or any(word in name for word in words)}
            if wanted:
                with serving(ROOT, kb, folder / "log") as server:
                    for way, (width, scheme) in ways():
                        said += take(browser, server, wanted, way, WIDTHS[width], scheme)
    sheet(tuple(FIRST_RUN | VIEWS))
    say(str(OUT / "index.html"))
    for line in said:
        say(line)
    return 1 if said else 0


def take(
    browser: Browser, server: str, views: Mapping[str, str], way: str, size: tuple[int, int], scheme: Scheme
) -> list[str]:
    """Take each view in one way; what its console said."""
    said: list[str] = []
    name = ""

    def hear(message: ConsoleMessage) -> None:
        if message.type in LOUD:
            said.append(f"{name} ({way}): {message.text}")

    with browser.new_context(
        locale="fr-FR", color_scheme=scheme, viewport={"width": size[0], "height": size[1]}
    ) as context:
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(f"{name} ({way}): {error}"))
        for name, address in views.items():
            page.goto(server + address)
            expect(page.get_by_text(NOTICE).last).to_be_visible(timeout=PATIENCE)
            page.wait_for_timeout(SETTLED)
            page.screenshot(path=OUT / picture(name, way))
    return said


def chromium() -> str:
    """The system's Chromium; exits where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        sys.exit(f"no Chromium on PATH (looked for {', '.join(NAMES)})")
    return found


def ways() -> Iterator[tuple[str, tuple[str, Scheme]]]:
    """How each view is taken: the name of the way, its width and colours."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            yield f"{width}-{scheme}", (width, scheme)


def picture(name: str, way: str) -> str:
    """The file of a view taken one way."""
    return f"{name.replace(', ', '-').replace(' ', '_')}-{way}.png"


def sheet(names: Sequence[str]) -> None:
    """The contact sheet: a row a view, a column a way."""
    rows = []
    for name in names:
        files = [picture(name, way) for way, _ in ways()]
        pictures = [f'<a href="{escape(file)}"><img src="{escape(file)}" alt="" loading="lazy"></a>' for file in files]
        rows.append(f"<h2>{escape(name)}</h2><div>{''.join(pictures)}</div>")
    style = "body{font:16px system-ui;margin:2rem}div{display:flex;gap:1rem}img{height:24rem;border:1px solid #999}"
    page = f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Sourcier</title><style>{style}</style>'
    (OUT / "index.html").write_text(page + "".join(rows) + "</html>", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
