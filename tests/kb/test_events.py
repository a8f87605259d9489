"""Events are lines of JSON that tell what happened and never what was said."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from kb.events import defect, note, write_events

SECRET = "douleur de Mme Martin"


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, object]]]]:
    """What was noted since the test began."""
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    kept = logging.root.handlers[:], logging.root.level
    write_events("info")
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    logging.root.handlers[:], logging.root.level = kept


def test_an_event_is_one_line_with_its_facts(events: Callable[[], list[dict[str, object]]]) -> None:
    note("screen", screen="lecture\n", ms=12.5)
    (told,) = events()
    assert told.pop("time")
    assert told == {"level": "info", "event": "screen", "screen": "lecture\n", "ms": 12.5}


def test_an_error_is_told_by_its_type_and_place_and_not_by_its_words(
    events: Callable[[], list[dict[str, object]]],
) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        defect("accident")
        logging.getLogger("streamlit.x").exception("in %s", SECRET)
        logging.getLogger("uvicorn.error").warning(f"{SECRET}")
    ours, first, second = events()
    assert (ours["error"], first["error"]) == ("ValueError", "ValueError")
    assert "test_events.py" in str(ours["frames"])
    assert str(first["where"]).startswith("streamlit.x:") and str(second["where"]).startswith("uvicorn.error:")
    assert SECRET not in json.dumps([ours, first, second], ensure_ascii=False)
