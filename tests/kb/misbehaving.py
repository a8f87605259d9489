"""A stand-in for the reader that does to its process what a hostile file does: the file's first word says what."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from ingest.model import Guideline
from kb.reading.nursery import Json
from tests.kb.making import read_double


def misbehave(data: bytes, *, name: str, document: str, ocr: bool = False) -> Guideline:
    """Crash, hang, spin, eat, abort, fork, print or signal as the file says; else as `read_double`."""
    text = data.decode("utf-8")
    match text.split(maxsplit=1)[0]:
        case "crash":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "hang":
            signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "eat":
            kept = []
            while True:
                kept.append(bytearray(16 * 1024 * 1024))
        case "fork":  # what it starts must end with it
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            os.write(2, b"")
            with open(text.split()[1], "w") as file:  # noqa: PTH123
                file.write(str(child.pid))
            time.sleep(600)
        case "lie":  # what a file that took its reader over might say to the build
            os.write(_answering_pipe(), text.split(maxsplit=1)[1].encode() + b"\n")
            os._exit(0)
        case "print":
            os.write(1, b'{"task": 0}\n')
            sys.stdout.write("noise\n")
    return read_double(data, name=name, document=document, ocr=ocr)


class Painting:
    """A stand-in for `kb.reading.painting`: an original that does nothing to its process is its own picture."""

    memory = 64 * 1024 * 1024

    def seconds(self, what: Json, pages: int) -> float:
        return 1.0

    def do(self, what: Json, counted: Callable[[int], None]) -> Json:
        data = Path(what["file"]).read_bytes()
        if data == b"nonsense":
            return {"png": 7}
        if not data.startswith(b"\x89PNG"):
            misbehave(data, name="a", document="a")
        return {"png": b64encode(data).decode("ascii")}


def _answering_pipe() -> int:
    """The highest open descriptor: the pipe to the process that forked this one."""
    return max(int(name) for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}"))  # noqa: PTH110, PTH208
