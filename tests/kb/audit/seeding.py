"""A source of the corpus with defects put into it on purpose, printed, read and audited; and the list of them."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.typeset import Layout, read_source, render
from ingest.reader import read_guideline
from kb.audit.audit import audit
from kb.audit.model import Finding
from kb.audit.subject import make_subject
from kb.calculators.all import all_calculators

TODAY = date(2024, 9, 1)


@dataclass(frozen=True, slots=True)
class Defect:
    """In `source`, the first `before` becomes `after`; `rule` must then find it and say `says`."""

    source: str
    rule: str
    before: str
    after: str
    says: str

    def met(self, finding: Finding) -> bool:
        """Whether the finding is of this defect."""
        said = f"{finding.text} {finding.detail}".replace("\u00a0", " ").replace("\u202f", " ")
        return finding.rule == self.rule and self.says in said


def defects() -> tuple[Defect, ...]:
    """The list beside this file."""
    text = Path(__file__).with_name("seeded.toml").read_text(encoding="utf-8")
    return tuple(Defect(**each) for each in tomllib.loads(text)["defect"])


def audited(sources: Path, name: str, put: Sequence[Defect], folder: Path) -> tuple[Finding, ...]:
    """What the audit finds in the source `name` once the defects are in it, printed in its own layout."""
    text = (sources / f"{name}.md").read_text(encoding="utf-8")
    for defect in put:
        if defect.before not in text:
            raise ValueError(f"{name}: nothing to seed at {defect.before!r}")
        text = text.replace(defect.before, defect.after, 1)
    shutil.copy(sources / "references.toml", folder)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    source = read_source(folder / f"{name}.md")
    pdf = render(source, Layout(source.front.layout))
    guideline = read_guideline(pdf, name=f"{name}.pdf", document=name)
    calculators = all_calculators(guideline, name, "2024")
    return audit(make_subject(guideline, calculators, TODAY, "2024-06-01"))
