"""What a server's processes take: memory and processor time of the whole tree."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

QUIET = 0.05  # the share of one core below which a server is at rest
LOOK = 0.2  # seconds over which that is measured


class ProcessTree:
    """A process and all that it has started.

    Args:
        root: The process.
    """

    def __init__(self, root: int) -> None:
        self.root = psutil.Process(root)

    def __iter__(self) -> Iterator[psutil.Process]:
        yield self.root
        yield from self.root.children(recursive=True)

    def memory(self) -> int:
        """Return bytes: each page counts for a process by the share of those that have it.

        The proportional set size of Linux, from /proc/<pid>/smaps_rollup.
        """
        return round(sum(_asked(process, _proportional_set_size) for process in self))

    def processor_time(self) -> float:
        """Return seconds, with those of children that have ended and were waited for."""
        return sum(_asked(process, _seconds) for process in self)

    def rest(self, longest: float, looks: int = 2) -> None:
        """Wait until the server has nothing more to do.

        Args:
            longest: The seconds after which not to wait any longer.
            looks: How many times in a row it must be found at rest.
        """
        end = time.monotonic() + longest
        found = 0
        while found < looks and time.monotonic() < end:
            before = self.processor_time()
            time.sleep(LOOK)
            found = found + 1 if self.processor_time() - before < QUIET * LOOK else 0

    def started(self, words: str) -> list[psutil.Process]:
        """Return the processes with these words on their command line, without what they forked.

        What is forked keeps the command line, but leads a session of its own.
        """
        return [
            process
            for process in self
            if words in " ".join(_command(process)) and os.getsid(process.pid) != process.pid
        ]

    def end(self) -> None:
        """Ask the process to stop; what is still there after ten seconds is killed."""
        known = list(self)
        os.kill(self.root.pid, signal.SIGTERM)
        _, left = psutil.wait_procs(known, timeout=10)
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=10)


def _asked(process: psutil.Process, question: Callable[[psutil.Process], float]) -> float:
    """Ask a process that may end meanwhile."""
    try:
        return question(process)
    except (psutil.NoSuchProcess, psutil.ZombieProcess, FileNotFoundError, ProcessLookupError):
        return 0


def _proportional_set_size(process: psutil.Process) -> float:
    with Path(f"/proc/{process.pid}/smaps_rollup").open(encoding="ascii") as rollup:
        lines = (line.split() for line in rollup)
        return sum(1024 * int(words[1]) for words in lines if words[0] == "Pss:")


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []
