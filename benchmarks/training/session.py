"""A whole session: a trainer with a real browser, a crowd without, and a server that is killed."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.serving.environments import ROOT
from benchmarks.training.beside import Beside, differences, rows_that_differ
from benchmarks.training.kept import kept_in
from benchmarks.training.server import wait_until
from benchmarks.training.trainer import Trainer
from benchmarks.training.truth import kept_wrongly, truth_of
from ssmflow.formats.training import load_training

SET = "externe-dienstverlener"
LIVE = 10.0  # seconds in which the board is to show the last answer; it takes less than one


@dataclass
class CrowdThere:
    """A crowd that takes part, in a process of its own."""

    process: subprocess.Popen[str]
    counts: dict[str, int] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    silent: bool = False  # whether all that it had to say was heard

    def listen(self) -> None:
        """Take what it says, to its end."""
        try:
            for line in self.process.stdout or ():
                said = json.loads(line)
                if "end" in said:
                    self.told = said["end"]
                else:
                    self.counts = said
        finally:
            self.silent = True

    def wait_for_acts(self, number: int, within: float) -> None:
        """Wait until so many things were done.

        Args:
            number: How many.
            within: Seconds.

        Raises:
            RuntimeError: They are not done in time, or never.
        """
        self.wait_for("acts", number, within)

    def wait_for(self, what: str, number: int, within: float) -> None:
        """Wait until something has happened so often.

        Args:
            what: What is counted.
            number: How often.
            within: Seconds.

        Raises:
            RuntimeError: It has not in time, or never will.
        """
        wait_until(lambda: self.count(what) >= number or self.over, within, f"no {what}")
        if self.over:
            raise RuntimeError(f"the crowd is gone: {self.counts} {self.told.get('failures')}")

    @property
    def over(self) -> bool:
        """Whether it has come to its end."""
        return self.process.poll() is not None

    def count(self, what: str) -> int:
        """Return how often something has happened so far."""
        return self.counts.get(what, 0)


@contextmanager
def crowd(
    url: str, code: str, number: int, pause: float, cases: int = 10, seed: int = 5
) -> Iterator[CrowdThere]:
    """Let people join a session and walk its cases.

    Args:
        url: The address of the server.
        code: The code of the session.
        number: How many people.
        pause: The longest that somebody thinks, in seconds.
        cases: How many cases each hands in.
        seed: What decides what they do.
    """
    told = map(str, (f"{url}training", code, number, pause, cases, seed))
    process = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-m", "benchmarks.training.crowd", *told],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    there = CrowdThere(process)
    listening = threading.Thread(target=there.listen)
    listening.start()
    try:
        yield there
    finally:
        process.terminate()
        process.wait(30)
        listening.join(30)
        if process.stdout:
            process.stdout.close()


def walked(there: CrowdThere, within: float) -> dict[str, Any]:
    """Wait until everyone is done, and return all that they know.

    Raises:
        RuntimeError: They are not, or the crowd ended without a word.
    """
    wait_until(lambda: bool(there.told) or there.silent, within, "too slow")
    if not there.told:
        raise RuntimeError("the crowd ended without a word")
    return there.told


def faults(trainer: Trainer, told: dict[str, Any], store: str, session: str) -> list[str]:
    """Return all that is wrong with what was kept, and with what the trainer's page shows.

    Args:
        trainer: The trainer, who looks at the board; at the end they have ended the session.
        told: What the crowd knows.
        store: The address of the store.
        session: The id of the session.
    """
    training = load_training()
    exercises = training.sets[SET]
    flow, people = training.flows[exercises.flow], told["people"]
    beside = Beside(flow, exercises, truth_of(flow, exercises, people))
    found = [*told["failures"], *kept_wrongly(people, kept_in(store, session))]
    trainer.choose("")
    found += _soon(lambda: differences("all cases", trainer.board(), beside.all_cases()))
    for case in exercises.cases:
        trainer.choose(case)
        shown = trainer.board()
        found += differences(case, shown, beside.case(case))
    trainer.end()
    found += rows_that_differ(trainer.results(), beside.rows())
    report = trainer.report()
    found += [
        f"the report tells nothing of case {case.id}"
        for case in exercises.cases.values()
        if case.title.in_language("nl") not in report
    ]
    return found


def _soon(look: Callable[[], list[str]]) -> list[str]:
    end = time.monotonic() + LIVE
    while (found := look()) and time.monotonic() < end:
        time.sleep(0.1)
    return found
