"""Run in .bench-venv: the PDFs of the command line to Markdown with pymupdf4llm; prints processor seconds as JSON.

Imports and the first call's warming-up are left out: only the reading is compared.
"""

from __future__ import annotations

import json
import sys
import time

import pymupdf4llm  # type: ignore[import-not-found]


def main(arguments: list[str]) -> None:
    if hasattr(pymupdf4llm, "use_layout"):
        pymupdf4llm.use_layout("--layout" in arguments)
    files = [argument for argument in arguments if argument != "--layout"]
    pymupdf4llm.to_markdown(files[0], pages=[0], show_progress=False)
    start = time.process_time()
    for file in files:
        pymupdf4llm.to_markdown(file, show_progress=False)
    sys.stdout.write("\n" + json.dumps({"seconds": time.process_time() - start}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
