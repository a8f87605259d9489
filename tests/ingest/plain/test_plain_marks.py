from __future__ import annotations

import pytest

from ingest.plain.latex import printed
from ingest.plain.markup import clean


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Très **important*", "Très important"),
        ("**Mots clés : a ; b", "Mots clés : a ; b"),
        ("le *performans status* du patient", "le performans status du patient"),
        ('techniques dites "mini-invasives"** : mise en place', 'techniques dites "mini-invasives" : mise en place'),
        ("19.** Dupuy DE.", "19. Dupuy DE."),
        ("Zeng *et al.* en 2019", "Zeng et al. en 2019"),
        ("**Li**quid Biopsy for the **E**arly detection", "Liquid Biopsy for the Early detection"),
        ("« *pain flare* »", "« pain flare »"),
        ("__gras__ et _italique_ mais snake_case_name", "gras et italique mais snake_case_name"),
        ("p = 0,03** et 0,04*", "p = 0,03** et 0,04*"),
        ("5 * 3 = 15", "5 * 3 = 15"),
        ("*Radiation Oncology*Biology*Physics*. 2022", "Radiation Oncology*Biology*Physics. 2022"),
        ("Cf. [Score de Mirels](#).", "Cf. Score de Mirels."),
        (r"[Clin Oncol \(R Coll Radiol\). 2006;18:747-60.](#)", "Clin Oncol (R Coll Radiol). 2006;18:747-60."),
        ("[[84]](#b84) et ([85](#page-3-0))", "[84] et (85)"),
        ("[Oligometastatic disease]. *Cancer Radiother*. 2012", "[Oligometastatic disease]. Cancer Radiother. 2012"),
        ("voir [1], [2, 3] (figure 1)", "voir [1], [2, 3] (figure 1)"),
        ("Clarençon^{1,2} et douleur^12^", "Clarençon¹,² et douleur¹²"),
        ("10^9/L, 10^{-3}, m^2", "10⁹/L, 10⁻³, m²"),
        ("1<sup>er</sup> jour, 10<sup>9</sup>/L, CO<sub>2</sub>, CO~2~", "1er jour, 10⁹/L, CO2, CO2"),
        ("<sup>30 Gy en dix fractions</sup>", "30 Gy en dix fractions"),
        (r"l'équivalence ($\alpha/\beta=0,87$)", "l'équivalence (α/β=0,87)"),
        (
            r"score \geq 9 et \leq 7, 0{,}5 \pm 0{,}1 $\times$ 2".replace("0{,}5 \\pm 0{,}1", "$0{,}5 \\pm 0{,}1$"),
            "score ≥ 9 et ≤ 7, 0,5 ± 0,1 × 2",
        ),
        ("groupe [$p = 0,034$]", "groupe [p = 0,034]"),
        ("entre 5 $ et 10 $ par jour", "entre 5 $ et 10 $ par jour"),
        ("<15 mois, >15 mois, x <b et y> 3", "<15 mois, >15 mois, x <b et y> 3"),
        ("&lt;15 mois &amp; plus&nbsp;: 3, AT&T", "<15 mois & plus : 3, AT&T"),
        ('signes <ul style="list-style-type: none"> • D1', "signes • D1"),
        ("<http://exemple.fr> et <a.b@aphp.fr>", "http://exemple.fr et a.b@aphp.fr"),
        ("![](_page_1.jpeg)![Figure 1 – Schéma](f.png)", "Figure 1 – Schéma"),
        ("texte[^3] <!-- note --> `code` \\- tiret", "texte³ code - tiret"),
        ("une\u00a0dose\u202f: 3\u200b0 Gy", "une dose : 30 Gy"),
    ],
)
def test_marks_are_read_as_what_they_print(written: str, read_as: str) -> None:
    assert clean(written) == read_as


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"D\left(1+\frac{d}{\alpha/\beta}\right)", "D(1+d/(α/β))"),
        (r"55\,^\circ\mathrm{C}", "55 °C"),
        (r"^{99m}\mathrm{Tc}", "⁹⁹mTc"),
        (r"\text{EQD}_{2}", "EQD2"),
        (r"20\%", "20%"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\inconnue{a} + 1", r"\inconnue{a} + 1"),
    ],
)
def test_small_latex_is_read_as_what_it_prints(latex: str, text: str) -> None:
    assert printed(latex) == text
