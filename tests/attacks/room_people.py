"""A trainer and participants who speak to their kernels themselves, without a browser."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

from visitor import Visitor
from wire import Message

from ssmflow.training.guard import as_code
from ssmflow.views.address import Address
from ssmflow.views.part import Part
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.board import BoardView
from ssmflow.views.trainer.door import Door
from ssmflow.views.trainer.hall import Hall
from ssmflow.views.trainer.invitation import Invitation
from ssmflow.views.trainer.people import People
from ssmflow.views.trainer.session_map import SessionMap
from ssmflow.views.training.hand_in import HandIn
from ssmflow.views.training.session_view import SessionView

PASSPHRASE = "zeven paarse olifanten"  # noqa: S105  # of a server that lives as long as a test
AT = "ssmflow-at-"
SET = "externe-dienstverlener"
VIEWS: tuple[type[Part[Any]], ...] = (Invitation, BoardView, SessionMap, People, After)


def is_drawn(said: Message, model: str) -> bool:
    """Whether a message is what a part draws from then on."""
    content = said["content"]
    data = content.get("data", {})
    return content.get("comm_id") == model and "data" in data.get("state", {})


def kind_of(part: type[Part[Any]]) -> str:
    """The name under which a browser knows a part."""
    return f"{part.__module__}.{part.__qualname__}"


class Person(Visitor):
    """Somebody at one of the pages of training."""

    def model(self, part: type[Part[Any]]) -> str:
        """The model of a part of this page."""
        kind = kind_of(part)
        found = [each for each, state in self.learn().items() if state["_anywidget_id"] == kind]
        return found[0]

    def learn(self) -> dict[str, dict[str, Any]]:
        """The widgets with their states; those that are no parts of ours have no id."""
        models = super().learn()
        for state in models.values():
            state.setdefault("_anywidget_id", "")
        return models

    def told(self, part: type[Part[Any]]) -> dict[str, Any]:
        """What a part draws."""
        found: dict[str, Any] = self.learn()[self.model(part)]["data"]
        return found

    def want(self, part: type[Part[Any]], act: str, **values: Any) -> None:
        """Ask a part for an act, as its script does."""
        self.send(self.model(part), {"method": "custom", "content": {"act": act, **values}})

    def until(self, holds: Callable[[], Any], otherwise: str) -> None:
        """Wait until something holds."""
        self.line.wait(lambda: bool(holds()), otherwise)

    def frames(self) -> str:
        """All that came to this browser, as text."""
        return json.dumps(self.line.heard, ensure_ascii=False)


class Participant(Person):
    """Somebody who takes part, or tries to."""

    token = ""

    def knock(self, code: str) -> None:
        """Come to the form where one joins a session."""
        self.want(Address, "follow", fragment=f"#~join={code}")
        wanted = as_code(code)
        self.until(lambda: self.form and self.form["code"] == wanted, "there is no form to join")

    @property
    def form(self) -> dict[str, Any] | None:
        return self.told(SessionView).get("form")

    @property
    def refused(self) -> str:
        """Why one is not let in, as the page says."""
        return str((self.form or {}).get("refused", ""))

    def ask_in(self, nickname: str) -> bool:
        """Ask to be let in, and say whether one was."""
        assert self.form
        before = len(self.line.heard)
        self.want(SessionView, "join", code=self.form["code"], nickname=nickname)

        def is_answered() -> bool:
            waits = self.form is not None and (self.form["asking"] or not self.refused)
            drawn = any(
                is_drawn(said, self.model(SessionView)) for said in self.line.heard[before:]
            )
            return drawn and (self.is_in or not waits)

        self.until(is_answered, "the form was not answered")
        return self.is_in

    @property
    def is_in(self) -> bool:
        return self.told(SessionView)["keep"] is not None

    def join(self, code: str, nickname: str) -> None:
        """Take part in a session."""
        self.knock(code)
        assert self.ask_in(nickname), self.refused
        self.token = self.told(SessionView)["keep"]["token"]
        self.until_at("case")

    @property
    def screen(self) -> str:
        """Which screen of the page is looked at."""
        classes = [state.get("_dom_classes", ()) for state in self.learn().values()]
        (found,) = (each for each in classes if "ssmflow-practice" in each)
        (at,) = (each.removeprefix(AT) for each in found if each.startswith(AT))
        return str(at)

    def until_at(self, screen: str) -> None:
        """Wait until a screen is there."""
        self.until(lambda: self.screen == screen, f"the screen {screen} does not come")

    def answer(self, number: int = 0) -> None:
        """Press a choice, and wait for the step to which it leads."""
        before = self.buttons("ssmflow-choices")
        self.press(before[number])
        told = "a click was not answered"
        self.until(lambda: self.buttons("ssmflow-choices") != before, told)

    def hand_in(self, number: int = 0) -> None:
        """Press one choice after another, up to an outcome, and hand that in."""
        while not self.told(HandIn)["shown"]:
            self.answer(number)
            self.until(
                lambda: self.told(HandIn)["shown"] or self.buttons("ssmflow-choices"),
                "there is nothing to do",
            )
        told = self.told(HandIn)
        self.want(HandIn, "hand_in", case=told["case"], outcome=told["outcome"])
        self.until(lambda: not self.told(HandIn)["shown"], "the answer was not taken")


class Trainer(Person):
    """Somebody at the trainer's page."""

    def sign_in(self, passphrase: str = PASSPHRASE) -> None:
        """Sign in; again when the page says so, where others have guessed too often just before."""
        while seconds := self._has_to_wait(passphrase):
            self.want(Bar, "dismiss")
            self.until(lambda: not self.told(Bar)["notice"], "the message stays")
            time.sleep(seconds)

    def _has_to_wait(self, passphrase: str) -> int:
        """Try to sign in, and return for how many seconds one may not; 0 where one is in."""
        self.want(Door, "sign_in", passphrase=passphrase)
        self.until(
            lambda: self.told(Hall)["shown"] or self.told(Bar)["notice"], "the door does not answer"
        )
        if self.told(Hall)["shown"]:
            return 0
        found = re.search(r"(\d+) sec", self.told(Bar)["notice"])
        assert found, f"the trainer is not let in: {self.told(Bar)['notice']}"
        return int(found[1])

    @property
    def sign_ins(self) -> list[str]:
        """What the browser was given to keep, the last one last."""
        told = [said["content"].get("data", {}).get("content", {}) for said in self.line.heard]
        return [each["token"] for each in told if isinstance(each, dict) and each.get("token")]

    def create(self, title: str = "Maandag", pace: str = "own") -> None:
        """Make a session, and go to it."""
        self.want(Hall, "create", title=title, exercises=SET, pace=pace)
        self.until(lambda: self.session, "there is no session")

    @property
    def session(self) -> str:
        return str(self.told(Bar)["session"])

    @property
    def code(self) -> str:
        return as_code(self.told(Bar)["code"])

    def look_at(self, view: str, part: type[Part[Any]]) -> dict[str, Any]:
        """Look at the session in another way."""
        self.want(Bar, "look", view=view)
        # What was looked at before is told to be gone in a message of its own.
        self.until(lambda: self._shown() == [part], f"the {view} is not shown alone")
        return self.told(part)

    def _shown(self) -> list[type[Part[Any]]]:
        return [view for view in VIEWS if self.told(view)["shown"]]

    def rows(self) -> list[dict[str, Any]]:
        """Who takes part, as the page of the trainer lists them, by name."""
        if not self.told(People)["shown"]:
            self.look_at("people", People)
        if not self.told(Bar)["names"]:
            self.want(Bar, "names", shown="yes")
            self.until(lambda: self.told(Bar)["names"], "names are not shown")
        found: list[dict[str, Any]] = self.told(People)["rows"]
        return found

    def until_listed(self, nickname: str) -> dict[str, Any]:
        """Wait until somebody is among those who take part."""
        self.rows()
        self.until(lambda: self._row(nickname), f"{nickname} is not listed")
        found = self._row(nickname)
        assert found
        return found

    def until_unlisted(self, nickname: str) -> None:
        """Wait until somebody is no longer among those who take part."""
        self.rows()
        self.until(lambda: not self._row(nickname), f"{nickname} is still listed")

    def row(self, nickname: str) -> dict[str, Any] | None:
        """The row of somebody; None where they are not listed."""
        self.rows()
        return self._row(nickname)

    def _row(self, nickname: str) -> dict[str, Any] | None:
        rows = self.told(People)["rows"]
        return next((row for row in rows if row["who"] == nickname), None)

    def is_answered(self) -> None:
        """The trainer presses buttons, and is answered."""
        self.look_at("board", BoardView)
        self.look_at("people", People)
