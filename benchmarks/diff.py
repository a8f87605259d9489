"""What changed between the corpus's editions: ours, `difflib` on sentences, the package `redlines`; one list of truths.

    python -m benchmarks.diff

The peers get the statements, rows and entries as we read them, so that pairing alone is compared: a statement that a
peer touches counts as found, and as right where the written list of changes names it. They rank nothing; we do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pymupdf
from rich.console import Console
from rich.table import Table

from ingest.model import Guideline
from ingest.reader import read_guideline
from kb.diff.compare import compare
from kb.diff.model import Change, Meaning
from kb.diff.statements import Layers, read_statements
from kb.diff.tables import read_grids
from tests.kb.diff.scoring import UPPER, Truth, bare, read_truths, score

CORPUS = Path("corpus")
DOCUMENTS = ("mo-poumon", "radiotherapie-os")
LONG = ("mo-poumon", "radiotherapie-os", "revue-interventionnelle")  # bound together: 29 pages
PEERS = Path(".bench-venv/bin/python")
MOST_SECONDS = 1.0  # for two editions of 30 pages
REPEATS = 5


def run(console: Console) -> bool:
    """Print the figures; whether every bound is kept."""
    table = Table("changes", "document", "recall, upper", "recall, rest", "precision", "seconds")
    kept = True
    pairs = {name: (_read(f"{name}-2022"), _read(f"{name}-2024")) for name in DOCUMENTS}
    for name, (a, b) in pairs.items():
        truths, record = read_truths(CORPUS / "sources" / f"changes-{name}.toml")
        seconds, changes = _timed(a, b)
        found = score(changes, truths, record)
        rest = [m for m in Meaning if m not in UPPER]
        figures = found.recall(UPPER), found.recall(rest), found.precision
        kept = kept and figures[0] >= 0.98 and figures[1] >= 0.95 and figures[2] >= 0.95
        table.add_row("Sourcier", name, *(f"{figure:.3f}" for figure in figures), f"{seconds:.2f}")
    statements = {name: [_statements(each) for each in pair] for name, pair in pairs.items()}
    answer = _peers(statements)
    for peer in ("difflib", "redlines") if answer else ():
        for name in DOCUMENTS:
            truths, _ = read_truths(CORPUS / "sources" / f"changes-{name}.toml")
            one = answer["found"][f"{peer}/{name}"]
            touched = [[statements[name][side][n] for n in one["touched"][side]] for side in (0, 1)]
            upper = [t for t in truths if t.meaning in UPPER]
            rest_of = [t for t in truths if t.meaning not in UPPER]
            right = sum(_named(said, truths, side) for side in (0, 1) for said in touched[side])
            precision = right / max(1, len(touched[0]) + len(touched[1]))
            shown = peer if peer == "difflib" else f"{peer} {answer['version']}"
            recalls = _recall(upper, touched), _recall(rest_of, touched)
            table.add_row(shown, name, *(f"{r:.3f}" for r in (*recalls, precision)), f"{one['seconds']:.2f}")
    long = _bound("2022"), _bound("2024")
    seconds, _ = _timed(*long)
    pages = "/".join(str(len(each.pages)) for each in long)
    table.add_row("Sourcier", f"{pages} pages", "", "", "", f"{seconds:.2f} (< {MOST_SECONDS:.0f})")
    console.print(table)
    console.print("precision: of what is reported in the upper ranks (ours), of every statement touched (the peers)")
    return kept and seconds < MOST_SECONDS


def _read(name: str) -> Guideline:
    pdf = CORPUS / f"{name}.pdf"
    return read_guideline(pdf.read_bytes(), name=pdf.name, document=name)


def _bound(edition: str) -> Guideline:
    """The documents of an edition as one long file."""
    with pymupdf.open() as long:
        for name in LONG:
            path = CORPUS / f"{name}-{edition}.pdf"
            with pymupdf.open(path if path.exists() else CORPUS / f"{name}-2023.pdf") as part:
                long.insert_pdf(part)
        return read_guideline(bytes(long.tobytes()), name="long.pdf", document="long")


def _timed(a: Guideline, b: Guideline) -> tuple[float, tuple[Change, ...]]:
    """Processor seconds of the fastest of some runs, and what was found."""
    took = []
    for _ in range(REPEATS):
        start = time.process_time()
        changes = compare(a, b).changes
        took.append(time.process_time() - start)
    return min(took), changes


def _statements(guideline: Guideline) -> list[str]:
    layers = Layers(guideline, {})
    said = [statement.text.text for statement in read_statements(guideline, layers)]
    said += [" | ".join(row.dense) for grid in read_grids(guideline, layers) for row in grid.rows]
    return said + [reference.text.text for reference in guideline.references]


def _peers(statements: dict[str, list[list[str]]]) -> dict[str, dict[str, dict[str, list[list[int]]]]] | None:
    if not PEERS.exists():
        return None
    done = subprocess.run(
        [PEERS, "benchmarks/peer_diff.py"], input=json.dumps(statements), capture_output=True, text=True, check=True
    )
    answer: dict[str, dict[str, dict[str, list[list[int]]]]] = json.loads(done.stdout)
    return answer


def _recall(truths: Sequence[Truth], touched: Sequence[Sequence[str]]) -> float:
    """The share of the entries all of whose sides stand in statements that the peer touches."""
    found = sum(
        all(said is None or any(bare(said) in bare(t) for t in touched[side]) for side, said in _sides(truth))
        for truth in truths
    )
    return found / max(1, len(truths))


def _named(said: str, truths: Iterable[Truth], side: int) -> bool:
    """Whether the list of changes names the statement on that side."""
    for truth in truths:
        known = dict(_sides(truth))[side]
        if (known and bare(known) in bare(said)) or any(bare(s) in bare(said) for s in truth.statements):
            return True
    return False


def _sides(truth: Truth) -> tuple[tuple[int, str | None], tuple[int, str | None]]:
    return (0, truth.before), (1, truth.after)


if __name__ == "__main__":
    sys.exit(0 if run(Console()) else 1)
