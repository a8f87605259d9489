"""What another layout does to the same words: cut, joined, made a line of text. Nothing was added or removed."""

from __future__ import annotations

from ingest.model import plain
from kb.diff.model import Kind
from kb.diff.rest import really_alone
from kb.diff.statements import Statement
from kb.diff.words import loose, words


def statement(text: str, kind: Kind = Kind.SENTENCE, order: int = 0, passage: str = "p") -> Statement:
    found = words(text)
    return Statement(kind, None, passage, order, plain(text), found, loose(found))


def left(a: list[Statement], b: list[Statement], unread: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    found = really_alone(a, b, (), unread)
    return [s.text.text for s in found[0]], [s.text.text for s in found[1]]


def test_a_sentence_cut_in_two_is_whole_on_the_other_side() -> None:
    whole = statement("La dose reçue par la moelle est vérifiée avant la séance.")
    parts = [statement("La dose reçue par la moelle"), statement("est vérifiée avant la séance.", order=1)]
    assert left([whole], parts) == ([], [])


def test_words_of_a_running_head_are_not_removed() -> None:
    assert left([statement("Réseau de cancérologie")], [], ("reseaudecancerologie",)) == ([], [])


def test_a_table_read_as_text_is_still_there() -> None:
    rows = [
        statement("Douleur simple | 8 Gy en 1 fraction | sans imagerie", Kind.ROW),
        statement("Compression | 20 Gy en 5 fractions | en urgence", Kind.ROW, 1),
    ]
    text = [
        statement("Douleur simple 8 Gy en 1 sans imagerie fraction", passage="q"),
        statement("Compression 20 Gy en en urgence 5 fractions", order=1, passage="q"),
    ]
    assert left(rows, text) == ([], [])


def test_a_table_read_as_text_with_another_dose_is_not_lost() -> None:
    rows = [statement("Compression médullaire | 20 Gy en 5 fractions | en urgence, par voie directe", Kind.ROW)]
    text = [statement("Compression médullaire 24 Gy en en urgence, par voie directe 6 fractions", passage="q")]
    removed, added = left(rows, text)
    assert removed and added


def test_a_short_row_that_became_a_line_is_still_there() -> None:
    assert left([statement("Lente | 1", Kind.ROW)], [statement("Lente 1", passage="q")]) == ([], [])


def test_equal_short_rows_of_two_tables_are_one_only_under_one_label() -> None:
    row, same, other = "Sein | Prostate | 7", "Sein | Prostate | 7", "Rein | Prostate | 7"
    assert left([statement(row, Kind.ROW)], [statement(same, Kind.ROW, passage="q")]) == ([], [])
    assert left([statement(row, Kind.ROW)], [statement(other, Kind.ROW, passage="q")]) != ([], [])


def test_what_is_gone_is_gone() -> None:
    assert left([statement("Une biopsie est faite.")], []) == (["Une biopsie est faite."], [])
