"""What is left without a twin, less what was only cut or placed otherwise by another layout.

A sentence broken by a page, a heading read as a paragraph, a table continued as another one or read as text: the same
words stand on both sides, so nothing was added or removed. Judges no meaning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from ingest.model import Guideline
from kb.diff.model import Kind
from kb.diff.statements import Statement
from kb.diff.words import loose, words

SHORTEST_FOUND = 12  # letters run together: fewer may stand in another text by chance
FEWEST_WORDS = 8  # of a row or of what a table has left: fewer may stand elsewhere by chance
# Shares of 1: of a statement's words that a table has, from which it is a piece of that table read as text, and of the
# table's words that its pieces hold (some are cut by hyphens). Every number must be there: a dose is never lost so.
PIECE = 0.6
READ_OTHERWISE = 0.85
_TABULAR = (Kind.ROW, Kind.TABLE)


def really_alone(
    a: Sequence[Statement], b: Sequence[Statement], a_unread: Iterable[str], b_unread: Iterable[str]
) -> tuple[list[Statement], list[Statement]]:
    """The statements of `a` and of `b` that the other side does not have in other pieces.

    `a_unread` and `b_unread` are texts of the editions that no statement holds, run together.
    """
    a, b = _without_equal_rows(a, b)
    left, right = _found_whole(a, b, "".join(b_unread))
    right, left = _found_whole(right, left, "".join(a_unread))
    left, right = _read_otherwise(left, right)
    right, left = _read_otherwise(right, left)
    return left, right


def unread_texts(guideline: Guideline) -> tuple[str, ...]:
    """What an edition prints outside its statements, run together: title, headings, furniture."""
    texts = [f.text.text for f in guideline.furniture]
    texts += [s.title.text for s in guideline.sections]
    texts += [f"{s.number or ''} {s.title.text}" for s in guideline.sections]
    if guideline.title:
        texts.append(guideline.title)
    return tuple(key for text in texts if (key := loose(words(text))))


def _without_equal_rows(a: Sequence[Statement], b: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Without rows that both sides have under the same labels: a table that goes on as another one."""
    both = Counter(_labelled(s) for s in a if s.kind is Kind.ROW) & Counter(
        _labelled(s) for s in b if s.kind is Kind.ROW
    )
    kept: tuple[list[Statement], list[Statement]] = ([], [])
    for found, side in zip(kept, (a, b), strict=True):
        spare = Counter(both)
        for statement in side:
            name = _labelled(statement) if statement.kind is Kind.ROW else ""
            if name and spare[name] > 0:
                spare[name] -= 1
            else:
                found.append(statement)
    return kept


def _labelled(row: Statement) -> str:
    """A row with the labels over and beside it, run together."""
    return loose(words(row.text.text))


def _found_whole(
    left: Sequence[Statement], others: Sequence[Statement], unread: str
) -> tuple[list[Statement], list[Statement]]:
    """Without the statements of `left` that stand, character by character, in a run of `others`, and without those."""
    keys = [_key(other) for other in others]
    run = "".join(keys)
    covered = bytearray(len(run))
    kept: list[Statement] = []
    same = {key: n for n, key in enumerate(keys)}
    starts = [0, *accumulate(map(len, keys))]
    for statement in left:
        key = _key(statement)
        where = run.find(key) if len(key) >= SHORTEST_FOUND else -1
        if where < 0 and key in same and (statement.kind in _TABULAR) != (others[same[key]].kind in _TABULAR):
            where = starts[same[key]]  # a short row that the other layout made a line of text
        if where >= 0 and not any(covered[where : where + len(key)]):
            covered[where : where + len(key)] = b"\1" * len(key)
        elif statement.kind is not Kind.SENTENCE or len(key) < SHORTEST_FOUND or key not in unread:
            kept.append(statement)
    missing, at = [], 0
    for other, key in zip(others, keys, strict=True):
        if not key or covered[at : at + len(key)].count(1) < len(key):
            missing.append(other)
        at += len(key)
    return kept, missing


def _read_otherwise(left: Sequence[Statement], others: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Without the rows of tables of `left` whose words and numbers are those of some of `others`, and without those."""
    tables: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in left:
        if statement.kind in _TABULAR:
            tables[statement.passage].append(statement)
    gone: set[int] = set()
    for rows in tables.values():
        bag = _bag(rows)
        free = [other for other in others if id(other) not in gone]
        pieces = [other for other in free if _share(_bag([other]), bag) >= PIECE]
        complete = _share(bag, _bag(pieces)) >= READ_OTHERWISE and not _numbers(rows) - _numbers(pieces)
        if complete and bag.total() >= FEWEST_WORDS:
            gone |= {id(one) for one in (*rows, *pieces)}
    return [s for s in left if id(s) not in gone], [o for o in others if id(o) not in gone]


def _key(statement: Statement) -> str:
    return statement.loose.replace("|", "")


def _bag(statements: Iterable[Statement]) -> Counter[str]:
    """The words that the statements are made of."""
    return Counter(word.norm for statement in statements for word in statement.words)


def _numbers(statements: Iterable[Statement]) -> Counter[str]:
    return Counter(word.norm for statement in statements for word in statement.words if word.kind == "number")


def _share(bag: Counter[str], other: Counter[str]) -> float:
    """The share of the words of `bag` that `other` has too."""
    return sum((bag & other).values()) / max(1, bag.total())
