"""`sourcier verify`: every stored quotation, re-read in its PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from commands.shared import AsJson, Kb, chosen_settings
from kb.terminal import DONE, FOUND_WRONG, print_json, print_text, say


def verify(
    context: typer.Context,
    sample: Annotated[int | None, typer.Option(min=1, help="Only so many, drawn at random.")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Re-read every stored quotation in its PDF, at its page and boxes, with a second engine."""
    from kb.verify.run import verify as run

    found = run(chosen_settings(context, kb).kb, sample)
    for note in found.notes:
        say(note)
    if as_json:
        print_json(asdict(found))
    else:
        for failure in found.failed:
            where = f"{failure.document}@{failure.edition}, page {failure.page}, {failure.passage}"
            print_text(f"{where}: {failure.why}\n  {failure.text[:100]}")
        rest = f", {found.unread} without print" if found.unread else ""
        print_text(f"{found.verified} of {found.checked} quotations stand where they are said to{rest}")
    return FOUND_WRONG if found.failed or found.notes else DONE
