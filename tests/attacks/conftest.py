from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacker import Network, network
from scene import Scene
from served import Served, started
from training_room import TrainingRoom, served_room

SERVE = [sys.executable, "-m", "ssmflow", "serve", "--port", "0", "--no-browser"]
WAYS: dict[str, list[str]] = {"forked": [], "not-forked": ["--no-fork"]}
"""How kernels start: each attack is made on all."""


@pytest.fixture(scope="session", name="net")
def running_network() -> Iterator[Network]:
    with network() as running:
        yield running


@pytest.fixture(scope="session", params=list(WAYS.values()), ids=list(WAYS))
def way(request: pytest.FixtureRequest) -> list[str]:
    options: list[str] = request.param
    return options


@pytest.fixture(scope="session")
def log(way: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacked") / f"log{len(way)}"


@pytest.fixture(scope="session")
def app(way: list[str], log: Path) -> Iterator[Served]:
    """The shipped app, really served."""
    keeps = ["--data", str(log.parent / "data")]
    with started([*SERVE, *way, *keeps], folder=log.parent, log=log) as running:
        yield running


@pytest.fixture(scope="session")
def everybody(net: Network, app: Served, log: Path) -> Iterator[Scene]:
    scene = Scene(net, app, log)
    yield scene
    scene.leave()


@pytest.fixture
def scene(everybody: Scene) -> Scene:
    """Visitors who attack and one beside, all at the first step."""
    everybody.begin()
    return everybody


@pytest.fixture(scope="session")
def open_room(net: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrainingRoom]:
    """A training session, really served."""
    with served_room(net, tmp_path_factory.mktemp("room")) as running:
        yield running


@pytest.fixture
def room(open_room: TrainingRoom) -> Iterator[TrainingRoom]:
    """The same while it is attacked."""
    with open_room.attacked():
        yield open_room
