"""A browser can send anything: only an act that is declared, with its texts, is done."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from traitlets.log import get_logger

from ssmflow.flow.walk import Walk
from ssmflow.views.address import Address
from ssmflow.views.map import MapView
from ssmflow.views.page import Page
from ssmflow.views.part import MAXIMUM_CHARACTERS, Part
from ssmflow.views.step import StepView
from ssmflow.views.title_bar import TitleBar
from ssmflow.views.trace import TraceView
from ssmflow.views.walk_app import WalkApp

NONSENSE: list[Any] = [
    None,
    "change",
    [],
    {},
    {"act": None},
    {"act": ["change"]},
    {"act": "_move"},
    {"act": "__init__"},
    {"act": "restart", "step": "resident"},
    {"act": "change"},
    {"act": "change", "question": "resident"},
    {"act": "change", "question": "resident", "choice": None},
    {"act": "change", "question": "resident", "choice": 1},
    {"act": "change", "question": "resident", "choice": {"ja": "ja"}},
    {"act": "change", "question": ["resident"], "choice": "ja"},
    {"act": "change", "question": "resident", "choice": "x" * (MAXIMUM_CHARACTERS + 1)},
]


def send(part: Part[Page], content: Any) -> None:
    part._handle_custom_msg(content, [])


@pytest.mark.parametrize("content", NONSENSE, ids=str)
def test_a_crafted_message_does_nothing_and_prints_nothing(
    page: Page, content: Any, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    send(TraceView(page), content)
    assert (page.fragment, page.revision, page.notice) == ("", 0, "")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_an_oversized_value_is_not_even_read(page: Page) -> None:
    send(Address(page), {"act": "follow", "fragment": "x" * (MAXIMUM_CHARACTERS + 1)})
    assert page.revision == 0
    send(Address(page), {"act": "follow", "fragment": "x" * MAXIMUM_CHARACTERS})
    assert page.revision == 1


def test_each_act_of_each_part_reaches_the_page(page: Page) -> None:
    send(Address(page), {"act": "arrive", "fragment": "resident=ja&zone=a"})
    assert page.walk.current.id == "vehicle"
    send(TraceView(page), {"act": "change", "question": "zone", "choice": "c"})
    assert page.fragment == "resident=ja&zone=c"
    send(MapView(page), {"act": "go", "question": "zone"})
    assert page.walk.current.id == "zone"
    send(TitleBar(page), {"act": "speak", "language": "en"})
    assert page.language == "en"


def test_more_values_than_an_act_takes_are_left_out(page: Page) -> None:
    send(Address(page), {"act": "follow", "fragment": "resident=ja", "moved": False})
    assert (page.fragment, page.moves) == ("resident=ja", 1)


def test_a_browser_cannot_write_what_python_tells(page: Page) -> None:
    """What comes in over a trait stays in that trait: no view reads it back."""
    trace = TraceView(page)
    trace.set_state({"data": {"lines": "hacked"}})
    assert page.fragment == ""
    page.answer("resident", "ja")
    assert trace.data["lines"][0]["question"] == "resident"


def choices_of(view: StepView) -> list[Any]:
    return [*view._choices.children]


def test_a_button_answers_and_each_step_has_its_own(page: Page) -> None:
    view = StepView(page)
    first = choices_of(view)
    assert [button.description for button in first] == ["Ja", "Neen"]
    first[0].click()
    assert page.fragment == "resident=ja"
    assert [button.description for button in choices_of(view)] == ["Zone A", "Zone B", "Zone C"]


def test_a_button_that_is_pressed_late_or_twice_does_nothing(page: Page) -> None:
    view = StepView(page)
    ja, neen = choices_of(view)
    ja.click()
    ja.click()
    neen.click()
    assert page.fragment == "resident=ja"
    assert page.moves == 1


def test_late_buttons_back_and_again_do_nothing(page: Page) -> None:
    page.arrive("resident=ja&zone=a")
    view = StepView(page)
    back, again = view._ways.children
    back.click()
    back.click()
    again.click()
    assert page.fragment == "resident=ja"


def test_buttons_are_closed_when_others_take_their_place(page: Page) -> None:
    view = StepView(page)
    old = choices_of(view)
    old[0].click()
    assert all(button.comm is None for button in old)


def test_the_buttons_stay_where_nothing_changes(page: Page) -> None:
    view = StepView(page)
    before = choices_of(view)
    page.fail()
    page.dismiss()
    assert choices_of(view) == before


def test_a_failing_act_is_told_to_the_visitor_and_logged_for_the_operator(
    page: Page, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    view = StepView(page)
    records: list[logging.LogRecord] = []
    listener = logging.Handler()
    monkeypatch.setattr(listener, "emit", records.append)
    monkeypatch.setattr(get_logger(), "handlers", [listener])
    monkeypatch.setattr(get_logger(), "propagate", False)
    monkeypatch.setattr(Walk, "answer", lambda *_: 1 / 0)
    choices_of(view)[0].click()
    assert page.notice == page.words["failed"]
    assert [record.getMessage() for record in records] == ["ssmflow: an act failed"]
    assert records[0].exc_info
    assert capfd.readouterr() == ("", "")


def test_an_app_without_a_flow_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one flow"):
        WalkApp([])
