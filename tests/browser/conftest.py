from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect
from served import Served, started
from walker import Walker
from watch import Watch

from ssmflow import Flow, load_flow

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SERVE = [sys.executable, "-m", "ssmflow", "serve", "--port", "0", "--no-browser"]
WIDE = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="session")
def shipped() -> Flow:
    return load_flow(ROOT / "data" / "flows" / "externe-dienstverlener.yaml")


@pytest.fixture(scope="session")
def shipped_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped flow, really served."""
    with started(SERVE, folder=tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.fixture(scope="session")
def many_flows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with flows of other people: in other languages, hostile, with shared questions."""
    folder = tmp_path_factory.mktemp("flows")
    for file in (TESTS / "browser" / "flows").glob("*.yaml"):
        shutil.copy(file, folder)
    for name in ("parking-permit", "remembered-answer"):
        shutil.copy(TESTS / "flows" / f"{name}.yaml", folder)
    return folder


@pytest.fixture(scope="session")
def app_of_many_flows(many_flows: Path) -> Iterator[Served]:
    with started([*SERVE, str(many_flows)], folder=many_flows) as app:
        yield app


@pytest.fixture(scope="session")
def context_arguments(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": WIDE, "locale": "nl-BE"}


@pytest.fixture(scope="session")
def watched_context(
    browser: Browser, context_arguments: dict[str, Any], shipped_app: Served
) -> Iterator[tuple[BrowserContext, Watch]]:
    """One context for all visits to the shipped flow: what is cached need not be loaded again."""
    with browser.new_context(**context_arguments) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context, Watch(shipped_app.url).over(context)


@pytest.fixture(scope="session")
def open_page(watched_context: tuple[BrowserContext, Watch], shipped_app: Served) -> Walker:
    context, _ = watched_context
    return Walker(context.new_page(), shipped_app.url).open()


@pytest.fixture
def walker(open_page: Walker, watched_context: tuple[BrowserContext, Watch]) -> Iterator[Walker]:
    """A visitor at the start of the shipped flow, on a page that is open already.

    Afterwards nothing may have gone wrong, and no other host have been asked for anything.
    """
    _, watch = watched_context
    at_rest(open_page)
    yield open_page.go_to()
    at_rest(open_page)
    watch.expect_nothing()


@pytest.fixture
def newcomer(
    watched_context: tuple[BrowserContext, Watch], shipped_app: Served
) -> Iterator[Callable[[str], Walker]]:
    """Someone who opens an address of the shipped flow on a new page."""
    context, watch = watched_context
    pages = []

    def arrive(fragment: str = "") -> Walker:
        pages.append(context.new_page())
        return Walker(pages[-1], shipped_app.url).open(fragment)

    yield arrive
    for page in pages:
        page.close()
    watch.expect_nothing()


@pytest.fixture(scope="session")
def open_page_of_many(
    browser: Browser, context_arguments: dict[str, Any], app_of_many_flows: Served
) -> Iterator[tuple[Walker, Watch]]:
    with browser.new_context(**context_arguments) as context:
        watch = Watch(app_of_many_flows.url).over(context)
        yield Walker(context.new_page(), app_of_many_flows.url).open(), watch


@pytest.fixture
def chooser(open_page_of_many: tuple[Walker, Watch]) -> Iterator[Walker]:
    """A visitor at the first of many flows, on a page that is open already."""
    walker, watch = open_page_of_many
    at_rest(walker)
    yield walker.go_to()
    at_rest(walker)
    watch.expect_nothing()


def at_rest(walker: Walker) -> None:
    """Undo what a test did to the page, the walk aside."""
    page = walker.page
    page.set_viewport_size(WIDE)
    page.emulate_media(media="null", reduced_motion="null", forced_colors="null")
    page.mouse.move(0, 0)
    page.evaluate("document.querySelectorAll('.ssmflow-map details').forEach(d => d.open = false)")
    expect(page).to_have_url(re.compile("^http"))
