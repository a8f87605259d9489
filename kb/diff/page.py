"""A comparison as one HTML page that stands alone: style and pictures in it, nothing fetched, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ingest.errors import NoPicture
from ingest.model import Guideline
from kb.diff.crops import ZOOM, Crop, crop
from kb.diff.door import Compared
from kb.diff.french import KINDS, MEANINGS, TYPES
from kb.diff.model import FOLDED, Change, Meaning, Side
from kb.diff.news import place_text
from kb.diff.printout import summary_line
from kb.knowledge import KnowledgeBase
from kb.notice import NOTICE, quoted_edition
from kb.store.catalogue import Edition

_STYLE = """
:root { color-scheme: light } * { box-sizing: border-box }
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; margin: 0 auto; max-width: 70rem;
  padding: 1.5rem; color: #1d2733 }
h1 { font-size: 1.5rem; margin: 0 0 .3rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; border-bottom: 2px solid #d7dee6; padding-bottom: .2rem }
.where { color: #51606f; font-size: .9rem; margin: 0 0 .4rem }
article { border: 1px solid #d7dee6; border-radius: .5rem; padding: .8rem 1rem; margin: .8rem 0 }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem } .sides > div { min-width: 0 }
.sides h3 { font-size: .85rem; margin: 0 0 .2rem; color: #51606f }
.sides p { margin: 0 0 .5rem; white-space: pre-line; overflow-wrap: anywhere }
img { max-width: 100%; height: auto; border: 1px solid #d7dee6 }
del { background: #fde3dc; text-decoration: line-through; text-decoration-color: #a33a12 }
ins { background: #dcefe0; text-decoration: underline }
table { border-collapse: collapse; margin: .8rem 0 } caption { text-align: left; color: #51606f }
td, th { padding: .2rem .7rem .2rem 0; text-align: left; font-weight: 400 }
.bar { background: #2f6f9f; height: .8rem; display: inline-block }
footer { margin-top: 2rem; border-top: 1px solid #d7dee6; color: #51606f; font-size: .9rem }
details { margin: .8rem 0 } summary { cursor: pointer }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr } body { padding: 1rem } }
@media print { article { break-inside: avoid } }
"""


def page_html(compared: Compared, base: KnowledgeBase) -> str:
    """The whole page. Raises DamagedBase where an original is not the file that was read."""
    difference = compared.difference
    pictures = _Pictures(base)
    title = f"{compared.b.title} : {compared.a.label} → {compared.b.label}"
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(summary_line(compared))}.</p>"]
    parts += [f'<p class="where">{escape(note)}</p>' for note in compared.notes]
    parts.append(_chart(compared))
    for meaning in Meaning:
        found = [c for c in difference.changes if c.meaning is meaning]
        if not found:
            continue
        head = f"{MEANINGS[meaning].capitalize()} ({len(found)})"
        articles = "\n".join(_article(c, compared, pictures) for c in found)
        if meaning in FOLDED:
            parts.append(f"<details><summary>{escape(head)}</summary>{articles}</details>")
        else:
            parts.append(f'<h2 id="{meaning.value}">{escape(head)}</h2>{articles}')
    parts.append(f"<footer><p>{escape(quoted_edition(compared.a))} → {escape(quoted_edition(compared.b))}.</p>")
    parts.append(f"<p><strong>{escape(NOTICE)}</strong> Vérifiez la page d’origine avant toute décision.</p></footer>")
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><main>\n{body}\n</main></body></html>\n"
    )


def marked(text: str, spans: Sequence[tuple[int, int]], tag: str) -> str:
    """`text` escaped, each of `spans` inside the element `tag`."""
    parts, done = [], 0
    for start, end in sorted(spans):
        if start < done or start >= end:
            continue
        parts += [escape(text[done:start]), f"<{tag}>{escape(text[start:end])}</{tag}>"]
        done = end
    return "".join([*parts, escape(text[done:])])


class _Pictures:
    """The pages already rendered for this export, each once."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._pages: dict[tuple[str, int], bytes] = {}

    def of(self, side: Side, edition: Edition, guideline: Guideline) -> Crop | None:
        """The piece of page where `side` begins; None in a source without pages, or where it cannot be painted."""
        places = guideline.places(side.printed)
        if not places or edition.media != "pdf":
            return None
        place = places[0]
        page = next((p for p in guideline.pages if p.number == place.page), None)
        if page is None or not place.boxes:
            return None
        key = edition.name, place.page
        if key not in self._pages:
            try:
                self._pages[key] = self._base.page_image(edition.document, edition.label, place.page, ZOOM)
            except NoPicture:
                return None
        return crop(self._pages[key], place.page, (page.width, page.height), place.boxes)


def _article(change: Change, compared: Compared, pictures: _Pictures) -> str:
    head = f"{TYPES[change.type].capitalize()} · {KINDS[change.kind]} · {place_text(change, compared)}"
    first = _side(change.a, change.a_words, "del", compared.a, compared.first, pictures)
    second = _side(change.b, change.b_words, "ins", compared.b, compared.second, pictures)
    return f'<article><p class="where">{escape(head)}</p><div class="sides">{first}{second}</div></article>'


def _side(
    side: Side | None,
    spans: Sequence[tuple[int, int]],
    tag: str,
    edition: Edition,
    guideline: Guideline,
    pictures: _Pictures,
) -> str:
    if side is None:
        return f"<div><h3>{escape(edition.label)}</h3><p>—</p></div>"
    text = marked(side.text, spans, tag)
    picture = pictures.of(side, edition, guideline)
    shown = ""
    if picture:
        alt = f"{edition.label}, page {picture.page} : le passage encadré"
        shown = f'<img src="{picture.address}" alt="{escape(alt)}" width="{picture.width}" height="{picture.height}">'
    return f"<div><h3>{escape(edition.label)}, p. {side.printed.page}</h3><p>{text}</p>{shown}</div>"


def _chart(compared: Compared) -> str:
    """How many changes of each meaning, as a table with bars: it reads without seeing."""
    summary = compared.difference.summary
    most = max(summary.values(), default=1)
    rows = "".join(
        f"<tr><th>{escape(MEANINGS[Meaning(meaning)])}</th><td>{count}</td>"
        f'<td><span class="bar" style="width:calc(min(12rem, 35vw) * {count / most:.3f})"></span></td></tr>'
        for meaning, count in summary.items()
    )
    return f"<table><caption>Changements par sens</caption>{rows}</table>" if rows else ""
