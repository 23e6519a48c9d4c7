"""axe finds nothing in any state, Dutch and English, wide and narrow; nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_map import texts_outside_their_boxes
from walker import Walker

AXE = Axe()
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MID = "role=lokale-beheerder&eid=ja&registered-lokale-beheerder=neen"
ASIDE = "role=mandaatbeheerder&eid=ja&registered-lokale-beheerder=neen"
CONCLUDED = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder"
WIDTHS = [1280, 320]
LANGUAGES = ["nl", "en"]


def nothing(_: Walker) -> None:
    """Leave the page as the address gives it."""


def open_terms(walker: Walker) -> None:
    for term in walker.page.locator(".ssmflow-term summary").all():
        term.click()
    expect(walker.page.locator(".ssmflow-meaning").last).to_be_visible()


def open_reasons(walker: Walker) -> None:
    for reason in walker.page.locator(".ssmflow-why summary").all():
        reason.click()
    expect(walker.page.locator(".ssmflow-why[open]")).to_have_count(3)


def open_change(walker: Walker) -> None:
    for number in (1, 2):
        walker.line(number).locator("button.ssmflow-toggle").click()
    expect(walker.page.locator(".ssmflow-change:visible")).to_have_count(2)


def open_map_as_text(walker: Walker) -> None:
    walker.page.locator(".ssmflow-map summary").click()
    expect(walker.page.locator(".ssmflow-map ol")).to_be_visible()


def focus_walked_step(walker: Walker) -> None:
    walker.box("role").focus()


def refuse_clipboard(walker: Walker) -> None:
    walker.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no'); }")
    walker.page.locator(".ssmflow-keep button").first.click()
    expect(walker.page.locator("#ssmflow-link")).to_be_visible()
    walker.page.evaluate("delete navigator.clipboard.writeText")


STATES: dict[str, tuple[str, Callable[[Walker], None]]] = {
    "start": ("", nothing),
    "mid": (MID, nothing),
    "act": (f"{CONCLUDED}=ja", nothing),
    "refer": (f"{CONCLUDED}=neen", nothing),
    "stop": ("role=lokale-beheerder&eid=neen", nothing),
    "terms-open": (f"{CONCLUDED}=ja", open_terms),
    "reasons-open": (MID, open_reasons),
    "change-open": (MID, open_change),
    "set-aside": (ASIDE, nothing),
    "notice": ("onzin&role=lokale-beheerder", nothing),
    "map-as-text": (MID, open_map_as_text),
    "map-focused": (MID, focus_walked_step),
    "link-by-hand": (f"{CONCLUDED}=ja", refuse_clipboard),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    walker: Walker, state: str, language: str, width: int
) -> None:
    fragment, act = STATES[state]
    walker.page.set_viewport_size({"width": width, "height": 800})
    walker.go_to(f"{fragment}&~lang={language}")
    act(walker)
    assert faults(walker) == []
    assert sticking_out(walker) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_open_chooser(chooser: Walker, language: str, width: int) -> None:
    chooser.page.set_viewport_size({"width": width, "height": 800})
    chooser.go_to(f"~flow=parking-permit&~lang={language}")
    chooser.page.locator(".ssmflow-bar summary").click()
    assert faults(chooser) == []
    assert sticking_out(chooser) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("flow", ["arabic", "french", "hostile"])
def test_axe_finds_nothing_in_flows_of_other_people(chooser: Walker, flow: str, width: int) -> None:
    chooser.page.set_viewport_size({"width": width, "height": 800})
    chooser.go_to(f"~flow={flow}").choices.first.click()
    expect(chooser.lines).to_have_count(1)
    chooser.settled()
    assert faults(chooser) == []
    assert sticking_out(chooser) == []
    assert texts_outside_their_boxes(chooser) == []


def test_at_400_percent_zoom_every_act_is_still_there(walker: Walker) -> None:
    """1280 by 1024 CSS pixels, four times as large, leave 320 by 256."""
    walker.page.set_viewport_size({"width": 320, "height": 256})
    walker.answer("Lokale beheerder").answer("Neen")
    expect(walker.heading).to_contain_text("Je kunt geen rechten toekennen")
    expect(walker.heading).to_be_in_viewport()
    walker.change(1, "Mandaatbeheerder")
    walker.expect_fragment("role=mandaatbeheerder&eid=neen")
    assert sticking_out(walker) == []


def test_on_a_phone_the_step_comes_first_in_one_column(walker: Walker) -> None:
    walker.page.set_viewport_size({"width": 320, "height": 800})
    parts = (walker.heading, walker.choices.first, walker.now, walker.map)
    tops = [box["y"] for part in parts if (box := part.bounding_box())]
    assert len(tops) == len(parts)
    assert tops == sorted(tops)


def test_nothing_moves_for_those_who_want_no_motion(walker: Walker) -> None:
    walker.page.emulate_media(reduced_motion="reduce")
    walker.answer("Lokale beheerder")
    expect(walker.lines).to_have_count(1)
    assert walker.page.evaluate("document.getAnimations().length") == 0
    moving = walker.app.locator("*").evaluate_all(
        """elements => elements.filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== "none" || !/^(0s(, )?)+$/.test(transitionDuration);
        }).map((element) => element.outerHTML)"""
    )
    assert moving == []


def test_forced_colours_leave_the_present_step_and_the_outcome_visible(walker: Walker) -> None:
    walker.page.emulate_media(forced_colors="active")
    walker.go_to("role=lokale-beheerder&eid=neen")
    present, other = (
        walker.box(step).locator("rect").evaluate("box => getComputedStyle(box).stroke")
        for step in ("no-eid", "conclude-mandate")
    )
    assert present != other
    expect(walker.page.locator(".ssmflow-outcome")).to_have_css("border-top-style", "solid")
    assert faults(walker) == []


def faults(walker: Walker) -> list[str]:
    """What axe finds on the page, each with the element where it is."""
    response: dict[str, Any] = AXE.run(walker.page, options=LEVELS).response
    return [
        f"{violation['id']}: {node['html']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def sticking_out(walker: Walker) -> list[str]:
    """What sticks out of the page sideways, the map aside, which scrolls in its own frame."""
    out: list[str] = walker.page.evaluate(
        """() => {
          const page = document.documentElement;
          const wide = page.scrollWidth > page.clientWidth;
          const out = [...document.querySelectorAll(".ssmflow *")]
            .filter((element) => !element.closest(".ssmflow-frame, .ssmflow-hidden"))
            .filter((element) => element.checkVisibility())
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
          return [...(wide ? ["the page"] : []), ...out.map((element) => element.outerHTML)];
        }"""
    )
    return out
