from __future__ import annotations

from event_loops import no_event_loop_of_others

__all__ = ["no_event_loop_of_others"]
