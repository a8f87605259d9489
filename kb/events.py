"""What happens, for whoever runs the program: one line of JSON on stderr for each event.

Never what somebody asked or was answered: an event has a name and the facts it is given, an error its type and where it
was raised, never its words, and of other people's loggers only which one spoke.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

_OURS = "sourcier"
_CODE = Path(__file__).resolve().parents[1]
_OTHERS = ("streamlit", "uvicorn", "websockets", "asyncio")  # loggers that print in ways of their own
_DEEPEST = 12  # frames of an error, from where it was raised


def note(event: str, level: int = logging.INFO, **facts: object) -> None:
    """Say that `event` happened. `facts` hold names and figures, never what somebody typed."""
    logging.getLogger(_OURS).log(level, event, extra={"facts": facts})


def defect(event: str, **facts: object) -> None:
    """Say that `event` failed with the error in hand, which nobody foresaw."""
    error = sys.exception()
    note(event, logging.ERROR, **facts, **(_error(error) if error else {}))


def write_events(level: str) -> None:
    """Have all that is logged from here on come as lines of JSON; of ours, what is at least `level` («info»)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    handler.addFilter(lambda record: record.name == _OURS or record.levelno >= logging.WARNING)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(_OURS).setLevel(level.upper())
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _OTHERS:
            other = logging.getLogger(name)
            other.handlers.clear()
            other.propagate = True


class _Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == _OURS
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if ours else "library",
        }
        if ours:
            told |= getattr(record, "facts", {})
        else:
            told["where"] = f"{record.name}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            told |= _error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False, default=str)


def _error(error: BaseException) -> dict[str, object]:
    """Its type and where it was raised; not its words, which may quote what was typed."""
    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    return {"error": type(error).__name__, "frames": [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames]}


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_CODE)) if path.is_relative_to(_CODE) and ".venv" not in path.parts else path.name
