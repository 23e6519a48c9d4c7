from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from crowd import Crowd
from leader import ARRIVAL, Leader
from playwright.sync_api import ViewportSize, expect

RIGHT = "role=mandaatbeheerder&eid=ja&conclude-mandate=ja&registered-mandaatbeheerder=ja"
ASTRAY = "role=mandaatbeheerder&eid=neen"
CASE = "els"
TITLE = "1. Els en het theatergezelschap"
PROJECTOR = ViewportSize(width=1920, height=1080)


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(
    come: Callable[[str], Leader],
) -> None:
    leader = come("").sign_in("dit is ze niet")
    expect(leader.notice).to_contain_text("Die wachtzin klopt niet.", timeout=ARRIVAL)
    field = leader.page.get_by_label("Wachtzin")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    leader.sign_in().sees("Je sessies")
    expect(leader.heading).to_be_focused()
    expect(leader.notice).to_be_empty()


def test_a_session_is_led_from_its_invitation_to_its_end(
    leader: Leader, crowd: Crowd, tmp_path: Path
) -> None:
    leader.make().look("Bord", "Alle casussen")
    people = [crowd.join(leader.joining_code, name) for name in ("Ann", "Bob", "Cis")]
    expect(leader.figures).to_have_text(["3", "0", "0"])
    crowd.hands_in(people[0], CASE, RIGHT)
    crowd.hands_in(people[1], CASE, ASTRAY)
    crowd.begins(people[2], CASE)
    leader.case.select_option(TITLE)
    expect(leader.figures).to_have_text(["3", "3", "2"])
    turn = leader.page.locator(".ssmflow-lead-turns li")
    expect(turn).to_contain_text("1\N{MULTIPLICATION SIGN}")
    expect(turn).to_contain_text("Gekozen: Neen. Past bij de casus: Ja.")
    expect(turn.locator("blockquote")).to_have_count(1)
    leader.look("Afronden", "Afronden")
    with leader.page.expect_download() as download:
        leader.button("Download als CSV").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert [line.split(";")[0] for line in saved.read_text("utf-8-sig").splitlines()] == [
        "Bijnaam",
        "Ann",
        "Bob",
        "Cis",
    ]
    leader.button("Beëindig de sessie").click()
    leader.page.get_by_role("dialog").get_by_role("button", name="Beëindig de sessie").click()
    expect(leader.page.locator(".ssmflow-lead-remark")).to_contain_text("De sessie is afgelopen")
    leader.button("Verwijder de sessie nu").click()
    leader.page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(leader.heading).to_have_text("Je sessies")
    expect(leader.notice).to_contain_text("De sessie is verwijderd")


def test_a_question_that_is_cancelled_changes_nothing(leader: Leader) -> None:
    leader.make().look("Afronden", "Afronden")
    leader.button("Beëindig de sessie").click()
    leader.page.keyboard.press("Escape")
    expect(leader.page.get_by_role("dialog")).to_have_count(0)
    expect(leader.button("Beëindig de sessie")).to_be_visible()


def test_the_form_for_a_next_session_is_as_it_was_at_first(leader: Leader) -> None:
    leader.make(pace="Samen")
    leader.button("Alle sessies").click()
    expect(leader.page.get_by_label("Op eigen tempo", exact=True)).to_be_checked()


def test_a_reload_returns_to_the_same_board(leader: Leader, crowd: Crowd) -> None:
    leader.make().look("Bord", "Alle casussen")
    ann = crowd.join(leader.joining_code, "Ann")
    crowd.hands_in(ann, CASE, RIGHT)
    leader.case.select_option(TITLE)
    expect(leader.heading).to_have_text(TITLE)
    expect(leader.figures).to_have_text(["1", "1", "1"])
    address = leader.page.url
    leader.reload()
    expect(leader.heading).to_have_text(TITLE)
    expect(leader.figures).to_have_text(["1", "1", "1"])
    assert leader.page.url == address


def test_another_tab_and_who_has_signed_out_need_the_passphrase(
    leader: Leader, come: Callable[[str], Leader]
) -> None:
    leader.make()
    fragment = leader.page.url.partition("#")[2]
    other = come(fragment)
    expect(other.heading).to_have_text("Meld je aan als lesgever")
    other.sign_in().sees("Uitnodigen")
    other.button("Meld je af").click()
    expect(other.heading).to_have_text("Meld je aan als lesgever")
    other.reload()
    expect(other.heading).to_have_text("Meld je aan als lesgever")


