"""Makes a fork a process of its own, which shares nothing with the one that it comes from."""

from __future__ import annotations

import ctypes
import os
import random
import signal
import sys
import time

# Numbers of Linux's prctl(2), from <linux/prctl.h>.
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
PR_SET_CHILD_SUBREAPER = 36

ADOPTED_WITHIN = 10.0  # seconds


def adopt_orphans() -> None:
    """Become the parent of every process below this one that loses its own.

    So kernels are children of the server, which can wait for them, and outlive the process that
    forked them.

    Raises:
        OSError: The system does not allow it.
    """
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def fork_for(server: int) -> bool:
    """Fork a process that is a child of the server.

    It is forked twice: the process between ends at once, and the server adopts its child.

    Args:
        server: The process id of the server, which adopts orphans.

    Returns:
        Whether this is the new process.
    """
    between = os.fork()
    if between:
        os.waitpid(between, 0)
        return False
    between = os.getpid()
    if os.fork():
        os._exit(0)
    until = time.monotonic() + ADOPTED_WITHIN
    while os.getppid() == between and time.monotonic() < until:
        time.sleep(0.0001)
    end_with(server)
    return True


def end_with(server: int) -> None:
    """End with the server, however that ends.

    Args:
        server: The process id of the server, whose child this is.
    """
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # It may have ended before it could be told to take us along.
    if os.getppid() != server:
        os._exit(1)


def become_new() -> None:
    """Have what a process that was just started has."""
    os.setsid()
    for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def call_process(name: str) -> None:
    """Give this process the name under which the system lists it.

    Args:
        name: At most 15 letters.
    """
    _prctl(PR_SET_NAME, ctypes.create_string_buffer(name.encode()))


def _prctl(option: int, value: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    argument = ctypes.c_ulong(value) if isinstance(value, int) else value
    if library.prctl(option, argument, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
