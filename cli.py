"""The terminal's door: each command reads its options, asks the knowledge base, prints.

With `--json` exactly one JSON document on stdout (UTF-8), everything else on stderr. Never a traceback: an error is a
line or two, and the exit status says what it was (0 done, 1 something refused, 2 the call cannot be served).
"""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import CallError, SourcierError
from kb.settings import Settings, settings
from kb.terminal import (
    DONE,
    FOUND_WRONG,
    INTERRUPTED,
    answer_lines,
    fail,
    print_json,
    print_text,
    progress,
    say,
    system,
    valid,
)

if TYPE_CHECKING:  # each command loads what it needs: a terminal should answer at once
    from kb.knowledge import KnowledgeBase

PORT = 8501  # Streamlit's own; another free one is taken where it is in use

app = typer.Typer(
    name="sourcier",
    help="Clinical guidelines, read as they were printed, and answers that quote them.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Kb = Annotated[Path | None, typer.Option("--kb", metavar="DIR", help="The knowledge base [$SOURCIER_KB, ./.sourcier].")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.callback()
def _every_command(context: typer.Context, kb: Kb = None) -> None:
    context.obj = kb


@app.command()
def build(
    context: typer.Context,
    corpus: Annotated[Path, typer.Argument(help="The folder that holds the guidelines.")],
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes that read files.")] = 1,
    engine: Annotated[str | None, typer.Option(help="The search engine [whoosh].")] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages with Tesseract.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Read every file again.")] = False,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Read what is new or changed in the folder CORPUS and publish a new build."""
    from kb import build as building
    from kb import contract

    chosen = _settings(context, kb)
    if ocr:
        from ingest.ocr import find_tesseract

        find_tesseract()  # asked before any file is read: without it the call cannot be served
    order = building.Order(
        corpus, chosen.kb, engine or chosen.engine, jobs, ocr, force, chosen.keep_builds, chosen.max_file_bytes
    )
    with progress() as tell:
        report = building.build(order, tell)
    if as_json:
        print_json(contract.build(report))
    else:
        from kb.printout import build_text

        print_text(build_text(report))
    return FOUND_WRONG if report.refused else DONE


@app.command()
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
    with _opened(context, kb) as base:
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


@app.command()
def show(
    context: typer.Context,
    edition: Annotated[
        str | None, typer.Argument(metavar="[DOC[@EDITION]]", help="The latest edition if none.")
    ] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """One parsed edition, whole; without DOC, which documents and editions there are."""
    with _opened(context, kb) as base:
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


@app.command()
def calc(
    context: typer.Context,
    calculator: Annotated[str | None, typer.Argument(metavar="[ID]", help="As --list names it.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Which calculators there are.")] = False,
    all_editions: Annotated[bool, typer.Option("--all-editions", help="With --list: earlier editions too.")] = False,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="ITEM=OPTION", help="An answer; once for each item.")
    ] = None,
    batch: Annotated[str | None, typer.Option(metavar="FILE", help="JSON Lines of answers (-: stdin).")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Run the calculator ID on the answers given, or list what there is."""
    from kb.calculators import contract, printout
    from kb.calculators.batch import line_answers, set_answers
    from kb.calculators.run import prepare, run

    if listed or calculator is None:
        if calculator is not None or given or batch is not None:
            raise CallError("--list takes no calculator and no answers", "Like: sourcier calc mirels --set ITEM=OPTION")
        with _opened(context, kb) as base:
            found = [contract.calculator_json(each) for each in base.calculators(all_editions)]
        if as_json:
            print_json(found)
        else:
            print_text(printout.list_text(found))
        return DONE
    if given and batch is not None:
        raise CallError("answers are needed from --set or from --batch, not both", "Leave one out.")
    with _opened(context, kb) as base:
        form = prepare(base.calculator(valid(calculator)))
    if batch is not None:
        return answer_lines(batch, lambda text: contract.result_json(run(form, line_answers(text))), named=False)
    result = contract.result_json(run(form, set_answers([valid(each) for each in given or []], form)))
    if as_json:
        print_json(result)
    else:
        shown = contract.calculator_json(form.calculator)
        print_text(printout.result_text(result, shown) if given else printout.form_text(shown))
    return DONE


@app.command()
def builds(context: typer.Context, kb: Kb = None, as_json: AsJson = False) -> int:
    """List the published builds, newest first."""
    from kb import history

    found = history.builds(_settings(context, kb).kb)
    if as_json:
        print_json({"builds": [asdict(each) for each in found]})
    else:
        from kb.printout import builds_text

        print_text(builds_text(found))
    return DONE


@app.command()
def rollback(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[BUILD]", help="The one before the current if none.")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Go back to an earlier build."""
    from kb import history

    now, before = history.rollback(_settings(context, kb).kb, name)
    if as_json:
        print_json({"build": now, "before": before})
    else:
        print_text(f"{now} is the current build" + (f" (it was {before})" if before else ""))
    return DONE


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port [8501, else a free one].")] = None,
    kb: Kb = None,
) -> int:
    """Open the app on this machine, in a browser where there is a display."""
    with _opened(context, kb) as base:  # what is wrong with it is better said here than in a browser
        folder = base.path.resolve()
    at = port or _free_port()
    options = {
        "server.address": "127.0.0.1",
        "server.port": at,
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name("app.py"))]
    command += [f"--{name}={value}" for name, value in options.items()]
    say(f"http://127.0.0.1:{at}")
    os.execve(sys.executable, command, {**os.environ, "SOURCIER_KB": str(folder)})  # noqa: S606 - no shell is wanted


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever the locale says, and whatever bytes a file name holds
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(stream=sys.stderr, format="sourcier: %(message)s", level=logging.WARNING)
    try:
        status = app(arguments, prog_name="sourcier", standalone_mode=False)
        sys.stdout.flush()
        if status == INTERRUPTED:  # Typer's answer to Ctrl-C
            raise KeyboardInterrupt
    except SourcierError as error:
        return fail(error.message, error.advice)
    except typer.TyperException as error:
        return fail(error.format_message(), "Try: sourcier --help")
    except (KeyboardInterrupt, typer.Abort):
        return fail("interrupted", "Nothing is left half done; run it again.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more when it ends
        return FOUND_WRONG
    except OSError as error:
        return fail(*system(error))
    except Exception as error:  # the last door: a traceback helps nobody at a bedside
        if os.environ.get("SOURCIER_DEBUG"):
            raise
        return fail(f"internal error ({type(error).__name__}: {error})", "Run it with SOURCIER_DEBUG=1 and report it.")
    return status if isinstance(status, int) else DONE


# --- options --------------------------------------------------------------------------------------------


def _settings(context: typer.Context, kb: Path | None) -> Settings:
    found = settings(os.environ)
    chosen = kb or context.obj
    return Settings(**{**asdict(found), "kb": chosen}) if chosen else found


@contextmanager
def _opened(context: typer.Context, kb: Path | None) -> Iterator[KnowledgeBase]:
    from kb.knowledge import open_kb

    chosen = _settings(context, kb)
    with closing(open_kb(chosen.kb, chosen)) as base:
        yield base


def _free_port() -> int:
    for wished in (PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wished))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CallError("no free port", "Name one: sourcier serve --port 8600")


if __name__ == "__main__":
    sys.exit(main())
