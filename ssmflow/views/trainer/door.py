"""The door of the trainer's page: the passphrase, and a sign-in that the browser has kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.views.part import Part
from ssmflow.views.trainer.asking import REFUSED
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.wording import wording


class Door(Part[Lead]):
    """Asks for the passphrase.

    What shows that somebody is signed in is sent to the browser as a message, and stands in no data
    that is kept: a notebook that is saved holds nothing of it.
    """

    _esm = Path(__file__).with_name("door.js")
    longest: ClassVar = 500
    acts: ClassVar = {
        "sign_in": ("sign_in", ("passphrase",)),
        "resume": ("resume", ("token",)),
    }

    def __init__(self, page: Lead) -> None:
        super().__init__(page)
        page.observe(lambda _: self.send({"token": page.token}), "given")

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the form, where nobody is signed in."""
        keys = (
            "trainer_sign_in",
            "trainer_passphrase",
            "trainer_passphrase_help",
            "trainer_signing_in",
            "trainer_about",
        )
        why = page.words[REFUSED[page.refusal]] if page.refusal else ""
        return {
            "shown": not page.signed_in,
            "words": wording(page.words, keys),
            "heading": page.words["trainer_door"],
            "why": why,
            "moves": page.moves,
            "busy": page.asked,
        }
