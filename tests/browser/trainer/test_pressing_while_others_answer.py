"""A board is drawn anew while others answer; what the trainer presses meanwhile is pressed."""

from __future__ import annotations

from crowd import Crowd
from leader import Leader
from playwright.sync_api import expect

CASE = "els"
TITLE = "1. Els en het theatergezelschap"
ASTRAY = "role=mandaatbeheerder&eid=neen"


def test_a_button_that_is_held_while_an_answer_comes_does_what_it_says(
    leader: Leader, crowd: Crowd
) -> None:
    leader.make().look("Bord", "Alle casussen")
    ann, ben = (crowd.join(leader.joining_code, name) for name in ("Ann", "Ben"))
    crowd.hands_in(ann, CASE, ASTRAY)
    leader.case.select_option(TITLE)
    expect(leader.heading).to_have_text(TITLE)
    expect(leader.figures).to_have_text(["2", "1", "1"])
    peek = leader.button("Toon het juiste antwoord nu al op dit scherm")
    peek.hover()
    leader.page.mouse.down()
    crowd.hands_in(ben, CASE, ASTRAY)
    expect(leader.figures).to_have_text(["2", "2", "2"])
    leader.page.mouse.up()
    expect(leader.page.locator(".ssmflow-lead-answer")).to_be_visible()
