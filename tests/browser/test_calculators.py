"""Each score of the corpus filled in once in a real browser, against points and verdicts typed from the print."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, WIDTHS, check_fits, size
from tests.kb.calculators.test_vectors import PRINTED
from tests.sizes import only_long, some

pytestmark = pytest.mark.browser

NAMES = {"mirels": "Score de Mirels", "rades": "Score de Rades", "sins": "SINS", "tokuhashi": "Score de Tokuhashi",
         "tomita": "Score de Tomita"}  # fmt: skip
UNCERTAIN = {("2022", "tokuhashi")}  # an item is absent from its table


def open_score(page: Page, corpus: str, edition: str, word: str) -> None:
    """From the list of all editions to the score's page."""
    page.goto(f"{corpus}/calculateurs?genre=score&document=mo-poumon&editions=toutes")
    tile = page.locator(".tiles li", has_text=f"éd.\u00a0{edition}").filter(has_text=NAMES[word])
    tile.get_by_role("link").click()
    expect(page.locator(".outcome")).to_be_visible()


def questions(page: Page) -> Locator:
    return page.locator('[class*="st-key-question-"] .stRadio')


@pytest.mark.long
@pytest.mark.parametrize(("edition", "word"), some(sorted(PRINTED, key=lambda one: one not in UNCERTAIN), 1))
def test_a_score_filled_in_by_hand(page: Page, corpus: str, edition: str, word: str) -> None:
    points, verdicts = PRINTED[edition, word]
    open_score(page, corpus, edition, word)
    expect(questions(page)).to_have_count(len(points))
    total = 0.0
    for n, options in enumerate(points):
        chosen = (n + 1) % len(options)
        total += options[chosen]
        option = questions(page).nth(n).locator('[data-testid="stRadioOption"]').nth(chosen)
        expect(option).to_contain_text(re.compile(rf"\b{options[chosen]}\u00a0points?$"))
        option.click()
        expect(page.locator(".outcome .total")).to_have_text(f"{total:g}")
        if n + 1 < len(points):
            expect(page.locator(".outcome")).to_contain_text("provisoire")
            expect(page.locator(".outcome .verdict")).to_have_count(0)
    (verdict,) = [words for low, high, words in verdicts if low <= total <= high]
    if (edition, word) in UNCERTAIN:
        expect(page.locator(".outcome .verdict")).to_have_text("Verdict incertain : item absent de la table.")
        expect(page.locator(".outcome")).to_contain_text(verdict)
    else:
        expect(page.locator(".outcome .verdict")).to_contain_text(verdict)
        expect(page.locator(".bands .here")).to_contain_text(verdict)


@pytest.mark.long
@pytest.mark.parametrize("page", some(WIDTHS, 1), ids=size, indirect=True)
def test_a_point_leads_to_its_cell_and_back_button_to_the_form(page: Page, corpus: str) -> None:
    page.goto(f"{corpus}/calculateurs?calc=mo-poumon/mirels&a=douleur:moderee")
    expect(page.locator(".outcome .total")).to_have_text("2")
    page.locator('[class*="st-key-question-"] .stButtonGroup').last.get_by_role("radio", name="3").click()
    frame = page.locator(".strip .frame")
    expect(frame).to_be_visible()
    expect(page.locator(".strip img")).to_have_attribute("alt", re.compile("page 5 imprimée|Page 5 imprimée"))
    check_fits(page)
    page.locator(".strip").get_by_role("link", name="Voir la page 5").click()
    expect(page.locator(".sheet .frame").first).to_be_visible()
    page.go_back()
    expect(page.locator(".outcome .total")).to_have_text("2")


def test_a_score_is_filled_in_with_the_keyboard_alone(page: Page, corpus: str) -> None:
    page.goto(f"{corpus}/calculateurs?calc=mo-poumon/mirels")
    expect(page.locator(".outcome")).to_be_visible()
    for n in range(4):
        first = questions(page).nth(n).locator("input").first
        first.focus()
        page.keyboard.press("Space")
        expect(questions(page).nth(n).locator("input").first).to_be_checked()
        page.keyboard.press("ArrowDown")
        expect(questions(page).nth(n).locator("input").nth(1)).to_be_checked()
        expect(page.locator(".outcome .total")).to_have_text(str(2 * (n + 1)))
    expect(page.locator(".outcome .verdict")).to_have_text("discussion en RCP")


