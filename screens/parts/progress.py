"""How far a build is: the share that is done, what is being done, and the bar that shows both.

Draws a step; starts, watches and ends nothing.
"""

from __future__ import annotations

from kb.build import Step
from screens.parts.html import Html, tag

EVERY = 0.7  # seconds between two looks at a build: a file takes about one
# Of a build of the demonstration guidelines, the share that is done when a step begins (measured 2026-11-21: 22 s, of
# which the files take three quarters); reading moves on with each file.
_BEGINS = {"look": 0.02, "read": 0.05, "store": 0.8, "index": 0.85, "prune": 1.0}
_SAID = {"look": "Inventaire du dossier", "store": "Rangement des passages", "index": "Index de recherche"}


def progress(step: Step, name: str, before: str = "") -> Html:
    """The bar called `name`, and below it what is being done, after the words `before`."""
    share, said = told(step)
    return tag(
        "div",
        tag("progress", f"{share:.0%}", value=f"{share:.2f}", max="1", aria_label=name),
        tag("p", f"{before}{said}", class_="quiet", role="status"),
        class_="building",
    )


def told(step: Step) -> tuple[float, str]:
    """The share of a build that is done at `step`, from 0 to 1, and what is being done."""
    begins = _BEGINS.get(step.kind, 0.95)
    if step.kind != "read":
        return begins, _SAID.get(step.kind, "Publication")
    share = begins + (_BEGINS["store"] - begins) * step.done / max(step.total, 1)
    return share, f"Lecture de {step.file} ({min(step.done + 1, step.total)} sur {step.total})"
