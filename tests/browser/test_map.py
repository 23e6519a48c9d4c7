"""The map: how each step stands to the walk, its text, and the way back by it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from walker import Walker

from ssmflow import Flow, Walk, replay

WALKS = [
    "",
    "role=mandaatbeheerder",
    "role=mandaatbeheerder&eid=ja",
    "role=lokale-beheerder&eid=ja&registered-lokale-beheerder=neen",
    "role=lokale-beheerder&eid=ja&registered-lokale-beheerder=ja&grant-mandaatuitvoerder=ja",
]
MID = "role=lokale-beheerder&eid=ja&registered-lokale-beheerder=neen"
EID = "Ik heb een Belgische eID."


def test_after_two_answers_every_step_has_its_state(walker: Walker) -> None:
    walker.go_to("role=mandaatbeheerder&eid=ja")
    walker.expect_states(
        walked=["role", "eid"],
        present=["conclude-mandate"],
        reachable=[
            "no-mandate",
            "registered-mandaatbeheerder",
            "ask-lokale-beheerder",
            "mandate-in-ssm",
        ],
        closed=[
            "no-eid",
            "registered-lokale-beheerder",
            "grant-mandaatuitvoerder",
            "mandaatuitvoerder",
            "grant-mandaatbeheerder",
            "mandaatbeheerder",
        ],
    )


@pytest.mark.parametrize("answers", WALKS)
def test_the_map_shows_what_is_walked_present_reachable_and_closed(
    walker: Walker, shipped: Flow, answers: str
) -> None:
    walk: Walk = replay(shipped, answers).walk
    walker.go_to(answers)
    walker.expect_states(
        walked=[*walk.counted],
        present=[walk.current.id],
        reachable=[*walk.reachable],
        closed=[*shipped.steps.keys() - {*walk.counted, walk.current.id, *walk.reachable}],
    )
    expect(walker.map.locator("[data-edge][data-state=walked]")).to_have_count(len(walk.trace))


def test_reconstructed_edges_are_dashed_and_the_legend_says_so(walker: Walker) -> None:
    dashed = walker.map.locator("g.ssmflow-dashed")
    edges = dashed.evaluate_all("edges => edges.map(edge => edge.dataset.edge)")
    assert sorted(edges) == [
        "conclude-mandate registered-mandaatbeheerder",
        "eid conclude-mandate",
        "eid registered-lokale-beheerder",
        "registered-lokale-beheerder conclude-mandate",
        "role eid",
    ]
    expect(walker.page.locator(".ssmflow-legend .ssmflow-dashed")).to_have_text(
        "gereconstrueerde pijl"
    )


def test_pointing_at_a_step_tells_its_text_and_state(walker: Walker) -> None:
    walker.go_to(MID)
    walker.box("registered-mandaatbeheerder").hover()
    expect(walker.caption).to_contain_text("11. Ik ben mandaatbeheerder van een externe")
    expect(walker.caption).to_contain_text("nog bereikbaar")
    walker.box("no-eid").hover()
    expect(walker.caption).to_contain_text("niet meer bereikbaar")


def test_the_map_is_one_stop_of_tab_and_arrows_go_from_step_to_step(walker: Walker) -> None:
    walker.go_to(MID)
    expect(walker.map.locator("[tabindex='0']")).to_have_count(1)
    walker.box("conclude-mandate").focus()
    keyboard = walker.page.keyboard
    keyboard.press("Home")
    expect(walker.box("role")).to_be_focused()
    expect(walker.caption).to_contain_text("1. Ik wens rechten toe te kennen")
    keyboard.press("ArrowUp")
    expect(walker.box("role")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(walker.box("eid")).to_be_focused()
    expect(walker.caption).to_contain_text(EID)
    expect(walker.map.locator("[tabindex='0']")).to_have_attribute("data-step", "eid")
    keyboard.press("End")
    expect(walker.box("eid")).not_to_be_focused()
    keyboard.press("ArrowLeft")
    keyboard.press("Tab")
    expect(walker.map.locator(":focus")).to_have_count(0)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_walked_step_is_gone_back_to_from_the_keyboard(walker: Walker, key: str) -> None:
    walker.go_to(MID)
    walker.box("eid").focus()
    walker.page.keyboard.press(key)
    expect(walker.heading).to_have_text(EID)
    expect(walker.heading).to_be_focused()
    walker.expect_fragment("role=lokale-beheerder&registered-lokale-beheerder=neen")
    expect(walker.aside).to_have_count(1)


def test_a_click_on_a_walked_step_goes_back_to_it(walker: Walker) -> None:
    walker.go_to(MID)
    walker.box("role").click()
    expect(walker.heading).to_contain_text("Ik wens rechten toe te kennen")
    expect(walker.box("role")).to_have_attribute("data-state", "present")


@pytest.mark.parametrize("step", ["conclude-mandate", "no-mandate", "no-eid"])
def test_a_click_on_any_other_step_goes_nowhere(walker: Walker, step: str) -> None:
    walker.go_to(MID)
    walker.box(step).click()
    walker.speak("English")
    expect(walker.heading).to_have_text("I want to conclude a mandate with an applicant.")
    walker.expect_fragment(f"{MID}&~lang=en")


def test_only_walked_steps_are_buttons_and_every_step_has_a_name(walker: Walker) -> None:
    walker.go_to(MID)
    boxes = walker.map.get_by_role("button")
    expect(boxes).to_have_count(3)
    expect(walker.box("eid")).to_have_attribute(
        "aria-label", f"2. {EID} (gezet); ga hiernaar terug"
    )
    expect(walker.box("conclude-mandate")).to_have_attribute("aria-current", "step")


def test_beside_it_stands_the_same_as_an_ordered_text(walker: Walker) -> None:
    walker.go_to(MID)
    text = walker.page.locator(".ssmflow-map details")
    text.locator("summary").click()
    items = text.locator("ol > li")
    expect(items).to_have_count(13)
    expect(items.first).to_contain_text("Ik wens rechten toe te kennen")
    expect(items.first).to_contain_text("(gezet)")
    expect(text.locator("[aria-current=step]")).to_contain_text("Ik wil een mandaat afsluiten")
    eid = items.filter(has_text=re.compile(rf"^2\. {EID}"))
    expect(eid.locator("li")).to_have_count(3)
    expect(eid).to_contain_text("(hangt af van eerdere antwoorden, gereconstrueerd)")
    expect(text).to_contain_text("Terug naar het begin → terug naar het begin")


def test_the_text_of_every_box_stays_inside_its_box(walker: Walker) -> None:
    for language in ("nl", "en"):
        walker.go_to(f"~lang={language}")
        assert texts_outside_their_boxes(walker) == []


def texts_outside_their_boxes(walker: Walker) -> list[str]:
    """Which texts on the map are drawn beyond their box, or wider; a pixel is for rounding."""
    outside: list[str] = walker.map.evaluate(
        """picture => [...picture.querySelectorAll("[data-step]")].flatMap((box) => {
          const frame = box.querySelector("rect").getBoundingClientRect();
          return [...box.querySelectorAll("div")].filter((text) => {
            const drawn = text.getBoundingClientRect();
            return !drawn.height || text.scrollWidth > text.clientWidth + 1
              || drawn.left < frame.left - 1 || drawn.right > frame.right + 1
              || drawn.top < frame.top - 1 || drawn.bottom > frame.bottom + 1;
          }).map((text) => text.textContent);
        })"""
    )
    return outside
