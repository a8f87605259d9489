"""`sourcier audit`: what an editor should mend."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from commands.shared import AsJson, Kb, opened
from ingest.errors import CallError
from kb.days import today
from kb.terminal import DONE, FOUND_WRONG, print_json, print_text, say, valid


def audit(
    context: typer.Context,
    edition: Annotated[
        str | None, typer.Argument(metavar="[DOC[@EDITION]]", help="The latest edition of every document if none.")
    ] = None,
    sarif: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the findings as SARIF 2.1.0 too.")] = None,
    accepted: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Accepted findings [$SOURCIER_ACCEPTED, ./corpus/audit-accepte.toml]."),
    ] = None,
    accept: Annotated[
        str | None, typer.Option(metavar="ID", help="Accept this finding, with --reason and --by.")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it may stay.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who says so.")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """What an editor should mend in one edition, or in the latest of each; exit 1 where there is an error."""
    from kb.audit.accepted import accepted_file, append_accepted, read_accepted
    from kb.audit.contract import audit_json
    from kb.audit.desk import acceptance, audits
    from kb.audit.printout import audit_text
    from kb.audit.sarif import sarif as as_sarif
    from kb.store.versions import program_version

    file = accepted or accepted_file(os.environ)
    on = today()
    with opened(context, kb) as base:
        known = read_accepted(file)
        found = tuple(audits(base, None if edition is None else valid(edition), on, known))
    if accept is not None:
        append_accepted(file, acceptance(found, valid(accept), valid(reason or ""), valid(by or ""), on))
        say(f"accepted in {file}")
        return DONE
    if reason is not None or by is not None:
        raise CallError("--reason and --by go with --accept", "Like: sourcier audit DOC --accept ID --reason … --by …")
    if sarif is not None:
        sarif.write_text(
            json.dumps(as_sarif(found, program_version()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if as_json:
        print_json(audit_json(found))
    else:
        print_text(audit_text(found))
    return FOUND_WRONG if any(each.failed for each in found) else DONE
