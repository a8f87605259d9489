"""What an installation may choose, with its defaults. Read from the environment once, at the doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CallError
from kb.reading.limits import STANDARD, Limits

LEVELS = ("info", "warning", "error")
_LONGEST = 1e6  # seconds: eleven days


@dataclass(frozen=True, slots=True)
class Settings:
    """Every number has its unit in its name or beside it."""

    kb: Path = Path(".sourcier")  # SOURCIER_KB
    engine: str = "whoosh"  # SOURCIER_ENGINE
    keep_builds: int = 10  # SOURCIER_KEEP_BUILDS: so many published builds stay for rollback, the current one always
    max_file_bytes: int = 512 * 1024 * 1024  # SOURCIER_MAX_FILE_BYTES: a file is held in memory while it is read
    limits: Limits = STANDARD  # SOURCIER_MAX_MEMORY_BYTES, _MAX_SECONDS, _MAX_SECONDS_PER_PAGE, _MAX_PAGES: of a file
    image_cache_bytes: int = 64 * 1024 * 1024  # SOURCIER_IMAGE_CACHE_BYTES: page images kept ready, per program
    log: str = "info"  # SOURCIER_LOG, one of LEVELS: the least of the events that the app writes
    secrets: Path = Path(".streamlit/secrets.toml")  # SOURCIER_SECRETS: the sign-in and the list of editors
    max_upload_bytes: int = 64 * 1024 * 1024  # SOURCIER_MAX_UPLOAD_BYTES: of a PDF that an editor uploads


def settings(environment: Mapping[str, str]) -> Settings:
    """The defaults, with what `environment` says otherwise.

    Raises CallError naming the variable whose value cannot be used.
    """
    default = Settings()
    return Settings(
        kb=Path(environment.get("SOURCIER_KB") or default.kb),
        engine=environment.get("SOURCIER_ENGINE") or default.engine,
        keep_builds=_count(environment, "SOURCIER_KEEP_BUILDS", default.keep_builds),
        max_file_bytes=_count(environment, "SOURCIER_MAX_FILE_BYTES", default.max_file_bytes),
        limits=Limits(
            memory=_count(environment, "SOURCIER_MAX_MEMORY_BYTES", default.limits.memory),
            seconds=_seconds(environment, "SOURCIER_MAX_SECONDS", default.limits.seconds),
            seconds_a_page=_seconds(environment, "SOURCIER_MAX_SECONDS_PER_PAGE", default.limits.seconds_a_page),
            pages=_count(environment, "SOURCIER_MAX_PAGES", default.limits.pages),
        ),
        image_cache_bytes=_count(environment, "SOURCIER_IMAGE_CACHE_BYTES", default.image_cache_bytes),
        log=_level(environment, "SOURCIER_LOG", default.log),
        secrets=Path(environment.get("SOURCIER_SECRETS") or default.secrets),
        max_upload_bytes=_count(environment, "SOURCIER_MAX_UPLOAD_BYTES", default.max_upload_bytes),
    )


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name)
    if not text:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise CallError(f"{name}={text}: not a whole number above 0", f"Unset it, or set it like {name}={default}.")
    return int(text)


def _level(environment: Mapping[str, str], name: str, default: str) -> str:
    text = (environment.get(name) or default).lower()
    if text not in LEVELS:
        raise CallError(f"{name}={text}: not a level", f"There is: {', '.join(LEVELS)}")
    return text


def _seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name)
    if not text:
        return default
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < _LONGEST:
        raise CallError(
            f"{name}={text}: not a number of seconds above 0", f"Unset it, or set it like {name}={default}."
        )
    return found
