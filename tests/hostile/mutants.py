"""PDFs damaged at random, read as a build reads them: none may crash the reader, hang it, or eat without bound.

    python -m tests.hostile.mutants 10000 [SEED]

Each mutant is a function of its seed and number, so that a failure can be made again. What breaks the reader is kept in
artifacts/fuzz; a mutant that shows a defect belongs into tests/hostile/broken/, named after it.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourcierError
from ingest.pages import page_count
from kb.build import Order, build
from kb.reading.limits import GIBIBYTE, Limits
from kb.report import FileReport

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(memory=GIBIBYTE // 2, seconds=15.0)
MOST_PAGES = 5  # of an original
BATCH = 100  # mutants a build
FINE = frozenset(["damaged", "empty", "encrypted", "no_text_layer", "not_a_pdf"])  # reasons that are no failure of ours
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z]\w*")
_ODD = b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"1e99", b"0.0000001", b"nan"


@dataclass(frozen=True, slots=True)
class Broken:
    """A mutant that the reader did not bear."""

    seed: int
    number: int
    kind: str
    why: str


def seeds() -> tuple[bytes, ...]:
    """What is damaged: guidelines and renderings of few pages, so that many mutants are read in a minute."""
    paths = [*(ROOT / "tests" / "golden" / "printed").glob("*.pdf"), *(ROOT / "corpus").glob("*.pdf")]
    files = [(page_count(data, path.name), path.name, data) for path in paths if (data := path.read_bytes())]
    return tuple(data for pages, _, data in sorted(files) if pages <= MOST_PAGES)


def mutant(originals: Sequence[bytes], seed: int, number: int) -> bytes:
    """The mutant of this number: one to four damages to one of the originals."""
    drawn = random.Random(f"{seed}/{number}")
    data = drawn.choice(originals)
    for _ in range(drawn.randint(1, 4)):
        data = drawn.choice(DAMAGES)(data, drawn)
    return data


def broken(folder: Path, count: int, seed: int, first: int = 0) -> Iterator[Broken]:
    """Read `count` mutants; those that the reader did not bear. `folder` is for what comes and goes."""
    originals = seeds()
    for start in range(first, first + count, BATCH):
        corpus, kb = folder / "c", folder / "kb"
        shutil.rmtree(corpus, ignore_errors=True)
        shutil.rmtree(kb, ignore_errors=True)
        corpus.mkdir(parents=True)
        for number in range(start, min(start + BATCH, first + count)):
            (corpus / f"{number:06}.pdf").write_bytes(mutant(originals, seed, number))
        try:
            files: Sequence[FileReport] = build(Order(corpus, kb, "whoosh", jobs=2, limits=LIMITS)).files
        except (SourcierError, OSError) as error:  # the build as a whole has to bear them too
            yield Broken(seed, start, "build", f"{type(error).__name__}: {error}")
            continue
        for file in files:
            if file.refusal and file.refusal.kind not in FINE:
                yield Broken(seed, int(file.file[:6]), file.refusal.kind, file.refusal.why)


# --- damages ------------------------------------------------------------------------------------------------------


def _flip(data: bytes, drawn: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(drawn.choice((1, 4, 32, 256))):
        changed[drawn.randrange(len(changed))] = drawn.randrange(256)
    return bytes(changed)


def _cut(data: bytes, drawn: random.Random) -> bytes:
    start = drawn.randrange(len(data))
    return data[:start] + data[start + drawn.choice((1, 100, 5000, len(data))) :]


def _copy(data: bytes, drawn: random.Random) -> bytes:
    start, at = drawn.randrange(len(data)), drawn.randrange(len(data))
    return data[:at] + data[start : start + drawn.choice((10, 1000, 20000))] + data[at:]


def _one(pattern: re.Pattern[bytes], make: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    """Damage one match of `pattern`."""

    def damage(data: bytes, drawn: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        match = drawn.choice(found)
        return data[: match.start()] + make(match[0], drawn) + data[match.end() :]

    return damage


def _number(_: bytes, drawn: random.Random) -> bytes:
    return drawn.choice(_ODD) if drawn.random() < 0.5 else b"%d" % drawn.randint(-1000, 1000)


def _name(name: bytes, drawn: random.Random) -> bytes:
    others = b"/Type", b"/Kids", b"/Parent", b"/Contents", b"/Length", b"/Filter", b"/W", b"/Prev", b"/Rotate", b"/Null"
    return drawn.choice(others) if drawn.random() < 0.7 else name[:-1] or b"/"


def _content(data: bytes, drawn: random.Random) -> bytes:
    """Damage a page's own words: unpack a stream, change it, pack it again."""
    packed = [m for m in _STREAM.finditer(data) if m[1][:1] == b"x"]
    if not packed:
        return data
    match = drawn.choice(packed)
    try:
        plain = zlib.decompress(match[1])
    except zlib.error:
        return data
    for _ in range(drawn.randint(1, 5)):
        plain = drawn.choice((_flip, _cut, _one(_NUMBER, _number), _copy))(plain, drawn) or b" "
    return data[: match.start(1)] + zlib.compress(plain) + data[match.end(1) :]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    lambda data, drawn: _flip(data or b" ", drawn),
    lambda data, drawn: _cut(data or b" ", drawn),
    lambda data, drawn: _copy(data or b" ", drawn),
    _one(_NUMBER, _number),
    _one(_NAME, _name),
    _content,
    _content,
)


def main() -> int:
    """Run as a program: tell what was found, keep what broke."""
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    kept, began, found = ROOT / "artifacts" / "fuzz", time.monotonic(), Counter[str]()
    originals = seeds()
    with tempfile.TemporaryDirectory() as folder:
        for each in broken(Path(folder), count, seed):
            found[each.kind] += 1
            kept.mkdir(parents=True, exist_ok=True)
            (kept / f"{each.seed}-{each.number}.pdf").write_bytes(mutant(originals, each.seed, each.number))
            sys.stdout.write(f"{each.seed}-{each.number}: {each.kind}: {each.why}\n")
    sys.stdout.write(f"{count} mutants in {time.monotonic() - began:.0f} s; not borne: {dict(found) or 'none'}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
