"""The screens that list, read and collect, by hand: keys, links in place, copies, files; and axe over each."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDTHS, check_fits_at_both_widths, size
from tests.sizes import only_long, some

pytestmark = pytest.mark.browser

SCREENS = (
    "/lecture?doc=mo&page=4&trouver=dose&marques=doses,recommandations",
    "/lecture?doc=mo&edition=2022&page=5",
    "/lecture?doc=nulle-part",
    "/tableaux",
    "/tableaux?q=zygomatique",
    "/tableaux?doc=radio&tri=taille",
    "/comparer?document=mo&sens=population",
    "/concordance?q=radiothérapie post-opératoire",
    "/audit?document=mo",
    "/bibliographie",
    "/bibliographie?seuls=oui",
    "/bibliotheque",
    "/recueil",
    "/aide",
)
COLD = 30_000  # ms: the first view of an edition compares it with the one before
NOTICE = "n’est pas un dispositif médical"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text(NOTICE).last).to_be_visible(timeout=COLD)


def remember(page: Page) -> None:
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


@pytest.mark.long
@pytest.mark.parametrize("page", some(WIDTHS, 1), ids=size, indirect=True)
@pytest.mark.parametrize("address", some(SCREENS, 3))
def test_every_screen_fits_at_both_widths(page: Page, shelved: str, address: str) -> None:
    opened(page, shelved + address)
    check_fits_at_both_widths(page)


@pytest.mark.long
@pytest.mark.parametrize("scheme", some(["dark", "light"], 1))
def test_axe_finds_nothing_serious(chromium: Browser, shelved: str, scheme: Any) -> None:
    found = []
    with chromium.new_context(locale="fr-FR", color_scheme=scheme, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for address in some(("/?q=dose", "/", "/lecture", *SCREENS), 2):
            opened(page, shelved + address)
            page.wait_for_timeout(300)  # colours fade in
            found += [
                f"{address}: {violation['id']}: {violation['nodes'][0]['html'][:120]}"
                for violation in Axe().run(page).response["violations"]
                if violation["impact"] in {"serious", "critical"}
            ]
    assert not found


@pytest.mark.long
@pytest.mark.parametrize("address", some(["/lecture?doc=mo&page=4", "/bibliographie"], 1))
def test_a_slash_goes_to_the_search_and_enter_asks_without_loading_the_page_again(
    page: Page, shelved: str, address: str
) -> None:
    opened(page, shelved + address)
    remember(page)
    page.keyboard.press("/")
    box = page.get_by_label("Rechercher dans les référentiels")
    expect(box).to_be_focused()
    page.keyboard.type("dose moelle")
    page.keyboard.press("Enter")
    expect(page.locator("article blockquote").first).to_be_visible()
    expect(page.get_by_label("Question")).to_have_value("dose moelle")
    assert stayed(page)
    page.go_back()
    expect(box).to_be_visible()


def test_arrows_walk_the_results_and_enter_opens_one(page: Page, shelved: str) -> None:
    opened(page, f"{shelved}/?q=radiothérapie+douleur")
    links = page.locator("article.card a.open")
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Question")).to_be_focused()
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    assert "/lecture?doc=" in first
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-cited")).to_be_visible()


def test_a_table_opens_at_its_page_in_place_and_back_again(page: Page, shelved: str) -> None:
    opened(page, f"{shelved}/tableaux?q=mirels")
    remember(page)
    page.get_by_role("link", name="Ouvrir à la page 5").first.click()
    expect(page.locator(".sheet .frame").first).to_be_visible()
    assert "passage=" in page.url
    assert stayed(page)
    page.go_back()
    expect(page.get_by_role("link", name="Ouvrir à la page 5").first).to_be_visible()


@only_long
def test_tables_and_references_are_taken_away_as_files(page: Page, shelved: str) -> None:
    opened(page, f"{shelved}/tableaux?q=mirels")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en XLSX").click()
    assert download.value.suggested_filename == "sourcier-tableaux.xlsx"
    assert download.value.path().read_bytes().startswith(b"PK")
    opened(page, f"{shelved}/bibliographie?doc=fiche")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en RIS").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("TY  - ")


def test_a_mention_goes_to_its_work_and_back(page: Page, shelved: str) -> None:
    opened(page, f"{shelved}/lecture?doc=mo&page=4")
    remember(page)
    mention = page.locator(".text a.ref").first
    mention.click()
    work = page.locator(":target")
    expect(work).to_be_in_viewport()
    assert "[" in work.inner_text()
    work.get_by_role("link", name="Revenir au renvoi").click()
    expect(page.locator("a.ref:target")).to_be_in_viewport()
    assert stayed(page)


def test_a_passage_copies_with_its_reference_and_as_a_link_that_opens_its_frame(page: Page, shelved: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{shelved}/lecture?doc=mo&page=4")
    page.locator(".text .passage").nth(1).hover()
    page.locator(".text .passage").nth(1).get_by_role("link", name="Citer").click()
    expect(page.locator(".st-key-cited")).to_be_visible()
    page.get_by_role("button", name="Copier avec la référence").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert (
        copied.startswith("«\u00a0")
        and "Métastases osseuses, éd. 2024, §" in copied
        and copied.endswith("p.\u00a04 (imprimée 3))")
    )
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("button", name="Copié").last).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(page.locator(".sheet .frame").first).to_be_visible()


@only_long
def test_a_page_is_shown_larger_and_sharper(page: Page, shelved: str) -> None:
    opened(page, f"{shelved}/lecture?doc=mo&page=4")
    image = page.locator(".sheet img")
    before = image.evaluate("image => image.naturalWidth")
    page.get_by_role("button", name="Agrandir").click()
    expect(page.get_by_role("button", name="Agrandir")).to_have_attribute("aria-pressed", "true")
    expect(image).not_to_have_js_property("naturalWidth", before)
    assert image.evaluate("image => image.naturalWidth") > before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@only_long
def test_what_was_set_aside_becomes_a_word_file_and_a_pdf(page: Page, shelved: str) -> None:
    opened(page, f"{shelved}/tableaux?q=mirels&doc=mo")
    page.get_by_role("button", name="Ajouter au recueil").first.click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_text("Ajouté au recueil")).to_be_visible()
    page.get_by_role("link", name="Recueil").first.click()
    expect(page.locator(".item-card")).to_have_count(1)
    for name, magic in (("Word (DOCX)", b"PK"), ("PDF", b"%PDF")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.path().read_bytes().startswith(magic)


SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
GOOD = 0.1  # cumulative layout shift: web.dev calls less good
# The first has more widgets on a phone, each loaded for itself, than any other.
ARRIVING = (
    "/lecture?doc=mo&page=4",
    "/",
    "/?q=dose",
    "/tableaux",
    "/bibliographie",
    "/calculateurs?calc=mirels",
    "/audit",
)


@pytest.mark.long
@pytest.mark.parametrize("page", some(WIDTHS, 1), ids=size, indirect=True)
@pytest.mark.parametrize("address", some(ARRIVING, 1))
def test_nothing_is_pushed_about_while_a_screen_arrives(page: Page, shelved: str, address: str) -> None:
    opened(page, shelved + address)  # cold, a screen may be shown before it is whole
    page.add_init_script(SHIFTS)
    seen = []
    for _ in range(3):  # nor is it waited for on a machine that is busy with something else
        opened(page, shelved + address)
        page.wait_for_timeout(500)
        seen.append(page.evaluate("window.shifted"))
        if seen[-1] < GOOD:
            break
    assert min(seen) < GOOD


def test_a_found_passage_copies_whole_with_its_reference(page: Page, shelved: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{shelved}/?q=radiothérapie+douleur")
    card = page.locator("article").filter(has=page.locator("button[data-cite]")).first
    quoted = card.locator("blockquote").inner_text()
    card.get_by_role("button", name="Copier", exact=True).click()
    expect(card.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"«\u00a0{quoted.strip()}\u00a0» (")
    assert ", éd. 202" in copied
    assert "?q=" in page.url  # the card's own link was not followed
