"""What a visitor does on the page that walks a flow, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

ARRIVAL = 60_000  # milliseconds
_fresh = count()


class Walker:
    """A visitor on a served page.

    Args:
        page: The browser's page.
        url: Where it is served.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.app = page.locator(".ssmflow").first
        self.heading = page.locator(".ssmflow-text h2")
        self.announcement = page.locator(".ssmflow-text [role=status]")
        self.notice = page.locator(".ssmflow-text > [role=alert]")
        self.choices = page.locator("button.ssmflow-choice")
        self.lines = page.locator(".ssmflow-trace ol > li:not([aria-current])")
        self.now = page.locator(".ssmflow-trace li[aria-current=step]")
        self.aside = page.locator(".ssmflow-aside li")
        self.map = page.locator(".ssmflow-frame svg")
        self.caption = page.locator(".ssmflow-caption")

    def open(self, fragment: str = "") -> Walker:
        """Load the page anew, and wait until it can be used."""
        self.page.goto(f"{self.url}#{fragment}" if fragment else self.url)
        return self.arrived()

    def arrived(self) -> Walker:
        # Until then the first step stands there too, still.
        expect(self.page.locator(".page-ready")).to_be_attached(timeout=ARRIVAL)
        expect(self.heading).to_be_visible()
        # Where the kernel is slow the page comes before it has followed its address.
        return self.settled()

    def go_to(self, fragment: str = "") -> Walker:
        """Change the address by hand on the open page, and wait until it has been followed."""
        fresh = f"~fresh={next(_fresh)}"
        self.page.evaluate("hash => { location.hash = hash; }", f"{fragment}&{fresh}")
        expect(self.page).not_to_have_url(re.compile("~fresh"))
        return self.settled()

    def settled(self) -> Walker:
        """Wait until the kernel has said all that it had to say."""
        expect(self.page.locator("#page-main[data-busy]")).to_have_count(0, timeout=ARRIVAL)
        return self

    def button(self, label: str) -> Locator:
        """A button under the step, once those of the step before are gone."""
        self.settled()
        return self.page.locator("button.jupyter-button").filter(
            has_text=re.compile(f"^{re.escape(label)}$")
        )

    def answer(self, label: str) -> Walker:
        """Press the choice with this label, and wait until the next step has its own buttons."""
        pressed = self.choices.filter(has_text=re.compile(f"^{re.escape(label)}$"))
        button = pressed.element_handle()
        pressed.click()
        button.wait_for_element_state("hidden")
        return self.settled()

    def line(self, number: int) -> Locator:
        """One line of the trace; the first is 1."""
        return self.lines.nth(number - 1)

    def change(self, number: int, label: str) -> Walker:
        """Change the answer on a line of the trace."""
        line = self.settled().line(number)
        line.locator("button.ssmflow-toggle").click()
        line.locator(".ssmflow-change").get_by_role("button", name=label, exact=True).click()
        return self.settled()

    def box(self, step: str) -> Locator:
        """A step on the map."""
        return self.map.locator(f'[data-step="{step}"]')

    def speak(self, language: str) -> Walker:
        """Press the switch of a language, by its own name."""
        self.page.locator(".ssmflow-languages").get_by_role("button", name=language).click()
        return self

    @property
    def fragment(self) -> str:
        return urlsplit(self.page.url).fragment

    def expect_fragment(self, fragment: str) -> None:
        end = f"#{fragment}" if fragment else "/"
        expect(self.page).to_have_url(re.compile(f"{re.escape(end)}$"))

    def expect_trace(self, lines: Sequence[tuple[str, str]]) -> None:
        """See exactly these questions and answers on the trace, in this order."""
        expect(self.lines.locator(".ssmflow-asked")).to_have_text([asked for asked, _ in lines])
        expect(self.lines.locator(".ssmflow-answer strong")).to_have_text(
            [answer for _, answer in lines]
        )

    def expect_states(self, **states: Sequence[str]) -> None:
        """See exactly these steps in each state on the map."""
        self.settled()
        for state, steps in states.items():
            found = self.map.locator(f'[data-state="{state}"][data-step]')
            expect(found).to_have_count(len(steps))
            ids = found.evaluate_all("boxes => boxes.map(box => box.dataset.step)")
            assert sorted(ids) == sorted(steps), state
