"""A press belongs to the question on which it began."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from walker import Walker

EID = "role=mandaatbeheerder"
NEXT = f"{EID}&eid=ja"


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_press_that_began_on_one_question_does_not_answer_the_next(
    walker: Walker, clicks: int
) -> None:
    walker.go_to(EID).button("Ja").hover()
    before = walker.heading.inner_text()
    walker.page.mouse.down(click_count=clicks)
    walker.page.evaluate("hash => { location.hash = hash; }", NEXT)
    expect(walker.heading).not_to_have_text(before)
    walker.settled().button("Ja").hover()
    walker.page.mouse.up(click_count=clicks)
    walker.settled().expect_fragment(NEXT)
    expect(walker.button("Ja")).to_be_visible()
