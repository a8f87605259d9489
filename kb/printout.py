"""What the terminal shows people: reports, answers, outlines, as text.

Made from the contract's JSON and from reports; text of documents and file names can steer no terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kb.report import BuildReport, FileReport
from kb.store.history import PublishedBuild

Json = dict[str, Any]
_DROPPED_SHOWN = 5  # of each file; all of them are in the JSON
_STRONG, _USUAL = "\x1b[1;4m", "\x1b[0m"


def build_text(report: BuildReport) -> str:
    """What was read, dropped, refused, and why."""
    heads = ["file", "edition", "status", "pages", "sections", "tables", "recs", "refs", "dropped", "seconds"]
    rows = [
        [
            clean(each.file), clean(f"{each.document}@{each.edition}" if each.edition else "–"), each.status.value,
            *map(str, (each.pages, each.sections, each.tables, each.recommendations, each.references)),
            str(len(each.dropped)), f"{each.seconds:.2f}",
        ]
        for each in report.files
    ]  # fmt: skip
    lines = table(heads, rows, numbers_from=3)
    for each in report.files:
        lines += _about(each)
    lines += [f"note: {clean(note)}" for note in report.notes]
    if report.published:
        lines.append(f"build {report.build} published in {report.seconds:.1f} s")
    else:
        lines.append(f"nothing new: {report.build or 'no build'} stays ({report.seconds:.1f} s)")
    return "\n".join(lines)


def answer_text(answer: Json, *, colour: bool) -> str:
    """The quoted passages, each with where it stands; `colour`: the matched words underlined."""
    lines = []
    if answer["corrected"]:
        lines.append(f"Results for: {clean(answer['corrected'])}")
    if answer["answer"] == "none":
        lines.append("Nothing in these guidelines answers that.")
        if answer["nearest"]:
            lines.append(f"Nearest sections: {clean(' · '.join(answer['nearest']))}")
    for n, result in enumerate(answer["results"], 1):
        lines += [f"{n}. {_source(result)}", _indented(_marked(result, colour)), ""]
    return "\n".join(lines)


def list_text(listed: Json) -> str:
    """The documents with their editions."""
    lines = []
    for document in listed["documents"]:
        about = " · ".join(filter(None, [document["publisher"], document["scope"]]))
        lines.append(clean(f"{document['document']}: {document['title']}" + (f" ({about})" if about else "")))
        for edition in document["editions"]:
            dated = f", {edition['date']}" if edition["date"] else ""
            lines.append(clean(f"   @{edition['edition']}{dated}, {edition['pages']} pages, {edition['file']}"))
    return "\n".join(lines)


def edition_text(edition: Json) -> str:
    """The outline of an edition and what was found in it."""
    counts = ("passages", "tables", "figures", "recommendations", "references", "citations", "dropped")
    lines = [
        clean(f"{edition['title']} ({edition['document']}@{edition['edition']}, {edition['pages']} pages)"),
        ", ".join(f"{len(edition[name])} {name}" for name in counts),
        "",
    ]
    for section in edition["sections"]:
        number = f"{section['number']} " if section["number"] else ""
        lines.append(f"{'  ' * (section['level'] - 1)}{clean(number + section['title'])}  p. {section['page']}")
    return "\n".join(lines)


def builds_text(builds: Iterable[PublishedBuild]) -> str:
    """One line a build, the current one marked."""
    return "\n".join(
        f"{'*' if each.current else ' '} {each.build}  "
        + (
            f"unusable: {clean(each.wrong)}"
            if each.wrong
            else f"{each.documents} documents, {each.editions} editions, {each.refused} refused"
        )
        for each in builds
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> list[str]:
    """Lines of aligned columns; those from `numbers_from` on to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if n >= numbers_from else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heads, *rows)
    ]


def clean(text: str) -> str:
    """`text` without anything that steers a terminal; line breaks become spaces."""
    return "".join(char if char.isprintable() else " " for char in text)


def _about(file: FileReport) -> list[str]:
    if file.refusal:
        return [clean(f"{file.file}: refused: {file.reason}. {file.refusal.advice}")]
    shown = file.dropped[:_DROPPED_SHOWN]
    lines = [clean(f"{file.file}{f', page {d.page}' if d.page else ''}: dropped {d.what}: {d.why}") for d in shown]
    if len(file.dropped) > len(shown):
        lines.append(clean(f"{file.file}: and {len(file.dropped) - len(shown)} more (--json has all)"))
    return lines


def _source(result: Json) -> str:
    section = result["section"]
    where = ""
    if section:
        where = f" · § {section['number']} {section['title']}" if section["number"] else f" · {section['title']}"
    kind = result["kind"] + (f", {result['strength']}" if result["strength"] else "")
    kind += f", {result['image']['text']}" if result["image"] else ""
    return clean(f"{result['title']} ({result['document']}@{result['edition']}){where} · p. {result['page']} · {kind}")


def _marked(result: Json, colour: bool) -> str:
    text = result["text"]
    if not colour:
        return "\n".join(map(clean, text.split("\n")))
    parts, at = [], 0
    for start, end in result["highlights"]:
        parts += [_lines(text[at:start]), _STRONG, _lines(text[start:end]), _USUAL]
        at = end
    return "".join([*parts, _lines(text[at:])])


def _lines(text: str) -> str:
    return "\n".join(map(clean, text.split("\n")))


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.split("\n"))
