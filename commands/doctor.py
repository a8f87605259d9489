"""`sourcier doctor`: is this installation, and its knowledge base, in order?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from commands.shared import AsJson, Kb, chosen_settings
from kb.terminal import DONE, FOUND_WRONG, print_json, print_text


def doctor(
    context: typer.Context,
    whole: Annotated[bool, typer.Option("--all", help="Re-read every quotation, not a sample.")] = False,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Look at versions, paths, builds, index, originals, quotations and disk."""
    from kb.doctor import State, examine
    from kb.printout import clean

    found = examine(chosen_settings(context, kb), whole)
    if as_json:
        print_json(asdict(found) | {"well": found.well})
    else:
        marks = {State.GOOD: "ok   ", State.DOUBT: "note ", State.WRONG: "WRONG"}
        lines = [f"{name}: {said}" for name, said in (found.versions | found.paths).items()]
        lines += [f"{name}: {size / 2**20:.1f} MB" for name, size in found.disk.items()]
        for finding in found.findings:
            lines.append(f"{marks[finding.state]} {finding.what}: {finding.said}")
            lines += [f"      {finding.advice}"] if finding.advice else []
        print_text("\n".join(clean(line) for line in lines))
    return DONE if found.well else FOUND_WRONG
