"""Files that a screen offers: the tables and references it shows, in the formats of other tools.

Routes beside the screens, each a plain address: what the address of the screen selects is what the file holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ingest.errors import CallError, SourcierError
from kb.events import defect
from kb.export.bibtex import bibtex
from kb.export.csl import csl
from kb.export.ris import ris
from kb.export.tables import table_stream
from kb.export.works import Work, works
from kb.knowledge import KnowledgeBase
from screens.parts.knowledge import knowledge_base, picture_at
from screens.parts.list_address import ListAddress
from screens.parts.picture import SHARP
from screens.parts.selection import tables_of, works_of

TABLES, REFERENCES, PAGE = "/telecharger/tableaux", "/telecharger/references", "/page"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Parameters:
    """A request's query, as the addresses of the screens are read."""

    def __init__(self, request: Request) -> None:
        self._query = request.query_params

    def get_all(self, key: str) -> list[str]:
        return self._query.getlist(key)


def to_tables(address: ListAddress, ending: str) -> str:
    """The address of the tables that `address` selects, as «csv» or «xlsx»."""
    return _address(TABLES, address, ending)


def to_references(address: ListAddress, ending: str) -> str:
    """The address of the references that `address` selects, as «bib», «ris» or «json»."""
    return _address(REFERENCES, address, ending)


def to_sharp_page(document: str, edition: str, page: int, sha256: str) -> str:
    """The address of a page's picture for a dense or enlarged screen."""
    return f"{PAGE}?{urlencode({'doc': document, 'edition': edition, 'page': page, 'v': sha256[:12]})}"


def _address(path: str, address: ListAddress, ending: str) -> str:
    query = urlencode(address.written())
    return f"{path}.{ending}?{query}" if query else f"{path}.{ending}"


def _tables(base: KnowledgeBase, address: ListAddress, ending: str) -> tuple[bytes, str]:
    found = tables_of(base, address)
    if ending == "xlsx":
        from kb.citing.workbook import workbook  # loading the library takes longer than a screen may

        return workbook(table.printed for table in found), _XLSX
    kept: dict[int, dict[str, object]] = {}
    for each in found:
        whole = kept.setdefault(id(each.edition), each.edition.facts | {"tables": []})
        whole["tables"].append(each.table)  # type: ignore[attr-defined]
    # Excel reads UTF-8 only behind this mark.
    return ("\ufeff" + table_stream(list(kept.values()))).encode("utf-8"), "text/csv; charset=utf-8"


_WRITERS: dict[str, tuple[Callable[[tuple[Work, ...]], str], str]] = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
    "json": (lambda found: json.dumps(csl(found), ensure_ascii=False, indent=2) + "\n", "application/json"),
}


def _references(base: KnowledgeBase, address: ListAddress, ending: str) -> tuple[bytes, str]:
    write, media = _WRITERS[ending]
    kept: dict[int, dict[str, object]] = {}
    for each in works_of(base, address):
        whole = kept.setdefault(id(each.edition), each.edition.facts | {"references": []})
        # A reference without a label is called by its position, which the selection would change.
        whole["references"].append({**each.entry.reference, "label": each.entry.label})  # type: ignore[attr-defined]
    return write(works(kept.values())).encode("utf-8"), f"{media}; charset=utf-8"


def _serve(make: Callable[[KnowledgeBase, ListAddress, str], tuple[bytes, str]], stem: str, ending: str) -> Route:
    def answer(request: Request) -> Response:  # not a coroutine: Starlette runs it in a thread of its own
        address = ListAddress.read(_Parameters(request))

        def made() -> Response:
            data, media = make(knowledge_base(), address, ending)
            name = "-".join(filter(None, ("sourcier", stem, address.document, address.edition)))
            named = f"attachment; filename*=UTF-8''{quote(name)}.{ending}"
            return Response(data, media_type=media, headers={"content-disposition": named, "cache-control": "no-store"})

        return _guarded(made)

    return Route(f"/telecharger/{stem}.{ending}", answer, methods=["GET"])


def _page(request: Request) -> Response:
    """A page's picture, for screens that show more points than the first one has."""
    query = request.query_params
    page = query.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0

    def made() -> Response:
        picture = picture_at(knowledge_base(), query.get("doc", ""), query.get("edition", ""), number, SHARP)
        return Response(picture.data, media_type=picture.media, headers={"cache-control": "private, max-age=86400"})

    return _guarded(made)


def _guarded(make: Callable[[], Response]) -> Response:
    try:
        return make()
    except CallError:
        return PlainTextResponse("Cette adresse ne désigne rien dans la base de connaissances.\n", 404)
    except SourcierError:
        return PlainTextResponse("La base de connaissances ne peut pas être lue.\n", 503)
    except Exception:  # noqa: BLE001 - the door’s duty: an operator is told
        defect("download")
        return PlainTextResponse("Ce fichier n’a pas pu être fait.\n", 500)


ROUTES = (
    *(_serve(_tables, "tableaux", ending) for ending in ("csv", "xlsx")),
    *(_serve(_references, "references", ending) for ending in _WRITERS),
    Route(PAGE, _page, methods=["GET"]),
)
