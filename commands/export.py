"""`sourcier export`: references, tables and scores in the formats of other tools."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import Kb, opened
from ingest.errors import CallError
from kb.terminal import DONE, say, valid

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase
    from kb.store.catalogue import Edition


class Format(StrEnum):
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    CSV = "csv"
    FHIR = "fhir"


# What a file of each is called; a PATH of another ending is a folder for those that make several files.
ENDING = {Format.BIBTEX: ".bib", Format.RIS: ".ris", Format.CSL: ".json", Format.CSV: ".csv", Format.FHIR: ".json"}
ZIP = ".zip"


def export(
    context: typer.Context,
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="bibtex, ris, csl, csv or fhir.")],
    edition: Annotated[
        str | None, typer.Argument(metavar="[DOC[@EDITION]]", help="All latest editions if none.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="A file (-: stdout); for csv and fhir also a folder, one file each, or a .zip."
        ),
    ] = None,
    kb: Kb = None,
) -> int:
    """References (bibtex, ris, csl), every table (csv) or a FHIR Questionnaire for each score (fhir)."""
    with opened(context, kb) as base:
        named = (base.named(valid(edition)),) if edition else tuple(d.editions[0] for d in base.documents())
        several = form in (Format.CSV, Format.FHIR)
        if out is None or str(out) == "-":
            sys.stdout.write(_whole(form, base, named))
        elif several and out.suffix.casefold() != ENDING[form]:
            files = _parts(form, base, named)
            (_zip if out.suffix.casefold() == ZIP else _folder)(out, files)
            say(f"{out}: {len(files)} files")
        else:
            path = out / f"references{ENDING[form]}" if out.is_dir() else out
            _write(path, _whole(form, base, named))
            say(f"{path}: written")
    return DONE


def _whole(form: Format, base: KnowledgeBase, editions: tuple[Edition, ...]) -> str:
    """All of it as one text."""
    if form is Format.FHIR:
        from kb.export.fhir import bundle

        return _json(bundle(list(_questionnaires(base, editions).values())))
    shown = [base.show_json(each.document, each.label) for each in editions]
    if form is Format.CSV:
        from kb.export.tables import table_stream

        return table_stream(shown)
    from kb.export.works import works

    found = works(shown)
    if not found:
        say("no reference was read in " + ", ".join(each.name for each in editions))
    if form is Format.BIBTEX:
        from kb.export.bibtex import bibtex

        return bibtex(found)
    if form is Format.RIS:
        from kb.export.ris import ris

        return ris(found)
    from kb.export.csl import csl

    return _json(csl(found))


def _parts(form: Format, base: KnowledgeBase, editions: tuple[Edition, ...]) -> dict[str, str]:
    """File names and contents, one table or score each."""
    if form is Format.FHIR:
        return {f"{name}.json": _json(made) for name, made in _questionnaires(base, editions).items()}
    from kb.export.tables import table_files

    return table_files(base.show_json(each.document, each.label) for each in editions)


def _questionnaires(base: KnowledgeBase, editions: tuple[Edition, ...]) -> dict[str, dict[str, object]]:
    from kb.calculators.model import Kind, Status
    from kb.export.fhir import exported, questionnaire

    known = base.calculators(all_editions=True)
    found = {}
    for edition in editions:
        of = [each for each in known if (each.document, each.edition) == (edition.document, edition.label)]
        for score in exported(of):
            made = questionnaire(score, edition)
            found[made["id"]] = made
        for each in of:
            if each.kind is Kind.SCORE and each.status is Status.REFUSED:
                say(f"{each.id}: not exported, it did not compile: {each.why}")
    if not found:
        say("no score was compiled in " + ", ".join(each.name for each in editions))
    return found


# --- writing ------------------------------------------------------------------------------------------------------


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _folder(folder: Path, files: Mapping[str, str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise CallError(f"«{folder}» is a file", "Name a folder, or a file with the format's ending or .zip.")
    for name, text in files.items():
        _write(folder / name, text)


def _zip(path: Path, files: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(zipfile.ZipInfo(name), text.encode("utf-8"))  # no time of day: the same in, the same out
    making.replace(path)


def _write(path: Path, text: str) -> None:
    """Whole or not at all; line ends as they are given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.part")
    making.write_text(text, encoding="utf-8", newline="")
    making.replace(path)
