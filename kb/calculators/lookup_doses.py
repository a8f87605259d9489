"""Doses that sentences give → lookups: limits of an organ by fractions, stereotactic doses by site and fractions.

Stands on the reader's doses with their roles: a study's arm, an example or a dose of unstated role answers nothing. A
limit is for a first irradiation, its sentence is quoted with it, and a re-irradiation gets no value from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ingest.model import Dose, DoseRole, Guideline, Passage, PassageKind, Technique
from ingest.statements.lead_ins import lead_ins
from ingest.tables.table_text import ROW_BREAK
from kb.calculators.keys import plain_key, unique_keys
from kb.calculators.model import Calculator, Item, Kind, Option, Quote, Row, Status, Value
from kb.calculators.patterns import pattern
from kb.calculators.quoting import printed_sentences, printed_value, quote, quote_value

MOST_FRACTIONS = 40  # longer courses are no stereotaxy and no limit by fractions
_GIVEN = (DoseRole.RECOMMENDED, DoseRole.POSSIBLE, DoseRole.EXCEPTIONAL)
_FIRST = Option("premiere-irradiation", "première irradiation")
_AGAIN = Option("re-irradiation", "ré-irradiation")


@dataclass(frozen=True, slots=True)
class _Said:
    """A dose with the sentence (in a table, the row) that says it."""

    dose: Dose
    sentence: Quote
    passage: Passage
    at: int  # where the dose stands in the sentence
    over: str  # what stands over it: lead-ins, headings, a table's caption


def compile_dose_lookups(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The limits of each organ, then the stereotactic doses, of the edition."""
    by_id = {passage.id: passage for passage in guideline.passages}
    over = _over(guideline, {dose.passage for dose in guideline.doses})
    said = [_said(dose, by_id[dose.passage], over, guideline) for dose in guideline.doses if _counted(dose)]
    limits: dict[str, list[_Said]] = {}
    for each in said:
        if each.dose.role is DoseRole.ORGAN_LIMIT and each.dose.indication and _situation(each):
            limits.setdefault(_organ(each.dose.indication), []).append(each)
    found = [_limits(organ, doses, guideline, document, edition) for organ, doses in limits.items()]
    sites = [s for s in said if s.dose.role in _GIVEN and _by_site(s)]
    return (*found, *([_sites(sites, guideline, document, edition)] if len(sites) > 1 else []))


def _counted(dose: Dose) -> bool:
    low, high = dose.fractions_low, dose.fractions_high
    return low is not None and high is not None and 1 <= low <= high <= MOST_FRACTIONS


def _by_site(said: _Said) -> bool:
    """A stereotactic dose of a sentence, for an indication it names; a table's doses are the table's lookup."""
    dose = said.dose
    return (
        dose.technique is Technique.STEREOTACTIC
        and bool(dose.indication)
        and said.passage.kind is not PassageKind.TABLE
    )


def _limits(organ: str, doses: Sequence[_Said], guideline: Guideline, document: str, edition: str) -> Calculator:
    """The limits of an organ: asked by fractions, and whether the tissue was irradiated before."""
    name = f"Dose maximale (Dmax) selon le nombre de fractions : {organ}"
    rows = tuple(
        Row(
            (str(n), situation.key),
            _values(each, "dose-maximale", f"Dose maximale ({organ})", guideline),
        )
        for each in doses
        if (situation := _situation(each))
        for n in _fractions(each.dose)
    )
    asked = Item("irradiation", "Irradiation du même territoire", (_FIRST, _AGAIN))
    return _calculator(f"dose-maximale-{plain_key(organ)}", name, (_counts(doses), asked), rows, doses, guideline,
                       document, edition)  # fmt: skip


def _sites(doses: Sequence[_Said], guideline: Guideline, document: str, edition: str) -> Calculator:
    """The stereotactic doses, asked by what they are for and by fractions."""
    labels = list(dict.fromkeys(each.dose.indication or "" for each in doses))
    named = dict(zip(labels, unique_keys(labels), strict=True))
    rows = tuple(
        Row((named[each.dose.indication or ""], str(n)), _values(each, "dose", "Dose", guideline))
        for each in doses
        for n in _fractions(each.dose)
    )
    site = Item("site", "Site ou indication", tuple(Option(named[label], label) for label in labels))
    name = "Doses de stéréotaxie selon le site et le nombre de fractions"
    return _calculator("doses-stereotaxie", name, (site, _counts(doses)), rows, doses, guideline, document, edition)


def _calculator(
    slug: str, name: str, items: tuple[Item, ...], rows: tuple[Row, ...], doses: Sequence[_Said], guideline: Guideline,
    document: str, edition: str,
) -> Calculator:  # fmt: skip
    quotes = dict.fromkeys(each.sentence for each in doses)
    again = _again(guideline) if items[-1].key == "irradiation" else ()
    return Calculator(
        f"{document}/{slug}", Kind.LOOKUP, name, document, edition, Status.READY, items=items, rows=rows,
        limits=tuple(dict.fromkeys((*quotes, *again))), section=doses[0].passage.section, page=doses[0].sentence.page,
    )  # fmt: skip


