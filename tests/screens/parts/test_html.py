"""Text that was read can never become markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.parts.html import Html, joined, lines, marked, plain_label, tag

NASTY = "<script>alert(1)</script> & \"quotes\" 'apostrophes' <img src=x onerror=alert(1)>"


class Reading(HTMLParser):
    """What a browser would find: the elements, and the text it shows."""

    def __init__(self, html: Html) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html.code)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_text_is_shown_as_it_is_and_makes_no_element() -> None:
    read = Reading(tag("p", NASTY))
    assert read.elements == ["p"]
    assert read.text == NASTY


def test_an_attribute_cannot_be_left() -> None:
    read = Reading(tag("p", "x", title='"><script>alert(1)</script>'))
    assert read.elements == ["p"]
    assert read.attributes == {"title": '"><script>alert(1)</script>'}


def test_attributes_are_named_as_html_names_them_and_left_out_where_they_say_nothing() -> None:
    assert tag("td", "a", class_="x", aria_label="b", colspan=2, title=None, hidden=False).code == (
        '<td class="x" aria-label="b" colspan="2">a</td>'
    )


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "http://plain.example"]
)
def test_a_link_that_runs_or_is_not_secure_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        tag("a", "x", href=href)


@pytest.mark.parametrize("attribute", ["onclick", "on_load", "x y"])
def test_an_attribute_that_runs_is_refused(attribute: str) -> None:
    with pytest.raises(ValueError, match="no such attribute"):
        tag("p", "x", **{attribute: "alert(1)"})


def test_script_is_no_element() -> None:
    with pytest.raises(ValueError, match="no such element"):
        tag("script", "alert(1)")


def test_joined_escapes_text_and_keeps_markup() -> None:
    assert joined(["<", tag("b", "a"), None], " · ").code == "&lt; · <b>a</b>"


def test_line_breaks_are_shown() -> None:
    assert lines(tag("p", "a\nb")).code == "<p>a<br>b</p>"


def test_overlapping_highlights_are_one_and_those_outside_are_cut() -> None:
    assert marked("abcdef", [(3, 99), (0, 2), (1, 2), (-4, 1), (5, 4)]).code == ("<mark>ab</mark>c<mark>def</mark>")


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40))))
def test_marking_never_changes_what_is_quoted(text: str, highlights: list[tuple[int, int]]) -> None:
    read = Reading(tag("p", marked(text, highlights)))
    assert set(read.elements) <= {"p", "mark"}
    assert read.text == text.replace("\r\n", "\n") or "\r" in text or "\0" in text


def test_a_label_has_no_markdown_left() -> None:
    assert plain_label("a *b* [c](d) :red[e]\n`f` $g$") == r"a \*b\* \[c\]\(d\) \:red\[e\] \`f\` \$g\$"
