"""Who is there when an attack is made, and what must hold after it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attacker import Network
from served import Served
from visitor import Visitor
from wire import TEXT, V1, Format, Message

ROOT = Path(__file__).parents[2]
TOLD = {"status", "comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply"}
"""What a kernel may tell a page."""
OF_THE_MACHINE = (str(ROOT), str(Path.home()), sys.prefix, "site-packages", "/usr/lib", "/tmp/")  # noqa: S108  # looked for
TRACEBACK = re.compile(r"Traceback|\bFile \\?\"|\.py\\?\", line \d")


UNCALM = re.compile(r"Traceback|Uncaught|never retrieved")


def helpful(text: str) -> list[str]:
    """What in a text would help an attacker: a traceback, or a path of the machine."""
    return [*TRACEBACK.findall(text), *(path for path in OF_THE_MACHINE if path in text)]


def helpful_messages(messages: Iterable[Message]) -> list[str]:
    """What a kernel told that no page needs, by type; and what would help an attacker."""
    found = []
    for said in messages:
        if said["msg_type"] not in TOLD:
            found.append(f"{said['msg_type']}: {str(said['content'])[:200]}")
        found.extend(helpful(str(said["content"])))
    return found


class Scene:
    """A served app, visitors who attack their own kernels, and the visitor beside.

    Args:
        network: Where the lines run.
        app: What is served.
        log: What it writes for the operator.
    """

    def __init__(self, network: Network, app: Served, log: Path) -> None:
        self.network = network
        self.app = app
        self.log = log
        self.neighbour = Visitor(network, app)
        self._attackers: dict[str | None, Visitor] = {}
        self._broken: list[Visitor] = []
        self.begin()

    def begin(self) -> None:
        """Forget what the log said before, and whom an attack has broken."""
        while self._broken:
            self._broken.pop().line.close()
        self._logged = len(self.log.read_text())
        self._before: dict[str, dict[str, dict[str, Any]]] = {}

    def attacker(self, wire_format: Format = V1) -> Visitor:
        """A visitor at the first step, with a line of the protocol of this format."""
        known = self._attackers.get(wire_format.protocol)
        if known and not known.line.open:
            known.connect()
            known.look()
        if not known:
            spoken = V1 if wire_format is V1 else TEXT
            known = Visitor(self.network, self.app, format=spoken)
            self._attackers[wire_format.protocol] = known
        self._before[known.kernel] = known.shown()
        return known

    def leave(self) -> None:
        """Close the lines of all."""
        for each in (self.neighbour, *self._attackers.values(), *self._broken):
            each.line.close()

    def is_unharmed(self) -> None:
        """Nothing has changed, nothing was told, and everybody goes on."""
        attackers, self._attackers = self._attackers, {}
        self._broken = list(attackers.values())  # until they are known to be well
        for protocol, each in attackers.items():
            if each.kernel in self._before:
                self._goes_on(each)
            self._broken.remove(each)
            self._attackers[protocol] = each
        self.neighbour.walk_to_and_fro()
        self.log_is_calm()

    def _goes_on(self, attacker: Visitor) -> None:
        attacker.line.settle()
        if not attacker.line.open:
            attacker.connect()
        attacker.walk_to_and_fro()
        assert attacker.shown() == self._before[attacker.kernel]
        helped = helpful_messages(attacker.line.news())
        assert not helped, helped[:3]

    def log_is_calm(self) -> None:
        """Nothing went wrong in the server, as far as it says."""
        logged = self.log.read_text()[self._logged :]
        wrong = [line for line in logged.splitlines() if UNCALM.search(line)]
        assert not wrong, logged[-3_000:]
