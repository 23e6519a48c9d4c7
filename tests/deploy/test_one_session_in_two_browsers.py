"""A trainer and a participant, each in a browser at another server, in one session."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from practiser import Practiser
from right_ways import right_way, title
from several import PASSPHRASE, Servers
from visits import go_on, kernel_of
from walker import ARRIVAL

JOINED = "Aantal deelnemers: 1"


def session_of(trainer: Page, address: str) -> str:
    """Sign in at an address, and make a session: its code."""
    trainer.goto(address)
    expect(trainer.locator(".page-ready")).to_be_attached(timeout=ARRIVAL)
    trainer.get_by_label("Wachtzin").fill(PASSPHRASE)
    trainer.get_by_role("button", name="Meld je aan").click()
    trainer.get_by_role("button", name="Maak de sessie").click()
    return re.sub(r"\W", "", trainer.locator(".ssmflow-lead-large-code").inner_text())


def expect_joined(trainer: Page) -> None:
    """See the participant, who comes by way of the database."""
    invitation = trainer.locator(".ssmflow-lead-invitation")
    expect(invitation).to_contain_text(JOINED, timeout=ARRIVAL)


def test_trainer_and_participant_see_each_other_and_go_on_when_the_trainers_server_dies(
    sharing: Servers, people: list[Page]
) -> None:
    trainer, person = people
    url = sharing.proxy.url
    code = session_of(trainer, f"{url}trainer")
    participant = Practiser(person, f"{url}training").open(f"~join={code}").join()
    homes = [sharing.home(kernel_of(page)) for page in people]
    assert sorted(homes) == [0, 1]
    expect_joined(trainer)
    sharing.each[homes[0]].process.kill()
    participant.hand_in(right_way("els")).press("Volgende casus")
    expect(participant.case).to_have_text(title("bart"), timeout=ARRIVAL)
    expect(participant.recorded).to_have_text("Alles is bewaard", timeout=ARRIVAL)
    go_on(trainer)
    expect_joined(trainer)
    assert sharing.home(kernel_of(trainer)) == homes[1]


def test_a_participant_whose_server_dies_goes_on_where_they_were(
    sharing: Servers, people: list[Page]
) -> None:
    trainer, person = people
    url = sharing.proxy.url
    code = session_of(trainer, f"{url}trainer")
    participant = Practiser(person, f"{url}training").open(f"~join={code}").join()
    participant.hand_in(right_way("els")).press("Volgende casus").answer(["Lokale beheerder"])
    expect(participant.recorded).to_have_text("Alles is bewaard", timeout=ARRIVAL)
    step = participant.step.inner_text()
    sharing.each[sharing.home(kernel_of(person))].process.kill()
    go_on(person)
    participant.arrived()
    expect(participant.case).to_have_text(title("bart"), timeout=ARRIVAL)
    expect(participant.step).to_have_text(step, timeout=ARRIVAL)
    expect_joined(trainer)
