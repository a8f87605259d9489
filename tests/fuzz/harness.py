"""One target under libFuzzer: `python -m tests.fuzz.harness TARGET [libFuzzer's options]`. See `__main__.py`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["ingest", "kb"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    holds = TARGETS[sys.argv.pop(1)]
    holds(b"Une dose de 8 Gy.")  # what is loaded at the first call is no part of an input's time
    atheris.Setup(sys.argv, holds)
    atheris.Fuzz()
