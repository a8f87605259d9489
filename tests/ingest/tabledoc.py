"""One table model, printed in many ways: what tests of table reading print and what they expect.

A `Sheet` is a table with merged cells; `typst_pdf` and `story_pdf` print it in a `Look` between two paragraphs.
`Sheet.grid()` is the dense grid that must be read back.
"""

from __future__ import annotations

import html
import io
from dataclasses import dataclass, field
from functools import cache

PROSE = (
    "La prise en charge des localisations osseuses secondaires associe le plus souvent un traitement local et un "
    "traitement général. Les modalités en sont discutées en réunion de concertation, en fonction de l'état du malade, "
    "de la maladie et de ses souhaits, puis elles sont consignées dans le dossier et remises au médecin traitant."
)


@dataclass(frozen=True, slots=True)
class C:
    """A cell: its text, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `rows` hold each cell once, at its first place. `numbers` are the columns set flush right or centred."""

    name: str
    rows: tuple[tuple[C | str, ...], ...]
    header: int = 1
    weights: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    caption: str = "Tableau 3 – Répartition des situations"

    def cells(self) -> list[tuple[int, int, C]]:
        """Every cell with the row and column it starts at."""
        taken: set[tuple[int, int]] = set()
        out = []
        for r, row in enumerate(self.rows):
            c = 0
            for entry in row:
                cell = C(entry) if isinstance(entry, str) else entry
                while (r, c) in taken:
                    c += 1
                taken |= {(r + i, c + j) for i in range(cell.rows) for j in range(cell.cols)}
                out.append((r, c, cell))
                c += cell.cols
        return out

    @property
    def width(self) -> int:
        return max(c + cell.cols for _, c, cell in self.cells())

    def grid(self) -> list[list[str]]:
        rows = [[""] * self.width for _ in self.rows]
        for r, c, cell in self.cells():
            rows[r][c] = cell.text
        return rows


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is printed. Lengths in points.

    `rules`: full, frame, inner, columns, rows, booktabs, header, none. `fill`: "", zebra, header, all.
    """

    name: str
    rules: str = "full"
    fill: str = ""
    size: float = 10
    inset: tuple[float, float] = (5, 4)  # across, down
    align: str = "left"  # of the columns of numbers; the others are set flush left
    middle: bool = False  # cells centred in height
    bold: bool = True  # the header
    stroke: float = 0.5
    full: bool = True  # as wide as its column of text; else as wide as it needs
    columns: int = 1  # of the page
    fill_lines: int = 0  # prose before it, in paragraphs
    repeat: bool = False  # the header, after a page break
    font: str = "Liberation Sans"
    caption: str = ""  # "", above, below
    extra: str = ""  # more Typst settings
    tags: frozenset[str] = field(default_factory=frozenset)


def typst_pdf(sheet: Sheet, look: Look) -> bytes:
    """The sheet set by Typst. Raises ModuleNotFoundError where Typst is not installed."""
    import typst

    return bytes(typst.compile(typst_source(sheet, look).encode()))


def typst_source(sheet: Sheet, look: Look) -> str:
    """The Typst text that prints the sheet."""
    across, down = look.inset
    weights = sheet.weights or (1,) * sheet.width
    columns = ", ".join(f"{w}fr" if look.full else "auto" for w in weights)
    body: list[str] = []
    height = len(sheet.rows)
    if look.rules == "booktabs":
        body += [
            f"table.hline(y: 0, stroke: 1pt), table.hline(y: {sheet.header}, stroke: 0.5pt)",
            f"table.hline(y: {height}, stroke: 1pt)",
        ]
    elif look.rules == "header":
        body.append(f"table.hline(y: {sheet.header}, stroke: {look.stroke}pt)")
    header: list[str] = []
    for r, c, cell in sheet.cells():
        text = _typst(cell.text)
        if look.bold and r < sheet.header:
            text = f"#strong[{text}]"
        align = look.align if c in sheet.numbers and cell.cols == 1 else "left"
        if cell.cols > 1 and r < sheet.header:
            align = "center"
        upright = "horizon" if look.middle else "top"
        spans = f"rowspan: {cell.rows}, colspan: {cell.cols}"
        made = f"table.cell(x: {c}, y: {r}, {spans}, align: {align} + {upright})[{text}]"
        (header if r < sheet.header else body).append(made)
    if header:
        body.insert(0, f"table.header(repeat: {str(look.repeat).lower()}, {', '.join(header)})")
    stroke = {
        "full": f"{look.stroke}pt",
        "rows": f"(x, y) => (top: {look.stroke}pt, bottom: {look.stroke}pt)",
        "columns": f"(x, y) => (left: if x > 0 {{ {look.stroke}pt }}, "
        f"bottom: if y < {sheet.header} {{ {look.stroke}pt }})",
        "inner": f"(x, y) => (left: if x > 0 {{ {look.stroke}pt }}, top: if y > 0 {{ {look.stroke}pt }})",
    }.get(look.rules, "none")
    fill = {
        "zebra": '(x, y) => if calc.odd(y) { rgb("#e8eef4") }',
        "header": f'(x, y) => if y < {sheet.header} {{ rgb("#d0d8e8") }}',
        "all": f'(x, y) => if y < {sheet.header} {{ rgb("#4060a0") }} else {{ rgb("#eef2f8") }}',
    }.get(look.fill, "none")
    table = (
        f"#block(width: 100%)[#table(columns: ({columns},), stroke: {stroke}, fill: {fill}, "
        f"inset: (x: {across}pt, y: {down}pt), {', '.join(body)})]"
    )
    caption = f"#block[{_typst(sheet.caption)}]"
    prose = "\n\n".join([_typst(PROSE)] * 2)
    before = "\n\n".join([_typst(PROSE)] * (look.fill_lines or 1))
    parts = [
        before,
        caption if look.caption == "above" else "",
        table,
        caption if look.caption == "below" else "",
        prose,
    ]
    return (
        f'#set page(paper: "a4", margin: 2cm, columns: {look.columns})\n'
        f'#set text(font: "{look.font}", size: {look.size}pt, lang: "fr", hyphenate: false)\n#set par(justify: true)\n'
        f"#show table: set par(justify: false)\n{look.extra}\n" + "\n\n".join(part for part in parts if part)
    )


def _typst(text: str) -> str:
    for char in "\\#$*_`<>@~[]=":
        text = text.replace(char, "\\" + char)
    return text.replace("\n", " \\ ")


def story_pdf(sheet: Sheet, look: Look) -> bytes:
    """The sheet set by MuPDF's HTML engine, one column a page."""
    import pymupdf

    story = pymupdf.Story(html=html_source(sheet, look), user_css=css(sheet, look))
    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    more = 1
    while more:
        device = writer.begin_page(pymupdf.paper_rect("a4"))
        more, _ = story.place(pymupdf.Rect(56, 56, 539, 786))
        story.draw(device)
        writer.end_page()
    writer.close()
    return out.getvalue()


