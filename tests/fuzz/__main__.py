"""Each harness for a bounded time, one after the other: `python -m tests.fuzz [SECONDS] [TARGET …]`.

What breaks is kept in artifacts/fuzz/TARGET-…; it belongs into tests/hostile/said/TARGET/, named after the defect.
Where atheris is not installed or has no build for this Python, says so and ends with 2.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.targets import TARGETS

SECONDS = 60  # for each target
SLOW = 10  # seconds that one input may take
MEMORY = 2048  # MB
LONGEST = 4096  # bytes of an input: a dozen lines
_SHOWN = 40  # lines of what it said, where one broke
_KEPT = Path(__file__).resolve().parents[2] / "artifacts" / "fuzz"


def main(arguments: list[str]) -> int:
    """Run the targets named, or all; 1 where one broke."""
    if find_spec("atheris") is None:
        sys.stderr.write("atheris is not installed: `make fuzz` does it, where there is a build for this Python\n")
        return 2
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdecimal() else SECONDS
    return max([_run(name, seconds) for name in arguments or TARGETS])


def _run(name: str, seconds: int) -> int:
    corpus = _KEPT / "corpus" / name  # what was found to lead further, kept for the next run
    corpus.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}"]
    command = [sys.executable, "-m", "tests.fuzz.harness", name, *limits, f"-artifact_prefix={_KEPT}/{name}-"]
    command += ["-print_final_stats=1", str(corpus)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    said = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if not line.startswith("INFO: ")]
    ran = next((line.split()[-1] for line in said if "number_of_executed_units" in line), "no")
    sys.stdout.write(f"{name}: {ran} inputs, {'broke' if done.returncode else 'all borne'}\n")
    if done.returncode:
        sys.stdout.write("\n".join(said[-_SHOWN:]) + "\n")
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
