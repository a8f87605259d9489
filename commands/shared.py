"""What the commands share: their common options, and the knowledge base they ask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.settings import Settings, settings

if TYPE_CHECKING:  # each command loads what it needs: a terminal should answer at once
    from kb.knowledge import KnowledgeBase

Kb = Annotated[Path | None, typer.Option("--kb", metavar="DIR", help="The knowledge base [$SOURCIER_KB, ./.sourcier].")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def chosen_settings(context: typer.Context, kb: Path | None) -> Settings:
    """The settings, with the folder that `--kb` names before or after the command."""
    found = settings(os.environ)
    chosen = kb or context.obj
    return replace(found, kb=chosen) if chosen else found


@contextmanager
def opened(context: typer.Context, kb: Path | None) -> Iterator[KnowledgeBase]:
    """The current build, open until the command is done."""
    from kb.knowledge import open_kb

    chosen = chosen_settings(context, kb)
    with closing(open_kb(chosen.kb, chosen)) as base:
        yield base
