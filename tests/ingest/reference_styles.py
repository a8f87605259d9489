"""Made-up works, and the ways journals print them: entries whose fields are known by construction.

Nothing here exists; the shapes do. `WORKS` hold what is hard (particles, compound names, bodies, titles that end in a
question or hold full stops), `STYLES` the order and punctuation of one kind of bibliography each.
"""

# ruff: noqa: E501  (a work is a line)
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    authors: tuple[str, ...]
    title: str
    journal: str
    dotted: str  # the journal's name with dots, as Elsevier prints it
    year: int
    volume: str
    issue: str | None
    pages: str
    doi: str | None = None
    et_al: bool = False
    month: str | None = None


WORKS = (
    Work(("Ferrand PL", "de Baere T", "Haddad RE"), "Cementoplasty of the acetabulum", "Eur Radiol", "Eur. Radiol.", 2011, "21", "4", "713–22"),
    Work(("van der Meulen Y",), "Is a single fraction enough?", "J Clin Oncol", "J. Clin. Oncol.", 2008, "26", "12", "1904-11", "10.1200/JCO.2008.12.3456", month="Apr 20"),
    Work(("Müller-Lüdenscheidt A", "D'Inca F", "O'Sullivan B", "Le Goff Y"), "Vertebral fracture after SBRT vs. conventional radiotherapy: a cohort of 212 patients", "Int J Radiat Oncol Biol Phys", "Int. J. Radiat. Oncol. Biol. Phys.", 2016, "95", "3", "e118–29", "10.1016/j.ijrobp.2016.01.002", True, "Jul 1"),
    Work(("Rousseau J-C", "Kim S-W"), "Bone turnover markers. A position paper", "Bone", "Bone", 2014, "61", None, "12-9", month="Feb"),
    Work(("Di Maio M", "Al-Qahtani S", "Carcereny Costa E", "Nguyen VH"), "Pain (and its treatment) in stage IV NSCLC", "Clin Oncol (R Coll Radiol)", "Clin. Oncol. (R. Coll. Radiol.)", 2019, "31", "Suppl 1", "S4-12", None, True),
    Work(("Lenoir C", "Ambrosini P"), "[Radiothérapie des métastases osseuses : quels schémas en 2020 ?]", "Cancer Radiother", "Cancer Radiother.", 2020, "24", "6–7", "501–9", "10.1016/j.canrad.2020.05.014", month="Oct"),
    Work(("Marchand T", "Petit-Jean LM", "Okafor UC", "Da Silva RA", "Østergård K", "Šimić I"), "Denosumab or zoledronic acid? An individual patient meta-analysis", "Lancet Oncol", "Lancet Oncol.", 2013, "14", "1", "43–51", "10.1016/S1470-2045(12)70521-3", True),
    Work(("Bouvier H", "Garnier ML"), "Prise en charge de l'hypercalcémie maligne chez l'adulte", "Rev Prat", "Rev. Prat.", 2018, "68", "2", "123-8"),
    Work(("Tanaka K", "Li X"), "CT-guided cryoablation in the U.S. and Japan: outcomes at 1.5 years", "PLoS One", "PLoS One", 2017, "12", "9", "e0184511", "10.1371/journal.pone.0184511"),
    Work(("St John ER", "McAllister PD 3rd"), "Spinal cord compression: surgery first!", "Spine (Phila Pa 1976)", "Spine (Phila. Pa. 1976)", 2005, "30", "19", "2186–91", month="Oct 1"),
    Work(("Weber A", "Novak L", "Ruiz-Garcia M"), "Survival in 1 to 3 bone metastases", "N Engl J Med", "N. Engl. J. Med.", 2021, "384", "8", "710–21", "10.1056/NEJMoa2034577", True, "Feb 25"),
    Work(("Chevalier D", "Roux T", "Blanc Y", "Noir Z", "Vert K", "Gris P", "Brun Q"), "Recommandations françaises sur les traitements ciblant l'os. Mise à jour", "Bull Cancer", "Bull. Cancer", 2015, "102", "11", "930–41"),
)  # fmt: skip


def initials(name: str) -> tuple[str, str, str]:
    """Family name, initials, suffix of «McAllister PD 3rd»."""
    family, given, suffix = re.fullmatch(r"(.+?) ((?:[A-Z]-?)+)( 3rd)?", name).groups()
    return family, given, suffix or ""


def dotted(given: str, space: str = " ") -> str:
    out = re.sub(r"([A-Z])", r"\1.", given)
    return re.sub(r"\.(?=[A-Z])", f".{space}", out)


def end(title: str, mark: str = ".") -> str:
    return title if title[-1] in "?!" else title + mark


def doi(work: Work, form: str) -> str:
    return form.format(work.doi) if work.doi else ""


def issue(work: Work) -> str:
    return f"({work.issue})" if work.issue else ""


def vancouver(w: Work) -> str:
    names = ", ".join(w.authors) + (", et al" if w.et_al else "")
    date = f"{w.year} {w.month}" if w.month else f"{w.year}"
    return f"{names}. {end(w.title)} {w.journal}. {date};{w.volume}{issue(w)}:{w.pages}."


