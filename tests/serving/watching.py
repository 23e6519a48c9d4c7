"""Waiting for what is not on a page to become so."""

from __future__ import annotations

import time
from collections.abc import Callable

WITHIN = 20.0  # seconds


def until(holds: Callable[[], object], otherwise: str, within: float = WITHIN) -> None:
    """Wait until something holds; fail, saying what does not, if that takes too long."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)
