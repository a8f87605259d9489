"""A shelf of demonstration guidelines that have tables and bibliographies: two editions of one, and two others."""

from __future__ import annotations

import shutil
from pathlib import Path

from kb.build import Order, build

FILES = ("mo-poumon-2022.pdf", "mo-poumon-2024.pdf", "radiotherapie-os-2024.pdf", "fiche-antiresorptifs-2023.pdf")
MANIFEST = """
[[document]]
id = "mo"
title = "Métastases osseuses"
[[document.edition]]
label = "2022"
file = "mo-poumon-2022.pdf"
[[document.edition]]
label = "2024"
date = 2024-06-15
data_until = 2023-12-31
file = "mo-poumon-2024.pdf"

[[document]]
id = "radio"
title = "Radiothérapie"
[[document.edition]]
label = "2024"
file = "radiotherapie-os-2024.pdf"

[[document]]
id = "fiche"
title = "Fiche"
[[document.edition]]
label = "2023"
file = "fiche-antiresorptifs-2023.pdf"
"""


def make_shelf(root: Path, folder: Path) -> None:
    """Build its knowledge base into `folder`/kb."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name in FILES:
        shutil.copy(root / "corpus" / name, corpus)
    (corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    build(Order(corpus, folder / "kb", "whoosh", limits=None))