def html_source(sheet: Sheet, look: Look) -> str:
    """The body of a web page that prints the sheet."""
    rows: dict[int, list[str]] = {}
    for r, c, cell in sheet.cells():
        tag = "th" if r < sheet.header and look.bold else "td"
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
            f' colspan="{cell.cols}"' if cell.cols > 1 else ""
        )
        kinds = ["num"] if c in sheet.numbers and cell.cols == 1 else []
        kinds += ["head"] if r < sheet.header else ["odd"] if r % 2 else []
        kinds += ["lastcol"] if c + cell.cols == sheet.width else []
        text = html.escape(cell.text).replace("\n", "<br>")
        rows.setdefault(r, []).append(f'<{tag}{spans} class="{" ".join(kinds)}">{text}</{tag}>')
    head = "".join(f"<tr>{''.join(rows[r])}</tr>" for r in range(sheet.header))
    body = "".join(f"<tr>{''.join(rows.get(r, []))}</tr>" for r in range(sheet.header, len(sheet.rows)))
    head = f"<thead>{head}</thead>" if head else ""
    caption = f"<p>{html.escape(sheet.caption)}</p>"
    before = f"<p>{PROSE}</p>" * (look.fill_lines or 1)
    table = f"<table>{head}<tbody>{body}</tbody></table>"
    return (
        before + (caption if look.caption == "above" else "") + table
        + (caption if look.caption == "below" else "") + f"<p>{PROSE}</p>" * 2
    )  # fmt: skip


