"""Works → BibTeX, for LaTeX, Zotero, JabRef. UTF-8; what TeX would read as a command is escaped.

Writes what a work holds and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from kb.export.works import Name, Work

# Characters that mean something to TeX. A DOI is read verbatim by the styles and is left as it is.
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


def bibtex(works: Iterable[Work]) -> str:
    """One entry a work: `@article` where a journal was read, else `@misc`."""
    return "\n".join(map(_entry, works))


def _entry(work: Work) -> str:
    authors = [_author(name) for name in work.authors] + (["others"] if work.more_authors else [])
    fields = {
        "author": " and ".join(authors),
        "title": _text(work.title),
        "journal": _text(work.container),
        "year": str(work.year or ""),
        "volume": _text(work.volume),
        "pages": _text(work.pages).replace("–", "--"),
        "doi": work.doi if work.doi and not set(work.doi) & set("{}\\") else _text(work.doi),
        "annote": _text(work.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{'article' if work.container else 'misc'}{{{work.key},", *lines, "}", ""])


def _author(name: Name) -> str:
    """A name that cannot be split stands in braces, or BibTeX would split it, and at its «and»."""
    if name.family is None:
        return f"{{{_text(name.literal)}}}"
    return ", ".join(_text(part) for part in (name.family, name.suffix, name.given) if part)


def _text(text: str | None) -> str:
    return " ".join((text or "").split()).translate(_ESCAPED)
