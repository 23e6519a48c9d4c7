"""The pages that ship, by the lean front end and by Voilà's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served

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
    expect(panel.locator("p.ssmflow-hidden[role=status]:not(:empty)").first).to_be_attached()


def seen(page: Page) -> dict[str, Any]:
    page.mouse.move(0, 0)
    app = page.locator(".page-ready .ssmflow")
    expect(page.locator("#page-main[data-busy]")).to_have_count(0)
    return {
        "title": page.title(),
        "language": page.locator("html").get_attribute("lang"),
        "text": app.inner_text(),
        "tree": app.aria_snapshot(),
        "parts": app.evaluate(PARTS),
    }


def visit(browser: Browser, address: str, width: int, act: Callable[[Page], None]) -> list[Any]:
    """What is seen at an address when it has loaded, and after an act."""
    with browser.new_context(locale="nl-BE", viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".page-ready .ssmflow")).to_be_visible(timeout=ARRIVAL)
        before = seen(page)
        act(page)
        return [before, seen(page)]


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
    lean = visit(browser, f"{ours.url}{place}", width, act)
    voila = visit(browser, f"{by_voila.url}{place}", width, act)
    assert len(lean[0]["parts"]) > 50
    assert lean == voila
