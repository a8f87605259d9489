"""What is left without a twin, less what was only cut or placed otherwise by another layout.

A sentence broken by a page, a heading read as a paragraph, a table continued as another one or read as text: the same
words stand on both sides, so nothing was added or removed. Judges no meaning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.model import Guideline
from kb.diff.model import Kind
from kb.diff.statements import Statement
from kb.diff.words import loose, words

SHORTEST_FOUND = 12  # letters run together: fewer may stand in another text by chance
FEWEST_WORDS = 8  # of a row or of what a table has left: fewer may stand elsewhere by chance
_TABULAR = (Kind.ROW, Kind.TABLE)


def really_alone(
    a: Sequence[Statement], b: Sequence[Statement], a_unread: Iterable[str], b_unread: Iterable[str]
) -> tuple[list[Statement], list[Statement]]:
    """The statements of `a` and of `b` that the other side does not have in other pieces.

    `a_unread` and `b_unread` are texts of the editions that no statement holds, run together.
    """
    left, right = _found_whole(a, b, "\n".join(b_unread))
    right, left = _found_whole(right, left, "\n".join(a_unread))
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


def _found_whole(
    left: Sequence[Statement], others: Sequence[Statement], unread: str
) -> tuple[list[Statement], list[Statement]]:
    """Without the statements of `left` that stand, character by character, in a run of `others`, and without those."""
    keys = [_key(other) for other in others]
    run = "".join(keys)
    covered = bytearray(len(run))
    kept: list[Statement] = []
    for statement in left:
        key = _key(statement)
        where = run.find(key) if len(key) >= SHORTEST_FOUND else -1
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
    """Without the tables of `left` all of whose words, numbers too, are among `others`, and without what held them."""
    spare: Counter[str] = Counter()
    for other in others:
        spare += _bag(other)
    tables: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in left:
        if statement.kind in _TABULAR:
            tables[statement.passage].append(statement)
    gone: set[int] = set()
    taken: Counter[str] = Counter()
    for rows in tables.values():
        bag: Counter[str] = Counter()
        for row in rows:
            bag += _bag(row)
        if bag.total() >= FEWEST_WORDS and not bag - (spare - taken):
            taken += bag
            gone |= {id(row) for row in rows}
    if not gone:
        return list(left), list(others)
    missing = []
    for other in others:
        bag = _bag(other)
        if bag - taken:
            missing.append(other)
        else:
            taken -= bag
    return [s for s in left if id(s) not in gone], missing


def _key(statement: Statement) -> str:
    return statement.loose.replace("|", "")


def _bag(statement: Statement) -> Counter[str]:
    """The statement's letters and numbers, words cut at a line's end left as they are."""
    return Counter(word.norm for word in statement.words)
