"""The pages that ship, by the lean front end and by Voilà's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served
from watching import until

ARRIVAL = 60_000  # milliseconds
PARTS = """app => [...app.querySelectorAll("*")]
  .filter(element => !element.closest("svg") || element.tagName === "svg")
  .map(element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [element.tagName, ...[x, y, width, height].map(Math.round)].join(" ");
  })"""


def walk(page: Page) -> None:
    page.locator("button.ssmflow-choice", has_text="Mandaatbeheerder").click()
    expect(page.locator(".ssmflow-text h2")).to_have_text("Ik heb een Belgische eID.")
    page.locator("button.ssmflow-choice", has_text="Neen").click()
    expect(page.locator(".ssmflow-outcome")).to_be_visible()


def study(page: Page) -> None:
    page.get_by_role("tab", name="Aandelen").click()
    panel = page.get_by_role("tabpanel", name="Aandelen")
    # The last that comes is what is announced.
    told = panel.locator("p.ssmflow-hidden[role=status]:not(:empty)").first
    expect(told).to_be_attached(timeout=ARRIVAL)


def seen(page: Page) -> dict[str, Any]:
    page.mouse.move(0, 0)
    app = page.locator(".page-ready .ssmflow")
    expect(page.locator("#page-main[data-busy]")).to_have_count(0, timeout=ARRIVAL)
    return {
        "title": page.title(),
        "language": page.locator("html").get_attribute("lang"),
        "text": app.inner_text(),
        "tree": app.aria_snapshot(),
        "parts": app.evaluate(PARTS),
    }


@contextmanager
def visit(browser: Browser, address: str, width: int) -> Iterator[Page]:
    """A page that has loaded."""
    with browser.new_context(locale="nl-BE", viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(address, timeout=ARRIVAL)
        expect(page.locator(".page-ready .ssmflow")).to_be_visible(timeout=ARRIVAL)
        yield page


def expect_alike(lean: Page, voila: Page) -> None:
    """See the same on both; Voilà's is shown when it has not changed for a moment, and may yet."""
    with suppress(AssertionError):  # what differs is told below
        until(lambda: seen(lean) == seen(voila), "the pages differ")
    told = seen(lean)
    assert len(told["parts"]) > 50
    assert told == seen(voila)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("place", "act"), [("", walk), ("scenarios", study)])
def test_a_page_is_the_same_by_either_front_end(
    browser: Browser,
    ours: Served,
    by_voila: Served,
    place: str,
    act: Callable[[Page], None],
    width: int,
) -> None:
    with (
        visit(browser, f"{ours.url}{place}", width) as lean,
        visit(browser, f"{by_voila.url}{place}", width) as voila,
    ):
        expect_alike(lean, voila)
        for page in (lean, voila):
            act(page)
        expect_alike(lean, voila)
