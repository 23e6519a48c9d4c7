"""Dutch and English by a switch, and any other language that a flow has."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect
from walker import Walker

MID = "role=lokale-beheerder"


def test_the_switch_changes_every_text_and_the_language_of_the_document(walker: Walker) -> None:
    walker.go_to(MID).speak("English")
    page = walker.page
    expect(walker.heading).to_have_text("I have a Belgian eID.")
    expect(page.get_by_role("heading", level=1)).to_have_text("External service provider")
    expect(walker.choices).to_have_text(["Yes", "No"])
    expect(walker.line(1)).to_contain_text("Lokale beheerder (local administrator)")
    expect(page.get_by_role("heading", name="Your path")).to_be_visible()
    expect(page.get_by_role("heading", name="The whole decision tree")).to_be_visible()
    expect(walker.box("eid")).to_have_accessible_name("2. I have a Belgian eID. (you are here)")
    expect(walker.button("Previous step")).to_be_visible()
    expect(walker.app).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("I have a Belgian eID. | External service provider")
    walker.expect_fragment(f"{MID}&~lang=en")


def test_the_translation_is_marked_as_unofficial_and_the_dutch_is_not(walker: Walker) -> None:
    marked = walker.page.get_by_text("Unofficial translation. The source is in Dutch.")
    expect(marked).to_have_count(0)
    walker.speak("English")
    expect(marked).to_be_visible()
    walker.speak("Nederlands")
    expect(marked).to_have_count(0)
    walker.expect_fragment("")


def test_the_switch_keeps_the_focus_and_says_which_language_is_on(walker: Walker) -> None:
    walker.speak("English")
    english = walker.page.locator(".ssmflow-languages").get_by_role("button", name="English")
    expect(english).to_have_attribute("aria-pressed", "true")
    expect(english).to_have_attribute("lang", "en")
    expect(english).to_be_focused()


def test_the_language_stays_over_back(newcomer: Callable[[str], Walker]) -> None:
    walker = newcomer("")
    walker.answer("Lokale beheerder")
    expect(walker.lines).to_have_count(1)
    walker.speak("English")
    expect(walker.heading).to_have_text("I have a Belgian eID.")
    walker.answer("No")
    expect(walker.lines).to_have_count(2)
    walker.page.go_back()
    expect(walker.heading).to_have_text("I have a Belgian eID.")
    walker.page.go_back()
    expect(walker.heading).to_contain_text("I want to grant rights")
    walker.expect_fragment("~lang=en")


def test_a_language_that_the_flow_lacks_gives_its_own(walker: Walker) -> None:
    walker.go_to(f"{MID}&~lang=fr")
    expect(walker.heading).to_have_text("Ik heb een Belgische eID.")
    walker.expect_fragment(MID)


def test_a_flow_in_arabic_is_written_from_right_to_left(chooser: Walker) -> None:
    chooser.go_to("~flow=arabic&resident=yes")
    expect(chooser.app).to_have_attribute("lang", "ar")
    expect(chooser.app).to_have_attribute("dir", "rtl")
    expect(chooser.heading).to_contain_text("يمكنك طلب تصريح الإقامة")
    expect(chooser.heading).to_have_css("direction", "rtl")


def test_a_flow_in_french_speaks_french_and_its_interface_dutch(chooser: Walker) -> None:
    chooser.go_to("~flow=french&habitant=oui")
    expect(chooser.heading).to_have_text("Vous pouvez demander une carte.")
    expect(chooser.app).to_have_attribute("lang", "fr")
    expect(chooser.page.get_by_role("heading", name="Jouw weg")).to_be_visible()
    expect(chooser.page.locator(".ssmflow-languages button")).to_have_count(0)


def test_a_text_without_a_translation_says_in_which_language_it_is(chooser: Walker) -> None:
    chooser.go_to("~flow=parking-permit&~lang=en")
    meaning = chooser.page.locator(".ssmflow-term").first
    meaning.locator("summary").click()
    expect(meaning.locator("[lang=nl]")).to_contain_text("Waar je ingeschreven bent.")
