"""The words shipped with the program hold together."""

from __future__ import annotations

from collections import Counter

from kb.lexicon import load_words
from kb.search.analysis import analyse, shipped_lexicon
from kb.search.general_french import everyday_frequency
from kb.search.tokens import fold

WORDS = load_words()


def test_every_group_has_a_name_of_its_own_a_weight_and_forms_that_are_found() -> None:
    assert not [name for name, count in Counter(group.name for group in WORDS.groups).items() if count > 1]
    for group in WORDS.groups:
        assert 0 < group.weight < 1, group.name
        assert not set(group.name) & set(" |\n"), group.name
        assert all(analyse(form, shipped_lexicon()) for form in group.forms), group.name


def test_no_form_of_several_words_comes_down_to_a_common_one() -> None:
    # «une séance» would make every «séance» a single fraction: its article is no term.
    risky = {"seance", "fraction", "combien", "irradie", "temps", "dose"}
    for group in WORDS.groups:
        for form in group.forms:
            tokens = analyse(form, shipped_lexicon())
            if len(form.split()) > 1 and len(tokens) == 1:
                assert tokens[0].surface not in risky, (group.name, form)


def test_a_fixed_expression_has_several_words() -> None:
    fixed = [group for group in WORDS.groups if group.whole]
    assert fixed
    for group in fixed:
        assert any(len(analyse(form, shipped_lexicon())) > 1 for form in group.forms), group.name


def test_what_a_question_asks_for_is_a_nature_that_units_have() -> None:
    natures = {nature for _, nature in WORDS.units.values()}
    assert {nature for intent in WORDS.intents for nature in intent.natures} <= natures


def test_names_of_groups_are_known_where_they_are_used() -> None:
    names = {group.name for group in WORDS.groups}
    assert names >= WORDS.dose_generic | WORDS.dose_limits | {"cancer", "metastase", "primitif"}


def test_a_question_word_is_no_article_and_a_negation_is_neither() -> None:
    stop = {fold(word) for word in WORDS.stop}
    assert not WORDS.negations & (stop | WORDS.question)


def test_everyday_french_knows_everyday_words_without_their_accents() -> None:
    assert everyday_frequency("cafeteria") and everyday_frequency("oeil") and everyday_frequency("migraine")
    assert not everyday_frequency("tokuhashi")
