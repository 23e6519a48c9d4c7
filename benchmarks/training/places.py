"""Where sessions are kept while they are measured: SQLite, and a PostgreSQL started for it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.serving.environments import ROOT
from benchmarks.serving.processes import ProcessTree

# What starts a PostgreSQL for the tests starts it here.
sys.path.append(str(ROOT / "tests" / "store"))


@dataclass(frozen=True)
class Place:
    """A store that nobody else uses.

    Args:
        url: Its address.
        folder: The folder that its files are in.
        tree: The processes of its database; None where it has none of its own.
    """

    url: str
    folder: Path
    tree: ProcessTree | None = None


class _Open(Protocol):
    def __call__(self) -> AbstractContextManager[Place]:
        """Make a store, which is gone afterwards."""


@contextmanager
def sqlite() -> Iterator[Place]:
    """A file of SQLite."""
    with tempfile.TemporaryDirectory(prefix="ssmflow-bench-") as made:
        folder = Path(made)
        yield Place(f"sqlite:///{folder / 'training.sqlite'}", folder)


@contextmanager
def postgresql() -> Iterator[Place]:
    """A PostgreSQL on this machine, with all settings as Debian leaves them."""
    from postgresql_server import postgresql as started

    with started() as server:
        pid = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        yield Place(server.new_database(), server.folder, ProcessTree(pid))


PLACES: Mapping[str, _Open] = {"SQLite": sqlite, "PostgreSQL": postgresql}
"""The stores by name."""
