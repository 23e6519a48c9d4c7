"""What the machine allows: how many visitors its memory bears, how many sockets may be open."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import psutil

CONTROL_GROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
"""Where Linux says how much memory a container or a service may have, of either version."""

MEGABYTE = 1_000_000
SERVER = 400 * MEGABYTE
FORKED = 16 * MEGABYTE
ORDINARY = 60 * MEGABYTE
"""Bytes, with room to spare: measured were 11 MB for a forked kernel that walks and 40 for an
ordinary one; exploring scenarios takes more (docs/performance.md)."""
SHARE = 0.8  # of the memory


def memory() -> int:
    """The memory that this process and all below it may have, in bytes."""
    found = [int(psutil.virtual_memory().total)]
    for limit in CONTROL_GROUPS:
        with suppress(OSError, ValueError):  # not on Linux, or no limit
            found.append(int(limit.read_text(encoding="ascii")))
    return min(found)


def visitors(memory: int, *, forked: bool) -> int:
    """How many visitors so much memory bears.

    Args:
        memory: The memory, in bytes.
        forked: Whether their kernels are forks.
    """
    kernel = FORKED if forked else ORDINARY
    return max(2, int((SHARE * memory - SERVER) / kernel))


def allow_open_files() -> None:
    """Take as many descriptors as the system allows: a visitor takes about a dozen."""
    if sys.platform == "win32":
        return
    import resource

    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed != most:
        with suppress(OSError, ValueError):  # macOS names a limit that it does not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
