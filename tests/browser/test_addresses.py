"""Address is state: what is chosen on a screen can be gone back from, gone forward to, and reloaded."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.sizes import some

pytestmark = pytest.mark.browser

# A screen, the box in which something is chosen, what is chosen, the parameter that says so, and what it changes.
CHOICES = {
    "tables": ("/tableaux?doc=mo", "Ordre", "Plus longs d’abord", "tri=taille", ".item-card h2"),
    "comparison": ("/comparer?document=mo&sens=population", "Sens", "dose", "sens=dose", ".item-card .chip"),
    "works": ("/bibliographie?doc=fiche", "Ordre", "Plus récentes d’abord", "tri=recents", ".item-card .quote"),
    "audit": ("/audit?document=mo", "Édition", "2022", "edition=2022", "[role=status]"),
    "calculators": ("/calculateurs", "Genre", "Scores", "genre=score", "[role=status]"),
    "concordance": ("/concordance?q=dénosumab", "Référentiels", "Fiche", "documents=fiche", ".concordance tr"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", some(list(CHOICES), 1))
def test_a_choice_is_gone_back_from_forward_to_and_reloaded(page: Page, shelved: str, name: str) -> None:
    address, label, option, parameter, changed = CHOICES[name]
    page.goto(shelved + address)
    expect(page.locator(".notice")).to_be_visible()
    shown = page.locator(changed).first
    before = shown.inner_text()
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()
    expect(page).to_have_url(re.compile(re.escape(parameter)))
    expect(shown).not_to_have_text(before, use_inner_text=True)
    after, chosen = shown.inner_text(), page.url
    page.go_back()
    expect(page).not_to_have_url(chosen)
    expect(shown).to_have_text(before, use_inner_text=True)
    page.go_forward()
    expect(shown).to_have_text(after, use_inner_text=True)
    page.reload()
    expect(shown).to_have_text(after, use_inner_text=True)
    expect(page).to_have_url(chosen)
