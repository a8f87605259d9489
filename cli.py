"""The terminal's door: which commands there are, and what is said when one cannot be served.

With `--json` exactly one JSON document on stdout (UTF-8), everything else on stderr. Never a traceback: an error is a
line or two, and the exit status says what it was (0 done, 1 something refused, 2 the call cannot be served).
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import typer

from commands.audit import audit
from commands.build import build, builds, rollback
from commands.calc import calc
from commands.diff import diff
from commands.doctor import doctor
from commands.export import export
from commands.search import search
from commands.serve import serve
from commands.shared import Kb
from commands.show import show
from commands.verify import verify
from ingest.errors import SourcierError
from kb.terminal import DONE, FOUND_WRONG, INTERRUPTED, fail, system

app = typer.Typer(
    name="sourcier",
    help="Clinical guidelines, read as they were printed, and answers that quote them.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _every_command(context: typer.Context, kb: Kb = None) -> None:
    context.obj = kb


for command in (build, search, show, calc, diff, audit, verify, doctor, export, builds, rollback, serve):
    app.command()(command)


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


if __name__ == "__main__":
    sys.exit(main())
