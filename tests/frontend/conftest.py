from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sample_notebooks import STEPS, notebook
from served import Served, served, started

SERVE = [sys.executable, "-m", "ssmflow", "serve", "--port", "0", "--no-browser"]


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The pages that ship, served by the lean front end."""
    with started(SERVE, folder=tmp_path_factory.mktemp("ours")) as app:
        yield app


@pytest.fixture(scope="session")
def by_voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same pages, served by Voilà's own front end."""
    with started([*SERVE, "--voila-front-end"], folder=tmp_path_factory.mktemp("voila")) as app:
        yield app


@pytest.fixture(scope="session")
def without_forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same pages, each visit with a Python started from nothing."""
    with started([*SERVE, "--no-fork"], folder=tmp_path_factory.mktemp("no-fork")) as app:
        yield app


@pytest.fixture(scope="session")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = notebook(tmp_path_factory.mktemp("steps") / "steps.ipynb", STEPS)
    with served(path) as app:
        yield app


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page of somebody who has not been here before."""
    with browser.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()
