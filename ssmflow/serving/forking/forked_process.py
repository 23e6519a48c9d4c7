"""A forked kernel, as the server sees it: one of its own children."""

from __future__ import annotations

import os
import signal
import time


class ForkedProcess:
    """What Jupyter asks of a process, for one that was forked elsewhere.

    As it is a child of this process, its id is its own until we have waited for it.

    Args:
        pid: Its process id.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, as subprocess tells it; None while it lives."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Args:
            timeout: How long to wait, in seconds; as long as it takes when None.

        Raises:
            TimeoutError: It lives longer.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if until and time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.01)
        return status

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)
