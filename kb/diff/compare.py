"""Two editions → what changed between them, highest clinical meaning first.

The recipe: works, statements, sections, pairs, verdicts, tables, what is left. Asks no knowledge base: two
guidelines in, one `Difference` out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import Guideline, PassageKind, PrintedText, Section, join
from kb.diff.lexicon import lexicon
from kb.diff.meaning import Context, Verdict, highest, meaning_of, verdict
from kb.diff.model import RANK, Change, Difference, Kind, Meaning, Side, Twins, Type
from kb.diff.pairing import Pair, Pairing, pair_statements
from kb.diff.references import Works, pair_works, same_entry
from kb.diff.rest import really_alone, unread_texts
from kb.diff.sections import Outline, pair_sections
from kb.diff.statements import Layers, Statement, read_statements
from kb.diff.table_changes import table_changes, whole_tables
from kb.diff.tables import read_grids
from kb.diff.words import loose, words

__all__ = ["compare"]


LONGEST_LINE = 12  # words of a line of the title block: a date, an authors' group, a number of an issue


def compare(a: Guideline, b: Guideline, names: tuple[str, str] = ("a", "b")) -> Difference:
    """Everything that changed from `a` to `b`; `names` are what the editions are called.

    Never fails on two texts that have nothing in common: `alike` then says so.
    """
    works = pair_works(a.references, b.references)
    a_layers, b_layers = Layers(a, works.a_names), Layers(b, works.b_names)
    a_said, b_said = read_statements(a, a_layers), read_statements(b, b_layers)
    outline = pair_sections(a.sections, b.sections, a_said, b_said)
    context = Context(outline, _vocabulary(a_said), _vocabulary(b_said), bool(a.references and b.references))
    pairing = pair_statements(a_said, b_said, outline)
    found = [*_section_changes(a, b, outline, pairing, a_said, b_said)]
    twins: list[Twins] = []
    for pair in pairing.pairs:
        change = _pair_change(pair, context)
        found += [change] if change else []
        twins.append(_twins(pair, change))
    grids = read_grids(a, a_layers), read_grids(b, b_layers)
    tables = table_changes(*grids, context)
    found += tables.changes
    only_a, only_b = really_alone(
        [*pairing.only_a, *tables.only_a], [*pairing.only_b, *tables.only_b], unread_texts(a), unread_texts(b)
    )
    found += [_alone(s, Type.REMOVED) for s in whole_tables(only_a, grids[0]) if not _furniture(s)]
    found += [_alone(s, Type.ADDED) for s in whole_tables(only_b, grids[1]) if not _furniture(s)]
    found += _reference_changes(a, b, works)
    ordered = sorted(enumerate(found), key=lambda each: (RANK[each[1].meaning], _position(each[1]), each[0]))
    return Difference(*names, tuple(change for _, change in ordered), tuple(twins), _alike(a_said, b_said, pairing))


def _pair_change(pair: Pair, context: Context) -> Change | None:
    found = verdict(pair.a, pair.b, context)
    if found and pair.a.front and pair.b.front and (_dated(pair, found) or _authors(pair, found)):
        return None
    floats = Kind.CAPTION in (pair.a.kind, pair.b.kind)  # a figure stands where the page has room
    moved = not (pair.at_home or floats or pair.a.front or pair.b.front)
    if moved and (found is None or RANK[found.meaning] > RANK[Meaning.WORDING]):
        found = Verdict(Meaning.WORDING, found.a if found else (), found.b if found else ())
    if found is None:
        return None
    kind = Kind.RECOMMENDATION if Kind.RECOMMENDATION in (pair.a.kind, pair.b.kind) else pair.a.kind
    return changed(Type.MOVED if moved else Type.MODIFIED, kind, found, side(pair.a), side(pair.b))


def changed(type_: Type, kind: Kind, found: Verdict, a: Side, b: Side) -> Change:
    """A change with the words that differ cut out of its sides."""
    before = tuple(a.text[start:end] for start, end in found.a)
    after = tuple(b.text[start:end] for start, end in found.b)
    return Change(type_, kind, found.meaning, a, b, before, after, found.a, found.b)


def side(said: Statement) -> Side:
    return Side(said.section, said.text.text, said.text, said.passage)


def _alone(said: Statement, type_: Type) -> Change:
    meaning = meaning_of(said)
    here = side(said)
    words_ = ((0, len(here.text)),)
    if type_ is Type.REMOVED:
        return Change(type_, said.kind, meaning, here, None, (here.text,), (), words_, ())
    return Change(type_, said.kind, meaning, None, here, (), (here.text,), (), words_)


def _twins(pair: Pair, change: Change | None) -> Twins:
    return Twins(
        pair.a_passages,
        pair.b_passages,
        pair.a.text.text,
        pair.b.text.text,
        change.type if change else None,
        change.meaning if change else None,
        len(pair.a_orders),
    )


def _section_changes(
    a: Guideline,
    b: Guideline,
    outline: Outline,
    pairing: Pairing,
    a_said: Sequence[Statement],
    b_said: Sequence[Statement],
) -> Iterator[Change]:
    """Sections that came, went, moved or were renamed; one whose text went into another is none of these."""
    moved = dict(outline.moved())
    for x_id, y_id in outline.twins.items():
        x, y = outline.a[x_id], outline.b[y_id]
        first, second = _title(x), _title(y)
        context = Context(outline, frozenset(), frozenset(), False)
        renamed = verdict(first, second, context)
        if x_id in moved:
            found = renamed or Verdict(Meaning.WORDING, (), ())
            yield changed(Type.MOVED, Kind.SECTION, found, side(first), side(second))
        elif renamed and RANK[renamed.meaning] <= RANK[Meaning.WORDING]:
            yield changed(Type.MODIFIED, Kind.SECTION, renamed, side(first), side(second))
    gone = {s.order for s in pairing.only_a}
    come = {s.order for s in pairing.only_b}
    for guideline, known, elsewhere, said, alone, type_, others, theirs in (
        (a, outline.twins, outline.merged, a_said, gone, Type.REMOVED, b, b_said),
        (b, outline.back, outline.split, b_said, come, Type.ADDED, a, a_said),
    ):
        titles = "\n".join([*unread_texts(others), *(s.loose for s in theirs)])
        listing = {p.section for p in guideline.passages if p.kind is PassageKind.REFERENCE}
        for section in guideline.sections:
            if section.id in known or section.id in elsewhere:
                continue
            own = [s for s in said if s.section == section.id]
            if loose(words(section.title.text)) in titles and not any(s.order in alone for s in own):
                continue  # its heading was read as something else in the other layout
            if _lists_contents(own, guideline.sections) or (not own and section.id in listing):
                continue  # a bibliography is compared entry by entry
            yield _whole_section(section, [s for s in own if s.order in alone], type_)


def _whole_section(section: Section, own: Sequence[Statement], type_: Type) -> Change:
    """A section that only one edition has, with all that it says."""
    text = "\n".join([section.title.text, *(s.text.text for s in own)])
    here = Side(section.id, text, join([section.title, *(s.text for s in own)], "\n"))
    meaning = highest(meaning_of(s) for s in own)
    span = ((0, len(text)),)
    if type_ is Type.REMOVED:
        return Change(type_, Kind.SECTION, meaning, here, None, (text,), (), span, ())
    return Change(type_, Kind.SECTION, meaning, None, here, (), (text,), (), span)


def _lists_contents(own: Sequence[Statement], sections: Sequence[Section]) -> bool:
    """Whether a section is a table of contents: it says nothing, or nothing but titles of others."""
    titles = [title for s in sections if len(title := loose(words(s.title.text))) > 3]
    return len(own) > 2 and all(any(title in s.loose for title in titles) for s in own)


def _title(section: Section) -> Statement:
    found = words(section.title.text)
    return Statement(Kind.SECTION, section.id, None, 0, section.title, found, loose(found))


def _reference_changes(a: Guideline, b: Guideline, works: Works) -> Iterator[Change]:
    if not a.references or not b.references:
        return  # an edition without a list says nothing of the other's
    for i, j in works.pairs:
        x, y = a.references[i], b.references[j]
        if not same_entry(x, y):
            first, second = _entry(x.text), _entry(y.text)
            found = verdict(first, second, Context(Outline({}, {}, {}, {}, {}, {}), frozenset(), frozenset(), False))
            spans = (found.a, found.b) if found else ((), ())
            yield changed(Type.MODIFIED, Kind.REFERENCE, Verdict(Meaning.CITATION, *spans), side(first), side(second))
    for n in works.only_a:
        here = side(_entry(a.references[n].text))
        yield Change(
            Type.REMOVED, Kind.REFERENCE, Meaning.CITATION, here, None, (here.text,), (), ((0, len(here.text)),), ()
        )
    for n in works.only_b:
        here = side(_entry(b.references[n].text))
        yield Change(
            Type.ADDED, Kind.REFERENCE, Meaning.CITATION, None, here, (), (here.text,), (), ((0, len(here.text)),)
        )


def _entry(text: PrintedText) -> Statement:
    found = words(text.text)
    return Statement(Kind.REFERENCE, None, None, 0, text, found, loose(found))


def _dated(pair: Pair, found: Verdict) -> bool:
    """Whether a line of the title block differs in nothing but the date of the edition."""
    differ = [
        w for said, spans in ((pair.a, found.a), (pair.b, found.b)) for w in said.words
        if any(start <= w.start < end for start, end in spans)
    ]  # fmt: skip
    return all(w.kind == "number" or w.norm in lexicon().dates for w in differ)


def _authors(pair: Pair, found: Verdict) -> bool:
    """Whether a block of authors with the raised marks of their places was read in another order."""
    marked = any(word.kind == "sign" and word.norm.isdigit() for said in (pair.a, pair.b) for word in said.words)
    return marked and RANK[found.meaning] >= RANK[Meaning.WORDING]


def _furniture(said: Statement) -> bool:
    """Whether a statement is a line of the title block that says nothing of medicine, or a number that stands alone."""
    if said.kind is Kind.SENTENCE and not any(w.kind == "word" and len(w.norm) > 1 for w in said.words):
        return True
    low = RANK[meaning_of(said)] >= RANK[Meaning.NUMBER]
    return said.front and low and len(said.words) <= LONGEST_LINE


def _vocabulary(said: Sequence[Statement]) -> frozenset[str]:
    return frozenset(w.norm for s in said for w in s.words if w.kind == "word")


def _position(change: Change) -> tuple[int, float]:
    """Where a change stands in reading order, the later edition's where it has a place there."""
    here = change.b or change.a
    glyph = next((g for g in here.printed.glyphs if g), None) if here else None
    return (glyph.page, glyph.line) if glyph else (0, 0)


def _alike(a: Sequence[Statement], b: Sequence[Statement], pairing: Pairing) -> float:
    """The share of the shorter edition's words that stand in statements which both have."""
    total = min(sum(len(s.words) for s in a), sum(len(s.words) for s in b))
    both = min(sum(len(p.a.words) for p in pairing.pairs), sum(len(p.b.words) for p in pairing.pairs))
    return both / total if total else 0.0
