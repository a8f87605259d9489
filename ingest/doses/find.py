"""Every radiation dose of a guideline with its role, technique and indication.

Walks passages and asks ingest/values/schemes.py what is printed, and roles.py and context.py beside this file what is
said of it. Never promotes: a dose whose role nobody states is `unstated`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.doses.context import (
    indication_in,
    indication_of_title,
    is_label,
    names_group,
    organ_in,
    role_of_header,
    technique_in,
    technique_of,
    techniques_of,
)
from ingest.doses.roles import read_marks, role_in, role_of_lead_in, tells_of_a_study
from ingest.doses.tables import table_doses
from ingest.language import French
from ingest.model import Dose, DoseRole, Passage, PassageKind, Section, Table, Technique
from ingest.statements.lead_ins import lead_ins
from ingest.statements.sentences import sentences
from ingest.values.numbers import flat
from ingest.values.schemes import MAY_HOLD, Scheme, find_schemes

_BEFORE = 200  # characters before a sentence that tell whether it speaks of doses («30/10»)
MAX_SCHEMES = 60  # doses in one sentence: beyond it is no sentence (the densest of the corpus has 12), and no context


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands over a passage: the texts that lead in to it, nearest first, and its heading's titles."""

    leads: tuple[Passage, ...]
    titles: tuple[str, ...]  # nearest first, no further than the numbering vouches for


def find_doses(
    french: French, passages: Sequence[Passage], tables: Sequence[Table], sections: Sequence[Section]
) -> tuple[Dose, ...]:
    """The doses in Gy of all passages but the bibliography's, in reading order.

    Total doses: «5 × 4 Gy» is 20 in 5. Doses per fraction and biological doses are none; a comparison («> 20 Gy») is
    one only as an organ's limit or with its fractions. The role comes from the sentence, else from the lead-in of its
    list, else from a heading that names doses («Doses recommandées»); in a table from the column's header, the row's
    label or the caption. The technique may also come from what its paragraph has spoken of, or from its section's
    title, never for a table or a recommendation box, which may stand under any heading. The indication is quoted: what
    the sentence says, the label over it, or a heading that names one; of a limit, the organ.
    """
    by_id = {section.id: section for section in sections}
    by_passage = {table.passage: table for table in tables}
    found: list[Dose] = []
    for n, passage in enumerate(passages):
        if passage.kind is PassageKind.REFERENCE:
            continue
        if passage.id in by_passage:
            found.extend(table_doses(french, passage, by_passage[passage.id]))
        else:
            found.extend(
                _in_passage(
                    french, passage, _Around(lead_ins(passages, n, names_group), _titles(passage.section, by_id))
                )
            )
    return tuple(found)


def _in_passage(french: French, passage: Passage, around: _Around) -> Iterator[Dose]:
    if not MAY_HOLD.search(passage.text.text):
        return
    text = flat(passage.text)
    role_above, technique_above = _role_above(french, passage, around), _technique_above(passage, around)
    reported = False
    topic: Technique | None = None  # what the paragraph has spoken of so far
    for start, end in sentences(passage.text.text):
        sentence = text[start:end]
        before = text[max(0, start - _BEFORE) : start]
        schemes = find_schemes(sentence, before) if MAY_HOLD.search(sentence) else ()
        if len(schemes) > MAX_SCHEMES:
            continue
        marks = read_marks(french, sentence) if schemes else ()
        for n, scheme in enumerate(schemes):
            role = role_in(sentence, marks, schemes, n, reported) or role_above
            if role is not DoseRole.ORGAN_LIMIT and scheme.compared and scheme.fractions_low is None:
                continue  # «plus de 20 Gy»: a threshold, no dose that is given
            technique = technique_in(sentence, scheme) or topic or technique_above
            yield Dose(
                scheme.low,
                scheme.high,
                scheme.fractions_low,
                scheme.fractions_high,
                role or DoseRole.UNSTATED,
                technique or Technique.UNSTATED,
                _indication(passage, sentence, start, scheme, role, around),
                passage.id,
                start + scheme.start,
                start + scheme.end,
                passage.text[start + scheme.start : start + scheme.end],
            )
        reported = reported or tells_of_a_study(sentence)
        topic = _topic(topic, sentence, bool(schemes))


def _topic(topic: Technique | None, sentence: str, doses: bool) -> Technique | None:
    """The technique that the sentences to come speak of: a sentence with doses of its own opens no topic, and one that
    names another technique, or both, closes it.
    """
    named = techniques_of(sentence)
    if not named or named == {topic}:
        return topic
    return next(iter(named)) if len(named) == 1 and topic is None and not doses else None


def _role_above(french: French, passage: Passage, around: _Around) -> DoseRole | None:
    """The role that the lead-ins give, else a caption's own words, else a heading that names doses."""
    for lead in around.leads:
        role = role_of_lead_in(french, _last_sentence(lead))
        if role:
            return role
    if passage.kind is PassageKind.CAPTION:
        return DoseRole.EXAMPLE  # a figure shows one patient
    return next((role_of_header(title) for title in around.titles[:1] if _names_doses(title)), None)


def _names_doses(title: str) -> bool:
    return any(word in title.casefold() for word in ("dose", "fractionnement", "schéma"))


def _technique_above(passage: Passage, around: _Around) -> Technique | None:
    leads = (technique_of(lead.text.text) for lead in around.leads)
    if technique := next((t for t in leads if t), None):
        return technique
    if passage.kind in (PassageKind.RECOMMENDATION, PassageKind.CAPTION):
        return None
    titled = next((t for title in around.titles if (t := technique_of(title))), None)
    return titled if techniques_of(passage.text.text) <= {titled} else None


def _indication(
    passage: Passage, sentence: str, start: int, scheme: Scheme, role: DoseRole | None, around: _Around
) -> str | None:
    span = organ_in(sentence, scheme) if role is DoseRole.ORGAN_LIMIT else indication_in(sentence, scheme)
    if span:
        return passage.text.text[start + span[0] : start + span[1]]
    for lead in around.leads:
        text = lead.text.text.strip().rstrip(" :")
        if names_group(text):
            return text
        said = indication_in(text + " ", Scheme(0, 0, None, None, len(text), len(text)))
        if said:
            return text[said[0] : said[1]]
        if lead.kind is PassageKind.ITEM and is_label(text):
            return text
    return next((t for title in around.titles if (t := indication_of_title(title))), None)


def _last_sentence(passage: Passage) -> str:
    spans = sentences(passage.text.text)
    return flat(passage.text)[spans[-1][0] : spans[-1][1]] if spans else ""


def _titles(section: str | None, sections: Mapping[str, Section]) -> tuple[str, ...]:
    """Titles over a passage, nearest first, up to where the numbering stops to say what belongs to what.

    «Recommandations» without a number under «2.2.4» may well stand beside it: nothing is inherited then.
    """
    titles: list[str] = []
    seen: set[str] = set()
    current = sections.get(section) if section else None
    while current and current.id not in seen:
        seen.add(current.id)
        titles.append(current.title.text)
        parent = sections.get(current.parent) if current.parent else None
        if parent is None or (parent.number is None) != (current.number is None):
            break
        if current.number and parent.number and not current.number.startswith(parent.number):
            break
        current = parent
    return tuple(titles)
