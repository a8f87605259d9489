"""The first run, in a real browser: a click builds the demonstration guidelines, and the app opens on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.sizes import ONLY_LONG

pytestmark = [pytest.mark.browser, *ONLY_LONG]  # builds the corpus

BUILT = 240_000  # ms: the guidelines take some twenty seconds on an idle machine


def test_a_click_builds_the_demonstration_and_the_home_screen_follows(page: Page, root: Path, tmp_path: Path) -> None:
    with serving(root, tmp_path / "kb", tmp_path / "log") as address:
        page.goto(f"{address}/?q=score+de+Mirels")
        page.get_by_role("button", name="Construire la base de démonstration").click()
        expect(page.locator("progress")).to_be_visible()
        page.reload()  # another session sees the same build
        expect(page.locator("progress, article.card").first).to_be_visible()
        expect(page.locator("article.card").first).to_be_visible(timeout=BUILT)
        expect(page.get_by_label("Question")).to_have_value("score de Mirels")
        page.goto("about:blank")  # or the server's end would be heard