def css(sheet: Sheet, look: Look) -> str:
    """The style sheet of the look."""
    across, down = look.inset
    line = f"{look.stroke}pt solid black"
    rules = {
        "full": f"td, th {{ border: {line}; }}",
        "frame": f"table {{ border: {line}; }}",
        "rows": f"td, th {{ border-top: {line}; border-bottom: {line}; }}",
        "header": f".head {{ border-bottom: {line}; }}",
        "booktabs": f"table {{ border-top: 1pt solid black; border-bottom: 1pt solid black; }}"
        f" .head {{ border-bottom: {line}; }}",
        "columns": f"td, th {{ border-right: {line}; }} .lastcol {{ border-right: none; }}",
    }.get(look.rules, "")
    fill = {
        "zebra": ".odd { background-color: #e8eef4; }",
        "header": ".head { background-color: #d0d8e8; }",
        "all": "td { background-color: #eef2f8; } .head { background-color: #d0d8e8; }",
    }.get(look.fill, "")
    return (
        f"body {{ font-family: sans-serif; font-size: {look.size}pt; }}"
        f"table {{ border-collapse: collapse; width: {'100%' if look.full else 'auto'}; }}"
        f"td, th {{ padding: {down}pt {across}pt; text-align: left; "
        f"vertical-align: {'middle' if look.middle else 'top'}; }}"
        f".num {{ text-align: {look.align}; }} {rules} {fill}"
    )


