"""Run in .bench-venv: what the package `redlines` and the standard library's `difflib` say changed, as JSON.

    python benchmarks/peer_diff.py < pairs.json

Reads `{"name": [[statements of a], [statements of b]]}`, writes for each name and peer the statements that it touches.
"""

from __future__ import annotations

import json
import sys
import time
from difflib import SequenceMatcher
from importlib.metadata import version
from typing import Any

from redlines import Redlines  # type: ignore[import-not-found]
from redlines.processor import (  # type: ignore[import-not-found]
    PARAGRAPH_MARKER,
    concatenate_paragraphs_and_add_chr_182,
    tokenizer,
)


def by_difflib(a: list[str], b: list[str]) -> tuple[list[int], list[int]]:
    """Statements that are not the same in both, compared whole."""
    codes = [code for code in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if code[0] != "equal"]
    return [i for c in codes for i in range(c[1], c[2])], [j for c in codes for j in range(c[3], c[4])]


def by_redlines(a: list[str], b: list[str]) -> tuple[list[int], list[int]]:
    """Statements in which a word is marked, each a paragraph of its own."""
    texts = ["\n".join(" ".join(said.split()) for said in side) for side in (a, b)]
    codes = [code for code in Redlines(*texts).opcodes if code[0] != "equal"]
    first, second = (_statements(text) for text in texts)
    return (
        sorted({first[n] for c in codes for n in range(c[1], c[2])}),
        sorted({second[n] for c in codes for n in range(c[3], c[4])}),
    )


def _statements(text: str) -> list[int]:
    """For each of the package's tokens, the number of the statement that it stands in."""
    at, found = 0, []
    for token in tokenizer.findall(concatenate_paragraphs_and_add_chr_182(text)):
        found.append(at)
        at += token.count(PARAGRAPH_MARKER)
    return found


def main() -> None:
    answer: dict[str, Any] = {"version": version("redlines"), "found": {}}
    for name, (a, b) in json.load(sys.stdin).items():
        for peer, compare in (("difflib", by_difflib), ("redlines", by_redlines)):
            start = time.process_time()
            touched = compare(a, b)
            answer["found"][f"{peer}/{name}"] = {"touched": touched, "seconds": time.process_time() - start}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
