"""A browser can send anything: what does not fit the screen is not done."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from practice_room import BOB, hand_in, training
from traitlets.log import get_logger

from ssmflow.formats.training import Training
from ssmflow.views.part import Part
from ssmflow.views.training.practice import Practice
from ssmflow.views.training_app import TrainingApp

NONSENSE: list[Any] = [
    None,
    "hand_in",
    {},
    {"act": ["retry"]},
    {"act": "did", "kind": "marked"},
    {"act": "take_progress", "progress": "alles"},
    {"act": "_go_to", "case": "cas"},
    {"act": "hand_in", "case": "ann"},
    {"act": "hand_in", "case": "ann", "outcome": 1},
    {"act": "hint", "case": "ann", "number": "x" * 1_000_000},
    {"act": "join", "code": "CCCCCCC", "nickname": None},
]
LATE: list[dict[str, str]] = [
    {"act": "hand_in", "case": "ann", "outcome": "permit"},
    {"act": "hand_in", "case": "bob", "outcome": "no-permit"},
    {"act": "hint", "case": "ann", "number": "1"},
    {"act": "retry", "case": "bob"},
    {"act": "next", "case": "bob"},
    {"act": "open", "case": "dora"},
    {"act": "open", "exercises": "cases"},
    {"act": "again"},
    {"act": "carry_on"},
    {"act": "join", "code": "", "nickname": "Uil"},
    {"act": "resume", "code": "", "token": "x"},
    {"act": "forget", "code": ""},
    {"act": "step_aside", "code": ""},
    {"act": "back", "step": "no-permit"},
    {"act": "change", "question": "resident", "choice": "ja"},
]


@pytest.fixture
def app() -> TrainingApp:
    """Somebody who has handed in the first case, as the wrong answer."""
    made = TrainingApp(training())
    made.page.open_set("cases")
    hand_in(made.page, BOB)
    return made


def parts(widget: Any) -> list[Part[Practice]]:
    """Every part below a widget."""
    found = [widget] if isinstance(widget, Part) else []
    return found + [part for child in getattr(widget, "children", ()) for part in parts(child)]


@pytest.mark.parametrize("message", [*NONSENSE, *LATE], ids=str)
def test_what_does_not_fit_does_nothing(
    app: TrainingApp, message: Any, caplog: pytest.LogCaptureFixture
) -> None:
    logger = get_logger()
    assert isinstance(logger, logging.Logger)
    logger.addHandler(caplog.handler)
    before, screen = app.page.fragment, app.page.screen
    for part in parts(app):
        part._receive(part, message, [])
    logger.removeHandler(caplog.handler)
    assert (app.page.fragment, app.page.screen) == (before, screen)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_there_are_parts_to_send_to(app: TrainingApp) -> None:
    assert len(parts(app)) >= 12


def test_an_app_without_a_flow_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one flow"):
        TrainingApp(Training({}))
