"""What a trainer does on their page, and what they see there."""

from __future__ import annotations

from asking import PASSPHRASE
from playwright.sync_api import Locator, Page, expect

ARRIVAL = 60_000  # milliseconds
FIGURES = "dl.ssmflow-lead-numbers dd"


class Leader:
    """A trainer at a served page.

    Args:
        page: The browser's page.
        url: Where it is served.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.heading = page.locator(".ssmflow h2:visible").first
        self.code = page.locator(".ssmflow-lead-code strong")
        self.notice = page.locator(".ssmflow-lead-notice").first
        self.board = page.locator(".ssmflow-lead-board")
        self.figures = self.board.locator(FIGURES)
        self.case = page.get_by_label("Casus", exact=True)

    def open(self, fragment: str = "") -> Leader:
        self.page.goto(f"{self.url}#{fragment}" if fragment else self.url)
        return self.arrived()

    def reload(self) -> Leader:
        self.page.reload()
        return self.arrived()

    def arrived(self) -> Leader:
        expect(self.page.locator(".page-ready")).to_be_attached(timeout=ARRIVAL)
        expect(self.heading).to_be_visible(timeout=ARRIVAL)
        return self.settled()

    def settled(self) -> Leader:
        """Wait until the kernel has said all that it had to say."""
        expect(self.page.locator("#page-main[data-busy]")).to_have_count(0, timeout=ARRIVAL)
        return self

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def sign_in(self, passphrase: str = PASSPHRASE) -> Leader:
        self.page.get_by_label("Wachtzin").fill(passphrase)
        self.page.keyboard.press("Enter")
        return self

    def sees(self, heading: str) -> Leader:
        """Wait for what comes after a sign-in: a passphrase takes its time on purpose."""
        expect(self.heading).to_have_text(heading, timeout=ARRIVAL)
        return self

    def make(self, title: str = "Maandag", pace: str = "Op eigen tempo") -> Leader:
        """Make a session, and wait for its invitation."""
        self.page.get_by_label("Naam van de sessie").fill(title)
        self.page.get_by_label(pace, exact=True).check()
        self.button("Maak de sessie").click()
        expect(self.heading).to_have_text("Uitnodigen")
        expect(self.heading).to_be_focused()
        return self

    def look(self, view: str, heading: str) -> Leader:
        """Look at the session in another way."""
        self.button(view).click()
        expect(self.heading).to_have_text(heading)
        expect(self.heading).to_be_focused()
        return self

    @property
    def joining_code(self) -> str:
        return (self.code.text_content() or "").replace("-", "")
