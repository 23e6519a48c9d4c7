"""axe finds nothing in any state of the trainer's page, Dutch and English, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from crowd import Crowd
from leader import ARRIVAL, Leader
from playwright.sync_api import Page, expect

AXE = Axe()
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = [1280, 320]
LANGUAGES = ["English", "Nederlands"]
STICKING_OUT = """() => {
  const page = document.documentElement;
  const wide = page.scrollWidth > page.clientWidth;
  const out = [...document.querySelectorAll(".ssmflow *")]
    .filter((element) => !element.closest(".ssmflow-frame, .ssmflow-hidden, svg"))
    .filter((element) => element.checkVisibility())
    .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
  return [...(wide ? ["the page"] : []), ...out.map((element) => element.outerHTML)];
}"""
WALKS = [
    "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder=ja",
    "role=mandaatbeheerder&eid=neen",
    "role=lokale-beheerder&eid=ja&registered-lokale-beheerder=ja&grant-mandaatuitvoerder=ja",
]


def test_the_door_and_the_list_of_sessions(come: Callable[[str], Leader]) -> None:
    leader = come("")
    hold(leader, "door")
    leader.sign_in("dit is ze niet")
    expect(leader.notice).not_to_be_empty(timeout=ARRIVAL)
    hold(leader, "refused")
    leader.sign_in().sees("Je sessies")
    hold(leader, "sessions")


def test_every_view_of_a_session(leader: Leader, crowd: Crowd) -> None:
    leader.make("Een sessie met een naam die lang is en <b>niet</b> vet")
    people = [crowd.join(leader.joining_code, name) for name in ("Ann", "Bob", "Cis")]
    for one, walk in zip(people, WALKS, strict=True):
        crowd.hands_in(one, "els", walk)
    hold(leader, "invitation")
    leader.look("Bord", "Alle casussen")
    expect(leader.figures).to_have_text(["3", "3", "0"])
    hold(leader, "board")
    leader.case.select_option(index=1)
    hold(leader, "case")
    leader.button("Kaart").click()
    leader.page.locator(".ssmflow-lead-map summary").click()
    hold(leader, "map")
    leader.look("Deelnemers", "Deelnemers")
    hold(leader, "participants")
    leader.look("Afronden", "Afronden")
    hold(leader, "after")
    leader.button("Beëindig de sessie").click()
    assert faults(leader.page) == []


def test_a_session_in_step(leader: Leader) -> None:
    leader.make(pace="Samen").look("Bord", "Alle casussen")
    hold(leader, "before")
    for press in ("Naar de eerste casus", "Open voor iedereen", "Sluit", "Toon het antwoord"):
        leader.button(press).click()
        expect(leader.button(press)).to_have_count(0)
        hold(leader, press)


def hold(leader: Leader, state: str) -> None:
    """See that nothing is wrong with the page in both languages, wide and narrow."""
    page = leader.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for language in LANGUAGES:
            page.locator(".ssmflow-languages").get_by_role("button", name=language).click()
            leader.settled()
            where = f"{state}, {width}, {language}"
            assert faults(page) == [], where
            assert page.evaluate(STICKING_OUT) == [], where


def faults(page: Page) -> list[str]:
    response: dict[str, Any] = AXE.run(page, options=LEVELS).response
    return [
        f"{violation['id']}: {node['html']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
