"""The map of the flow with where everyone is, and which ways they went."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.board_picture import board_picture
from ssmflow.telling.board_text import BoardTeller
from ssmflow.views.part import Part
from ssmflow.views.trainer.lead import Lead


class SessionMap(Part[Lead]):
    """Draws where everyone is, and says the same in a list."""

    _esm = Path(__file__).with_name("session_map.js")
    _css = Path(__file__).parents[2] / "telling" / "pictures.css"
    acts: ClassVar = {}

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the picture, and what it shows in words."""
        if page.exercises is None or page.view != "map":
            return {"shown": False}
        words, board = page.words, page.board(page.case)
        teller = BoardTeller(page.flow, page.exercises, page.language, words)
        counted = [(step, board.standing.get(step, 0)) for step in page.flow.steps]
        return {
            "shown": True,
            "heading": teller.case(page.case) if page.case else words["trainer_all_cases"],
            "moves": page.moves,
            "help": words["trainer_map_help"],
            "frame": words["trainer_map_title"],
            "svg": board_picture(page.flow, board, page.language, words),
            "as_text": words["trainer_map_as_text"],
            "nobody": "" if any(count for _, count in counted) else words["trainer_map_nobody"],
            "steps": [
                {"step": teller.step(step), "count": count} for step, count in counted if count
            ],
        }
