"""`sourcier serve`: the app on this machine."""

from __future__ import annotations

import os
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from commands.shared import Kb, chosen_settings, opened
from ingest.errors import AbsentBase, CallError
from kb.administration.access import Access, read_access
from kb.terminal import say

HERE = "127.0.0.1"  # this machine alone
PORT = 8501  # Streamlit's own; another free one is taken where it is in use


def serve(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port [8501, else a free one].")] = None,
    address: Annotated[str, typer.Option(help="The address to listen on; another one lets other machines in.")] = HERE,
    kb: Kb = None,
) -> int:
    """Open the app on this machine, in a browser where there is a display."""
    chosen = chosen_settings(context, kb)
    folder = chosen.kb.resolve()
    try:
        with opened(context, kb):  # what is wrong with it is better said here than in a browser
            pass
    except AbsentBase:
        say("There is no knowledge base yet: the app offers to build one.")
    if not _is_address(address):
        raise CallError(f"--address {address}: not an address", f"Name one like {HERE}, or 0.0.0.0 for every one.")
    at = port or _free_port()
    options = {
        "server.address": address,
        "server.port": at,
        "browser.gatherUsageStats": "false",
    }
    if isinstance(read_access(chosen.secrets), Access):
        options["server.maxUploadSize"] = -(-chosen.max_upload_bytes // 2**20)  # MB; only editors get past the gate
    command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).parents[1] / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    say(f"http://{address}:{at}")
    environment = {**os.environ, "SOURCIER_KB": str(folder), "SOURCIER_SECRETS": str(chosen.secrets.resolve())}
    os.execve(sys.executable, command, environment)  # noqa: S606 - no shell is wanted


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _free_port() -> int:
    for wished in (PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind((HERE, wished))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CallError("no free port", "Name one: sourcier serve --port 8600")
