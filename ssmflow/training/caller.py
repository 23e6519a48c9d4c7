"""Who is at the other end of a line to the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ssmflow.training.attempts import Attempts
from ssmflow.training.rates import Bucket

if TYPE_CHECKING:
    from ssmflow.training.live_session import LiveSession

# What one page may do at once, and a second for long: who is quick does two things a second.
REQUESTS = (100, 20.0)
EVENTS = (1000, 3.0)
JOINS = (5, 0.05)


@dataclass(eq=False)
class Caller:
    """One kernel, with what it has shown to be.

    Args:
        push: Hears what is new, as plain data.
        participant: The id of the participant whose token it has; empty for nobody.
        token: That token.
        sign_in: What is kept of the trainer's sign-in that it has; empty for none.
        attempts: How often it was wrong about a secret.
        requests: How many requests it may still make.
        events: How many events it may still send; a long one counts as several.
        joins: How often it may still join.
        listening: The session of which it hears what is new.
    """

    push: Callable[[dict[str, Any]], None]
    participant: str = ""
    token: str = ""
    sign_in: str = ""
    attempts: Attempts = field(default_factory=Attempts)
    requests: Bucket = field(default_factory=lambda: Bucket(*REQUESTS))
    events: Bucket = field(default_factory=lambda: Bucket(*EVENTS))
    joins: Bucket = field(default_factory=lambda: Bucket(*JOINS))
    listening: LiveSession | None = None

    def listen_to(self, live: LiveSession | None) -> None:
        """Hear of one session, and of no other any more."""
        if self.listening and self.listening is not live:
            self.listening.leave(self)
        self.listening = live
