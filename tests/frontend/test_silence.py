"""A visitor who does nothing for long."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from sample_notebooks import STEPS, notebook
from served import served
from visits import arrive, faults, fits, go_further

IDLE = 40  # seconds: when half of it is over the visitor is asked
WITHIN = 30_000  # milliseconds: a poll of 20 s, and its answer


def test_a_silent_visitor_is_asked_and_may_stay(visitor: Page, tmp_path: Path) -> None:
    path = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(path, how={"idle": IDLE}) as app:
        arrive(visitor, app.url)
        notice = visitor.locator("#page-notice")
        expect(notice.get_by_role("heading")).to_have_text("Ben je er nog?", timeout=WITHIN)
        expect(notice).to_have_attribute("role", "status")
        assert faults(visitor) == []
        assert fits(visitor)
        notice.get_by_role("button", name="Ja, ik ben er nog").click()
        expect(notice).to_be_hidden()
        go_further(visitor, 1)