def _again(guideline: Guideline) -> Iterable[Quote]:
    """The sentences of the document that say for which irradiation a limit holds."""
    for passage in guideline.passages:
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.RECOMMENDATION):
            for sentence in printed_sentences(passage):
                told = pattern("doses", "again").search(sentence.text) or pattern("doses", "first").search(
                    sentence.text
                )
                if told and pattern("doses", "limit").search(sentence.text):
                    yield quote(sentence, guideline, passage.id)


def _values(said: _Said, key: str, label: str, guideline: Guideline) -> tuple[Value, ...]:
    """The dose as printed, and the sentence that says for whom."""
    text = said.dose.text
    if match := pattern("doses", "before").match(text.text):
        text = text[match.end() :]
    return printed_value(key, label, text, guideline), quote_value("conditions", "Conditions", said.sentence)


def _over(guideline: Guideline, wanted: Set[str]) -> dict[str, str]:
    """What stands over each of the passages: its lead-ins, the titles of its sections, the caption of its table."""
    sections = {section.id: section for section in guideline.sections}
    captions = {table.passage: table.caption.text for table in guideline.tables if table.caption}
    found = {}
    for n, passage in enumerate(guideline.passages):
        if passage.id in wanted:
            texts = [
                *(lead.text.text for lead in lead_ins(guideline.passages, n, _heads_a_group)),
                captions.get(passage.id, ""),
            ]
            at = sections.get(passage.section or "")
            while at is not None:
                texts.append(at.title.text)
                at = sections.get(at.parent or "")
            found[passage.id] = " ; ".join(texts)
    return found


def _said(dose: Dose, passage: Passage, above: Mapping[str, str], guideline: Guideline) -> _Said:
    text, over = passage.text, above.get(passage.id, "")
    if passage.kind is PassageKind.TABLE:
        start = text.text.rfind(ROW_BREAK, 0, dose.start) + 1
        end = text.text.find(ROW_BREAK, dose.start)
        row = text[start : end if end >= 0 else len(text)]
        return _Said(dose, quote(row, guideline, passage.id), passage, dose.start - start, over)
    at = 0
    for sentence in printed_sentences(passage):
        start = text.text.index(sentence.text, at)
        at = start + len(sentence.text)
        if dose.start < at:
            return _Said(dose, quote(sentence, guideline, passage.id), passage, dose.start - start, over)
    return _Said(dose, quote(text, guideline, passage.id), passage, dose.start, over)


def _counts(doses: Sequence[_Said]) -> Item:
    numbers = sorted({n for each in doses for n in _fractions(each.dose)})
    options = tuple(Option(str(n), f"{n} fraction{'s' if n > 1 else ''}") for n in numbers)
    return Item("fractions", "Nombre de fractions", options)


def _fractions(dose: Dose) -> range:
    return range(dose.fractions_low or 1, (dose.fractions_high or 0) + 1)


def _situation(said: _Said) -> Option | None:
    """The irradiation for which the sentence, or what stands over it, gives the dose; the first where neither says.

    Where it speaks of both, the one told in the dose's own clause, else the last before it; None where neither tells.
    """
    marks = list(_marks(said.sentence.text))
    told = {option.key: option for _, option in marks or _marks(said.over)}
    if not marks and len(told) > 1:
        return None
    if len(told) < 2:
        return next(iter(told.values()), _FIRST)
    turns = [0, *(m.start() for m in pattern("doses", "turn").finditer(said.sentence.text)), len(said.sentence.text)]
    start, end = max(n for n in turns if n <= said.at), min(n for n in turns if n > said.at)
    own = {option.key: option for place, option in marks if start <= place < end}
    if len(own) == 1:
        return next(iter(own.values()))
    return next((option for place, option in reversed(marks) if place < said.at), None) if not own else None


def _heads_a_group(text: str) -> bool:
    """Whether an item of a flat list names a situation: the items after it are about it."""
    return text.rstrip().endswith(":")


def _marks(text: str) -> Iterator[tuple[int, Option]]:
    """Where `text` speaks of a first irradiation, and where of another one. A denied one is a first."""
    denied = list(pattern("doses", "denied").finditer(text))
    found = [(m.start(), _FIRST) for m in (*denied, *pattern("doses", "first").finditer(text))]
    for match in pattern("doses", "again").finditer(text):
        if not any(m.start() <= match.start() < m.end() for m in denied):
            found.append((match.start(), _AGAIN))
    yield from sorted(found, key=lambda mark: mark[0])


def _organ(indication: str) -> str:
    """The organ's first word, «la moelle épinière» and «moelle» are one; two where one does not tell it."""
    bare = pattern("doses", "article").sub("", indication.strip()).casefold()
    if match := pattern("doses", "organ").match(bare):
        return match.group()
    return bare.split()[0] if bare else indication
