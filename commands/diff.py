"""`sourcier diff`: what changed between two editions, ranked by clinical meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import AsJson, Kb, opened
from kb.terminal import DONE, FOUND_WRONG, print_json, print_text, say, valid


def diff(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="DOC@A", help="The earlier edition; without a label the latest.")],
    b: Annotated[str, typer.Argument(metavar="DOC@B", help="The later edition.")],
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page that stands alone, with images.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a draft of the «quoi de neuf» table (.csv: as CSV).")
    ] = None,
    fail_on: Annotated[
        list[str] | None, typer.Option(metavar="MEANING", help="Exit 1 on a change of this meaning; may be repeated.")
    ] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """What changed between two editions: added, removed, modified, moved, and what it means."""
    from kb.diff.door import compare_named, meaning_named

    watched = {meaning_named(valid(name)) for name in fail_on or []}
    with opened(context, kb) as base:
        compared = compare_named(base, valid(a), valid(b))
        if html is not None:
            from kb.diff.page import page_html

            html.write_text(page_html(compared, base), encoding="utf-8")
        if markdown is not None:
            from kb.diff.news import news_csv, news_markdown

            write = news_csv if markdown.suffix.casefold() == ".csv" else news_markdown
            markdown.write_text(write(compared), encoding="utf-8")
    for note in compared.notes:
        say(f"sourcier: {note}")
    if as_json:
        print_json(compared.as_json())
    else:
        from kb.diff.printout import difference_text

        print_text(difference_text(compared))
    return FOUND_WRONG if any(change.meaning in watched for change in compared.difference.changes) else DONE
