"""Practice alone, in a real browser: a whole set, wrong turns, a reload, the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect
from practiser import Practiser
from right_ways import cases, right_way, title

GIVEN_NAME = "Marie Peeters"
# How far each text is from the edge of its line, and from the end of what holds it.
WHERE_TEXTS_STAND = """line => [...line.children].map((span) => {
  const range = document.createRange();
  range.selectNodeContents(span);
  const { x, y, right } = range.getBoundingClientRect();
  const [edge, end] = [line.getBoundingClientRect().x, span.getBoundingClientRect().right];
  return { y, before: x - edge, after: end - right };
})"""


def test_a_whole_set_with_wrong_turns_comes_to_its_summary(practiser: Practiser) -> None:
    practiser.begin()
    names = cases()
    # Els: wrong, then right.
    practiser.hand_in(["Lokale beheerder", "Neen"])
    expect(practiser.verdict).to_have_text("Verkeerd")
    expect(practiser.astray).to_contain_text("Lokale beheerder")
    expect(practiser.page.locator(".ssmflow-story mark")).to_have_count(1)
    practiser.press("Probeer opnieuw").hand_in(right_way(names[0]))
    expect(practiser.verdict).to_have_text("Juist")
    expect(practiser.page.locator(".ssmflow-earned")).to_have_text("3 van 4 punten · poging 2")
    practiser.press("Volgende casus")
    # Bart: right, with a hint.
    practiser.press("Toon een hint (kost 1 punt)").hand_in(right_way(names[1]))
    practiser.press("Volgende casus")
    # Karim, further on, by the wrong road: as a lokale beheerder that he says not to be.
    for name in names[2:]:
        expect(practiser.case).to_have_text(title(name))
        practiser.hand_in(by_the_wrong_road() if name == "karim" else right_way(name))
        if name == "karim":
            expect(practiser.verdict).to_have_text("Juiste uitkomst, verkeerde weg")
        practiser.press("Bekijk je overzicht" if name == names[-1] else "Volgende casus")
    expect(practiser.heading).to_have_text("Zo ging het")
    expect(practiser.heading).to_be_focused()
    expect(practiser.page.locator(".ssmflow-total")).to_have_text("35 van de 40 punten")
    expect(practiser.page.locator(".ssmflow-mark-right")).to_have_count(len(names) - 1)
    practiser.press("Oefen wat nog niet juist is")
    expect(practiser.case).to_have_text(title("karim"))


def by_the_wrong_road() -> list[str]:
    return ["Lokale beheerder", "Ja", "Neen", "Ja", "Ja"]


def test_a_reload_in_the_middle_goes_on_where_one_was(practiser: Practiser) -> None:
    practiser.begin().hand_in(right_way("els")).press("Volgende casus")
    practiser.press("Toon een hint (kost 1 punt)").answer(["Lokale beheerder", "Ja"])
    address = practiser.page.url
    asked = practiser.step.inner_text()
    practiser.reload()
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.step).to_have_text(asked)
    expect(practiser.page.locator(".ssmflow-hints li")).to_have_count(1)
    assert practiser.page.url == address
    practiser.press("Naar het overzicht")
    expect(practiser.page.locator(".ssmflow-total")).to_have_text("4 van de 40 punten")


def test_the_browsers_own_way_back_keeps_what_was_done(practiser: Practiser) -> None:
    practiser.begin().answer(["Mandaatbeheerder", "Ja"])
    practiser.page.go_back()
    practiser.settled()
    expect(practiser.step).to_have_text("Ik heb een Belgische eID.")
    practiser.answer(["Neen"]).press("Dien dit in als antwoord")
    practiser.page.go_back()
    practiser.settled()
    expect(practiser.verdict).to_have_text("Verkeerd")


def test_a_case_is_practised_with_the_keyboard_alone(practiser: Practiser) -> None:
    keyboard, page = practiser.page.keyboard, practiser.page

    def tab_to(name: str) -> None:
        for _ in range(40):
            keyboard.press("Tab")
            focused = page.locator(":focus")
            if (focused.get_attribute("aria-label") or focused.inner_text()) == name:
                return
        raise AssertionError(f"the keyboard does not reach {name!r}")

    def press(name: str) -> None:
        tab_to(name)
        keyboard.press("Enter")
        practiser.settled()

    press("Begin met Tien bellers")
    expect(practiser.case).to_be_focused()
    press("Toon een hint (kost 1 punt)")
    expect(page.locator(".ssmflow-hints li")).to_be_focused()
    for label in right_way("els"):
        press(label)
        expect(practiser.step).to_be_focused()
    press("Dien dit in als antwoord")
    expect(practiser.verdict).to_be_focused()
    press("Volgende casus")
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.case).to_be_focused()


def test_a_double_click_hands_in_once(practiser: Practiser) -> None:
    practiser.begin().answer(["Lokale beheerder", "Neen"])
    practiser.button("Dien dit in als antwoord").dblclick()
    practiser.settled()
    expect(practiser.verdict).to_have_text("Verkeerd")
    expect(practiser.page).to_have_url(re.compile(r"els\.1\.0\.\d+$"))


def test_the_name_on_the_record_never_leaves_the_page(practiser: Practiser) -> None:
    said: list[str | bytes] = []
    note = said.append
    practiser.page.on("websocket", lambda line: line.on("framesent", lambda told: note(told)))
    practiser.page.on("request", lambda request: said.append(f"{request.url} {request.post_data}"))
    practiser.reload().begin().hand_in(right_way("els")).press("Naar het overzicht")
    practiser.page.get_by_label("Je naam op het bewijs").press_sequentially(GIVEN_NAME)
    expect(practiser.page.locator(".ssmflow-record-name")).to_have_text(GIVEN_NAME)
    practiser.page.get_by_role("button", name="English").click()
    practiser.settled()
    expect(practiser.page.locator(".ssmflow-record-name")).to_have_text(GIVEN_NAME)
    assert said
    assert not [each for each in map(str, said) if "Marie" in each or "Peeters" in each]
    assert "Marie" not in practiser.page.url
    assert practiser.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})") == "{}"


def test_only_the_record_is_printed(practiser: Practiser) -> None:
    practiser.begin().hand_in(right_way("els")).press("Naar het overzicht")
    practiser.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    practiser.press("Druk het bewijs af")
    assert practiser.page.evaluate("window.printed")
    practiser.page.emulate_media(media="print")
    expect(practiser.page.locator(".ssmflow-record")).to_be_visible()
    expect(practiser.page.locator(".ssmflow-record")).to_contain_text("geen officieel attest")
    for elsewhere in (".ssmflow-results", ".ssmflow-record-form", ".ssmflow-top"):
        expect(practiser.page.locator(elsewhere)).to_be_hidden()


def test_the_language_changes_in_the_middle_of_a_case(
    practise: Callable[[str], Practiser],
) -> None:
    practiser = practise("").begin().answer(["Mandaatbeheerder"])
    practiser.page.get_by_role("button", name="English").click()
    practiser.settled()
    expect(practiser.case).to_have_text("Els and the theatre company")
    expect(practiser.page.locator(".ssmflow-trace ol > li")).to_have_count(2)
    expect(practiser.page).to_have_title(re.compile("^Els and the theatre company"))


def test_no_line_above_a_case_begins_or_ends_with_a_dot(practiser: Practiser) -> None:
    practiser.page.set_viewport_size({"width": 390, "height": 780})
    practiser.begin()
    told = practiser.page.locator(".ssmflow-case .ssmflow-overline").evaluate(WHERE_TEXTS_STAND)
    lines = [
        [each for each in told if each["y"] == y] for y in sorted({each["y"] for each in told})
    ]
    assert [len(line) for line in lines] == [2, 1]
    # A dot stands before its text: at the start of a line that is outside, where it is cut off.
    assert all(abs(line[0]["before"]) < 1 for line in lines)
    assert all(abs(line[-1]["after"]) < 1 for line in lines)


def test_another_try_announces_nothing_of_the_one_before(practiser: Practiser) -> None:
    practiser.begin().answer(["Lokale beheerder", "Neen"])
    live = practiser.page.locator(".ssmflow-text > [role=status]")
    expect(live).to_contain_text("Uitkomst")
    practiser.press("Dien dit in als antwoord").press("Probeer opnieuw")
    expect(practiser.step).to_be_visible()
    expect(live).to_be_empty()
