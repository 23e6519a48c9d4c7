"""What stands at the top of every screen of practice: ways out, the message, what is recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.languages import direction
from ssmflow.views.part import Part
from ssmflow.views.training.practice import Practice


class TopView(Part[Practice]):
    """The ways out, the message, and in a session who one is and whether all is recorded."""

    _esm = Path(__file__).with_name("top.js")
    # What all parts of practice share rides on the one that comes first.
    _css = Path(__file__).with_name("training.css")
    acts: ClassVar = {
        "dismiss": ("dismiss", ()),
        "leave_set": ("leave_set", ()),
        "sum_up": ("sum_up", ()),
        "privacy": ("explain_privacy", ()),
    }

    def __init__(self, page: Practice) -> None:
        super().__init__(page)
        page.observe(lambda _: self.refresh(), "recording")

    def describe(self, page: Practice) -> dict[str, Any]:
        """Return the ways out of the present screen, the message and the state of the session."""
        words = page.words
        return {
            "title": page.title,
            "language": page.language,
            "direction": direction(page.language),
            "ways": [{"act": act, "label": words[label]} for act, label in _ways(page)],
            "notice": page.message,
            "dismiss": words["dismiss"],
            "session": _session(page),
        }


def _ways(page: Practice) -> list[tuple[str, str]]:
    alone = page.attending is None and page.screen in ("case", "marking", "summary")
    ways = [("leave_set", "training_other_set")] if alone else []
    if page.screen in ("case", "marking") and (page.own_pace or page.over):
        ways.append(("sum_up", "training_to_summary"))
    if page.screen not in ("privacy", "joining"):
        ways.append(("privacy", "training_privacy_link"))
    return ways


def _session(page: Practice) -> dict[str, str] | None:
    session = page.attending
    if session is None or session.recorder is None:
        return None
    told = {
        "recorded": "training_recorded",
        "waiting": "training_unrecorded",
        "full": "training_full",
        "closed": "training_late",
    }
    state = session.recorder.state
    return {
        "who": page.words["training_as"].format(nickname=session.nickname),
        "state": state,
        "told": page.words[told.get(state, "training_unrecorded")],
    }
