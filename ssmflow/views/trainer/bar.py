"""What stands above on the trainer's page: the session, the ways to look at it, and messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.languages import direction
from ssmflow.training.guard import shown_code
from ssmflow.views.part import Part
from ssmflow.views.trainer.lead import VIEWS, Lead
from ssmflow.views.trainer.wording import joined_told, pace_told, wording

VIEW_WORDS = {
    "invitation": "trainer_view_invitation",
    "board": "trainer_view_board",
    "map": "trainer_view_map",
    "people": "trainer_view_people",
    "after": "trainer_view_after",
}


class Bar(Part[Lead]):
    """Names the session, leads to each view of it, and says what went wrong."""

    _esm = Path(__file__).with_name("bar.js")
    _css = Path(__file__).with_name("trainer.css")
    longest: ClassVar = 100
    acts: ClassVar = {
        "look": ("look_at", ("view",)),
        "names": ("show_names", ("shown",)),
        "leave": ("leave_session", ("session",)),
        "out": ("sign_out", ()),
        "stay": ("stay", ()),
        "dismiss": ("dismiss", ()),
    }

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the session's name and code, the views, and what is to be said."""
        words = page.words
        keys = (
            "trainer_sign_out",
            "trainer_to_sessions",
            "trainer_views",
            "trainer_names",
            "trainer_names_end",
            "trainer_large",
            "trainer_large_end",
            "trainer_stay",
            "trainer_lost",
        )
        title = page.session.get("title", "") if page.session_id else ""
        return {
            "words": wording(words, keys),
            "language": page.language,
            "direction": direction(page.language),
            "title": " | ".join(filter(None, [title, words["trainer_title"]])),
            "signed_in": page.signed_in,
            "session": page.session_id,
            "named": title,
            "about": _about(page) if page.session_id else "",
            "code": shown_code(page.session["code"]) if page.session_id else "",
            "code_label": words["trainer_code"],
            "ended": words["trainer_ended"] if page.session_id and page.ended else "",
            "views": [
                {"id": view, "name": words[VIEW_WORDS[view]], "current": view == page.view}
                for view in VIEWS
                if page.session_id
            ],
            "names": page.names,
            "busy": page.asked,
            "notice": page.notice,
            "dismiss": words["dismiss"],
            "leaving": words["trainer_leaving"] if page.leaving else "",
            "lost": page.lost,
        }


def _about(page: Lead) -> str:
    told = (pace_told(page, page.session), joined_told(page, page.board("").joined))
    return " \N{MIDDLE DOT} ".join(told)
