"""Where a folder holds several flows, a quiet chooser; the address keeps which one."""

from __future__ import annotations

from playwright.sync_api import Locator, expect
from walker import Walker


def chooser_of(walker: Walker) -> Locator:
    return walker.page.locator(".ssmflow-bar details")


def test_the_chooser_is_closed_and_lists_the_other_flows(chooser: Walker) -> None:
    chooser.go_to("~flow=parking-permit")
    menu = chooser_of(chooser)
    expect(menu.get_by_role("button")).to_have_count(0)
    menu.locator("summary").click()
    expect(menu.get_by_role("button", name="Carte de riverain")).to_be_visible()
    expect(menu.get_by_role("button", name="Bewonerskaart", exact=True)).to_have_count(0)


def test_choosing_a_flow_opens_it_at_its_start_and_the_address_keeps_it(chooser: Walker) -> None:
    chooser.go_to("~flow=parking-permit&resident=ja")
    menu = chooser_of(chooser)
    menu.locator("summary").click()
    menu.get_by_role("button", name="Carte de riverain").click()
    expect(chooser.heading).to_have_text("Habitez-vous en ville ?")
    chooser.expect_fragment("~flow=french")
    chooser.answer("Oui")
    chooser.expect_fragment("habitant=oui&~flow=french")
    expect(chooser.box("carte")).to_have_attribute("data-state", "present")


def test_back_leads_to_the_flow_that_was_left(chooser: Walker) -> None:
    chooser.go_to("~flow=parking-permit&resident=ja")
    chooser_of(chooser).locator("summary").click()
    chooser_of(chooser).get_by_role("button", name="Carte de riverain").click()
    expect(chooser.heading).to_have_text("Habitez-vous en ville ?")
    chooser.page.go_back()
    expect(chooser.heading).to_have_text("In welke zone woon je?")
    chooser.expect_fragment("resident=ja&~flow=parking-permit")


def test_a_flow_that_is_not_there_gives_the_first_and_says_so(chooser: Walker) -> None:
    chooser.go_to("~flow=nergens")
    expect(chooser.notice).to_contain_text("Niet alles in deze link klopt.")
    chooser.expect_fragment("~flow=arabic")


def test_one_flow_alone_has_no_chooser(walker: Walker) -> None:
    expect(chooser_of(walker)).to_have_count(0)


def test_a_shared_question_leads_on_by_the_earlier_answer(chooser: Walker) -> None:
    chooser.go_to("~flow=remembered-answer")
    chooser.answer("B").answer("Ja").answer("Ga door")
    expect(chooser.heading).to_have_text("Uitkomst b")
    chooser.change(1, "A")
    expect(chooser.heading).to_have_text("Uitkomst a")
    expect(chooser.aside).to_have_text(["Extra vraag, alleen na B? Ja"])


def test_the_app_fills_its_column_however_short_its_texts(chooser: Walker) -> None:
    chooser.go_to("~flow=french")
    width = chooser.app.evaluate("app => app.getBoundingClientRect().width")
    column = chooser.page.locator("#rendered_cells").evaluate("column => column.clientWidth")
    assert width == column
