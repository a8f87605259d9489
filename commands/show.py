"""`sourcier show`: what was read, whole."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.shared import AsJson, Kb, opened
from kb.terminal import DONE, print_json, print_text, valid


def show(
    context: typer.Context,
    edition: Annotated[
        str | None, typer.Argument(metavar="[DOC[@EDITION]]", help="The latest edition if none.")
    ] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """One parsed edition, whole; without DOC, which documents and editions there are."""
    with opened(context, kb) as base:
        if edition is None:
            shown = base.list_json()
        else:
            named = base.named(valid(edition))
            shown = base.show_json(named.document, named.label)
    if as_json:
        print_json(shown)
    else:
        from kb.printout import edition_text, list_text

        print_text(list_text(shown) if edition is None else edition_text(shown))
    return DONE
