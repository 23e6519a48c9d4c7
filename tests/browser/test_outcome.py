"""At an outcome: what kind it is, who acts, the official link, and what one takes along."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from playwright.sync_api import expect
from walker import Walker

ACT = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder=ja"
REFER = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder=neen"
STOP = "role=mandaatbeheerder&eid=neen"
GUIDE = (
    "https://www.vlaanderen.be/cjm/nl/"
    "ik-wil-rechten-en-mandaten-voor-een-externe-dienstverlener-instellen"
)


@pytest.mark.parametrize(
    ("fragment", "kind", "who"),
    [
        (ACT, "Je kunt aan de slag", "Jij kunt dit zelf doen."),
        (REFER, "Eerst is iemand anders aan zet", "Iemand anders moet eerst iets doen"),
        (STOP, "Deze weg stopt hier", "Met deze antwoorden kun je niet verder."),
        (f"{ACT}&~lang=en", "You can go ahead", "You can do this yourself."),
        (f"{REFER}&~lang=en", "Somebody else must act first", "Somebody else must do something"),
        (f"{STOP}&~lang=en", "This way ends here", "With these answers you cannot go on."),
    ],
)
def test_an_outcome_says_its_kind_and_who_acts(
    walker: Walker, fragment: str, kind: str, who: str
) -> None:
    outcome = walker.go_to(fragment).page.locator(".ssmflow-outcome")
    expect(outcome).to_contain_text(kind)
    expect(outcome).to_contain_text(who)


def test_the_official_link_opens_in_a_new_tab_that_knows_nothing_of_this_one(
    walker: Walker,
) -> None:
    link = walker.go_to(ACT).page.get_by_role("link", name="Lees hier hoe je dat doet")
    expect(link).to_have_attribute("href", GUIDE)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_accessible_name("Lees hier hoe je dat doet (opent in een nieuw tabblad)")


def test_a_question_offers_nothing_to_take_along(walker: Walker) -> None:
    keep = walker.page.locator(".ssmflow-keep")
    expect(keep).to_be_hidden()
    walker.go_to(STOP)
    expect(keep).to_be_visible()
    walker.go_to("role=mandaatbeheerder")
    expect(keep).to_be_hidden()


def test_where_the_clipboard_is_refused_the_link_is_shown_to_copy(walker: Walker) -> None:
    page = walker.go_to(STOP).page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('refused'); }")
    page.get_by_role("button", name="Kopieer de link").click()
    field = page.get_by_label("Kopieer deze link")
    expect(field).to_have_value(page.url)
    expect(field).to_be_focused()
    page.evaluate("delete navigator.clipboard.writeText")


def test_the_print_button_prints(walker: Walker) -> None:
    page = walker.go_to(STOP).page
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = ''; }; }")
    page.get_by_role("button", name="Druk af").click()
    expect(page.locator("body[data-printed]")).to_have_count(1)


def test_a_print_holds_the_trace_the_outcome_the_date_the_version_and_the_source(
    walker: Walker,
) -> None:
    page = walker.go_to(ACT).page
    page.emulate_media(media="print")
    today = format_date(date.today(), "long", locale="nl")
    for text in (
        "Externe dienstverlener",
        "Je kunt aan de slag",
        "Jouw weg",
        "Ik heb een Belgische eID.",
        f"Afgedrukt op {today}",
        "versie 1",
        "Bron: Departement Cultuur, Jeugd en Media",
        "Dit is geen officiële publicatie.",
    ):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(walker.heading).to_be_visible()
    expect(walker.lines).to_have_count(4)


def test_a_print_holds_nothing_to_press(walker: Walker) -> None:
    page = walker.go_to("role=mandaatbeheerder").page
    page.emulate_media(media="print")
    expect(walker.heading).to_be_visible()
    for hidden in (walker.map, page.locator(".ssmflow-languages"), page.locator(".ssmflow-terms")):
        expect(hidden).to_be_hidden()
    visible = page.locator("button").evaluate_all(
        "buttons => buttons.filter(button => button.checkVisibility()).map(b => b.textContent)"
    )
    assert visible == []


def test_a_printed_link_shows_where_it_leads(walker: Walker) -> None:
    page = walker.go_to(ACT).page
    page.emulate_media(media="print")
    shown = page.locator(".ssmflow-links a").evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert GUIDE in shown
