"""Whole sessions: a trainer in a browser, people at kernels of their own, and what is killed.

What the board has to show is computed from what the people know that they did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from postgresql_server import PostgresqlServer

from benchmarks.training.places import PLACES, Place
from benchmarks.training.server import Server, options_of, serving
from benchmarks.training.session import CrowdThere, crowd, faults, walked
from benchmarks.training.trainer import Trainer

CASES = 2
THINKS = 0.6  # seconds at the longest
WITHIN = 400.0  # seconds; a minute where nothing else runs


@dataclass
class Class:
    """A session that goes on.

    Args:
        server: The server.
        trainer: The trainer, who looks at the board.
        store: The address of the store.
        code: The code of the session.
        session: Its id.
    """

    server: Server
    trainer: Trainer
    store: str
    code: str
    session: str
    told: dict[str, object] = field(default_factory=dict)

    def walk(
        self, people: int, *kills: Callable[[CrowdThere], None], cases: int = CASES
    ) -> CrowdThere:
        """Let people walk cases; meanwhile kill something, each after as many more acts."""
        with crowd(self.server.url, self.code, people, THINKS, cases) as there:
            for number, kill in enumerate(kills, start=1):
                there.wait_for_acts(6 * number * people, WITHIN)
                kill(there)
            self.told = walked(there, WITHIN)
        return there

    def faults(self) -> list[str]:
        return faults(self.trainer, self.told, self.store, self.session)


@pytest.fixture
def place() -> Iterator[Place]:
    with PLACES["SQLite"]() as made:
        yield made


def begun(server: Server, page: Page, store: str) -> Class:
    trainer = Trainer(page, server.url)
    code, session = trainer.begin("Maandag")
    trainer.look_at_board()
    return Class(server, trainer, store, code, session)


def test_a_class_goes_on_after_its_kernels_and_then_its_server_are_killed(
    place: Place, page: Page
) -> None:
    with serving(*options_of(place)) as server:
        going = begun(server, page, place.url)

        def kill_kernels(_: CrowdThere) -> None:
            assert server.kill_kernels() > 0
            going.trainer.come_back()

        def kill_server(_: CrowdThere) -> None:
            server.kill()
            server.start()
            going.trainer.come_back()

        there = going.walk(12, kill_kernels, kill_server)
        assert going.faults() == []
        assert there.count("came back") >= 12


def test_a_class_goes_on_while_postgresql_is_killed_and_all_is_recorded_later(
    database_server: PostgresqlServer, page: Page
) -> None:
    store = database_server.new_database()
    with serving("--database", store) as server:
        going = begun(server, page, store)

        def kill_database(there: CrowdThere) -> None:
            database_server.kill()
            try:
                there.wait_for("unrecorded", 1, WITHIN)
            finally:
                database_server.start()

        there = going.walk(4, kill_database)
        assert going.faults() == []
        assert there.count("came back") == 0
        assert going.told["unrecorded"], "nobody noticed that the database was away"


def test_who_comes_to_the_end_sees_there_what_they_did(place: Place, page: Page) -> None:
    with serving(*options_of(place)) as server:
        going = begun(server, page, place.url)
        going.walk(2, cases=10)
        assert going.faults() == []
