"""A job of an editor: one a key, found again, and its end told whatever it was."""

from __future__ import annotations

import threading

import pytest

from ingest.errors import BusyBase
from kb.build import Step, Tell
from screens.office.jobs import Job, Jobs


def ended(jobs: Jobs, key: str = "a") -> Job:
    for thread in threading.enumerate():
        if thread.name.startswith("office"):
            thread.join(10)
    found = jobs.state(key)
    assert found and found.ended
    return found


def test_a_job_tells_its_steps_and_its_answer() -> None:
    jobs, go, seen = Jobs(), threading.Event(), threading.Event()

    def work(tell: Tell) -> int:
        tell(Step("index"))
        seen.set()
        go.wait(10)
        return 42

    jobs.start("a", "Publication", work)
    assert seen.wait(10)
    assert jobs.state("a") == Job("Publication", Step("index"))
    jobs.start("a", "Publication", lambda tell: pytest.fail("a second click began it again"))
    go.set()
    assert ended(jobs).answer == 42
    jobs.told("a")
    assert jobs.state("a") is None


def test_an_error_is_the_end_that_is_told() -> None:
    jobs, error = Jobs(), BusyBase("another build is under way", "Wait.")

    def work(tell: Tell) -> None:
        raise error

    jobs.start("a", "Publication", work)
    assert ended(jobs).error is error


def test_jobs_of_other_keys_go_on_beside() -> None:
    jobs, go = Jobs(), threading.Event()
    jobs.start("a", "Dépôt", lambda tell: go.wait(10))
    jobs.start("b", "Dépôt", lambda tell: "done")
    running = jobs.state("a")
    assert running and not running.ended
    go.set()
    assert ended(jobs, "b").answer == "done"
