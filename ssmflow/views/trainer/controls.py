"""Which case is looked at; and in a session in step, which is open, and what comes next."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.board_text import BoardTeller
from ssmflow.views.part import Part
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.wording import wording

OFFERED = ("2", "3", "5", "10")
"""Minutes that a case may be opened for."""
MORE = ("1", "2")
STATES = {
    "ahead": "trainer_case_ahead",
    "open": "trainer_case_open",
    "over": "trainer_case_over",
    "closed": "trainer_case_closed",
    "revealed": "trainer_case_revealed",
}


class Controls(Part[Lead]):
    """Chooses the case, and opens, extends, closes and reveals it."""

    _esm = Path(__file__).with_name("controls.js")
    longest: ClassVar = 200
    acts: ClassVar = {
        "choose": ("choose", ("case",)),
        "open": ("open_case", ("case", "minutes")),
        "extend": ("extend", ("case", "minutes")),
        "close": ("close_case", ("case",)),
        "reveal": ("reveal", ("case",)),
    }

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the cases, and what the trainer may do with the one that is looked at."""
        if page.exercises is None or page.view not in ("board", "map"):
            return {"shown": False}
        teller = BoardTeller(page.flow, page.exercises, page.language, page.words)
        words = page.words
        keys = (
            "trainer_case",
            "trainer_open_case",
            "trainer_reopen",
            "trainer_close_case",
            "trainer_reveal",
            "trainer_no_limit",
            "trainer_limit",
            "trainer_left",
            "trainer_to_open",
        )
        in_step = page.session.get("pace") == "step"
        state = case_state(page, page.case) if page.case and in_step else ""
        opening = page.standings.openings.cases.get(page.case) if page.standings else None
        timed = opening is not None and opening.until is not None
        is_present = page.standings is not None and page.standings.openings.present == page.case
        extends = state in ("open", "over") and is_present and not page.ended
        more = "trainer_more" if timed else "trainer_closes_in"
        return {
            "shown": True,
            "words": wording(words, keys),
            "case": page.case,
            "cases": [{"id": "", "title": words["trainer_all_cases"]}]
            + [
                {"id": id_, "title": self._titled(page, teller, id_, in_step=in_step)}
                for id_ in page.exercises.cases
            ],
            "state": words[STATES[state]] if state else "",
            "hint": self._hint(page, in_step=in_step),
            "other": self._other(page) if in_step else "",
            "left": _left(opening.until) if opening and timed and state == "open" else None,
            "may": {
                "open": state == "ahead" and self._free(page),
                "reopen": state in ("closed", "over") and self._free(page) and not extends,
                "extend": extends,
                "close": state == "open",
                "reveal": state in ("closed", "over") and not page.ended,
            },
            "offered": [
                {"minutes": each, "label": words["trainer_minutes"].format(count=each)}
                for each in OFFERED
            ],
            "more": [{"minutes": each, "label": words[more].format(count=each)} for each in MORE],
            "next": self._next(page) if in_step and not page.ended else "",
            "next_label": words["trainer_next_case" if _begun(page) else "trainer_first_case"],
            "acting": page.acting,
        }

    def _titled(self, page: Lead, teller: BoardTeller, case: str, *, in_step: bool) -> str:
        title = teller.case(case)
        return f"{title} ({page.words[STATES[case_state(page, case)]]})" if in_step else title

    def _hint(self, page: Lead, *, in_step: bool) -> str:
        if page.ended or not in_step:
            return ""
        other = self._other(page)
        if other and page.exercises:
            teller = BoardTeller(page.flow, page.exercises, page.language, page.words)
            return page.words["trainer_other_open"].format(case=teller.case(other))
        return "" if page.case else page.words["trainer_choose_case"]

    def _free(self, page: Lead) -> bool:
        """Tell whether no other case is open, in a session that goes on."""
        return not page.ended and not self._other(page)

    def _other(self, page: Lead) -> str:
        """Return another case that is open now; empty where none is."""
        present = open_case(page)
        return present if present != page.case else ""

    def _next(self, page: Lead) -> str:
        """Return the case after the one that is revealed, or the first; empty where none is."""
        cases = list(page.exercises.cases) if page.exercises else []
        ahead = [case for case in cases if case_state(page, case) == "ahead"]
        is_over = not page.case or case_state(page, page.case) == "revealed"
        return ahead[0] if ahead and is_over and not self._other(page) else ""


def _left(until: datetime | None) -> int:
    """Return the seconds until a time: the browser's clock may be wrong."""
    return max(0, ceil((until - datetime.now(UTC)).total_seconds())) if until else 0


def _begun(page: Lead) -> bool:
    """Tell whether any case was opened."""
    return bool(page.standings and page.standings.openings.cases)


def open_case(page: Lead) -> str:
    """Return the case that is open now in a session in step; empty where none is."""
    present = page.standings.openings.present if page.standings else ""
    return present if present and case_state(page, present) == "open" else ""


def case_state(page: Lead, case: str) -> str:
    """Return how a case of a session in step stands; its time may have run out."""
    opening = page.standings.openings.cases.get(case) if page.standings else None
    if opening is None:
        return "ahead"
    if opening.revealed:
        return "revealed"
    if not page.ended and opening.is_open(datetime.now(UTC)):
        return "open"
    at = (page.standings.openings.ended if page.standings else None) or datetime.now(UTC)
    ran_out = opening.closed is None and opening.until is not None and opening.until <= at
    return "over" if ran_out else "closed"
