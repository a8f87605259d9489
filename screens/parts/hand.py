"""What the keyboard and the mouse do on every screen, as the script that the first page carries.

Each gesture has a way without it: links are links, buttons only copy what is shown.
"""

from __future__ import annotations

from pathlib import Path

from screens.parts.html import Html, tag

# Until the first screen is whole, what is drawn of it would push the rest about: it is shown when the script has seen
# its last line and no widget that is still being loaded, and after three seconds whatever has come. Unseen, not
# hidden: a key that is pressed early is not lost; a click on what nobody sees leads nowhere.
FIRST = """
@keyframes appear { from { opacity: 0; pointer-events: none } to { opacity: 1 } }
html:not([data-whole]) [data-testid="stAppViewContainer"] { animation: appear 0s 3s both }
.stApp:not(:has(.notice))::after {
  content: "Chargement…"; position: fixed; inset: auto auto 1.5rem 50%; translate: -50%; z-index: 9;
  padding: .4rem 1.2rem; border-radius: 2rem; background: #0b5d66; color: #fff; box-shadow: 0 2px 8px #0004;
  font: 1rem system-ui, sans-serif; animation: appear 0s .6s both;
}
"""
SCRIPT = (Path(__file__).parent / "hand.js").read_text(encoding="utf-8")


def copy_button(text: str, label: str) -> Html:
    """A button that copies `text`."""
    return tag("button", label, type="button", class_="copy", data_copy=text)


def cite_button(reference: str, label: str) -> Html:
    """A button that copies the quotation of its article, which is shown whole, with `reference` behind it."""
    return tag("button", label, type="button", class_="copy", data_cite=reference)


def link_button(address: str, label: str) -> Html:
    """A button that copies `address`, a path of this application, behind the name of its server."""
    return tag("button", label, type="button", class_="copy", data_link=address)


def print_button(label: str) -> Html:
    """A button that opens the browser's own way to print."""
    return tag("button", label, type="button", class_="copy", data_print="true")


def search_form() -> Html:
    """The search box of the screens that are not the search itself."""
    field = tag(
        "input",
        type="search",
        aria_label="Rechercher dans les référentiels",
        placeholder="Rechercher dans les référentiels ( / )",
        autocomplete="off",
        maxlength=400,
    )
    return tag("form", field, role="search", action="/", method="get", class_="finder")
