"""Who takes part: how far each is, and a way to remove a nickname."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.board_text import BoardTeller
from ssmflow.training.board import has_arrived
from ssmflow.training.openings import Openings
from ssmflow.training.standings import CaseStanding, ParticipantStanding
from ssmflow.views.part import Part
from ssmflow.views.trainer.board import called
from ssmflow.views.trainer.controls import case_state
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.wording import wording

COLUMNS = (
    "trainer_who",
    "trainer_doing",
    "trainer_cases_done",
    "trainer_right",
    "trainer_column_points",
)
UNTOLD = "\N{EN DASH}"


class People(Part[Lead]):
    """Lists who takes part."""

    _esm = Path(__file__).with_name("people.js")
    longest: ClassVar = 100
    acts: ClassVar = {"remove": ("remove", ("participant",))}

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return a row for each participant, in the order of joining."""
        if page.exercises is None or page.standings is None or page.view != "people":
            return {"shown": False}
        words = page.words
        teller = BoardTeller(page.flow, page.exercises, page.language, words)
        keys = (
            "trainer_remove",
            "trainer_remove_ask",
            "trainer_remove_what",
            "trainer_cancel",
        )
        openings = page.standings.openings
        rows = [self._row(page, teller, openings, each) for each in page.standings.counted]
        return {
            "shown": True,
            "heading": words["trainer_view_people"],
            "moves": page.moves,
            "words": wording(words, keys),
            "help": words["trainer_names_shown" if page.names else "trainer_names_help"],
            "nobody": "" if rows else words["trainer_nobody_joined"],
            "columns": [words[column] for column in COLUMNS],
            "rows": rows,
            "may_remove": not page.ended,
        }

    def _row(
        self, page: Lead, teller: BoardTeller, openings: Openings, someone: ParticipantStanding
    ) -> dict[str, Any]:
        done = {name: each for name, each in someone.cases.items() if each.handed is not None}
        # All may be looking: as on the board, what is right is told once it is revealed.
        told = [each for name, each in done.items() if openings.is_revealed(name)]
        untold = bool(done) and not told
        present = someone.cases.get(someone.present)
        doing = page.words["trainer_begun_none"]
        if present is not None:
            doing = page.words[_doing(page, someone.present, present)].format(
                case=teller.case(someone.present)
            )
        return {
            "id": someone.id,
            "who": called(page, someone),
            "cells": [
                doing,
                f"{len(done)} / {len(teller.exercises.cases)}",
                UNTOLD if untold else str(sum(each.last == "right" for each in told)),
                UNTOLD if untold else str(sum(each.points for each in told)),
            ],
        }


def _doing(page: Lead, case: str, standing: CaseStanding) -> str:
    """Return the key of what somebody does in the case where they are."""
    if standing.state == "handed_in":
        return "trainer_has_handed_in"
    in_step = page.session.get("pace") == "step"
    if page.ended or (in_step and case_state(page, case) != "open"):
        return "trainer_missed"
    return "trainer_at_outcome" if has_arrived(standing) else "trainer_walking"
