"""The shape of the code: imports go one way, rooms stay small, nothing of one machine stands in the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOORS = [ROOT / "app.py", ROOT / "cli.py"]
LONGEST = 350  # lines: beyond it a file is no longer one room

# Who may be imported by whom; whatever is not named is somebody else's package.
FORBIDDEN = {
    "ingest": {"commands", "kb", "screens", "app", "cli", "streamlit"},
    "kb": {"commands", "screens", "app", "cli", "streamlit"},
    "screens": {"app", "cli", "commands"},
}
# The only files that know these packages.
ONLY_IN = {
    "pymupdf": "ingest/pages.py",
    "pypdfium2": "kb/verify/second.py",
    "spacy": "ingest/language.py",
    "whoosh": "kb/engines/whoosh",
    "tantivy": "kb/engines/tantivy",
}
# One letter of each stands in a class, or this line would name them itself.
MACHINE = re.compile(r"/[w]ork/\w|/[r]oot/|/[o]pt/\w|/[h]ome/\w|[p]ypi\.|[p]ythonhosted|[i]ndex-url|[f]ind-links")


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Dotted names of all that `path` imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its direction"
            names.add(node.module or "")
    return frozenset(names)


def tracked() -> list[Path]:
    """The files of the repository, or nothing where this is no checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_go_one_way(package: str) -> None:
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in imported(path)
        if name.split(".")[0] in FORBIDDEN[package]
    }
    assert not found


def test_screens_and_command_line_use_the_facade_and_not_the_store() -> None:
    hidden = re.compile(r"kb\.(store\.(database|rows|codec|seal)|engines)\b|ingest\.(pages|reader|worker|language)\b")
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in [*sources("commands", "screens"), *DOORS]
        for name in imported(path)
        if hidden.match(name)
    }
    assert not found


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_to_one_room(library: str) -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in [*sources("commands", "ingest", "kb", "screens"), *DOORS]
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert not {path for path in found if not path.startswith(ONLY_IN[library])}


def test_what_verifies_shares_no_code_with_what_reads() -> None:
    reading = re.compile(r"ingest\.(?!errors)|kb\.(store\.(codec|rows|assemble)|reading)\b")
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("kb/verify")
        for name in imported(path)
        if reading.match(name)
    }
    assert not found


def test_no_import_circle_among_the_packages() -> None:
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in sources("commands", "ingest", "kb", "screens")
    }
    needs = {
        module: {name for name in imported(path) if name in files and name != module} for module, path in files.items()
    }
    ready: set[str] = set()
    while step := {module for module in needs.keys() - ready if needs[module] <= ready}:
        ready |= step
    assert not needs.keys() - ready, "these import each other in a circle, or build on those that do"


def test_a_file_is_one_room() -> None:
    paths = [*sources("commands", "ingest", "kb", "screens", "benchmarks", "tests", "corpus"), *DOORS]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST}


def test_a_file_says_what_it_is_for() -> None:
    paths = [*sources("commands", "ingest", "kb", "screens"), *DOORS]
    silent = [p for p in paths if not ast.get_docstring(parsed(p))]
    assert not [str(p.relative_to(ROOT)) for p in silent]


def test_nothing_of_one_machine_stands_in_the_repository() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data[:8000] or path.suffix == ".pdf":
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found


def test_every_pin_is_exact_and_names_no_index() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert not [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.+!]*", line)]


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["tantivy"]]
    names = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in declared}  # type: ignore[index]
    ours = {"commands", "ingest", "kb", "screens", "app", "cli"} | sys.stdlib_module_names
    known = packages_distributions()
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in [*sources("commands", "ingest", "kb", "screens"), *DOORS]
        for name in (dotted.split(".")[0] for dotted in imported(path))
        if name not in ours
        and not names & {distribution.lower().replace("_", "-") for distribution in known.get(name, [name])}
    }
    assert not found


def test_neither_comparing_nor_calculating_nor_answering_loads_a_reader_s_library() -> None:
    code = "import sys, kb.diff.lineage, kb.calculators.all, kb.search.dose_facts, kb.concordance.claims, kb.knowledge"
    asked = "; print(*{'pymupdf', 'spacy', 'numpy'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code + asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
