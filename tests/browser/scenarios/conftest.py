from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from lab_visits import visit
from playwright.sync_api import BrowserContext, Page
from served import Served
from watch import Watch


@pytest.fixture(scope="session")
def lab_address(shipped_app: Served) -> str:
    """Where the lab of the shipped flow is served."""
    return f"{shipped_app.url}scenarios"


@pytest.fixture
def lab_visit(
    watched_context: tuple[BrowserContext, Watch], lab_address: str
) -> Iterator[Callable[[str], Page]]:
    """Someone who opens an address of the lab on a new page, given what stands behind its `#`.

    Afterwards nothing may have gone wrong, and no other host have been asked for anything.
    """
    context, watch = watched_context
    pages: list[Page] = []

    def arrive(fragment: str = "") -> Page:
        pages.append(context.new_page())
        return visit(pages[-1], lab_address, fragment)

    yield arrive
    for page in pages:
        page.close()
    watch.expect_nothing()


@pytest.fixture
def lab_page(lab_visit: Callable[[str], Page]) -> Page:
    """The page of the lab as it opens: the shipped flow, its people, no change."""
    return lab_visit("")
