"""Earlier answers are changed from the trace; what no longer counts is set aside, not lost."""

from __future__ import annotations

from playwright.sync_api import expect
from walker import Walker

ROLE = "Ik wens rechten toe te kennen of mandaten te sluiten in naam van de externe dienstverlener."
ROLE_ASKED = f"{ROLE} Ik ben:"
EID = "Ik heb een Belgische eID."
REGISTERED = (
    "Ik ben lokale beheerder van een externe dienstverlener in het Gebruikersbeheer van de "
    "Vlaamse overheid."
)
CONCLUDE = "Ik wil een mandaat afsluiten met een aanvrager."


def test_later_answers_that_still_count_are_kept(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=neen").change(1, "Mandaatbeheerder")
    walker.expect_trace([(ROLE_ASKED, "Mandaatbeheerder"), (EID, "Neen")])
    walker.expect_fragment("role=mandaatbeheerder&eid=neen")
    expect(walker.aside).to_have_count(0)


def test_answers_that_no_longer_count_are_shown_as_set_aside(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=ja&registered-lokale-beheerder=neen")
    walker.change(1, "Mandaatbeheerder")
    walker.expect_trace([(ROLE_ASKED, "Mandaatbeheerder"), (EID, "Ja")])
    expect(walker.aside).to_have_text([f"{REGISTERED} Neen"])
    expect(walker.page.get_by_role("heading", name="Even opzijgelegd")).to_be_visible()
    walker.expect_fragment("role=mandaatbeheerder&eid=ja&registered-lokale-beheerder=neen")


def test_what_was_set_aside_counts_again_when_the_walk_comes_by(walker: Walker) -> None:
    walker.go_to("role=mandaatbeheerder&eid=ja&registered-lokale-beheerder=neen")
    walker.change(1, "Lokale beheerder")
    walker.expect_trace([(ROLE_ASKED, "Lokale beheerder"), (EID, "Ja"), (REGISTERED, "Neen")])
    expect(walker.aside).to_have_count(0)
    expect(walker.heading).to_have_text(CONCLUDE)


def test_a_change_that_is_closed_again_changes_nothing(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder")
    toggle = walker.line(1).locator("button.ssmflow-toggle")
    group = walker.line(1).locator(".ssmflow-change")
    toggle.click()
    expect(group.get_by_role("button").first).to_be_focused()
    walker.page.keyboard.press("Escape")
    expect(group).to_be_hidden()
    expect(toggle).to_be_focused()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    walker.expect_fragment("role=lokale-beheerder")


def test_the_answer_that_was_given_is_marked_and_leads_nowhere(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder")
    walker.line(1).locator("button.ssmflow-toggle").click()
    given = walker.line(1).get_by_role("button", name="Lokale beheerder (jouw antwoord)")
    expect(given).to_have_attribute("aria-pressed", "true")
    given.click()
    expect(walker.line(1).locator(".ssmflow-change")).to_be_hidden()
    walker.expect_fragment("role=lokale-beheerder")


def test_back_takes_one_answer_away_and_the_first_step_has_no_way_back(walker: Walker) -> None:
    walker.answer("Lokale beheerder").answer("Ja")
    expect(walker.heading).to_have_text(REGISTERED)
    walker.button("Vorige stap").click()
    expect(walker.heading).to_have_text(EID)
    walker.expect_fragment("role=lokale-beheerder")
    walker.button("Vorige stap").click()
    expect(walker.heading).to_have_text(ROLE_ASKED)
    walker.expect_fragment("")
    expect(walker.button("Vorige stap")).to_have_count(0)


def test_starting_again_clears_every_answer_also_those_set_aside(walker: Walker) -> None:
    walker.go_to("role=mandaatbeheerder&eid=ja&registered-lokale-beheerder=neen")
    walker.button("Opnieuw beginnen").click()
    expect(walker.heading).to_have_text(ROLE_ASKED)
    walker.expect_trace([])
    expect(walker.aside).to_have_count(0)
    walker.expect_fragment("")


def test_an_outcome_with_a_restart_of_its_own_starts_again_by_it(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=neen").answer("Terug naar het begin")
    expect(walker.heading).to_have_text(ROLE_ASKED)
    expect(walker.button("Opnieuw beginnen")).to_have_count(0)


def test_a_reconstructed_edge_is_marked_with_its_reason_on_demand(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=neen")
    why = walker.line(1).locator("details")
    expect(why.locator("summary")).to_contain_text("gereconstrueerd")
    reason = why.get_by_text("krijgen beide rollen de vraag over de eID")
    expect(reason).to_be_hidden()
    why.locator("summary").click()
    expect(reason).to_be_visible()
    expect(why).to_contain_text("De bron toont deze pijl niet.")
    expect(walker.line(2).locator("details")).to_have_count(0)


def test_the_trace_tells_which_answer_decided(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=ja")
    expect(walker.line(2)).to_contain_text("omdat je bij vraag 1 \u2018Lokale beheerder\u2019 koos")
    walker.change(1, "Mandaatbeheerder")
    expect(walker.line(2)).to_contain_text("omdat je bij vraag 1 \u2018Mandaatbeheerder\u2019 koos")


def test_the_second_click_of_a_double_click_is_not_for_the_next_step(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=ja&registered-lokale-beheerder=ja")
    place = walker.button("Neen").bounding_box()
    assert place is not None
    mouse, middle = walker.page.mouse, (place["x"] + 20, place["y"] + 20)
    mouse.click(*middle)
    expect(walker.button("Terug naar het begin")).to_be_visible()
    mouse.down(click_count=2)
    mouse.up(click_count=2)
    walker.button("Vorige stap").click()
    expect(walker.heading).to_have_text("Ik wil mandaatuitvoerder-recht toekennen aan een collega.")


def test_a_double_click_answers_one_question_once(walker: Walker) -> None:
    walker.choices.filter(has_text="Lokale beheerder").dblclick()
    expect(walker.heading).to_have_text(EID)
    walker.expect_trace([(ROLE_ASKED, "Lokale beheerder")])


def test_clicks_that_come_late_do_nothing(walker: Walker) -> None:
    """Two buttons of one step, pressed before the kernel can answer the first."""
    walker.choices.evaluate_all("buttons => buttons.forEach(button => button.click())")
    expect(walker.heading).to_have_text(EID)
    walker.expect_trace([(ROLE_ASKED, "Lokale beheerder")])
    expect(walker.notice).to_be_empty()
    walker.answer("Neen")
    walker.expect_fragment("role=lokale-beheerder&eid=neen")


def test_pressing_back_twice_at_once_goes_back_once(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&eid=neen")
    back = walker.button("Vorige stap")
    back.evaluate("button => { button.click(); button.click(); }")
    walker.expect_fragment("role=lokale-beheerder")
    expect(walker.heading).to_have_text(EID)
