"""The sessions that are kept, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling import markdown
from ssmflow.training.guard import shown_code
from ssmflow.views.part import Part
from ssmflow.views.trainer.lead import LONGEST_TITLE, Lead
from ssmflow.views.trainer.wording import joined_told, pace_told, wording


class Hall(Part[Lead]):
    """Lists the sessions, and makes a new one."""

    _esm = Path(__file__).with_name("hall.js")
    longest: ClassVar = 1000
    acts: ClassVar = {
        "open": ("open_session", ("session",)),
        "create": ("create", ("title", "exercises", "pace")),
    }

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the sets, and the sessions, newest first; nothing in a session."""
        words = page.words
        if not page.signed_in or page.session_id:
            return {"shown": False}
        keys = (
            "trainer_new",
            "trainer_new_title",
            "trainer_new_set",
            "trainer_pace",
            "trainer_create",
            "trainer_sessions",
            "trainer_no_sessions",
            "trainer_open",
        )
        more = (
            "trainer_new_title_help",
            "trainer_pace_own",
            "trainer_pace_own_help",
            "trainer_pace_step",
            "trainer_pace_step_help",
        )
        return {
            "shown": True,
            "heading": words["trainer_hall"],
            "words": wording(words, (*keys, *more)),
            "moves": page.moves,
            "language": page.language,
            "busy": page.asked,
            "longest": LONGEST_TITLE,
            "no_sets": "" if page.training.sets else words["trainer_no_sets"],
            "sets": [
                {
                    "id": each.id,
                    "title": words["trainer_set_of"].format(
                        title=markdown.plain(each.title, page.language), count=len(each.cases)
                    ),
                }
                for each in page.training.sets.values()
            ],
            "sessions": [self._session(page, each) for each in page.sessions],
            "kept": words["trainer_kept"].format(days=page.keep_days),
        }

    def _session(self, page: Lead, session: Mapping[str, Any]) -> dict[str, str]:
        found = page.training.sets.get(session["exercises"])
        about = markdown.plain(found.title, page.language) if found else session["exercises"]
        state = "trainer_ended" if session["ended"] else "trainer_going_on"
        count = page.participants.get(session["id"], 0)
        told = (about, pace_told(page, session), joined_told(page, count), page.words[state])
        return {
            "id": session["id"],
            "title": session["title"],
            "about": " \N{MIDDLE DOT} ".join(told),
            "created": session["created"],
            "code": shown_code(session["code"]),
        }
