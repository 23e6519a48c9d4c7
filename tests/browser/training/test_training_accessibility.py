"""axe finds nothing on any screen of practice, Dutch and English, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from led_session import Led, Trainer
from playwright.sync_api import Page, expect
from practiser import Practiser
from right_ways import right_way

AXE = Axe()
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = [1280, 320]
LANGUAGES = {"nl": "Nederlands", "en": "English"}
CASES = "~set=externe-dienstverlener"
WRONG = f"{CASES}&~case=els&~done.externe-dienstverlener=els.1.2.01"


def hold(page: Page, state: str) -> None:
    """See that nothing is wrong with the page in both languages, wide and narrow."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for language in LANGUAGES.values():
            page.locator(".ssmflow-languages").get_by_role("button", name=language).click()
            expect(page.locator("#page-main[data-busy]")).to_have_count(0)
            where = f"{state}, {width}, {language}"
            assert faults(page) == [], where
            assert sticking_out(page) == [], where
    page.locator(".ssmflow-languages").get_by_role("button", name="Nederlands").click()
    expect(page.locator("#page-main[data-busy]")).to_have_count(0)


def folded_open(page: Page) -> None:
    for folded in page.locator(".ssmflow details:visible > summary").all():
        folded.click()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "start": ("", lambda _: None),
    "started": ("~done.externe-dienstverlener=els.1.0.01", lambda _: None),
    "case": (CASES, lambda _: None),
    "hints": (f"{CASES}&~done.externe-dienstverlener=els.0.2..", lambda _: None),
    "outcome": (f"role=lokale-beheerder&eid=neen&{CASES}", lambda _: None),
    "wrong": (WRONG, folded_open),
    "ground": (f"{CASES}&~case=karim&~done.externe-dienstverlener=karim.1.0.00100", folded_open),
    "right": (f"{CASES}&~case=els&~done.externe-dienstverlener=els.1.0.1000", lambda _: None),
    "summary": (f"{WRONG}&~at=summary", folded_open),
    "privacy": ("~at=privacy", lambda _: None),
    "notice": ("~set=nergens", lambda _: None),
    "joining": ("~join=CCCCCCC", lambda _: None),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_alone(practise: Callable[[str], Practiser], state: str) -> None:
    fragment, act = STATES[state]
    practiser = practise(fragment)
    act(practiser.page)
    hold(practiser.page, state)


def test_axe_finds_nothing_in_step(practise: Callable[[str], Practiser], trainer: Trainer) -> None:
    led: Led = trainer.session("step")
    practiser = practise(f"~join={led.code}")
    practiser.page.get_by_label("Bijnaam").fill("!?")
    practiser.press("Doe mee")
    expect(practiser.page.locator(".ssmflow-refused")).to_be_visible()
    hold(practiser.page, "refused")
    practiser.join()
    expect(practiser.heading).to_have_text("Even wachten op je lesgever")
    hold(practiser.page, "waiting")
    led.act("opened", case="els", until="2100-01-01T00:00:00+00:00")
    expect(practiser.case).to_be_visible()
    expect(practiser.page.locator(".ssmflow-left")).to_be_visible()
    hold(practiser.page, "open, with a time")
    practiser.hand_in(right_way("els"))
    expect(practiser.page.locator(".ssmflow-session h2")).to_have_text("Je antwoord is binnen")
    hold(practiser.page, "answered")
    led.act("revealed", case="els")
    expect(practiser.verdict).to_be_visible()
    hold(practiser.page, "revealed")
    led.act("opened", case="bart")
    led.act("closed", case="bart")
    expect(practiser.page.locator(".ssmflow-session h2")).to_have_text("Deze casus is gesloten")
    hold(practiser.page, "closed")
    practiser.press("Wat we bewaren, en waarom").press("Wis mijn gegevens")
    hold(practiser.page, "privacy")
    practiser.press("Ga terug")
    led.act("removed", participant=led.participant())
    expect(practiser.heading).to_have_text("De lesgever heeft je bijnaam verwijderd")
    hold(practiser.page, "removed")


def test_axe_finds_nothing_after_a_session(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led: Led = trainer.session("step")
    practiser = practise(f"~join={led.code}").join()
    led.act("opened", case="els")
    expect(practiser.case).to_be_visible()
    practiser.hand_in(right_way("els"))
    led.act("ended")
    expect(practiser.heading).to_have_text("Zo ging het")
    hold(practiser.page, "ended")
    practiser.page.locator(".ssmflow-results button").click()
    expect(practiser.verdict).to_be_visible()
    hold(practiser.page, "read again")


def faults(page: Page) -> list[str]:
    """What axe finds on the page, each with the element where it is."""
    response: dict[str, Any] = AXE.run(page, options=LEVELS).response
    return [
        f"{violation['id']}: {node['html']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """What sticks out of the page sideways."""
    out: list[str] = page.evaluate(
        """() => {
          const page = document.documentElement;
          const out = [...document.querySelectorAll(".ssmflow *")]
            .filter((element) => !element.closest(".ssmflow-hidden") && element.checkVisibility())
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
          const wide = page.scrollWidth > page.clientWidth;
          return [...(wide ? ["the page"] : []), ...out.map((element) => element.outerHTML)];
        }"""
    )
    return out
