"""Every act by keyboard alone; the focus and the live region follow."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect
from walker import Walker

EID = "Ik heb een Belgische eID."


def tab_to(walker: Walker, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until the wanted control has the focus, on a step with its own buttons."""
    walker.settled()
    for _ in range(40):
        walker.page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


def choice(walker: Walker, label: str) -> Locator:
    return walker.choices.filter(has_text=re.compile(f"^{label}$"))


def press(walker: Walker, wanted: Locator, key: str = "Enter") -> None:
    tab_to(walker, wanted)
    walker.page.keyboard.press(key)


def test_a_walk_to_an_outcome_by_tab_and_enter_alone(walker: Walker) -> None:
    press(walker, choice(walker, "Mandaatbeheerder"))
    expect(walker.heading).to_have_text(EID)
    expect(walker.heading).to_be_focused()
    press(walker, choice(walker, "Ja"), key="Space")
    expect(walker.heading).to_contain_text("Ik wil een mandaat afsluiten")
    press(walker, choice(walker, "Ja"))
    expect(walker.heading).to_contain_text("Ik ben mandaatbeheerder")
    press(walker, choice(walker, "Neen"))
    expect(walker.heading).to_contain_text("Vraag aan je lokale beheerder")
    expect(walker.heading).to_be_focused()
    press(walker, choice(walker, "Terug naar het begin"))
    expect(walker.heading).to_contain_text("Ik wens rechten toe te kennen")
    expect(walker.heading).to_be_focused()


def test_an_earlier_answer_is_changed_by_keyboard(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=neen")
    press(walker, walker.line(1).locator("button.ssmflow-toggle"))
    expect(walker.line(1).locator(".ssmflow-change button").first).to_be_focused()
    press(walker, walker.line(1).get_by_role("button", name="Mandaatbeheerder"))
    expect(walker.line(1).locator("strong")).to_have_text("Mandaatbeheerder")
    expect(walker.heading).to_be_focused()


def test_back_and_restart_by_keyboard_bring_the_focus_to_the_heading(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=neen")
    press(walker, walker.button("Vorige stap"))
    expect(walker.heading).to_have_text(EID)
    expect(walker.heading).to_be_focused()
    press(walker, walker.button("Opnieuw beginnen"))
    expect(walker.heading).to_contain_text("Ik wens rechten toe te kennen")
    expect(walker.heading).to_be_focused()


def test_the_language_is_switched_by_keyboard(walker: Walker) -> None:
    english = walker.page.locator(".ssmflow-languages").get_by_role("button", name="English")
    tab_to(walker, english, key="Shift+Tab")
    walker.page.keyboard.press("Enter")
    expect(walker.heading).to_contain_text("I want to grant rights")
    expect(english).to_be_focused()


def test_a_term_and_a_reason_open_by_keyboard(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder")
    term = walker.page.locator(".ssmflow-term").first
    press(walker, term.locator("summary"))
    expect(term.locator(".ssmflow-meaning")).to_be_visible()
    reason = walker.line(1).locator("details")
    press(walker, reason.locator("summary"))
    expect(reason).to_have_attribute("open", "")


def test_the_live_region_names_each_step_and_is_polite(walker: Walker) -> None:
    expect(walker.announcement).to_have_attribute("role", "status")
    walker.answer("Lokale beheerder")
    expect(walker.announcement).to_have_text(f"Vraag 2: {EID}")
    walker.answer("Neen")
    expect(walker.announcement).to_contain_text("Uitkomst: Je kunt geen rechten")
    walker.button("Vorige stap").click()
    expect(walker.announcement).to_have_text(f"Vraag 2: {EID}")


def test_the_browsers_back_brings_the_focus_to_the_heading(walker: Walker) -> None:
    walker.answer("Lokale beheerder").answer("Neen")
    expect(walker.lines).to_have_count(2)
    walker.page.go_back()
    expect(walker.heading).to_have_text(EID)
    expect(walker.heading).to_be_focused()


def test_a_page_that_opens_takes_no_focus(newcomer: Callable[[str], Walker]) -> None:
    walker = newcomer("role=lokale-beheerder")
    expect(walker.heading).to_have_text(EID)
    expect(walker.heading).not_to_be_focused()


def test_the_focus_is_seen(walker: Walker) -> None:
    tab_to(walker, walker.choices.first)
    expect(walker.choices.first).to_have_css("outline-style", "solid")
    expect(walker.choices.first).to_have_css("outline-width", "3px")


def test_every_control_is_24_pixels_high_and_wide(walker: Walker) -> None:
    for fragment in ("", "role=lokale-beheerder&eid=neen", "onzin"):
        walker.go_to(fragment)
        small = walker.app.locator("button, summary").evaluate_all(
            """controls => controls.filter((control) => control.checkVisibility())
              .filter((control) => {
                const { width, height } = control.getBoundingClientRect();
                return width < 24 || height < 24;
              }).map((control) => control.outerHTML)"""
        )
        assert small == []
