"""What somebody does on the page of practice, and what they see there."""

from __future__ import annotations

import json
import re
from itertools import count

from playwright.sync_api import Locator, Page, expect
from visits import go_on

ARRIVAL = 60_000  # milliseconds
_fresh = count()


class Practiser:
    """Somebody on a served page of practice.

    Args:
        page: The browser's page.
        url: Where it is served.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.heading = page.locator(".ssmflow h2:visible").first
        self.case = page.locator(".ssmflow-case h2")
        self.step = page.locator(".ssmflow-text h2")
        self.choices = page.locator("button.ssmflow-choice")
        self.verdict = page.locator(".ssmflow-verdict h2")
        self.astray = page.locator(".ssmflow-astray")
        self.recorded = page.locator(".ssmflow-recorded:not([data-state=moment])")

    def open(self, fragment: str = "") -> Practiser:
        self.page.goto(f"{self.url}#{fragment}" if fragment else self.url)
        return self.arrived()

    def reload(self) -> Practiser:
        self.page.reload()
        return self.arrived()

    def arrived(self) -> Practiser:
        expect(self.page.locator(".page-ready")).to_be_attached(timeout=ARRIVAL)
        expect(self.heading).to_be_visible()
        return self.settled()

    def settled(self) -> Practiser:
        """Wait until the kernel has said all that it had to say."""
        expect(self.page.locator("#page-main[data-busy]")).to_have_count(0, timeout=ARRIVAL)
        return self

    def go_to(self, fragment: str) -> Practiser:
        """Change the address by hand on the open page, and wait until it has been followed."""
        fresh = f"~fresh={next(_fresh)}"
        self.page.evaluate("hash => { location.hash = hash; }", f"{fragment}&{fresh}")
        expect(self.page).not_to_have_url(re.compile("~fresh"))
        return self.settled()

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True)

    def press(self, label: str) -> Practiser:
        self.button(label).click()
        return self.settled()

    def begin(self) -> Practiser:
        self.page.locator(".ssmflow-sets button").first.click()
        expect(self.case).to_be_visible()
        return self.settled()

    @property
    def kernel(self) -> str:
        """The id of the kernel that this page speaks to."""
        told = self.page.locator("#page-config").text_content()
        return str(json.loads(told or "{}")["kernelId"])

    def resume(self) -> Practiser:
        """Go on after the page has said that it was cut off."""
        go_on(self.page)
        return self.arrived()

    def answer(self, labels: list[str]) -> Practiser:
        """Press choices, one after the other."""
        for label in labels:
            pressed = self.choices.filter(has_text=re.compile(f"^{re.escape(label)}$"))
            button = pressed.element_handle()
            pressed.click()
            button.wait_for_element_state("hidden")
        return self.settled()

    def hand_in(self, labels: list[str]) -> Practiser:
        """Answer the questions, and hand in where that leads."""
        return self.answer(labels).press("Dien dit in als antwoord")

    def join(self, nickname: str = "Uil") -> Practiser:
        self.page.get_by_label("Bijnaam").fill(nickname)
        return self.press("Doe mee")
