"""How pages are served: in which way, for how many, for how long."""

from __future__ import annotations

from dataclasses import dataclass

from ssmflow.serving.forking import AVAILABLE
from ssmflow.serving.machine import memory, visitors
from ssmflow.serving.room import Limits
from ssmflow.serving.training import Sessions

AHEAD = 4
"""Kernels that wait for visitors at each page: a page that few open should cost little memory."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How pages are served.

    Args:
        fork: Whether kernels are forked, where that is possible.
        lean: Whether the lean front end serves, where it was built.
        ahead: How many kernels wait for visitors at each page, if they are forked.
        visitors: How many visitors there may be at once; what the memory bears when None.
        idle: How long a visitor may do nothing, in seconds.
        names: Names by which a proxy passes visitors on to a server at this machine alone.
        sessions: How training sessions are kept; None where there are none.
    """

    fork: bool = AVAILABLE
    lean: bool = True
    ahead: int = AHEAD
    visitors: int | None = None
    idle: float = 1800.0
    names: tuple[str, ...] = ()
    sessions: Sessions | None = None

    @property
    def limits(self) -> Limits:
        """How many, and how long."""
        most = self.visitors or visitors(memory(), forked=self.fork)
        return Limits(visitors=most, idle=self.idle)
