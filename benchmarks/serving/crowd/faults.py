"""What may go wrong with a visit."""

from __future__ import annotations

from typing import Any


class VisitError(Exception):
    """A visitor did not get what a visitor should."""


class LineClosedError(VisitError):
    """The server has closed the connection."""


def found(kept: Any, what: str) -> Any:
    """Return something that must be there.

    Raises:
        VisitError: It is not.
    """
    if kept is None:
        raise VisitError(f"there is no {what}")
    return kept


def named(error: Exception) -> str:
    """Return an error as a line."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")
