"""What tests do on a served page, and what they look for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served import Served

ARRIVAL = 60_000  # milliseconds: of a kernel, and of a page


def arrive(page: Page, url: str) -> None:
    """Open the page of steps, and wait until it can be used."""
    page.goto(url, timeout=ARRIVAL)
    expect(page.get_by_role("button", name="Verder", exact=True)).to_be_visible(timeout=ARRIVAL)


def go_further(page: Page, step: int) -> None:
    """Press the button, and wait for the step to which it leads."""
    page.get_by_role("button", name="Verder", exact=True).click()
    heading = page.get_by_role("heading", name=f"Stap {step}", exact=True)
    # A kernel that was just given may still be starting.
    expect(heading).to_be_visible(timeout=ARRIVAL)


def go_on(page: Page) -> None:
    """Press the button of a page that was cut off, and wait until the next one can be used.

    Until that comes the page that was cut off still stands there, with all that it said.
    """
    with page.expect_navigation(wait_until="domcontentloaded", timeout=ARRIVAL):
        page.get_by_role("button", name="Verdergaan waar je was").click()
    expect(page.locator(".page-ready")).to_be_attached(timeout=ARRIVAL)


def kernel_of(page: Page) -> str:
    """The id of the kernel that a page has."""
    told: str = page.evaluate(
        """() => {
          const config = document.querySelector("#page-config, #jupyter-config-data");
          return JSON.parse(config.textContent).kernelId;
        }"""
    )
    return told


@contextmanager
def still_loading(browser: Browser, loads: Served, width: int = 1280) -> Iterator[Page]:
    """A page that loads as long as one looks at it."""
    with browser.new_context(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        page.goto(loads.url, wait_until="commit")
        expect(page.locator(".page-coming-map")).to_be_attached()
        yield page


def faults(page: Page) -> list[str]:
    """What axe finds on the page, each with the element where it is."""
    return [
        f"{violation['id']}: {node['html']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return wide
