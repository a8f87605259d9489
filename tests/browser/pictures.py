"""The pictures of the README, and a walk through the application as one moving image: `make pictures`.

    python -m tests.browser.pictures

Writes docs/images and nothing else. Small files: each is seen at half its size.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from kb.build import Order, build
from kb.calculators.model import Kind, Status
from kb.knowledge import KnowledgeBase, open_kb
from kb.terminal import say
from screens.calculator.address import CalculatorAddress
from tests.browser.conftest import OPTIONS, serving
from tests.browser.screenshots import NOTICE, PATIENCE, ROOT, chromium

OUT = ROOT / "docs" / "images"
DESK, PHONE = (1280, 800), (390, 844)
SHOWN = 960  # pixels: the width of the walk
BAR = 48  # pixels under the picture, for what is told
QUALITY = 72  # of WebP: letters stay sharp
SETTLED = 900  # ms: colours fade in, the printed page is painted
FONT = ROOT / "corpus" / "layouts" / "fonts" / "Roboto-Bold.ttf"
INK, PAPER = "#ffffff", "#0b5d66"
QUESTION = "dose de radiothérapie antalgique"


class Frame(NamedTuple):
    """A picture of the walk, what is told under it, and how long it stays."""

    picture: Image.Image
    told: str
    milliseconds: int


def main() -> int:
    """Take the pictures and the walk."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        build(Order(ROOT / "corpus", folder / "kb", "whoosh"))
        with closing(open_kb(folder / "kb")) as base:
            calculator = _filled(base)
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(OPTIONS))
        with serving(ROOT, folder / "kb", folder / "log") as server:
            page = browser.new_page(locale="fr-FR", color_scheme="light", viewport=_size(DESK))
            frames = list(_walk(page, server, calculator))
            phone = browser.new_page(locale="fr-FR", color_scheme="dark", viewport=_size(PHONE), device_scale_factor=2)
            _ask(phone, server)
            _write(_taken(phone), "telephone")
        browser.close()
    for name, told in (("recherche", "cité"), ("lecture", "encadré"), ("calculateur", "case"), ("comparer", "change")):
        _write(next(frame.picture for frame in frames if told in frame.told), name)
    first, *rest = (_captioned(frame) for frame in frames)
    first.save(
        OUT / "visite.webp", save_all=True, append_images=rest, duration=[frame.milliseconds for frame in frames],
        loop=0, quality=QUALITY, method=6,
    )  # fmt: skip
    for path in sorted(OUT.iterdir()):
        say(f"{path.name}: {path.stat().st_size // 1024} KB")
    return 0


def _walk(page: Page, server: str, calculator: str) -> Iterator[Frame]:
    """Twenty seconds: ask, read where it is printed, set aside, fill in a score, compare, take away."""
    _open(page, server)
    yield Frame(_taken(page), "Sourcier : les référentiels, cités mot pour mot", 1800)
    box = page.get_by_label("Question")
    for part in (QUESTION[:4], QUESTION[:19], QUESTION):
        box.fill(part)
        yield Frame(_taken(page, 0), "Poser une question", 500)
    _ask(page, server)
    yield Frame(_taken(page), "Chaque réponse est un passage cité, avec sa page", 3000)
    page.locator("article.card a.open").first.click()
    expect(page.locator(".sheet .frame").first).to_be_visible(timeout=PATIENCE)
    yield Frame(_taken(page), "Un clic : le passage, encadré sur la page imprimée", 3500)
    page.get_by_role("button", name="Ajouter au recueil").click()
    expect(page.get_by_role("button", name="Dans le recueil")).to_be_visible(timeout=PATIENCE)
    yield Frame(_taken(page), "Mettre de côté pour la RCP", 1700)
    _open(page, server + calculator)
    yield Frame(_taken(page), "Un score : chaque point renvoie à sa case du tableau", 3500)
    _open(page, f"{server}/comparer")
    yield Frame(_taken(page), "Deux éditions : ce qui change, les doses d’abord", 3000)
    _open(page, f"{server}/bibliotheque")
    yield Frame(_taken(page), "Ce qui a été lu, et vérifié par un second moteur", 2500)


def _filled(base: KnowledgeBase) -> str:
    """The address of the first score, its last options chosen."""
    scores = (each for each in base.calculators() if each.kind is Kind.SCORE and each.status is Status.READY)
    score = next(scores)
    return CalculatorAddress(score.id, tuple((item.key, item.options[-1].key) for item in score.items)).href


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text(NOTICE).last).to_be_visible(timeout=PATIENCE)


def _ask(page: Page, server: str) -> None:
    _open(page, f"{server}/?q={QUESTION}")
    expect(page.locator("article.card").first).to_be_visible(timeout=PATIENCE)


def _taken(page: Page, wait: int = SETTLED) -> Image.Image:
    page.wait_for_timeout(wait)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _captioned(frame: Frame) -> Image.Image:
    height = round(frame.picture.height * SHOWN / frame.picture.width)
    drawn = Image.new("RGB", (SHOWN, height + BAR), PAPER)
    drawn.paste(frame.picture.resize((SHOWN, height), Image.Resampling.LANCZOS))
    font = ImageFont.truetype(str(FONT), 20)
    ImageDraw.Draw(drawn).text((SHOWN // 2, height + BAR // 2), frame.told, INK, font, anchor="mm")
    return drawn


def _write(picture: Image.Image, name: str) -> None:
    picture.save(OUT / f"{name}.webp", quality=QUALITY, method=6)


def _size(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


if __name__ == "__main__":
    sys.exit(main())
