"""What is kept and why, in plain words; and a way to have it erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.views.training.attendance import KEEP_DAYS, Attendance
from ssmflow.views.training.panel import Panel
from ssmflow.views.training.practice import Practice

SECTIONS = ("alone", "what", "why", "who", "long", "ask")


class PrivacyView(Panel):
    """Tells what is kept, why, for whom and how long; whoever is in a session can erase theirs."""

    screens = ("privacy",)
    _esm = Path(__file__).with_name("privacy_view.js")
    _css = Path(__file__).with_name("privacy_view.css")
    acts: ClassVar = {
        "back": ("close_privacy", ()),
        "forget": ("forget", ("code",)),
        "step_aside": ("step_aside", ("code",)),
    }

    def content(self, page: Practice) -> dict[str, Any]:
        """Return the sections, and the question before anything is erased."""
        words, session = page.words, page.attending
        days = page.attendance.keep_days if page.attendance else KEEP_DAYS
        shown = SECTIONS if page.attendance else SECTIONS[:1]
        sure = words["training_forget_sure"]
        return {
            "heading": words["training_screen_privacy"],
            "sections": [
                {
                    "heading": words[f"training_privacy_{name}"],
                    "text": words[f"training_privacy_{name}_told"].format(days=days),
                }
                for name in shown
            ],
            "aside": {
                "code": session.code,
                "heading": words["training_privacy_shared"],
                "text": words["training_privacy_shared_told"].format(nickname=session.nickname),
                "label": words["training_step_aside"],
            }
            if session
            else None,
            "back": words["training_privacy_back"],
            "forget": {
                "code": session.code,
                "heading": words["training_forget_title"],
                "told": words["training_forget_told"],
                "label": words["training_forget"],
                "sure": sure.format(nickname=session.nickname),
                "yes": words["training_forget_yes"],
                "no": words["training_forget_no"],
            }
            if session
            else None,
        }

    def forget(self, code: str) -> None:
        """Have all erased that is kept of who takes part."""
        if session := self._left(code):
            session.forget()

    def step_aside(self, code: str) -> None:
        """Let the browser forget who takes part; what is kept stays."""
        if session := self._left(code):
            session.step_aside()

    def _left(self, code: str) -> Attendance | None:
        """Leave this screen for the session that an act names, where that fits."""
        session = self._page.attending
        if session is None or self._page.screen != "privacy" or code != session.code:
            return None
        self._page.beside = ""
        return session
