"""A session from the side of who takes part, in a real browser, led at another server."""

from __future__ import annotations

import re
from collections.abc import Callable

from led_session import Trainer
from playwright.sync_api import expect
from practiser import Practiser
from right_ways import right_way, title


def test_somebody_joins_by_the_code_practises_and_goes_on_after_a_reload(
    practiser: Practiser, trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser.page.get_by_label("Code").fill(f" {led.code[:4].lower()}-{led.code[4:]} ")
    practiser.press("Doe mee").join()
    expect(practiser.case).to_have_text(title("els"))
    expect(practiser.page.locator(".ssmflow-top")).to_contain_text("Je doet mee als Uil")
    practiser.hand_in(right_way("els")).press("Volgende casus").answer(["Lokale beheerder"])
    led.until_kept("answered", len(right_way("els")) + 1)
    expect(practiser.recorded).to_have_text("Alles is bewaard")
    expect(practiser.page).to_have_url(re.compile(f"~join={led.code}"))
    practiser.reload()
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.step).to_have_text("Ik heb een Belgische eID.")
    kinds = led.kinds()
    assert kinds.count("joined") == 1
    assert kinds.count("marked") == 1


def test_in_step_the_page_follows_the_trainer(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("step")
    practiser = practise(f"~join={led.code}").join()
    expect(practiser.heading).to_have_text("Even wachten op je lesgever")
    led.act("opened", case="bart")
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.case).to_be_focused()
    practiser.hand_in(right_way("bart"))
    expect(practiser.page.locator(".ssmflow-session h2")).to_have_text("Je antwoord is binnen")
    expect(practiser.verdict).to_be_hidden()
    led.until_kept("marked")
    practiser.reload()
    expect(practiser.page.locator(".ssmflow-session h2")).to_have_text("Je antwoord is binnen")
    led.act("revealed", case="bart")
    expect(practiser.verdict).to_have_text("Juist")
    led.act("ended")
    expect(practiser.heading).to_have_text("Zo ging het")


def test_after_the_end_a_case_can_be_read_again(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("step")
    practiser = practise(f"~join={led.code}").join()
    led.act("opened", case="bart")
    expect(practiser.case).to_have_text(title("bart"))
    practiser.hand_in(right_way("bart"))
    led.until_kept("marked")
    led.act("ended")
    expect(practiser.heading).to_have_text("Zo ging het")
    practiser.press(f"Open casus: {title('bart')}")
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.verdict).to_have_text("Juist")
    practiser.reload()
    expect(practiser.verdict).to_have_text("Juist")
    practiser.page.go_back()
    expect(practiser.heading).to_have_text("Zo ging het")
    practiser.page.go_forward()
    expect(practiser.verdict).to_have_text("Juist")
    practiser.page.locator(".ssmflow-acts").get_by_role("button", name="Naar het overzicht").click()
    expect(practiser.heading).to_have_text("Zo ging het")


def test_who_erases_their_data_is_out_and_unknown_after_a_reload(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser = practise(f"~join={led.code}").join()
    expect(practiser.case).to_be_visible()
    practiser.press("Wat we bewaren, en waarom").press("Wis mijn gegevens")
    practiser.press("Nee, bewaar het")
    expect(practiser.button("Wis mijn gegevens")).to_be_focused()
    practiser.press("Wis mijn gegevens").press("Ja, wis alles")
    expect(practiser.heading).to_have_text("Je gegevens zijn gewist")
    expect(practiser.heading).to_be_focused()
    assert practiser.page.evaluate("JSON.stringify({...localStorage})") == "{}"
    practiser.reload()
    expect(practiser.heading).to_have_text("Doe mee met de sessie")
    assert led.kinds() == ["created", "erased"]


def test_on_a_shared_computer_somebody_else_can_take_part(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser = practise(f"~join={led.code}").join()
    expect(practiser.case).to_be_visible()
    practiser.press("Wat we bewaren, en waarom").press("Laat deze browser mij vergeten")
    expect(practiser.heading).to_have_text("Deze browser kent je niet meer")
    practiser.press("Doe opnieuw mee").join("Egel")
    expect(practiser.page.locator(".ssmflow-top")).to_contain_text("Je doet mee als Egel")
    assert led.kinds().count("joined") == 2


def test_a_browser_that_keeps_nothing_says_so_and_one_goes_on(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser = practise("")
    practiser.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } });"
    )
    practiser.reload().go_to(f"~join={led.code}").join()
    expect(practiser.case).to_have_text(title("els"))
    expect(practiser.page.locator(".ssmflow-top [role=alert]")).to_contain_text("niet toe")


