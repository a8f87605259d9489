"""A score is what its table says, not how it is laid out: shuffled, spread, merged or repeated, it compiles alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.kb.calculators.making import points, score

VERDICTS = "Un score de 0 à 2 : risque faible ; supérieur à 2 : risque élevé."
WORDS = ["bras", "jambe", "tronc", "main", "hanche", "tête", "genou", "pied", "côte", "rachis", "bassin", "épaule"]
NAMES = ["Siège", "Gêne", "Appui", "Étendue"]

Items = list[tuple[str, list[tuple[str, int]]]]


@st.composite
def scores_of_items(draw: st.DrawFn) -> Items:
    """Two to four items with two to four options each, of different points."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(2, 4))]
    labels = iter(draw(st.permutations(WORDS)))
    found = []
    for name in names:
        size = draw(st.integers(2, 3))
        values = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size, unique=True))
        found.append((name, [(next(labels), value) for value in values]))
    return found


def expected(items: Items) -> dict[str, dict[str, int]]:
    return {name: dict(options) for name, options in items}


def spaced(draw: st.DrawFn, text: str) -> str:
    return (
        " " * draw(st.integers(0, 2)) + text.replace(" ", " " * draw(st.integers(1, 2))) + " " * draw(st.integers(0, 2))
    )


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[Items, str]:
    """The items as item, option and points: columns and rows shuffled, item cells merged, blank below or repeated."""
    items = draw(scores_of_items())
    style = draw(st.sampled_from(["merged", "blank", "repeated"]))
    blocks = [[(name, label, str(value)) for label, value in options] for name, options in draw(st.permutations(items))]
    blocks = [draw(st.permutations(block)) for block in blocks]
    rows = [row for block in blocks for row in block]
    if style == "repeated":
        rows = draw(st.permutations(rows))
    else:
        sign = "^" if style == "merged" else ""
        rows = [(row[0] if n == 0 else sign, *row[1:]) for block in blocks for n, row in enumerate(block)]
    columns = draw(st.permutations(range(3)))
    table = [
        ("Critère", "Réponse", draw(st.sampled_from(["Points", "Score", "Cotation", "Pts", "Pondération"]))),
        *rows,
    ]
    lines = [" | ".join(spaced(draw, row[n]) if row[n] else "" for n in columns) for row in table]
    return items, "\n".join(lines)


@given(laid_out())
def test_item_option_points(made: tuple[Items, str]) -> None:
    items, text = made
    assert points(score("# Score de Bêta", text, VERDICTS)) == expected(items)


@given(scores_of_items(), st.data())
def test_groups(items: Items, data: st.DataObject) -> None:
    lines = ["Critères | Points"]
    over = data.draw(st.sampled_from(["<", ""]))
    for name, options in data.draw(st.permutations(items)):
        lines.append(f"{name} | {over}")
        lines += [f"{label} | {value} point" for label, value in data.draw(st.permutations(options))]
    assert points(score("# Score de Bêta", "\n".join(lines), VERDICTS)) == expected(items)


@st.composite
def crossed(draw: st.DrawFn) -> tuple[Items, list[list[str]]]:
    """Items whose options share their points, as rows under columns of points, both shuffled."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(2, 4))]
    values = draw(st.lists(st.integers(0, 9), min_size=2, max_size=3, unique=True))
    labels = iter(draw(st.permutations(WORDS)))
    items = [(name, [(next(labels), value) for value in values]) for name in names]
    head = ["Points", *map(str, values)]
    grid = [head, *([name, *(label for label, _ in options)] for name, options in items)]
    order = [0, *draw(st.permutations(range(1, len(head))))]
    return items, [[row[n] for n in order] for row in grid]


@given(crossed(), st.booleans())
def test_points_as_columns_or_as_rows(made: tuple[Items, list[list[str]]], turned: bool) -> None:
    items, grid = made
    lines = [list(column) for column in zip(*grid, strict=True)] if turned else grid
    text = "\n".join(" | ".join(line) for line in lines)
    assert points(score("# Score de Bêta", text, VERDICTS)) == expected(items)


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 9)), min_size=3, max_size=8, unique_by=lambda c: c[0]),
    st.data(),
)
def test_criteria(criteria: list[tuple[str, int]], data: st.DataObject) -> None:
    rows = [f"{label} | {value}" for label, value in data.draw(st.permutations(criteria))]
    made = score("# Score de Bêta", "\n".join(["Critère | Points", *rows]), VERDICTS)
    assert points(made) == {label: {"présent": value, "absent": 0} for label, value in criteria}
