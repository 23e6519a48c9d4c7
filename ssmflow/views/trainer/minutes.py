"""The minutes that a case is open for, as a trainer's browser gives them."""

from __future__ import annotations

import re

MOST_MINUTES = 60
MINUTES = re.compile(r"[1-9]\d?")


def minutes_of(text: str) -> int | None:
    """Return a number of minutes, 0 where none is given; None where it is no such number."""
    if not text:
        return 0
    return int(text) if MINUTES.fullmatch(text) and int(text) <= MOST_MINUTES else None
