"""The map of the flow with where everyone is, and which ways they went."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.answer_text import AnswerTold, answer_told
from ssmflow.telling.board_picture import board_picture, road_of
from ssmflow.telling.board_text import BoardTeller
from ssmflow.training.marking import truth
from ssmflow.views.part import Part
from ssmflow.views.trainer.lead import Lead


class SessionMap(Part[Lead]):
    """Draws where everyone is, and says the same in a list."""

    _esm = Path(__file__).with_name("session_map.js")
    _css = Path(__file__).parents[2] / "telling" / "pictures.css"
    longest: ClassVar = 200
    acts: ClassVar = {"peek": ("peek", ("case",)), "cover": ("cover", ("case",))}

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the picture, and what it shows in words."""
        if page.exercises is None or page.view != "map":
            return {"shown": False}
        words, board, act = page.words, page.board(page.case), _act(page)
        case = page.exercises.cases[page.case] if page.shows_answer(page.case) else None
        road = road_of(truth(page.flow, case)) if case else ()
        teller = BoardTeller(page.flow, page.exercises, page.language, words)
        counted = [(step, board.standing.get(step, 0)) for step in page.flow.steps]
        return {
            "shown": True,
            "heading": teller.case(page.case) if page.case else words["trainer_all_cases"],
            "moves": page.moves,
            "help": words["trainer_map_help"],
            "road_help": words["trainer_map_road"] if road else "",
            "case": page.case,
            "act": act,
            "act_label": words[f"trainer_{act}"] if act else "",
            "road_label": words["trainer_map_road_label"] if case else "",
            "road": _told(answer_told(case, teller)) if case else [],
            "frame": words["trainer_map_title"],
            "svg": board_picture(page.flow, board, page.language, words, road=road),
            "as_text": words["trainer_map_as_text"],
            "nobody": "" if any(count for _, count in counted) else words["trainer_map_nobody"],
            "steps": [
                {"step": teller.step(step), "count": count} for step, count in counted if count
            ],
        }


def _act(page: Lead) -> str:
    """Return what may be done with the answer that stands on the map; empty for nothing."""
    if not page.case or (page.shows_answer(page.case) and page.peeked != page.case):
        return ""
    return "cover" if page.peeked == page.case else "peek"


def _told(answer: AnswerTold) -> list[str]:
    return [*(f"{each.question} → {each.answer}" for each in answer.road), answer.outcome]
