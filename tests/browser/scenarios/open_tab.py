"""A visitor at one tab of the scenario page, with what must be true of every tab."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from lab_visits import settled
from playwright.sync_api import Page, expect

AXE = Axe()
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ARRIVAL = 60_000  # milliseconds
STICKING_OUT = """() => {
  const page = document.documentElement;
  const wide = page.scrollWidth > page.clientWidth;
  const out = [...document.querySelectorAll(".ssmflow *")]
    .filter((element) => !element.closest(".ssmflow-frame, .ssmflow-hidden, svg"))
    .filter((element) => element.checkVisibility())
    .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
  return [...(wide ? ["the page"] : []), ...out.map((element) => element.outerHTML)];
}"""
PATH = "scenarios"


def open_tab(page: Page, url: str, fragment: str, heading: str) -> Page:
    """Load the scenario page at an address, and wait until the tab is there."""
    page.goto("about:blank")
    page.goto(f"{urljoin(url, PATH)}#{fragment}")
    title = page.locator("#ssmflow-panel h2")
    expect(title).to_have_text(heading, timeout=ARRIVAL)
    # Before the page is ready its tab is drawn, unseen, and nothing in it can have the focus.
    expect(title).to_be_visible(timeout=ARRIVAL)
    return settled(page)


def expect_no_fault(page: Page) -> None:
    """axe finds nothing, and nothing sticks out sideways, once all is drawn."""
    response: dict[str, Any] = AXE.run(settled(page), options=LEVELS).response
    found = [
        f"{violation['id']}: {node['html']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
    assert found == []
    assert page.evaluate(STICKING_OUT) == []