def vancouver_doi(w: Work) -> str:
    return vancouver(w) + doi(w, " doi: {}. Epub 2019 Dec 3. PMID: 31234567")


def ama(w: Work) -> str:
    return f"{', '.join(w.authors)}{', et al' if w.et_al else ''}. {end(w.title)} {w.journal}. {w.year};{w.volume}{issue(w)}:{w.pages}.{doi(w, ' doi:{}')}"


def icmje(w: Work) -> str:
    return f"{', '.join(w.authors)}{', et al' if w.et_al else ''}. {end(w.title)} {w.journal} {w.year};{w.volume}:{w.pages}.{doi(w, ' https://doi.org/{}')}"


def spaced(w: Work) -> str:
    number = f" ({w.issue})" if w.issue else ""
    return f"{', '.join(w.authors)}{' et al' if w.et_al else ''}. {end(w.title)} {w.journal} {w.year} ; {w.volume}{number} : {w.pages}.{doi(w, ' doi : {}')}"


def french(w: Work) -> str:
    return f"{', '.join(w.authors)}{' et coll' if w.et_al else ''}. {end(w.title)} {w.journal}. {w.year}; {w.volume} : {w.pages}"


def french_words(w: Work) -> str:
    number = f", n° {w.issue}" if w.issue and w.issue[0].isdigit() else ""
    names = ", ".join(w.authors[:-1]) + (" et " if len(w.authors) > 1 else "") + w.authors[-1]
    return f"{names}. {end(w.title)} {w.journal}, {w.year}, vol. {w.volume}{number}, p. {w.pages}."


def french_commas(w: Work) -> str:
    return f"{', '.join(w.authors)}. {end(w.title)} {w.journal} {w.year}, {w.volume}, {w.pages}."


def french_dash(w: Work) -> str:
    names = ", ".join(f"{f} {dotted(g)}{s}" for f, g, s in map(initials, w.authors))
    return f"{names} – {end(w.title)} {w.journal}, {w.year}, {w.volume}{issue(w)}, {w.pages}."


def apa(w: Work) -> str:
    names = [f"{f}, {dotted(g)}{',' + s if s else ''}" for f, g, s in map(initials, w.authors)]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + ", & " + names[-1]
    return f"{joined} ({w.year}). {end(w.title)} {w.journal}, {w.volume}{issue(w)}, {w.pages}.{doi(w, ' https://doi.org/{}')}"


def springer(w: Work) -> str:
    return f"{', '.join(w.authors)}{' et al' if w.et_al else ''} ({w.year}) {end(w.title)} {w.journal} {w.volume}{issue(w)}:{w.pages}.{doi(w, ' https://doi.org/{}')}"


def harvard(w: Work) -> str:
    names = ", ".join(f"{f}, {dotted(g, '')}{s}" for f, g, s in map(initials, w.authors))
    return f"{names}, {w.year}. {end(w.title)} {w.dotted} {w.volume}, {w.pages}.{doi(w, ' https://doi.org/{}')}"


def elsevier(w: Work) -> str:
    names = ", ".join(f"{dotted(g, '')} {f}{s}" for f, g, s in map(initials, w.authors))
    return f"{names}, {end(w.title, ',')} {w.dotted} {w.volume} ({w.year}) {w.pages}.{doi(w, ' https://doi.org/{}.')}"


def nature(w: Work) -> str:
    names = [f"{f}, {dotted(g)}{s}" for f, g, s in map(initials, w.authors)]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " & " + names[-1]
    if w.et_al:
        joined = f"{names[0]} et al."
    return f"{joined} {end(w.title)} {w.dotted} {w.volume}, {w.pages} ({w.year})."


def ieee(w: Work) -> str:
    names = [f"{dotted(g)} {f}{s}" for f, g, s in map(initials, w.authors)]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + ", and " + names[-1]
    number = f", no. {w.issue}" if w.issue else ""
    return f"{joined}, “{end(w.title, ',')}” {w.dotted}, vol. {w.volume}{number}, pp. {w.pages}, Jul. {w.year}{doi(w, ', doi: {}')}."


# Styles that print a journal's dotted name, and those that cut the list after the first author.
DOTTED = (harvard, elsevier, nature, ieee)
STYLES: tuple[Callable[[Work], str], ...] = (
    vancouver, vancouver_doi, ama, icmje, spaced, french, french_words, french_commas, french_dash, apa, springer,
    harvard, elsevier, nature, ieee,
)  # fmt: skip
WITH_DOI = (vancouver_doi, ama, icmje, spaced, apa, springer, harvard, elsevier, ieee)


def expected(work: Work, style: Callable[[Work], str]) -> dict[str, object]:
    """The fields a reader should find in `style(work)`."""
    journal = work.dotted.rstrip(".") if style in DOTTED else work.journal
    return {
        "authors": work.authors[:1] if style is nature and work.et_al else work.authors,
        "title": work.title,
        "container": journal,
        "year": work.year,
        "volume": work.volume,
        "pages": work.pages,
        "doi": work.doi if style in WITH_DOI else None,
    }
