"""What a visitor does on the page of the scenario lab, whichever tab is open."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from walker import ARRIVAL


def visit(page: Page, address: str, fragment: str = "") -> Page:
    """Load the lab anew, and wait until it can be used."""
    page.goto(f"{address}#{fragment}" if fragment else address)
    expect(page.get_by_role("tablist")).to_be_visible(timeout=ARRIVAL)
    return settled(page)


def settled(page: Page) -> Page:
    """Wait until the kernel has said all that it had to say."""
    expect(page.locator("#page-main[data-busy]")).to_have_count(0, timeout=ARRIVAL)
    return page


def open_tab(page: Page, name: str) -> Locator:
    """Press a tab by its name; returns the panel that it opens."""
    page.get_by_role("tab", name=name, exact=True).click()
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    return panel


def saved(page: Page, button: Locator, folder: Path) -> Path:
    """Press what downloads a file; returns where that is."""
    with page.expect_download() as download:
        button.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file
