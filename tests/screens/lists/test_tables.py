"""Tableaux: every table, filtered by the address, opened at its page, taken away as a file."""

from __future__ import annotations

import csv
import io
import re

import openpyxl

from tests.screens.conftest import Open
from tests.screens.lists.conftest import Fetch

TABLES = "screens/tables.py"


def test_the_latest_editions_have_their_tables_each_with_its_page(listed: Open) -> None:
    drawn = listed(TABLES)
    assert "10\u00a0tableaux" in drawn.text
    assert "Score de Mirels" in drawn.text
    assert "/lecture?doc=mo&edition=2024&page=5&passage=" in drawn.text
    assert "édition 2022" not in drawn.text


def test_words_and_edition_narrow_the_list(listed: Open) -> None:
    assert "1\u00a0tableau<" in listed(TABLES, q="mirels condensante").html
    assert "1\u00a0tableau<" in listed(TABLES, q="CONDENSANTE corticale", doc="mo", edition="2022").html
    assert (
        "16" in listed(TABLES, editions="toutes").text or "17\u00a0tableaux" in listed(TABLES, editions="toutes").text
    )
    assert "Aucun tableau avec" in listed(TABLES, q="zygomatique").text


def test_how_sure_the_reading_is_stands_beside_a_doubtful_table(listed: Open) -> None:
    drawn = listed(TABLES, doc="fiche")
    assert re.search(r"Lecture\u00a0: confiance \d\d\u00a0% ?\u00a0:", drawn.text)
    assert "aucun filet imprimé" in drawn.text


def test_an_unknown_document_is_said_with_the_way_to_all(listed: Open) -> None:
    drawn = listed(TABLES, doc="nulle-part")
    assert "Référentiel ou édition inconnu\u00a0: nulle-part" in drawn.text
    assert "Chercher dans tous les référentiels" in drawn.links


def test_the_list_is_put_in_order(listed: Open) -> None:
    def names(**parameters: str) -> list[str]:
        return re.findall(r"<h2>(.*?)</h2>", listed(TABLES, **parameters).html)

    printed = names(n="99")
    assert sorted(names(n="99", tri="titre")) == sorted(printed)
    assert "Classification de Frankel" in names(n="99", tri="titre")[0]
    assert "SINS" in names(doc="mo", tri="taille")[0]
    assert "rien pour «\u00a0au-hasard" in listed(TABLES, tri="au-hasard").text


def test_a_choice_in_a_box_becomes_the_address_and_going_back_the_choice(listed: Open) -> None:
    at = listed(TABLES).at
    at.selectbox(key="tables-order").set_value("taille").run()
    assert at.query_params["tri"] in ("taille", ["taille"])
    at.query_params.clear()  # the browser's own button
    at.run()
    assert at.selectbox(key="tables-order").value is None


def test_the_workbook_holds_the_cells_as_printed(fetch: Fetch) -> None:
    answer = fetch("/telecharger/tableaux.xlsx", q="mirels", doc="mo", edition="2024")
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    assert book.sheetnames == ["Sommaire", "1"]
    cells = [[cell.value for cell in row] for row in book["1"].iter_rows()]
    assert any("Score" in row for row in cells)
    assert "Métastases osseuses, éd. 2024, p. 5 · données jusqu’au 31 décembre 2023" in str(cells[1][0])
    assert all(cell.data_type in {"s", "n"} and not isinstance(cell.value, float) for row in book["1"] for cell in row)
    assert "n’est pas un dispositif médical" in str(book["Sommaire"]["A1"].value)


def test_the_csv_holds_what_the_address_selects(fetch: Fetch) -> None:
    text = fetch("/telecharger/tableaux.csv", q="mirels").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["document"] for row in rows} == {"mo"}
    assert rows[0]["page"] == "5"


def test_an_address_of_nothing_is_not_found(fetch: Fetch) -> None:
    assert fetch("/telecharger/tableaux.csv", doc="nulle-part").status_code == 404
    assert fetch("/page", doc="mo", edition="2024", page="999").status_code == 404


def test_a_sharper_page_is_served_as_a_picture(fetch: Fetch) -> None:
    answer = fetch("/page", doc="mo", edition="2024", page="1")
    assert answer.headers["content-type"] in {"image/png", "image/webp"}
