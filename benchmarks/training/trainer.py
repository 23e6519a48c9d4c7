"""A trainer with a real browser, who does what a trainer does, and reads what the page shows."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Page
from playwright.sync_api import Error as PlaywrightError

from benchmarks.training.alone import PASSPHRASE

PATIENCE = 120_000  # milliseconds
SOON = 2_000  # milliseconds
BOARD = ".ssmflow-lead-board"
GO_ON = "Verdergaan waar je was"
READ = """() => {
  const board = document.querySelector(".ssmflow-lead-board");
  const text = (within, wanted) => within.querySelector(wanted)?.textContent ?? "";
  const lines = (wanted, read) => [...board.querySelectorAll(wanted)].map(read);
  return {
    heading: text(board, "h2"),
    numbers: lines("dl dd", (each) => each.textContent),
    bars: lines(".ssmflow-lead-bars li", (each) =>
      [text(each, ".ssmflow-lead-label"), text(each, ".ssmflow-lead-figure strong")]),
    at_once: lines(".ssmflow-lead-bars ~ p", (each) => each.textContent),
    turns: lines(".ssmflow-lead-turns > li", (each) => [
      text(each, ".ssmflow-lead-times"), text(each, ".ssmflow-lead-question"),
      ...[...each.querySelectorAll("p:nth-child(2) strong")].map((strong) => strong.textContent)]),
    cases: lines(".ssmflow-lead-all li > .ssmflow-lead-quiet", (each) => each.textContent),
  };
}"""


@dataclass(frozen=True)
class Trainer:
    """A trainer at their page.

    Args:
        page: The browser's page.
        url: The address of the server.
    """

    page: Page
    url: str

    def begin(self, title: str) -> tuple[str, str]:
        """Sign in and make a session at people's own pace; return its code and its id."""
        page = self.page
        page.goto(f"{self.url}trainer")
        page.locator("#ssmflow-passphrase").fill(PASSPHRASE, timeout=PATIENCE)
        page.locator("#ssmflow-passphrase").press("Enter")
        page.locator("#ssmflow-hall-title").fill(title, timeout=PATIENCE)
        page.locator("#ssmflow-hall-create").click()
        code = page.locator(".ssmflow-lead-code strong").inner_text(timeout=PATIENCE)
        page.wait_for_function("() => location.hash.includes('~session=')")
        beside = page.url.partition("#")[2].replace("%7E", "~").split("&")
        session = next(part for part in beside if part.startswith("~session="))
        return code.replace("-", ""), session.removeprefix("~session=")

    def look_at_board(self) -> None:
        """Look at the board, of all cases."""
        self.page.locator("#ssmflow-trainer-view-board").click()
        self.page.locator(f"{BOARD} dl").wait_for(timeout=PATIENCE)

    def come_back(self) -> None:
        """Load the page anew, and go on where it says that its kernel is gone."""
        self.page.reload(wait_until="commit", timeout=PATIENCE)
        board = self.page.locator(f"{BOARD} dl")
        go_on = self.page.get_by_role("button", name=GO_ON)
        while True:
            board.or_(go_on).first.wait_for(timeout=PATIENCE)
            if board.is_visible():
                return
            # It was given a kernel that had died already, which the server did not know yet. The
            # button may be gone again by now.
            with suppress(PlaywrightError):
                go_on.click(timeout=SOON)

    def choose(self, case: str) -> None:
        """Look at one case; at all of them where it is empty."""
        before = self.page.locator(f"{BOARD} h2").inner_text()
        chosen = self.page.locator("#ssmflow-controls-case")
        if chosen.input_value() != case:
            chosen.select_option(case)
            other = f"heading => document.querySelector('{BOARD} h2').textContent !== heading"
            self.page.wait_for_function(other, arg=before, timeout=PATIENCE)

    def board(self) -> dict[str, Any]:
        """Return what the board shows."""
        found: dict[str, Any] = self.page.evaluate(READ)
        return found

    def end(self) -> None:
        """End the session."""
        self.page.locator("#ssmflow-trainer-view-after").click()
        self.page.locator("#ssmflow-after-end").click(timeout=PATIENCE)
        self.page.locator(".ssmflow-lead-ask .ssmflow-primary").click()
        self.page.locator("#ssmflow-after-end").wait_for(state="detached", timeout=PATIENCE)

    def results(self) -> list[list[str]]:
        """Return the rows of the results, as the file for spreadsheets has them."""
        written = Path(self._file("csv").path()).read_text("utf-8-sig")
        return list(csv.reader(io.StringIO(written), delimiter=";"))[1:]

    def report(self) -> str:
        """Return the report, as HTML."""
        return Path(self._file("report").path()).read_text("utf-8")

    def _file(self, kind: str) -> Download:
        with self.page.expect_download(timeout=PATIENCE) as given:
            self.page.locator(f"#ssmflow-after-{kind}").click()
        return given.value
