"""Whoever is cut off in the middle goes on where they were."""

from __future__ import annotations

from collections.abc import Callable

from led_session import Trainer
from playwright.sync_api import expect
from practiser import Practiser
from right_ways import right_way, title
from served import Served


def kill_the_kernel_of(practiser: Practiser, app: Served) -> None:
    (kernel,) = app.kernels_of(practiser.kernel)
    kernel.kill()
    expect(practiser.page.locator("#page-banner")).to_contain_text(
        "Je bezoek is afgesloten.", timeout=60_000
    )


def test_practice_alone_goes_on_after_the_kernel_was_killed(
    practise: Callable[[str], Practiser], training_app: Served
) -> None:
    practiser = practise("").begin().hand_in(right_way("els")).press("Volgende casus")
    practiser.answer(["Lokale beheerder"])
    kill_the_kernel_of(practiser, training_app)
    practiser.resume()
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.step).to_have_text("Ik heb een Belgische eID.")
    practiser.press("Naar het overzicht")
    expect(practiser.page.locator(".ssmflow-total")).to_have_text("4 van de 40 punten")


def test_a_session_goes_on_after_the_kernel_was_killed(
    practise: Callable[[str], Practiser], training_app: Served, trainer: Trainer
) -> None:
    led = trainer.session("own")
    practiser = practise(f"~join={led.code}").join()
    practiser.hand_in(right_way("els")).press("Volgende casus").answer(["Lokale beheerder"])
    led.until_kept("answered", len(right_way("els")) + 1)
    expect(practiser.recorded).to_have_text("Alles is bewaard")
    before = led.kinds()
    kill_the_kernel_of(practiser, training_app)
    practiser.resume()
    expect(practiser.case).to_have_text(title("bart"))
    expect(practiser.step).to_have_text("Ik heb een Belgische eID.")
    assert led.kinds() == before
    practiser.answer(["Ja"])
    expect(practiser.recorded).to_have_text("Alles is bewaard")
    assert led.kinds().count("joined") == 1
