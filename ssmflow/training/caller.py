"""Who is at the other end of a line to the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ssmflow.training.attempts import Attempts
from ssmflow.training.rates import Bucket

if TYPE_CHECKING:
    from ssmflow.training.live_session import LiveSession

EVENTS_AT_ONCE, EVENTS_A_SECOND = 1000, 10.0


@dataclass(eq=False)
class Caller:
    """One kernel, with what it has shown to be.

    Args:
        push: Hears what is new, as plain data.
        participant: The id of the participant whose token it has; empty for nobody.
        token: That token.
        sign_in: What is kept of the trainer's sign-in that it has; empty for none.
        attempts: How often it was wrong about a secret.
        allowance: How many events it may still send.
        listening: The session of which it hears what is new.
    """

    push: Callable[[dict[str, Any]], None]
    participant: str = ""
    token: str = ""
    sign_in: str = ""
    attempts: Attempts = field(default_factory=Attempts)
    allowance: Bucket = field(default_factory=lambda: Bucket(EVENTS_AT_ONCE, EVENTS_A_SECOND))
    listening: LiveSession | None = None

    def listen_to(self, live: LiveSession | None) -> None:
        """Hear of one session, and of no other any more."""
        if self.listening and self.listening is not live:
            self.listening.leave(self)
        self.listening = live