def test_a_case_is_opened_extended_closed_and_revealed_by_keyboard(
    leader: Leader, crowd: Crowd
) -> None:
    leader.make(pace="Samen").look("Bord", "Alle casussen")
    ann = crowd.join(leader.joining_code, "Ann")
    press(leader, "Naar de eerste casus")
    expect(leader.heading).to_have_text(TITLE)
    leader.page.get_by_label("Tijd").select_option("2 minuten")
    press(leader, "Open voor iedereen")
    clock = leader.page.locator(".ssmflow-lead-clock")
    expect(clock).to_have_text(re.compile(r"1:\d\d|2:00"))
    crowd.hears(ann, "opened")
    crowd.hands_in(ann, CASE, ASTRAY)
    expect(leader.figures).to_have_text(["1", "1", "1"])
    press(leader, "+2 min")
    expect(clock).to_have_text(re.compile(r"3:\d\d|4:00"))
    expect(leader.page.locator(".ssmflow-lead-turns")).to_have_count(0)
    press(leader, "Toon het juiste antwoord nu al op dit scherm")
    expect(leader.page.locator(".ssmflow-lead-turns li")).to_have_count(1)
    expect(leader.heading).to_be_focused()
    press(leader, "Sluit")
    expect(leader.page.locator(".ssmflow-lead-case-state")).to_be_focused()
    leader.page.keyboard.press("Tab")
    expect(leader.button("Toon het antwoord")).to_be_focused()
    press(leader, "Toon het antwoord")
    expect(leader.page.locator(".ssmflow-lead-case-state")).to_be_focused()
    expect(leader.page.locator(".ssmflow-lead-turns li")).to_have_count(1)
    expect(leader.page.locator(".ssmflow-lead-answer li")).to_have_count(4)
    # The second click of a double one was meant for what stood there before.
    leader.button("Naar de volgende casus").hover()
    for click in (2, 1):
        leader.page.mouse.down(click_count=click)
        leader.page.mouse.up(click_count=click)
        expect(leader.heading).to_have_text(TITLE if click > 1 else re.compile("^2"))


def test_names_are_hidden_until_they_are_asked_for_and_a_nickname_can_be_removed(
    leader: Leader, crowd: Crowd
) -> None:
    leader.make()
    code = leader.joining_code
    crowd.join(code, "Ann")
    crowd.join(code, "Onbeleefd")
    leader.look("Deelnemers", "Deelnemers")
    rows = leader.page.locator(".ssmflow-lead-people tbody th")
    expect(rows).to_have_text(["Deelnemer 1", "Deelnemer 2"])
    leader.button("Toon namen").click()
    expect(rows).to_have_text(["Ann", "Onbeleefd"])
    leader.button("Verwijder: Onbeleefd").click()
    leader.page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(rows).to_have_text(["Ann"])


def test_the_invitation_is_read_from_the_back_of_the_room(leader: Leader) -> None:
    leader.make()
    leader.page.set_viewport_size(PROJECTOR)
    code = leader.page.locator(".ssmflow-lead-qr svg").bounding_box()
    assert code
    assert code["height"] >= 0.4 * PROJECTOR["height"]
    letters = leader.page.locator(".ssmflow-lead-large-code")
    size = letters.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 0.1 * PROJECTOR["height"]
    expect(letters).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 896, 1280, 1920])
def test_the_widest_code_stands_on_the_screen_whole(leader: Leader, width: int) -> None:
    leader.make()
    leader.page.set_viewport_size({"width": width, "height": 720})
    code = leader.page.locator(".ssmflow-lead-large-code")
    right = code.evaluate("""element => {
      element.textContent = "WWWW-WWW";
      const text = document.createRange();
      text.selectNodeContents(element);
      return text.getBoundingClientRect().right;
    }""")
    assert right <= width


def test_everything_is_larger_on_the_full_screen(leader: Leader) -> None:
    leader.make().look("Kaart", "Alle casussen")
    leader.page.set_viewport_size({"width": 1280, "height": 720})
    sizes = """() => {
      const size = (name) => document.querySelector(name).getBoundingClientRect().width;
      const letters = getComputedStyle(document.querySelector(".ssmflow-trainer")).fontSize;
      return [size(".ssmflow-lead-map .ssmflow-flow"), parseFloat(letters)];
    }"""
    before = leader.page.evaluate(sizes)
    leader.button("Groot scherm").click()
    expect(leader.button("Klein scherm")).to_be_visible()
    after = leader.page.evaluate(sizes)
    assert all(large > 1.3 * small for large, small in zip(after, before, strict=True))


def test_the_figures_are_said_when_they_are_asked_for(leader: Leader) -> None:
    leader.make().look("Bord", "Alle casussen")
    said = leader.board.get_by_role("status")
    expect(said).to_be_empty()
    leader.button("Vat de stand samen").click()
    expect(said).to_have_text("Deelnemers: 0. Begonnen: 0. Klaar: 0. Zitten vast: 0.")


def press(leader: Leader, name: str) -> None:
    """Press a button by keyboard."""
    leader.button(name).focus()
    leader.page.keyboard.press("Enter")
