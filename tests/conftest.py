"""What tests of several kinds stand on: the Chromium and the PostgreSQL of the system."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from postgresql_server import PostgresqlServer

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

PATIENCE = 30_000  # milliseconds

# Behind almost all that is expected stands a kernel, on a machine that may do much else.
expect.set_options(timeout=PATIENCE)

# What starts a served page, and what speaks to its kernels, others need too.
sys.path += [str(Path(__file__).parent / folder) for folder in ("serving", "attacks", "store")]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system; as root it starts only without its sandbox."""
    named = os.environ.get("SSMFLOW_CHROMIUM")
    chromium = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.fail("browser tests need Chromium: install it, or name it in SSMFLOW_CHROMIUM")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: tests give whole addresses. The plugin's own fixture warns under pytest 9."""


@pytest.fixture(scope="session")
def database_server() -> Iterator[PostgresqlServer]:
    """One PostgreSQL for the whole run; each test has a database of its own in it."""
    from postgresql_server import postgresql

    with postgresql() as running:
        yield running
