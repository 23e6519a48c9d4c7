"""One click of a visitor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """What stands on the button, and the heading of the step to which it leads."""

    label: str
    heading: str
