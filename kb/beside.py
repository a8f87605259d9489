"""How a process beside this one is started: this very Python, which finds what this one finds."""

from __future__ import annotations

import sys


def this_python(work: str, *arguments: str) -> list[str]:
    """The command, for no shell, that calls `work`, a «module:function», with `arguments`.

    The paths come with it, as multiprocessing does it: this process may have been started in any way.
    """
    module, _, function = work.partition(":")
    paths = len(arguments) + 1
    code = f"import sys; given = sys.argv[1:{paths}]; sys.path[:] = sys.argv[{paths}:]"
    call = f"from {module} import {function}; {function}(*given)"
    return [sys.executable, "-c", f"{code}; {call}", *arguments, *sys.path]
