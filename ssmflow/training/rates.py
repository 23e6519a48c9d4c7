"""How often something may be asked."""

from __future__ import annotations

from time import monotonic

from ssmflow.errors import RefusedError


class Bucket:
    """Allows many at once, but not for long.

    Args:
        burst: How many there may be at once.
        rate: How many a second there may be for long.
    """

    def __init__(self, burst: float, rate: float) -> None:
        self._burst = burst
        self._rate = rate
        self._left = burst
        self._since = monotonic()

    def wait(self, count: float = 1) -> float:
        """Return how many seconds it takes until so many more are allowed; 0 where they are now."""
        now = monotonic()
        self._left = min(self._burst, self._left + self._rate * (now - self._since))
        self._since = now
        return max(0.0, (count - self._left) / self._rate)

    def take(self, count: float = 1) -> None:
        """Count some, whether or not they are allowed now."""
        self.wait()
        self._left -= count

    def spend(self, count: float = 1) -> None:
        """Count some where they are allowed.

        Raises:
            RefusedError: They are not, for now.
        """
        if wait := self.wait(count):
            raise RefusedError("slow_down", wait)
        self._left -= count
