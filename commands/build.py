"""`sourcier build`, `builds`, `rollback`: what the knowledge base is made of."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from commands.shared import AsJson, Kb, chosen_settings
from kb.terminal import DONE, FOUND_WRONG, print_json, print_text, progress


def build(
    context: typer.Context,
    corpus: Annotated[Path, typer.Argument(help="The folder that holds the guidelines.")],
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes that read files.")] = 1,
    engine: Annotated[str | None, typer.Option(help="The search engine [whoosh].")] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages with Tesseract.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Read every file again.")] = False,
    drop_uploads: Annotated[
        bool, typer.Option("--drop-uploads", help="Leave out the editions published from the app.")
    ] = False,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Read what is new or changed in the folder CORPUS and publish a new build."""
    from kb import build as building
    from kb import contract

    chosen = chosen_settings(context, kb)
    if ocr:
        from ingest.paper.ocr import find_tesseract

        find_tesseract()  # asked before any file is read: without it the call cannot be served
    order = replace(
        building.Order.of(corpus, chosen), engine=engine or chosen.engine, jobs=jobs, ocr=ocr, force=force,
        keep_uploads=not drop_uploads,
    )  # fmt: skip
    with progress() as tell:
        report = building.build(order, tell)
    if as_json:
        print_json(contract.build(report))
    else:
        from kb.printout import build_text

        print_text(build_text(report))
    return FOUND_WRONG if report.refused else DONE


def builds(context: typer.Context, kb: Kb = None, as_json: AsJson = False) -> int:
    """List the published builds, newest first."""
    from kb.store import history

    found = history.builds(chosen_settings(context, kb).kb)
    if as_json:
        print_json({"builds": [asdict(each) for each in found]})
    else:
        from kb.printout import builds_text

        print_text(builds_text(found))
    return DONE


def rollback(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[BUILD]", help="The one before the current if none.")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Go back to an earlier build."""
    from kb.store import history

    now, before = history.rollback(chosen_settings(context, kb).kb, name)
    if as_json:
        print_json({"build": now, "before": before})
    else:
        print_text(f"{now} is the current build" + (f" (it was {before})" if before else ""))
    return DONE
