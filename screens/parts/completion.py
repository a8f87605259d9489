"""What may be typed next, asked by the page's script at each pause: a route beside the screens, which answers JSON.

Never fails and never writes down what was typed: where nothing can be offered, nothing is.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ingest.errors import SourcierError
from kb.events import defect
from screens.parts.address import LONGEST_QUERY
from screens.parts.knowledge import knowledge_base

PATH = "/completion"
MOST = 8  # suggestions: a list that is read at a glance
# Fills the list of the search box; inline in the page's head, as it is smaller than a request for it.
SCRIPT = (Path(__file__).parent / "completion.js").read_text(encoding="utf-8").replace("@PATH@", PATH)


def suggestions(typed: str) -> list[str]:
    """At most `MOST` whole questions that `typed` may become; none where there is no knowledge base to ask."""
    if not typed.strip() or len(typed) > LONGEST_QUERY:
        return []
    try:
        return [suggestion.text for suggestion in knowledge_base().complete(typed, MOST)]
    except SourcierError:
        return []  # the screen itself says what is wrong with the knowledge base
    except Exception:  # noqa: BLE001 - a suggestion is never worth an error page
        defect("completion")
        return []


def _answer(request: Request) -> JSONResponse:  # not a coroutine: Starlette runs it in a thread of its own
    return JSONResponse(suggestions(request.query_params.get("q", "")), headers={"cache-control": "no-store"})


ROUTE = Route(PATH, _answer, methods=["GET"])