def test_a_session_that_is_deleted_says_so(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser = practise(f"~join={led.code}").join()
    expect(practiser.case).to_be_visible()
    led.delete()
    expect(practiser.heading).to_have_text("Deze sessie bestaat niet meer")
    practiser.press("Oefen verder op je eigen tempo")
    expect(practiser.heading).to_have_text("Doe mee met een sessie")


def test_a_code_that_was_mistyped_can_be_corrected_where_that_is_told(
    practiser: Practiser, trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser.page.get_by_label("Code").fill("CCCC-CCC")
    practiser.press("Doe mee")
    expect(practiser.page.locator(".ssmflow-refused")).to_contain_text("geen sessie met deze code")
    expect(practiser.page.get_by_label("Bijnaam")).to_have_count(0)
    code = practiser.page.get_by_label("Code")
    expect(code).to_be_focused()
    expect(code).to_have_value("CCCC-CCC")
    code.fill(led.code)
    practiser.press("Zoek de sessie").join()
    expect(practiser.case).to_have_text(title("els"))


def test_who_comes_back_to_the_page_without_the_code_is_offered_to_go_on(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser = practise(f"~join={led.code}").join()
    practiser.hand_in(right_way("els")).press("Volgende casus")
    led.until_kept("began", 2)
    expect(practiser.recorded).to_have_text("Alles is bewaard")
    practise("").press(f"Ga verder met je sessie {led.code[:4]}-{led.code[4:]}")
    again = Practiser(practiser.page.context.pages[-1], practiser.url)
    expect(again.case).to_have_text(title("bart"))
    assert led.kinds().count("joined") == 1


def test_on_a_phone_the_time_that_is_left_stays_in_sight_and_covers_nothing(
    practise: Callable[[str], Practiser], trainer: Trainer
) -> None:
    led = trainer.session("step")
    practiser = practise(f"~join={led.code}")
    practiser.page.set_viewport_size({"width": 390, "height": 700})
    practiser.join()
    led.act("opened", case="els", until="2100-01-01T00:00:00+00:00")
    left = practiser.page.locator(".ssmflow-left")
    expect(left).to_be_in_viewport()
    # What is drawn last makes the page longer still.
    expect(practiser.choices.last).to_be_visible()
    expect(practiser.page.locator(".ssmflow-session")).to_have_attribute("hidden", "")
    practiser.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(practiser.choices.last).to_be_in_viewport()
    expect(left).to_be_in_viewport()
    source, time = practiser.page.locator(".ssmflow-source").bounding_box(), left.bounding_box()
    assert source
    assert time
    assert source["y"] + source["height"] <= time["y"]


def test_a_session_that_has_ended_asks_nobody_for_a_nickname(
    practiser: Practiser, trainer: Trainer
) -> None:
    led = trainer.session("own")
    led.act("ended")
    practiser.page.get_by_label("Code").fill(led.code)
    practiser.press("Doe mee")
    expect(practiser.heading).to_have_text("Deze sessie is afgelopen")
    expect(practiser.heading).to_be_focused()
    expect(practiser.page.get_by_label("Bijnaam")).to_have_count(0)
    practiser.press("Oefen verder op je eigen tempo")
    expect(practiser.heading).to_have_text("Doe mee met een sessie")