def test_the_report_is_copied_with_edition_page_and_notice(page: Page, corpus: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answers = "localisation-lesion:membre-superieur,taille-lesion:1-3-a-2-3,type-lesion:mixte,douleur:legere"
    page.goto(f"{corpus}/calculateurs?calc=mo-poumon/mirels&a={answers}")
    page.get_by_role("button", name="Copier le compte rendu").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    for part in ("Score de Mirels", "Total : 6", "radiothérapie", "éd.\u00a02024, p.\u00a05", "dispositif médical"):
        assert part in text


def test_the_report_is_printed_by_a_button(page: Page, corpus: str) -> None:
    page.goto(f"{corpus}/calculateurs?calc=mo-poumon/mirels")
    button = page.get_by_role("button", name="Imprimer")
    expect(button).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    button.click()
    assert page.evaluate("window.printed")


def test_a_grade_is_carried_and_a_total_handed_on(page: Page, corpus: str) -> None:
    answers = (
        "etat-general:karnofsky-80-100,nombre-metastases-osseuses-extra-rachidiennes:0,"
        "nombre-vertebres-atteintes-corps:1,metastases-viscerales:aucune,cancer-primitif:autres"
    )
    page.goto(f"{corpus}/calculateurs?calc=mo-poumon/tokuhashi-revise&a={answers}")
    expect(page.locator(".outcome .total")).to_have_text("10")
    grades = page.get_by_role("radiogroup", name=re.compile("Reporter depuis"))
    grades.get_by_role("radio", name="E", exact=True).click()
    expect(page.locator(".carried")).to_contain_text("report de «\u00a0Classification de Frankel\u00a0», E")
    expect(page.locator(".outcome .total")).to_have_text("12")
    page.get_by_role("link", name=re.compile("Reporter dans")).click()
    mark = page.locator(".carried", has_text="report de «\u00a0Score de Tokuhashi révisé\u00a0», 12")
    expect(mark).to_be_visible()
    expect(page.locator(".outcome")).to_contain_text("Chirurgie d’exérèse")
    expect(page.locator(".outcome .verdict")).to_have_count(0)  # one score is missing: no combined verdict


SCREENS = (
    "/calculateurs",
    "/calculateurs?calc=mo-poumon@2022/tokuhashi-revise&a=etat-general:karnofsky-80-100&avec=mo-poumon/tokuhashi-revise",
    "/calculateurs?calc=mo-poumon/frankel&a=grade:c",
    "/calculateurs?calc=mo-poumon/mirels&a=douleur:genou,type-lesion:mixte&voir=douleur:moderee",
    "/calculateurs?calc=mo-poumon/stereotaxie&a=l-instabilite-vertebrale:yes",
    "/calculateurs?calc=radiotherapie-os/dose-maximale-moelle&a=fractions:3,irradiation:premiere-irradiation",
    "/calculateurs?calc=eqd2-cumulative&a=course:30/10,course:8/1,alpha_beta:0.87",
    "/calculateurs?calc=cockcroft-gault&a=age:80,weight:50,sex:femme,creatinine:180,unit:mg/L",
    "/calculateurs?calc=nulle-part",
)


@only_long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(chromium: Browser, corpus: str, scheme: Any) -> None:
    found = []
    with chromium.new_context(locale="fr-FR", color_scheme=scheme, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for address in SCREENS:
            page.goto(corpus + address)
            expect(page.locator(".notice")).to_be_visible(timeout=20_000)
            page.wait_for_timeout(500)  # colours fade in
            found += [
                f"{address}: {violation['id']}: {violation['nodes'][0]['html'][:160]}"
                for violation in Axe().run(page).response["violations"]
                if violation["impact"] in {"serious", "critical"}
            ]
    assert not found


@pytest.mark.long
@pytest.mark.parametrize("address", some(SCREENS, 2))
@pytest.mark.parametrize("page", [PHONE], ids=size, indirect=True)
def test_every_kind_fits_a_phone(page: Page, corpus: str, address: str) -> None:
    page.goto(corpus + address)
    expect(page.locator(".notice")).to_be_visible(timeout=20_000)
    check_fits(page)