@cache
def sheets() -> tuple[Sheet, ...]:
    """Tables as guidelines print them."""
    return (
        Sheet(
            "score",
            (("Critère", "Points"), ("Lésion mixte", "1"), ("Lésion lytique", "2"), ("Douleur mécanique", "3"),
             ("Aucune douleur", "0")),
            weights=(4, 1), numbers=(1,),
        ),
        Sheet(
            "five",
            (("Note", "Siège de l'atteinte", "Étendue", "Aspect", "Gêne"),
             ("1", "membre thoracique", "moins d'un tiers du diamètre", "dense", "faible"),
             ("2", "membre pelvien", "entre un et deux tiers", "mixte", "moyenne"),
             ("3", "région du col fémoral", "plus de deux tiers", "lytique", "majeure")),
            weights=(1, 3, 3, 2, 2),
        ),
        Sheet(
            "groups",
            (("Facteur", "Modalité", "Points"), (C("Tumeur d'origine", rows=4), "Sein", "8"), ("Prostate", "7"),
             ("Rein", "6"), ("Poumon", "5"), (C("Délai avant le déficit", rows=3), "Moins de 7 jours", "4"),
             ("De 8 à 14 jours", "7"), ("Plus de 14 jours", "9"), (C("Marche possible", rows=2), "Oui", "10"),
             ("Non", "3")),
            weights=(3, 3, 1), numbers=(2,),
        ),
        Sheet(
            "titles",
            ((C("Localisation", cols=2),), ("Charnière (C1-C2, C7-T2)", "3"), ("Rachis mobile (C3-C6)", "2"),
             ("Zone rigide", "0"), (C("Alignement", cols=2),), ("Subluxation", "4"), ("Normal", "0"),
             (C("Collapsus", cols=2),), ("Plus de 50 %", "3"), ("Moins de 50 %", "2"), ("Aucun", "0")),
            header=0, weights=(4, 1), numbers=(1,),
        ),
        Sheet(
            "doses",
            (("Indication", "Schéma habituel", "Autres schémas possibles", "Remarques"),
             ("Douleur simple ou douleur d'origine neuropathique", "30 Gy en 10 fractions",
              "20 Gy en cinq fractions\n8 Gy en une séance", ("Éviter les fortes doses par séance au niveau du rachis "
              "en raison du risque digestif")),
             ("Risque de fracture", "30 Gy en dix fractions", "20 Gy en cinq fractions",
              "Éliminer d'abord une indication chirurgicale"),
             ("Après chirurgie", "20 Gy en cinq fractions", "", ""),
             ("Compression médullaire", "30 Gy en dix fractions", "8 Gy en une séance", ""),
             ("Nouvelle irradiation", "Stéréotaxie 35 Gy en 5 fractions", "",
              "Tenir compte de la dose déjà reçue par la moelle épinière")),
            weights=(3, 3, 3, 4),
        ),
        Sheet(
            "levels",
            ((C("Étude", rows=2), C("Réponse complète", cols=2), C("Réponse globale", cols=2)),
             ("8 Gy", "30 Gy", "8 Gy", "30 Gy"), ("Paris 2001", "12,5", "14,0", "61,2", "63,9"),
             ("Lyon 2004", "9,8", "11,1", "58,0", "60,4"), ("Lille 2009", "23,0", "24,3", "72,1", "70,5"),
             ("Nantes 2015", "17,6", "18,2", "66,6", "67,0")),
            header=2, weights=(3, 2, 2, 2, 2), numbers=(1, 2, 3, 4),
        ),
        Sheet(
            "beside",
            (("Total", "Conduite à tenir", "Rang", "Conduite à tenir"),
             (C("12-15", rows=2), C("Exérèse large", rows=2), "2-3", "Exérèse en bloc"),
             ("4-5", "Exérèse dans la lésion"), ("9-11", "Geste palliatif", "6-7", "Geste palliatif"),
             ("0-8", "Traitement médical", "8-10", "Soins de confort")),
            weights=(2, 4, 2, 4),
        ),
        Sheet(
            "figures",
            (("Organe", "Dose maximale", "Dose moyenne", "Fractions"),
             *((organ, high, mean, parts) for organ, high, mean, parts in (
                 ("Moelle épinière", "20,3 Gy", "18,0", "3"), ("Œsophage", "25,2 Gy", "17,7", "3"),
                 ("Queue de cheval", "24,0 Gy", "21,9", "3"), ("Poumon", "–", "12,4", "3"),
                 ("Rein", "–", "14,5", "5"), ("Intestin grêle", "35,0 Gy", "19,5", "5"),
                 ("Estomac", "32,0 Gy", "18,0", "5"), ("Peau", "39,5 Gy", "36,5", "5"),
                 ("Plexus sacral", "32,0 Gy", "30,0", "5"), ("Rectum", "38,0 Gy", "25,0", "5"),
                 ("Vessie", "38,0 Gy", "18,3", "5"), ("Foie", "–", "15,0", "3")))),
            weights=(3, 2, 2, 2), numbers=(1, 2, 3),
        ),
        Sheet(
            "marks",
            (("Examen", "Bilan initial", "À 3 mois", "À 6 mois", "À 1 an"), ("Scanner", "X", "X", "", "X"),
             ("IRM du rachis", "X", "", "X", ""), ("Scintigraphie", "", "X", "", "X"),
             ("Bilan sanguin", "X", "X", "X", "X"), ("Dosage de la vitamine D", "X", "", "", "X")),
            weights=(3, 2, 2, 2, 2), numbers=(1, 2, 3, 4),
        ),
        Sheet(
            "notes",
            (("Terme", "Définition"),
             ("Événement osseux", ("Fracture, compression de la moelle, hypercalcémie, ou besoin d'une irradiation ou "
              "d'un geste chirurgical sur l'os")),
             ("Oligométastase", ("Maladie limitée à un petit nombre de lésions, le plus souvent cinq au plus, que l'on "
              "peut traiter chacune à visée ablative")),
             ("Récidive", "Reprise évolutive d'une lésion traitée"),
             ("Douleur réfractaire", ("Douleur qui persiste malgré un traitement antalgique de palier 3 bien conduit "
              "pendant au moins deux semaines"))),
            weights=(1, 3),
        ),
    )  # fmt: skip
