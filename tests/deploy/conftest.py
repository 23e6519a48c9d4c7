from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from proxy import Proxy, proxied
from served import Served, started

sys.path += [
    str(Path(__file__).parents[1] / folder) for folder in ("browser", "browser/training", "store")
]

from postgresql_server import PostgresqlServer
from several import Servers, on_one_database

SERVE = [sys.executable, "-m", "ssmflow", "serve", "--no-browser"]
BASE = "/walk/"


@pytest.fixture(scope="session", autouse=True)
def programs() -> None:
    """What the tests start has to be there."""
    missing = [name for name in ("nginx", "openssl", "systemd-analyze") if not shutil.which(name)]
    if missing:
        pytest.fail(f"the tests of deploy/ need {', '.join(missing)}: make test installs them")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped flow, served below a path."""
    serve = [*SERVE, "--port", "0", "--base-url", BASE, "--visitors", "100"]
    with started(serve, folder=tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def proxy(app: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx in front of it."""
    with proxied(tmp_path_factory.mktemp("nginx"), app.port, BASE) as running:
        yield running


@pytest.fixture
def sharing(database_server: PostgresqlServer, tmp_path: Path) -> Iterator[Servers]:
    """Two servers on one database, for one test alone, which may kill them."""
    with on_one_database(tmp_path, database_server.new_database()) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page of somebody who takes a certificate that nobody signed."""
    arguments = {**browser_context_args, "ignore_https_errors": True, "locale": "nl-BE"}
    with browser.new_context(**arguments) as context:
        yield context.new_page()


@pytest.fixture
def people(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[list[Page]]:
    """Two people, each with a browser of their own."""
    arguments = {**browser_context_args, "ignore_https_errors": True, "locale": "nl-BE"}
    contexts = [browser.new_context(**arguments) for _ in range(2)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()
