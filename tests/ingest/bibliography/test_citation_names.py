"""Authors and years lead to the entries they mean, or say why not."""

from __future__ import annotations

import pytest

from ingest.model import CitationStatus
from tests.ingest.citing import HABIT, REFERENCES, THIRTY, A, C, R, U, cite, found

SOLID = "(Colin, 2010 ; Lipton, 2008 ; Müller, 2001 ; HAS, 2014)"


@pytest.mark.parametrize(
    ("printed", "part", "targets", "status"),
    [
        ("(Colin et al., 2010)", "Colin et al., 2010", "1", R),
        ("(Colin 2012)", "Colin 2012", "2", R),
        ("[Lipton, 2008]", "Lipton, 2008", "3", R),
        ("(cf. Lipton, 2008, p. 12)", "Lipton, 2008", "3", R),
        ("(Van der Meer, 2003)", "Van der Meer, 2003", "4", R),
        ("(Meer, 2003)", "Meer, 2003", "4", R),
        ("(di Marco et coll. 2004)", "di Marco et coll. 2004", "5", R),
        ("(d’Houtand, 2013)", "d’Houtand, 2013", "6", R),
        ("(Paz Ares, 2021)", "Paz Ares, 2021", "7", R),
        ("(Muller, 2001)", "Muller, 2001", "8", R),
        ("(HAS, 2014)", "HAS, 2014", "9", R),
        ("(Institut national du cancer, 2011)", "Institut national du cancer, 2011", "15", R),
        ("(Smith, 2015b)", "Smith, 2015b", "11", R),
        ("(Smith et Jones 2015)", "Smith et Jones 2015", "10", R),
        ("(Smith & Brown, 2015)", "Smith & Brown, 2015", "11", R),
        ("(Zhang G, 2017)", "Zhang G, 2017", "13", R),
        ("(essai randomisé, Lipton 2008)", "Lipton 2008", "3", R),
        ("(Sugimotto, 2009)", "Sugimotto, 2009", "16", C),
        ("(Sugiimotto, 2009)", "Sugiimotto, 2009", "16", C),
        ("(Lipton, 2009)", "Lipton, 2009", "3", C),
        ("(INCa, 2011)", "INCa, 2011", "15", C),
        ("(Lipton et Wolanski, 2009)", "Lipton et Wolanski, 2009", "", U),
        ("(Colin, 2010a)", "Colin, 2010a", "1", C),
        ("(Smith, 2015)", "Smith, 2015", "10 11", A),
        ("(Zhang, 2017)", "Zhang, 2017", "13 14", A),
        ("(Zhang, 2018)", "Zhang, 2018", "12 13 14", A),
        ("(Wolanski, 2016)", "Wolanski, 2016", "", U),
        ("(Lipton, 1985)", "Lipton, 1985", "", U),
        ("(Smith, 2015c)", "Smith, 2015c", "", U),
        ("(Smith et Dupont, 2015)", "Smith et Dupont, 2015", "", U),
        ("(Cook, 2008)", "Cook, 2008", "", U),
    ],
)
def test_an_author_and_a_year(printed: str, part: str, targets: str, status: CitationStatus) -> None:
    assert found([SOLID, f"Le traitement est efficace {printed}."], REFERENCES)[4:] == [(part, targets, status)]


@pytest.mark.parametrize(
    ("text", "mention", "targets", "status"),
    [
        ("Selon Colin et al. (2010), oui.", "Colin et al. (2010)", "1", R),
        ("L'essai de van der Meer et coll. (2003).", "van der Meer et coll. (2003)", "4", R),
        ("Lipton (2008) le montre.", "Lipton (2008)", "3", R),
        ("Colin, Lipton et Roux (2010).", "Colin, Lipton et Roux (2010)", "1", R),
        ("Le guide de la HAS (2014).", "HAS (2014)", "9", R),
        ("Selon Colyn et al. [2010].", "Colyn et al. [2010]", "1", C),
        ("Pour Wolanski et al. (2016).", "Wolanski et al. (2016)", "", U),
    ],
)
def test_an_author_in_the_sentence(text: str, mention: str, targets: str, status: CitationStatus) -> None:
    assert found([SOLID, text], REFERENCES)[4:] == [(mention, targets, status)]


def test_a_group_is_one_citation_a_work() -> None:
    assert [part for part, _, _ in found("(Lipton, 2008 ; Colin, 2010, 2012 et HAS 2014)", REFERENCES)] == [
        "Lipton, 2008", "Colin, 2010", "2012", "HAS 2014",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Rich et coll. en 2019 ont", "en France (2018)", "(Cf. Recommandations, juillet 2013)",
        "(Décembre 2012)", "(Tableau 3, 2012)", "(Données 2015)", "(version 2.1, 2020)",
        "un congrès (IJROBP 2021)", "(12) patients et (3) lésions", "(10-04-2019 - 01-07-2021)",
    ],
)  # fmt: skip
def test_years_that_cite_nothing(text: str) -> None:
    assert len(found([SOLID, text], REFERENCES)) == 4


def test_a_numeric_document_keeps_only_the_names_that_lead_somewhere() -> None:
    texts = [HABIT, "Clark et al. (1982) puis Rich et al. (2018) et la revue (IJROBP, 2021) (13)."]
    assert found(texts, THIRTY)[4:] == [("Clark et al. (1982)", "2", R), ("(13)", "13", R)]


def test_a_correction_and_an_ambiguity_say_why() -> None:
    (*_, year, both) = cite([SOLID, "(Lipton, 2009 ; Zhang, 2017)"], REFERENCES)
    assert year.why == "2009 in the text, Lipton A 2008 in the bibliography"
    assert both.why is not None and "Zhang G 2017" in both.why and "Zhang H 2017" in both.why
