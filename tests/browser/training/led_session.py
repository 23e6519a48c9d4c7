"""A trainer who leads a session while a browser takes part in it."""

from __future__ import annotations

from typing import Any

from asking import PASSPHRASE, Asker, Scene
from threaded_service import ThreadedService
from watching import until

SET = "externe-dienstverlener"


class Trainer(ThreadedService):
    """A trainer with a service of their own on the store of a server.

    Args:
        url: The address of the store.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, PASSPHRASE)

    def session(self, pace: str) -> Led:
        """Make a session on the shipped exercises."""
        return Led(self, self.does(self._lead(pace)))

    async def _lead(self, pace: str) -> Asker:
        asker = Scene(self.service).anyone()
        asker.token = (await asker.ask("sign_in", passphrase=PASSPHRASE))["sign_in"]
        about = {"title": "Maandag", "exercises": SET, "flow": SET, "version": "1", "pace": pace}
        asker.session = (await asker.lead("create", **about))["session"]
        return asker


class Led:
    """A session that is led."""

    def __init__(self, trainer: Trainer, asker: Asker) -> None:
        self._trainer = trainer
        self._asker = asker

    @property
    def code(self) -> str:
        return str(self._asker.session["code"])

    def act(self, kind: str, **values: Any) -> None:
        self._trainer.does(self._asker.act(kind, **values))

    def delete(self) -> None:
        self._trainer.does(self._asker.lead("erase", session=self._asker.session["id"]))

    def events(self) -> list[dict[str, Any]]:
        """All that the store has of the session."""
        asked = self._asker.lead("watch", session=self._asker.session["id"], since="0")
        return list(self._trainer.does(asked)["events"])

    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.events()]

    def until_kept(self, kind: str, times: int = 1) -> None:
        """Wait until the store has so many events of a kind.

        The page says for a moment still that all is kept when one more is on its way.
        """
        otherwise = f"the store has no {times} events {kind!r}"
        until(lambda: self.kinds().count(kind) >= times, otherwise)

    def participant(self) -> str:
        """The id of who joined first."""
        return next(str(each["participant"]) for each in self.events() if each["kind"] == "joined")
