"""The address is the walk: Back, Forward, reload, links, and links with nonsense."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from walker import Walker

START = "Ik wens rechten toe te kennen"
EID = "Ik heb een Belgische eID."
NO_EID = "Je kunt geen rechten toekennen"
NOTICE = "Niet alles in deze link klopt."
Newcomer = Callable[[str], Walker]


def test_the_browsers_back_and_forward_walk_along(newcomer: Newcomer) -> None:
    walker = newcomer("")
    walker.answer("Lokale beheerder").answer("Neen")
    expect(walker.heading).to_contain_text(NO_EID)
    walker.page.go_back()
    expect(walker.heading).to_have_text(EID)
    walker.expect_fragment("role=lokale-beheerder")
    walker.page.go_back()
    expect(walker.heading).to_contain_text(START)
    walker.expect_fragment("")
    walker.page.go_forward()
    walker.page.go_forward()
    expect(walker.heading).to_contain_text(NO_EID)
    walker.expect_fragment("role=lokale-beheerder&eid=neen")


BACK_TWICE_AT_ONCE = """
addEventListener("popstate", () => history.back(), { once: true });
history.back();
"""


def test_going_back_twice_before_the_page_answers_keeps_the_way_forward(newcomer: Newcomer) -> None:
    walker = newcomer("")
    walker.answer("Lokale beheerder").answer("Neen")
    expect(walker.heading).to_contain_text(NO_EID)
    entries = walker.page.evaluate("history.length")
    walker.page.evaluate(BACK_TWICE_AT_ONCE)
    expect(walker.heading).to_contain_text(START)
    walker.expect_fragment("")
    assert walker.page.evaluate("history.length") == entries
    walker.page.go_forward()
    expect(walker.heading).to_have_text(EID)
    walker.page.go_forward()
    expect(walker.heading).to_contain_text(NO_EID)


def test_an_answer_after_going_back_leaves_the_old_way_forward(newcomer: Newcomer) -> None:
    walker = newcomer("")
    walker.answer("Lokale beheerder").answer("Neen")
    expect(walker.heading).to_contain_text(NO_EID)
    walker.page.go_back()
    expect(walker.heading).to_have_text(EID)
    walker.answer("Ja")
    walker.expect_fragment("role=lokale-beheerder&eid=ja")
    walker.page.go_back()
    expect(walker.heading).to_have_text(EID)
    walker.expect_fragment("role=lokale-beheerder")


def test_a_reload_keeps_the_step_the_language_and_what_is_set_aside(newcomer: Newcomer) -> None:
    walker = newcomer("role=mandaatbeheerder&eid=ja&registered-lokale-beheerder=neen&~lang=en")
    walker.page.reload()
    walker.arrived()
    expect(walker.heading).to_have_text("I want to conclude a mandate with an applicant.")
    expect(walker.lines).to_have_count(2)
    expect(walker.aside).to_have_count(1)
    walker.expect_fragment("role=mandaatbeheerder&eid=ja&registered-lokale-beheerder=neen&~lang=en")


def test_a_copied_link_brings_anyone_to_the_same_step(walker: Walker, newcomer: Newcomer) -> None:
    walker.answer("Lokale beheerder").answer("Neen")
    expect(walker.heading).to_contain_text(NO_EID)
    walker.page.get_by_role("button", name="Kopieer de link").click()
    expect(walker.page.get_by_text("De link is gekopieerd")).to_be_visible()
    link = walker.page.evaluate("navigator.clipboard.readText()")
    assert link == walker.page.url
    other = newcomer(link.split("#")[1])
    expect(other.heading).to_contain_text(NO_EID)
    expect(other.lines).to_have_count(2)
    expect(other.notice).to_be_empty()


@pytest.mark.parametrize(
    ("link", "mended", "heading"),
    [
        ("onzin", "", START),
        ("role=keizer", "", START),
        ("role=lokale-beheerder&eid=misschien", "role=lokale-beheerder", EID),
        ("role=lokale-beheerder&eid=ja&eid=neen", "role=lokale-beheerder", EID),
        ("role=lokale-beheerder&__proto__=x&constructor=y", "role=lokale-beheerder", EID),
        ("role=lokale-beheerder&%E0%A4%A=%00&<script>x</script>", "role=lokale-beheerder", EID),
        ("eid=neen&~flow=nergens", "eid=neen", START),
        ("x" * 20_000, "", START),
    ],
    ids=["no-pair", "no-choice", "then-no-choice", "twice", "proto", "bytes", "flow", "long"],
)
def test_a_link_with_nonsense_lands_at_the_last_step_that_it_determines_and_says_so(
    walker: Walker, link: str, mended: str, heading: str
) -> None:
    walker.go_to(link)
    expect(walker.heading).to_contain_text(heading)
    expect(walker.notice).to_contain_text(NOTICE)
    walker.expect_fragment(mended)


def test_nonsense_in_a_link_is_told_on_arrival_and_the_address_is_mended(
    newcomer: Newcomer,
) -> None:
    walker = newcomer("role=lokale-beheerder&eid=misschien")
    expect(walker.heading).to_have_text(EID)
    expect(walker.notice).to_contain_text(NOTICE)
    walker.expect_fragment("role=lokale-beheerder")


def test_the_message_goes_with_the_next_answer_or_when_it_is_closed(walker: Walker) -> None:
    walker.go_to("onzin")
    walker.notice.get_by_role("button", name="Sluiten").click()
    expect(walker.notice).to_be_empty()
    walker.go_to("onzin").answer("Lokale beheerder")
    expect(walker.heading).to_have_text(EID)
    expect(walker.notice).to_be_empty()


def test_the_same_answer_twice_is_no_nonsense(walker: Walker) -> None:
    walker.go_to("role=lokale-beheerder&role=lokale-beheerder")
    expect(walker.heading).to_have_text(EID)
    expect(walker.notice).to_be_empty()


def test_a_hand_edited_address_is_followed(walker: Walker) -> None:
    walker.answer("Lokale beheerder")
    expect(walker.heading).to_have_text(EID)
    walker.page.evaluate("location.hash = '#role=lokale-beheerder&eid=neen'")
    expect(walker.heading).to_contain_text(NO_EID)
    walker.page.evaluate("location.hash = ''")
    expect(walker.heading).to_contain_text(START)
    walker.expect_trace([])


def test_answers_in_any_order_lead_to_the_same_step(walker: Walker) -> None:
    walker.go_to("eid=neen&role=lokale-beheerder")
    expect(walker.heading).to_contain_text(NO_EID)
    walker.expect_fragment("role=lokale-beheerder&eid=neen")
