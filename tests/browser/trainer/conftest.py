from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from served import Served, started
from watch import Watch

# Who asks the service of sessions, other tests know.
sys.path.append(str(Path(__file__).parents[2] / "sessions"))

from asking import PASSPHRASE
from crowd import Crowd
from leader import Leader

SERVE = [sys.executable, "-m", "ssmflow", "serve", "--port", "0", "--no-browser", "--data", "."]
WIDE = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="session")
def trainers_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the sessions that browsers lead are kept."""
    return tmp_path_factory.mktemp("trainers")


@pytest.fixture(scope="session")
def trainers_app(trainers_folder: Path) -> Iterator[Served]:
    """The shipped flow with its exercises, really served, with a passphrase."""
    variables = {"SSMFLOW_PASSPHRASE": PASSPHRASE}
    with started(SERVE, folder=trainers_folder, variables=variables) as app:
        yield app


@pytest.fixture(scope="session")
def crowd(trainers_app: Served, trainers_folder: Path) -> Iterator[Crowd]:  # noqa: ARG001
    """People who take part, at another server on the same store."""
    with Crowd(f"sqlite:///{trainers_folder / 'training.sqlite'}") as people:
        yield people


@pytest.fixture
def trainers_context(
    browser: Browser, trainers_app: Served
) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser of its own, in which nobody is signed in."""
    with browser.new_context(viewport=WIDE, locale="nl-BE") as context:
        watch = Watch(trainers_app.url).over(context)
        yield context, watch
        watch.expect_nothing()


@pytest.fixture
def come(
    trainers_context: tuple[BrowserContext, Watch], trainers_app: Served
) -> Callable[[str], Leader]:
    """A trainer who opens an address of their page, given what stands behind its `#`."""
    context, _ = trainers_context

    def arrive(fragment: str = "") -> Leader:
        return Leader(context.new_page(), f"{trainers_app.url}trainer").open(fragment)

    return arrive


@pytest.fixture
def leader(come: Callable[[str], Leader]) -> Leader:
    """A trainer who has signed in."""
    return come("").sign_in().sees("Je sessies")
