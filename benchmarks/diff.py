"""What changed between the corpus's editions: ours, `difflib` on sentences, the package `redlines`; one list of truths.

    python -m benchmarks.diff

The peers get the statements, rows and entries as we read them, so that pairing alone is compared: a statement that a
peer touches counts as found, and as right where the written list of changes names it. They rank nothing; we do.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks import pdf, peers
from benchmarks.corpus import CORPUS
from ingest.model import Guideline
from ingest.reader import read_guideline
from kb.diff.compare import compare
from kb.diff.model import Change, Meaning
from kb.diff.statements import Layers, read_statements
from kb.diff.tables import read_grids
from tests.kb.diff.scoring import UPPER, Truth, bare, read_truths, score

DOCUMENTS = ("mo-poumon", "radiotherapie-os")
REVIEW = "revue-interventionnelle-2023"  # joined to both documents of an edition: 29 pages
MOST_SECONDS = 1.0  # for two editions of 30 pages
REPEATS = 5


def run(console: Console) -> bool:
    """Print the figures; whether every bound is kept."""
    table = Table("changes", "document", "recall, upper", "recall, rest", "precision", "seconds")
    kept = True
    pairs = {name: (_read(f"{name}-2022"), _read(f"{name}-2024")) for name in DOCUMENTS}
    written = {name: read_truths(CORPUS / "sources" / f"changes-{name}.toml") for name in DOCUMENTS}
    for name, (a, b) in pairs.items():
        seconds, changes = _timed(a, b)
        found = score(changes, *written[name])
        rest = [m for m in Meaning if m not in UPPER]
        figures = found.recall(UPPER), found.recall(rest), found.precision
        kept = kept and figures[0] >= 0.98 and figures[1] >= 0.95 and figures[2] >= 0.95
        table.add_row("Sourcier", name, *(f"{figure:.3f}" for figure in figures), f"{seconds:.2f}")
    for row in _peers(pairs, {name: truths for name, (truths, _) in written.items()}):
        table.add_row(*row)
    long = _joined("2022"), _joined("2024")
    seconds, _ = _timed(*long)
    pages = "/".join(str(len(each.pages)) for each in long)
    table.add_row("Sourcier", f"{pages} pages", "", "", "", f"{seconds:.2f} (< {MOST_SECONDS:.0f})")
    console.print(table)
    console.print("precision: of what is reported in the upper ranks (ours), of every statement touched (the peers)")
    return kept and seconds < MOST_SECONDS


def _read(name: str) -> Guideline:
    file = CORPUS / f"{name}.pdf"
    return read_guideline(file.read_bytes(), name=file.name, document=name)


def _joined(edition: str) -> Guideline:
    """The documents of an edition as one long file."""
    names = [*(f"{name}-{edition}" for name in DOCUMENTS), REVIEW]
    return read_guideline(pdf.joined(CORPUS / f"{name}.pdf" for name in names), name="long.pdf", document="long")


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


def _peers(
    pairs: Mapping[str, tuple[Guideline, Guideline]], truths: Mapping[str, Sequence[Truth]]
) -> Iterator[tuple[str, ...]]:
    """A row for each peer and document; none where the peers are not installed."""
    statements = {name: [_statements(each) for each in pair] for name, pair in pairs.items()}
    answer = peers.ask("peer_diff.py", given=json.dumps(statements))
    if answer is None:
        return
    for peer, shown in (("difflib", "difflib"), ("redlines", f"redlines {answer['version']}")):
        for name, known in truths.items():
            one = answer["found"][f"{peer}/{name}"]
            touched = [[statements[name][side][n] for n in one["touched"][side]] for side in (0, 1)]
            upper = [truth for truth in known if truth.meaning in UPPER]
            rest = [truth for truth in known if truth.meaning not in UPPER]
            right = sum(_named(said, known, side) for side in (0, 1) for said in touched[side])
            precision = right / max(1, len(touched[0]) + len(touched[1]))
            figures = _recall(upper, touched), _recall(rest, touched), precision
            yield shown, name, *(f"{figure:.3f}" for figure in figures), f"{one['seconds']:.2f}"


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
