"""Findings of an audit as an editor reads them: how grave, where, the words that are meant, why, and the repair.

Draws what the audit found; finds and accepts nothing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kb.audit.accepted import Acceptance, accepted_file, read_accepted
from kb.audit.desk import Audit, audit_edition
from kb.audit.model import RULES, Finding, Severity
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition
from screens.parts.address import ReaderAddress
from screens.parts.cards import excerpt
from screens.parts.french import count, day, row_text, typeset
from screens.parts.html import Html, tag
from screens.parts.kept import per_build
from screens.parts.links import href

SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "remarque"}
_CHIPS = {Severity.ERROR: "against", Severity.WARNING: "option", Severity.INFO: "weak"}
_LONGEST = 500  # characters of a quotation: what is meant stands in a sentence


def audit_of(base: KnowledgeBase, edition: Edition, today: date) -> Audit:
    """The audit of the edition on that day, with what was accepted in the file beside the corpus.

    Raises CallError for a file of accepted findings that cannot be used.
    """
    file = accepted_file(os.environ)
    changed = file.stat().st_mtime_ns if file.exists() else 0
    return _audit(base, edition.name, today, file, changed)


@per_build(16)
def _audit(base: KnowledgeBase, name: str, today: date, file: Path, changed: int) -> Audit:
    return audit_edition(base, base.named(name), today, read_accepted(file))  # as it is since it was `changed`


def summary(audit: Audit) -> str:
    """«5 erreurs · 6 avertissements · 8 remarques · 1 constat accepté»."""
    counts = Counter(finding.severity for finding in audit.sorted.findings)
    parts = [count(counts[severity], name) for severity, name in SEVERITIES.items() if counts[severity]]
    if audit.sorted.accepted:
        accepted = len(audit.sorted.accepted)
        parts.append(count(accepted, "constat accepté", "constats acceptés"))
    return " · ".join(parts) or "Rien à corriger"


def counted(findings: Sequence[Finding]) -> Html:
    """How many findings each rule has, the gravest first, as a table that is read aloud as well."""
    counts = Counter(finding.rule for finding in findings)
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Constat", "Gravité", "Nombre")))
    rows = [
        tag(
            "tr",
            tag("th", facts.name, scope="row"),
            tag("td", SEVERITIES[facts.severity]),
            tag("td", str(counts[rule])),
        )
        for rule, facts in sorted(RULES.items(), key=lambda pair: list(Severity).index(pair[1].severity))
        if counts[rule]
    ]
    caption = tag("caption", "Constats par règle")
    return tag("div", tag("table", caption, head, *rows), class_="scroll", tabindex="0")


def finding_card(finding: Finding, edition: Edition) -> Html:
    """One finding to mend, its place a click away."""
    facts = RULES[finding.rule]
    place = ReaderAddress(edition.document, edition.label, finding.page, finding.passage)
    return tag(
        "article",
        tag(
            "div",
            tag("span", SEVERITIES[finding.severity], class_=f"chip {_CHIPS[finding.severity]}"),
            tag("span", facts.name, class_="source"),
            class_="chips",
        ),
        tag("p", f"{where(finding)}, p.\u00a0{finding.page} · n°\u00a0{finding.fingerprint}", class_="path"),
        tag("p", typeset(finding.detail)),
        tag("blockquote", excerpt(row_text(finding.text), finding.marks, _LONGEST), class_="quote small"),
        tag("p", tag("strong", "À la place\u00a0: "), finding.repair) if finding.repair else None,
        tag("div", tag("a", f"Voir la page {finding.page}", href=href(place), class_="entry"), class_="acts"),
        aria_label=f"{facts.name}, page {finding.page}",
        class_="item-card",
    )


def accepted_card(finding: Finding, who: Acceptance) -> Html:
    """A finding that stays, with who said so and why."""
    when = f", le {day(who.day)}" if who.day else ""
    return tag(
        "li",
        tag("strong", RULES[finding.rule].name),
        f", p.\u00a0{finding.page}\u00a0: {finding.detail}",
        tag("br"),
        tag("span", f"Accepté par {who.by}{when}\u00a0: {who.reason}", class_="quiet"),
    )


def where(finding: Finding) -> str:
    """«2.2.1 Indications», or that it stands under no heading."""
    if finding.section is None:
        return "Hors section"
    number, title = finding.section.number, finding.section.title.text
    return f"{number} {title}" if number and not title.startswith(number) else title


def how_to_accept(edition: Edition) -> Html:
    """The command that writes the entry: accepting is an editor's act, in a file that is reviewed."""
    file = accepted_file(os.environ)
    command = f'sourcier audit {edition.name} --accept CONSTAT --reason "MOTIF" --by "NOM" --accepted {file}'
    return tag(
        "div",
        tag(
            "p",
            "Un constat accepté est listé à part et ne fait plus échouer le contrôle\u00a0; il revient si son texte "
            "change. CONSTAT est le numéro imprimé sur sa carte\u00a0; le fichier se relit avec le corpus.",
            class_="quiet",
        ),
        tag("pre", command, class_="command"),
    )
