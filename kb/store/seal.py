"""A folder's files with their sizes and digests, written last and checked before use.

Tells a folder that was written to its end from one that was cut, damaged or touched since. Not a signature: whoever
can write the folder can seal it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

SEAL = "seal.json"
# Digesting costs about 1 s a GB: a file above this is compared by size alone when a knowledge base is opened.
FULL_CHECK_BYTES = 256 * 1024 * 1024


def seal(folder: Path) -> None:
    """Write the seal of all files that are in `folder` by now, at any depth."""
    held = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / SEAL)
    facts = {path.relative_to(folder).as_posix(): [path.stat().st_size, digest(path)] for path in held}
    (folder / SEAL).write_text(json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def broken(folder: Path) -> str | None:
    """What is wrong with a sealed folder; None where every sealed file is as it was. Later files are not looked at."""
    try:
        facts = json.loads((folder / SEAL).read_bytes())
        for name, (size, expected) in facts.items():
            path = folder / name
            found = path.stat().st_size
            if found != size:
                return f"{name}: {found} bytes instead of {size}"
            if size <= FULL_CHECK_BYTES and digest(path) != expected:
                return f"{name}: its content is not what was written"
        return None
    except FileNotFoundError as error:
        return f"{Path(error.filename).name}: missing"
    except OSError as error:
        return f"{Path(str(error.filename)).name}: {error.strerror}"
    except (ValueError, TypeError, AttributeError):
        return f"{SEAL}: not readable"


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
