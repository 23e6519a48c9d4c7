"""A phone has no pointer that hovers: what a finger touched last looks like the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from served import Served
from walker import Walker

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WHITE = "rgb(255, 255, 255)"


@pytest.fixture
def toucher(
    browser: Browser, context_arguments: dict[str, Any], shipped_app: Served
) -> Iterator[Walker]:
    with browser.new_context(**{**context_arguments, **PHONE}) as context:
        yield Walker(context.new_page(), shipped_app.url).open()


def test_no_choice_of_a_new_step_looks_chosen_where_the_finger_was(toucher: Walker) -> None:
    toucher.answer("Mandaatbeheerder")
    for choice in (toucher.button("Ja"), toucher.button("Neen")):
        choice.hover()
        expect(choice).to_have_css("background-color", WHITE)


def test_a_choice_under_a_mouse_shows_that_it_can_be_pressed(walker: Walker) -> None:
    walker.go_to("").button("Mandaatbeheerder").hover()
    expect(walker.button("Mandaatbeheerder")).not_to_have_css("background-color", WHITE)
