"""A session, wherever no case of it is walked: joining, waiting, being out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling import markdown
from ssmflow.training.guard import LONGEST_NICKNAME, as_nickname, shown_code
from ssmflow.views.training.attendance import Attendance, refusal
from ssmflow.views.training.panel import Panel
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.whereabouts import LONGEST_CODE

LONGEST_TOKEN = 200
CANNOT_JOIN_AGAIN = ("session_ended", "gone", "unknown_set")


class SessionView(Panel):
    """The form to join, the screens where one waits, and the one where it is over.

    The browser keeps the token by which one comes back, and gives it when it is asked for.
    """

    screens = ("joining", "waiting", "answered", "closed", "out")
    _esm = Path(__file__).with_name("session_view.js")
    _css = Path(__file__).with_name("session_view.css")
    longest: ClassVar = LONGEST_TOKEN
    acts: ClassVar = {
        "join": ("join", ("code", "nickname")),
        "resume": ("resume", ("code", "token")),
        "again": ("join_again", ()),
        "alone": ("leave_session", ()),
        "find": ("find_session", ("code",)),
        "privacy": ("explain_privacy", ()),
        "refused": ("tell_of_storage", ()),
    }

    def describe(self, page: Practice) -> dict[str, Any]:
        """Return what is drawn, and what the browser is to keep, to give or to drop."""
        session = page.attendance
        asked = session.code if session else ""
        inside = session is not None and session.state == "in"
        out = session is not None and session.state == "out"
        return {
            **super().describe(page),
            "seek": asked if session and session.state == "apart" and not session.why else "",
            "keep": {"code": asked, "token": session.token} if session and inside else None,
            "drop": asked if out else "",
        }

    def content(self, page: Practice) -> dict[str, Any]:
        """Return the form, or what is told while there is nothing to do."""
        session, screen = page.attendance, page.screen
        if session is None:
            return {"form": None}
        if screen == "joining":
            return _joining(page, session)
        if screen == "out":
            return _out(page, _why(page, session))
        key = f"training_{screen}"
        return {
            "heading": page.words["training_time_up" if _time_is_up(page, session) else key],
            "told": page.words[f"{key}_told"],
            "handed": _handed(page) if screen == "answered" else "",
            "form": None,
            "again": "",
            "alone": "",
        }

    def join(self, code: str, nickname: str) -> None:
        """Ask to be let in under a nickname."""
        session = self._page.attendance
        if session is None or self._page.screen != "joining" or code != session.code:
            return
        if as_nickname(nickname) is None:
            session.why = "nickname_invalid"
            self._page.settle()
        else:
            session.join(code, nickname)

    def resume(self, code: str, token: str) -> None:
        """Go on as who the browser remembers."""
        session = self._page.attendance
        if session and code and code == session.code and session.state == "apart":
            session.resume(token)

    def join_again(self) -> None:
        """Be ready to join the same session again."""
        session = self._page.attendance
        if session and self._page.screen == "out" and session.state == "out":
            session.start_over()
            self._page.no_set()
            self._page.settle()

    def tell_of_storage(self) -> None:
        """Tell that the browser keeps nothing."""
        self._page.tell(self._page.words["training_storage_refused"])


def _time_is_up(page: Practice, session: Attendance) -> bool:
    """Tell whether the present case closed by itself, and not because the trainer closed it."""
    opening = session.openings.cases.get(session.openings.present)
    return page.screen == "closed" and opening is not None and opening.closed is None


def _why(page: Practice, session: Attendance) -> str:
    """Return why one is out, as the words know it."""
    if session.state == "in":
        return "unknown_set"
    known = f"training_out_{session.why}" in page.words
    return session.why if known else "unknown_token"


def _out(page: Practice, why: str) -> dict[str, Any]:
    """Return what is told to who is not, or no longer, in a session, and what they may do."""
    may = why not in CANNOT_JOIN_AGAIN
    return {
        "heading": page.words[f"training_out_{why}"],
        "told": page.words[f"training_out_{why}_told"],
        "handed": "",
        "form": None,
        "again": page.words["training_join_again"] if may else "",
        "alone": page.words["training_practise_alone"],
    }


def _handed(page: Practice) -> str:
    """Say what was handed in."""
    text = markdown.plain(page.walk.current.text, page.language)
    return page.words["training_handed_in"].format(outcome=text)


def _joining(page: Practice, session: Attendance) -> dict[str, Any]:
    words = page.words
    if session.over:
        return _out(page, "session_ended")
    return {
        "heading": words["training_join_title"],
        "told": "",
        "handed": "",
        "form": {
            "stage": _stage(session),
            "code": session.code,
            "code_label": words["training_code"],
            "code_shown": shown_code(session.code),
            "code_longest": LONGEST_CODE,
            "find": words["training_find"],
            "other": words["training_other_code"],
            "nickname_label": words["training_nickname"],
            "nickname_help": words["training_nickname_help"],
            "longest": LONGEST_NICKNAME,
            "button": words["training_join"],
            "asking": words["training_asking"] if _awaited(session) else "",
            "refused": refusal(words, session) if session.why else "",
            "title": _title(page, session),
            "privacy": words["training_privacy_link"],
        },
        "again": "",
        "alone": words["training_alone_instead"],
    }


def _stage(session: Attendance) -> str:
    """Return what is asked for: a nickname, the code again, or nothing while it is looked up."""
    if session.session:
        return "nickname"
    return "code" if session.unfound else "search"


def _awaited(session: Attendance) -> bool:
    return session.state == "asking" or _stage(session) == "search"


def _title(page: Practice, session: Attendance) -> str:
    """Return what the trainer calls the session; empty while that is not known."""
    title = str(session.session.get("title", ""))
    return page.words["training_session"].format(title=title) if title else ""
