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
from led_session import Trainer
from practiser import Practiser

SERVE = [sys.executable, "-m", "ssmflow", "serve", "--port", "0", "--no-browser", "--data", "."]
WIDE = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="session")
def training_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which sessions are kept."""
    return tmp_path_factory.mktemp("training")


@pytest.fixture(scope="session")
def training_app(training_folder: Path) -> Iterator[Served]:
    """The shipped flow with its exercises, really served."""
    variables = {"SSMFLOW_PASSPHRASE": PASSPHRASE}
    with started(SERVE, folder=training_folder, variables=variables) as app:
        yield app


@pytest.fixture(scope="session")
def trainer(training_app: Served, training_folder: Path) -> Iterator[Trainer]:  # noqa: ARG001
    """A trainer, at another server on the same store."""
    with Trainer(f"sqlite:///{training_folder / 'training.sqlite'}") as leading:
        yield leading


@pytest.fixture
def practising_context(
    browser: Browser, training_app: Served
) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser of its own: what another test has stored in one is not there."""
    with browser.new_context(viewport=WIDE, locale="nl-BE") as context:
        watch = Watch(training_app.url).over(context)
        yield context, watch
        watch.expect_nothing()


@pytest.fixture
def practise(
    practising_context: tuple[BrowserContext, Watch], training_app: Served
) -> Callable[[str], Practiser]:
    """Somebody who opens an address of the page of practice, given what stands behind its `#`."""
    context, _ = practising_context

    def arrive(fragment: str = "") -> Practiser:
        return Practiser(context.new_page(), f"{training_app.url}training").open(fragment)

    return arrive


@pytest.fixture
def practiser(practise: Callable[[str], Practiser]) -> Practiser:
    """Somebody who has just opened the page of practice."""
    return practise("")
