"""People who take part in a session while a browser leads it."""

from __future__ import annotations

from typing import Any

from asking import Asker, Scene
from threaded_service import ThreadedService

from ssmflow.training.events import Event


class Crowd(ThreadedService):
    """People at another service on the store of a server.

    Args:
        url: The address of the store.
    """

    def join(self, code: str, nickname: str) -> Asker:
        """Have somebody join by a code."""
        return self.does(Scene(self.service).participant({"code": code}, nickname))

    def hears(self, one: Asker, kind: str) -> None:
        """Wait until somebody knows what the trainer did."""
        self.does(one.until_told(kind))

    def begins(self, one: Asker, case: str) -> None:
        self._did(one, Event("began", "", case=case))

    def hands_in(self, one: Asker, case: str, walk: str) -> None:
        """Have somebody walk a case and hand it in."""
        parts = walk.split("&")
        steps = ["&".join(parts[: place + 1]) for place in range(len(parts))]
        self._did(
            one,
            Event("began", "", case=case),
            *(Event("answered", "", case=case, walk=step) for step in steps),
            Event("marked", "", case=case, walk=walk),
        )

    def _did(self, one: Asker, *events: Event) -> None:
        kept: dict[str, Any] = self.does(one.did(*events))
        assert kept["refused"] == {}, kept
