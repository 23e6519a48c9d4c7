"""How often somebody may be wrong about a secret."""

from __future__ import annotations

from time import monotonic

from ssmflow.errors import RefusedError
from ssmflow.training.rates import Bucket

FREE = 5
"""So many wrong tries cost nothing; after that each makes the next wait twice as long."""
LONGEST_WAIT = 60.0  # seconds


class Attempts:
    """The tries of one kernel."""

    def __init__(self) -> None:
        self._wrong = 0
        self._next = 0.0

    def require(self, all_others: Bucket, *, newcomers_too: bool) -> None:
        """Allow one more try.

        Args:
            all_others: How many wrong tries everybody together has left.
            newcomers_too: Whether that also counts for who has not been wrong yet.

        Raises:
            RefusedError: Not now.
        """
        wait = self._next - monotonic()
        if self._wrong or newcomers_too:
            wait = max(wait, all_others.wait())
        if wait > 0:
            raise RefusedError("slow_down", wait)

    def wrong(self, all_others: Bucket) -> None:
        """Count a wrong try."""
        self._wrong += 1
        all_others.take()
        if self._wrong >= FREE:
            self._next = monotonic() + min(LONGEST_WAIT, 2.0 ** (self._wrong - FREE))
