"""A real PostgreSQL, of the programs that the system has, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from free_ports import free_port

NAME = "ssmflow"
PASSWORD = "ge/heim@:%20?#"  # noqa: S105 - of a server that lives as long as a test
IN_ADDRESS = "ge%2Fheim%40%3A%2520%3F%23"
READY_WITHIN = 120.0  # seconds; after a kill all databases of the run are recovered
# It refuses to run as root; the package of Debian makes this account for it.
ACCOUNT = "postgres"


def programs() -> Path:
    """The folder of PostgreSQL's programs, the newest first. Debian puts them on no path."""
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).parent
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda program: float(program.parts[-3]),
    )
    if not found:
        pytest.fail("these tests need PostgreSQL: install Debian's package postgresql")
    return found[-1].parent


def account() -> dict[str, Any]:
    """Who runs it: whoever runs the tests, but never root."""
    return {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}


@dataclass
class PostgresqlServer:
    """A server. It can be killed, and started again with the same data at the same port."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql://{NAME}:{IN_ADDRESS}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database, and return its address."""
        name = f"kept_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}"')
        return self.url_of(name)

    def emptied(self) -> str:
        """Empty the database that is always there, and return its address.

        That takes a fraction of the time and of the disk that a database for each test would.
        """
        self.run("DROP SCHEMA public CASCADE")
        self.run("CREATE SCHEMA public")
        return self.url

    def run(self, statement: str) -> None:
        """Run a statement outside a transaction, such as one that makes a database."""
        with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)

    def make(self) -> None:
        """Make the files of the server."""
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if account():
            shutil.chown(self.folder, ACCOUNT, ACCOUNT)
            shutil.chown(secret, ACCOUNT, ACCOUNT)
        made = subprocess.run(
            [
                programs() / "initdb",
                *(f"--pgdata={self.folder / 'data'}", f"--username={NAME}", f"--pwfile={secret}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **account(),
        )
        assert made.returncode == 0, made.stderr

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    programs() / "postgres",
                    *("-D", self.folder / "data", "-p", str(self.port), "-k", self.folder),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "max_connections=40"),
                ],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **account(),
            )
        until = time.monotonic() + READY_WITHIN
        while not self._answers():
            told = (self.folder / "log").read_text(errors="replace")
            assert self._process.poll() is None, told
            assert time.monotonic() < until, told
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it with all its processes, as when the machine's power is cut."""
        if self._process is None:
            return
        parent = psutil.Process(self._process.pid)
        parent.suspend()  # or it would start new ones in the place of the killed
        while parent.status() != psutil.STATUS_STOPPED:
            time.sleep(0.01)
        children = parent.children(recursive=True)
        for process in (*children, parent):
            process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process = None
        while any(_lives(child) for child in children):
            time.sleep(0.01)

    def _answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def postgresql() -> Iterator[PostgresqlServer]:
    """A server that runs. Its folder is one that the account which runs it can enter."""
    folder = Path(tempfile.mkdtemp(prefix="ssmflow-postgresql-"))
    server = PostgresqlServer(folder)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder)
