"""What a guideline says of anti-resorptive drugs and the kidney → a lookup by clearance, quoted beside Cockcroft-Gault.

Below the printed limit the contra-indication is quoted; from it on, that the dose is to be adapted, never a dose; what
is said of denosumab comes with its calcium and vitamin D sentence, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Guideline, Passage, PassageKind, PrintedText, Quantity
from ingest.statements.lead_ins import lead_ins
from kb.calculators.model import Calculator, Item, Kind, Option, Quote, Row, Status, Value
from kb.calculators.patterns import pattern
from kb.calculators.quoting import printed_sentences, quote, quote_value

SLUG = "anti-resorptifs-et-fonction-renale"
NAME = "Anti-résorptifs et fonction rénale"
LONGEST_GROUP = 90  # characters of an item that only names a drug
_SPOKEN = (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.RECOMMENDATION)
BELOW, FROM = "below", "from"  # options of the only item: under the printed limit, or not


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, with what stands over it: the drug may be named there."""

    text: PrintedText
    over: str
    passage: Passage


def compile_renal_rules(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The lookup of the edition, where it states a limit of clearance for an anti-resorptive drug."""
    told = list(_sentences(guideline))
    limits = [(s, q) for s in told if (q := _limit(s, guideline)) is not None]
    values = {q.high for _, q in limits}
    if len(values) != 1 or (limit := limits[0][1].high) is None:
        return ()  # no limit, or two that disagree
    against = [quote(s.text, guideline, s.passage.id) for s, _ in limits]
    adapted = [quote(s.text, guideline, s.passage.id) for s in told if _is_adaptation(s)]
    always = _denosumab(told, guideline)
    printed = f"{limit:g}".replace(".", ",")
    strict = all(q.strict_high for _, q in limits)
    under, over = ("<", "≥") if strict else ("≤", ">")
    options = (Option(BELOW, f"{under} {printed} mL/min"), Option(FROM, f"{over} {printed} mL/min"))
    rows = (
        Row(
            (BELOW,),
            _values("contre-indication", "Contre-indication", against) + _values("denosumab", "Dénosumab", always),
        ),
        Row((FROM,), _values("adaptation", "Adaptation", adapted) + _values("denosumab", "Dénosumab", always)),
    )
    return (
        Calculator(
            f"{document}/{SLUG}", Kind.LOOKUP, NAME, document, edition, Status.READY,
            items=(Item("clairance", "Clairance de la créatinine", options),), rows=rows,
            section=limits[0][0].passage.section, page=against[0].page,
        ),
    )  # fmt: skip


def _sentences(guideline: Guideline) -> Iterator[_Sentence]:
    titles = {section.id: section.title.text for section in guideline.sections}
    for n, passage in enumerate(guideline.passages):
        if passage.kind not in _SPOKEN:
            continue
        leads = lead_ins(guideline.passages, n, _heads_a_group)
        over = " ".join([*(lead.text.text for lead in leads[:1]), titles.get(passage.section or "", "")])
        whole = f"{over} {passage.text.text}"
        if pattern("renal", "agent").search(whole):
            for sentence in printed_sentences(passage):
                yield _Sentence(sentence, whole, passage)


def _heads_a_group(text: str) -> bool:
    """Whether an item of a flat list names a drug and says no more: the items after it are about that drug."""
    return (
        len(text) <= LONGEST_GROUP and not text.rstrip().endswith(".") and bool(pattern("renal", "agent").search(text))
    )


def _limit(sentence: _Sentence, guideline: Guideline) -> Quantity | None:
    """The clearance under which the sentence forbids the drug."""
    text = sentence.text.text
    if not pattern("renal", "against").search(text) or not pattern("renal", "clearance").search(text):
        return None
    if pattern("renal", "denosumab").search(text):
        return None
    return next(
        (
            q
            for q in guideline.quantities
            if q.passage == sentence.passage.id and q.unit == "mL/min" and q.low is None and q.text.text in text
        ),
        None,
    )


def _is_adaptation(sentence: _Sentence) -> bool:
    """«posologie à adapter à la fonction rénale», of another drug than denosumab, without any amount."""
    text = sentence.text.text
    if pattern("renal", "amount").search(text) or pattern("renal", "denosumab").search(text):
        return False
    return bool(pattern("renal", "adapted").search(text)) and not text.casefold().startswith("pas d")


def _denosumab(told: Sequence[_Sentence], guideline: Guideline) -> list[Quote]:
    """What is said of denosumab and the kidney, with its supplementation; [] where the latter is not found."""
    own = [
        s
        for s in told
        if pattern("renal", "denosumab").search(s.over) or pattern("renal", "denosumab").search(s.text.text)
    ]
    kidney = [s for s in own if pattern("renal", "kidney").search(s.text.text) and _of_denosumab(s)]
    supplement = [s for s in told if pattern("renal", "supplement").search(s.text.text) and _of_denosumab(s)]
    if not supplement:
        sections = {s.passage.section for s in kidney}
        beside = (p for p in guideline.passages if p.section in sections and p.kind in _SPOKEN)
        spoken = (_Sentence(text, "", passage) for passage in beside for text in printed_sentences(passage))
        supplement = [s for s in spoken if pattern("renal", "supplement").search(s.text.text)]
    if not kidney or not supplement:
        return []
    both = dict.fromkeys(quote(s.text, guideline, s.passage.id) for s in (*kidney, *supplement))
    return list(both)


def _of_denosumab(sentence: _Sentence) -> bool:
    """Named in the sentence, or in the item it stands under."""
    lead = sentence.over.removesuffix(sentence.passage.text.text)
    return bool(pattern("renal", "denosumab").search(sentence.text.text) or pattern("renal", "denosumab").search(lead))


def _values(key: str, label: str, quotes: Sequence[Quote]) -> tuple[Value, ...]:
    return tuple(quote_value(key if n == 0 else f"{key}-{n + 1}", label, each) for n, each in enumerate(quotes))
