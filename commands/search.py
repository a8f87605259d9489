"""`sourcier search`: the passages that answer, or an explicit «none»."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from commands.shared import AsJson, Kb, opened
from ingest.errors import CallError
from kb.terminal import DONE, answer_lines, print_json, print_text, valid


def search(
    context: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="So many passages at most.")] = 10,
    all_editions: Annotated[bool, typer.Option("--all-editions", help="Earlier editions too.")] = False,
    document: Annotated[str | None, typer.Option(metavar="ID", help="In this document only.")] = None,
    kind: Annotated[str | None, typer.Option(help="Passages of this kind only.")] = None,
    batch: Annotated[str | None, typer.Option(metavar="FILE", help="One query a line (-: stdin).")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Find the passages that answer QUERY, or say that there are none."""
    if (query is None) == (batch is None):
        raise CallError("a query or --batch FILE is needed, not both", "Like: sourcier search «score de Mirels»")
    with opened(context, kb) as base:
        base.check(document, kind)  # once, not for every line of a batch

        def answer(text: str) -> dict[str, Any]:
            return base.answer_json(
                base.search(text, limit=limit, all_editions=all_editions, document=document, kind=kind)
            )

        if batch is not None:
            return answer_lines(batch, answer)
        found = answer(valid(" ".join(query or [])))
        if as_json:
            print_json(found)
        else:
            from kb.printout import answer_text

            print_text(answer_text(found, colour=sys.stdout.isatty()))
    return DONE
