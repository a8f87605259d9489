"""Tableaux: every table of every guideline, as it is printed: found, opened at its page, taken away as a file.

Shows how sure its reading is; never mends a table.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kb.citing.workbook import confidence
from kb.notice import cut_off
from screens.parts import scope, tray
from screens.parts.address import ReaderAddress
from screens.parts.downloads import to_tables
from screens.parts.french import count
from screens.parts.hand import link_button
from screens.parts.html import Html, tag
from screens.parts.knowledge import knowledge_base
from screens.parts.links import TABLES, href, to_list
from screens.parts.list_address import ListAddress
from screens.parts.selection import TABLE_ORDERS, Table, tables_of
from screens.parts.table import CERTAIN, DOUBT, stored_table

STEP = 12  # tables at once: a screen that opens at once, and what a phone scrolls through
OPEN = 2  # tables: so few are shown unfolded


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = ListAddress.read(st.query_params)
    with st.container(key="narrow"):
        scope.title("Tableaux", "Chaque tableau des référentiels, tel qu’il est imprimé, avec sa page.")
        if not scope.known(base, address, TABLES):
            return
        scope.filters(base, address, "tables", TABLE_ORDERS)
        found = tables_of(base, address)
        if not found:
            scope.nothing(address, TABLES, "Aucun tableau", "Voir tous les tableaux")
            return
        everything = replace(address, shown=None)
        files = {"CSV": to_tables(everything, "csv"), "XLSX": to_tables(everything, "xlsx")}
        scope.summary(count(len(found), "tableau", "tableaux"), files)
        if address.table:
            to_list(TABLES, replace(address, table=None), "Voir tous les tableaux")
        shown = found[: address.shown or STEP]
        for position, each in enumerate(shown):
            _table(position, each, unfolded=len(found) <= OPEN)
        scope.more(TABLES, address, len(shown), len(found), STEP)


def _table(position: int, found: Table, unfolded: bool) -> None:
    table, facts = found.table, found.edition.facts
    this = ListAddress(document=facts["document"], edition=facts["edition"], table=table["id"])
    source = href(ReaderAddress(facts["document"], facts["edition"], table["page"], table["passage"]))
    size = f"{count(len(table['rows']), 'ligne')}, {count(found.width, 'colonne')}"
    section = found.section
    with st.container(key=f"item-{position}", gap="xsmall"):
        st.html(
            tag(
                "article",
                tag("h2", found.name),
                tag(
                    "div",
                    tag("span", facts["title"], class_="source"),
                    tag("span", f"édition {facts['edition']}", class_="chip"),
                    None if facts["latest"] else tag("span", "édition remplacée", class_="chip old"),
                    tag("span", cut_off(facts["data_until"]), class_="chip"),
                    tag("span", _pages(table["pages"]), class_="chip"),
                    tag("span", size, class_="chip"),
                    _sure(found),
                    class_="chips",
                ),
                tag("p", section["title"], class_="path") if section else None,
                tag(
                    "details",
                    tag("summary", "Voir le tableau"),
                    stored_table(table, said=False),
                    _doubt(found),
                    open=unfolded,
                ),
                tag(
                    "div",
                    tag("a", f"Ouvrir à la page {table['page']}", href=source, class_="entry"),
                    tag("a", "CSV", href=to_tables(this, "csv"), download=True, aria_label=f"CSV\u00a0: {found.name}"),
                    tag(
                        "a", "XLSX", href=to_tables(this, "xlsx"), download=True, aria_label=f"XLSX\u00a0: {found.name}"
                    ),
                    link_button(source, "Copier le lien"),
                    class_="acts walk",
                ),
                class_="item-card",
            ).code
        )
        _collect(position, found)


def _collect(position: int, found: Table) -> None:
    """The table, or some rows of it, into the collection."""
    table = found.table
    head = table["header_rows"]
    rows = table["rows"]
    key = f"{found.edition.facts['document']}-{found.edition.facts['edition']}-{table['id']}"
    with st.popover("Ajouter au recueil", icon=":material/add:", key=f"collect-{position}"):
        chosen = st.multiselect(
            "Lignes",
            range(head, len(rows)),
            key=f"rows-{key}",
            format_func=lambda n: " · ".join(cell for cell in rows[n] if cell)[:90] or f"ligne {n + 1}",
            placeholder="Toutes les lignes",
        )
        tray.add_button(tray.table_item(found.edition, table, chosen or None), key, "Ajouter")


def _pages(pages: list[int]) -> str:
    return f"p.\u00a0{pages[0]}" if len(pages) < 2 else f"p.\u00a0{pages[0]}–{pages[-1]}"


def _doubt(found: Table) -> Html | None:
    if found.table["confidence"] >= CERTAIN:
        return None
    return tag("p", f"Lecture\u00a0: {confidence(found.table)}. Comparez avec la page imprimée.", class_="doubt")


def _sure(found: Table) -> Html | None:
    """How sure the reading is, where it is not quite; why stands under the table."""
    sure = found.table["confidence"]
    if sure >= CERTAIN:
        return None
    return tag("span", f"lecture sûre à {round(100 * sure)}\u00a0%", class_="chip option" if sure < DOUBT else "chip")


if __name__ == "__main__":
    draw()
