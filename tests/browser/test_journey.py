"""Once through in a real browser: ask, click, and the frame lies on the printed page where the passage is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, check_fits, check_fits_at_both_widths, size
from tests.conftest import HEIGHT, QUOTED, WIDTH, Small
from tests.sizes import only_long, some

pytestmark = pytest.mark.browser

QUESTION = "irradiation et douleur osseuse"
SLACK = 5  # points: the frame's margin, its line, and rounding to pixels


def ask(page: Page, served: str, question: str = QUESTION) -> None:
    page.goto(served)
    box = page.get_by_label("Question")
    box.fill(question)
    box.press("Enter")
    expect(page.locator("article blockquote").first).to_be_visible()


def open_first(page: Page) -> None:
    page.get_by_role("link", name="Voir la page 2").first.click()
    expect(page.locator(".sheet .frame")).to_be_visible()


def check_frame(page: Page, small: Small) -> None:
    image = page.locator(".sheet img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > WIDTH
    sheet, frame = image.bounding_box(), page.locator(".sheet .frame").bounding_box()
    assert sheet and frame
    scale = sheet["width"] / WIDTH
    assert sheet["height"] == pytest.approx(HEIGHT * scale, abs=2)
    assert (frame["x"] - sheet["x"]) / scale == pytest.approx(small.box.x0, abs=SLACK)
    assert (frame["x"] + frame["width"] - sheet["x"]) / scale == pytest.approx(small.box.x1, abs=SLACK)
    assert (frame["y"] - sheet["y"]) / scale == pytest.approx(small.box.y0, abs=SLACK)
    assert (frame["y"] + frame["height"] - sheet["y"]) / scale == pytest.approx(small.box.y1, abs=SLACK)


@pytest.mark.parametrize("page", WIDTHS, ids=size, indirect=True)
def test_from_the_question_to_the_frame_on_the_printed_page(page: Page, served: str, small: Small) -> None:
    ask(page, served)
    check_fits(page)
    open_first(page)
    assert "/lecture?doc=guide-os&edition=2024&page=2&passage=" in page.url
    expect(page.locator(".st-key-cited")).to_contain_text(QUOTED)
    check_frame(page, small)
    check_fits(page)


def test_a_click_anywhere_on_a_card_opens_the_page(page: Page, served: str) -> None:
    ask(page, served)
    card = page.locator("article.card").first
    box = card.bounding_box()
    assert box
    card.click(position={"x": box["width"] - 12, "y": 12})  # once it lies still
    expect(page.locator(".sheet .frame")).to_be_visible()


def test_an_address_that_was_shared_opens_the_same_view(page: Page, served: str, small: Small) -> None:
    ask(page, served)
    open_first(page)
    page.goto(page.url)
    check_frame(page, small)


def test_an_address_of_a_page_without_its_screen_opens_the_reader(page: Page, served: str) -> None:
    page.goto(f"{served}/?doc=guide-os&page=3")
    expect(page.get_by_text("Page 3 sur 3").first).to_be_visible()


def test_going_back_brings_the_question_and_its_answers_back(page: Page, served: str) -> None:
    ask(page, served)
    open_first(page)
    page.go_back()
    expect(page.get_by_label("Question")).to_have_value(QUESTION)
    expect(page.locator("article blockquote").first).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("page", some(WIDTHS, 1), ids=size, indirect=True)
@pytest.mark.parametrize(
    "address", some(["/", "/?q=tarte+aux+pommes", "/bibliotheque", "/lecture", "/lecture?doc=guide-os"], 2)
)
def test_every_screen_fits_and_logs_nothing_wrong(page: Page, served: str, address: str) -> None:
    page.goto(served + address)
    expect(page.get_by_text("n’est pas un dispositif médical")).to_be_visible()
    check_fits_at_both_widths(page)
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_what_was_read_runs_nothing(page: Page, served: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a text of the PDF ran: {dialog.message}"))
    page.goto(f"{served}/lecture?doc=guide-os&page=1")
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()


def test_typing_offers_words_and_titles_and_the_one_chosen_is_asked(page: Page, served: str) -> None:
    page.goto(served)
    box = page.get_by_label("Question")
    box.press_sequentially("denos")
    offered = page.locator("datalist#completion option")
    expect(offered).to_have_attribute("value", "dénosumab")
    expect(offered).to_have_attribute("label", "denos → dénosumab")
    box.fill("radioth")
    expect(page.locator('datalist#completion option[value="Radiothérapie"]')).to_be_attached()
    assert box.evaluate("box => box.list.options.length") >= 1


def test_the_older_edition_of_a_card_opens_its_own_passage(page: Page, served: str) -> None:
    ask(page, served, "contrôle clinique prévu à six semaines")
    page.get_by_role("link", name="édition 2022").first.click()
    expect(page.locator(".st-key-cited")).to_contain_text("contrôle clinique")
    assert "edition=2022" in page.url


def test_an_example_of_the_search_language_is_asked_by_a_click(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_text("Syntaxe de recherche").click()
    page.get_by_role("link", name="titre:radiothérapie douleur").click()
    expect(page.get_by_label("Question")).to_have_value("titre:radiothérapie douleur")
    expect(page.locator("article blockquote").first).to_be_visible()


@only_long
def test_a_guided_example_is_ticked_off_and_goes_away_once_all_its_steps_were_taken(page: Page, served: str) -> None:
    page.goto(served)
    tour = page.locator('.tour[data-tour="redaction"]')
    steps = tour.get_by_role("link")
    expect(tour).to_be_visible()
    for n in range(steps.count()):
        steps.nth(n).click()
        expect(page).not_to_have_url(f"{served}/")
        page.goto(served)
    expect(page.locator('.tour[data-tour="soin"]')).to_be_visible()
    expect(tour).to_be_hidden()
    page.locator('.tour[data-tour="soin"]').get_by_role("button", name="Masquer").click()
    expect(page.locator(".tours")).to_be_hidden()
    page.evaluate("localStorage.clear()")
