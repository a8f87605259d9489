"""One target under libFuzzer: `python -m tests.fuzz.harness TARGET [libFuzzer's options]`. See `__main__.py`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["ingest", "kb"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()
