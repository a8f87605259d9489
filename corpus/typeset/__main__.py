"""`python -m corpus.typeset`: render every source of `corpus/sources/` beside the manifest."""

from __future__ import annotations

from pathlib import Path

from .render import render
from .source import read_source

CORPUS = Path(__file__).parents[1]


def main() -> None:
    """Write the PDF of each source, saying which changed."""
    for path in sorted((CORPUS / "sources").glob("*.md")):
        pdf = render(read_source(path))
        target = CORPUS / f"{path.stem}.pdf"
        changed = not target.exists() or target.read_bytes() != pdf
        if changed:
            target.write_bytes(pdf)
        print(f"{'rendered' if changed else 'unchanged':9} {target.name}  {len(pdf) // 1024} kB")


if __name__ == "__main__":
    main()
