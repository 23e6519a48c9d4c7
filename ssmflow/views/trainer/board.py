"""The board of a session: how many are how far, where they ended, what misled, who is stuck."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from ssmflow.telling.answer_text import answer_told
from ssmflow.telling.board_text import MARK_WORDS, MARKS, BoardTeller, OutcomeTold
from ssmflow.training.board import Board, CaseBoard, Stuck
from ssmflow.training.standings import ParticipantStanding
from ssmflow.views.part import Part
from ssmflow.views.trainer.controls import case_state
from ssmflow.views.trainer.lead import Lead
from ssmflow.views.trainer.wording import wording

MOST_TURNS = 5
"""Wrong turns that are shown of a case: more could not be read from afar."""
MOST_STUCK = 8


class BoardView(Part[Lead]):
    """Draws the board of one case, or of all of them."""

    _esm = Path(__file__).with_name("board.js")
    _css = Path(__file__).with_name("board.css")
    longest: ClassVar = 200
    acts: ClassVar = {"peek": ("peek", ("case",)), "cover": ("cover", ("case",))}

    def describe(self, page: Lead) -> dict[str, Any]:
        """Return the figures in words; nothing while something else is looked at."""
        if page.exercises is None or page.view != "board":
            return {"shown": False}
        words = page.words
        teller = BoardTeller(page.flow, page.exercises, page.language, words)
        board = page.board(page.case)
        keys = (
            "trainer_answer",
            "trainer_cover",
            "trainer_explanation",
            "trainer_outcomes",
            "trainer_turns",
            "trainer_took",
            "trainer_fits_is",
            "trainer_stuck",
            "trainer_marks",
            "trainer_no_turns",
            "trainer_say",
            "trainer_peek",
            "trainer_map_road_label",
        )
        return {
            "shown": True,
            "heading": teller.case(page.case) if page.case else words["trainer_all_cases"],
            "moves": page.moves,
            "words": wording(words, keys),
            "numbers": _numbers(page, board),
            "story": teller.text(page.exercises.cases[page.case].story) if page.case else "",
            "answer": _answer(page, teller) if page.shows_answer(page.case) else None,
            "case": _case(page, teller, board) if page.case else None,
            "cases": [] if page.case else [_line(page, teller, board, id_) for id_ in board.cases],
            "legend": [{"mark": mark, "name": words[MARK_WORDS[mark]]} for mark in MARKS],
            "stuck": [_stuck(page, teller, each) for each in board.stuck[:MOST_STUCK]],
            "more_stuck": _more(page, len(board.stuck) - MOST_STUCK),
            "summary": _summary(page, board),
        }


def called(page: Lead, someone: ParticipantStanding) -> str:
    """Return what somebody is called on a screen that all may see."""
    if page.names:
        return someone.nickname
    return page.words["trainer_participant"].format(number=someone.number)


def _numbers(page: Lead, board: Board) -> list[dict[str, Any]]:
    # In step a case that is opened comes to everyone by itself.
    in_step = bool(page.case) and page.session.get("pace") == "step"
    begun = "trainer_have_it" if in_step else "trainer_begun"
    finished = "trainer_finished" if page.case else "trainer_finished_all"
    counts = {"joined": board.joined, "begun": board.begun, "finished": board.finished}
    return [
        {"label": page.words["trainer_joined"], "count": counts["joined"]},
        {"label": page.words[begun], "count": counts["begun"]},
        {"label": page.words[finished], "count": counts["finished"]},
    ]


def _case(page: Lead, teller: BoardTeller, board: Board) -> dict[str, Any]:
    found, covered = board.cases[page.case], page.covers(page.case)
    return {
        "id": page.case,
        "covered": teller.words["trainer_covered"] if covered else "",
        "handed_in": found.handed_in,
        "arrived": _arrived(page, found.arrived),
        "nobody": "" if found.handed_in else teller.words[_nobody(page)],
        "at_once": ""
        if covered
        else teller.words["trainer_at_once_count"].format(count=found.at_once),
        "outcomes": [
            {
                "outcome": each.outcome,
                "count": each.count,
                "right": teller.words["trainer_right_is"] if each.right else "",
                "parts": _parts(found, each, covered=covered),
            }
            for each in teller.outcomes(found, covered=covered)
        ],
        "marks": [
            {"mark": mark, "name": teller.mark(mark), "count": found.marks.get(mark, 0)}
            for mark in MARKS
            if not covered
        ],
        "turns": [
            {
                "count": each.count,
                "question": each.question,
                "taken": each.taken,
                "fits": each.fits,
                "quote": each.quote,
                "why": each.why,
            }
            for each in teller.turns(found)[:MOST_TURNS]
            if not covered
        ],
    }


def _answer(page: Lead, teller: BoardTeller) -> dict[str, Any]:
    """Return the right answer of the case that is looked at."""
    told = answer_told(teller.exercises.cases[page.case], teller)
    road = [
        {"question": each.question, "answer": each.answer, "quote": each.quote, "why": each.why}
        for each in told.road
    ]
    outcome = {"outcome": told.outcome, "explanation": told.explanation}
    return {**outcome, "road": road, "may_cover": page.peeked == page.case}


def _arrived(page: Lead, count: int) -> str:
    """Tell how many stand at an outcome and may not know that they are to hand it in."""
    key = "trainer_arrived_over" if _is_over(page) else "trainer_arrived"
    return page.words[key].format(count=count) if count else ""


def _nobody(page: Lead) -> str:
    """Return the key of what is told where nobody has handed in."""
    return "trainer_nobody_did" if _is_over(page) else "trainer_nobody_handed_in"


def _is_over(page: Lead) -> bool:
    """Tell whether nobody can hand in the case that is looked at any more."""
    return page.ended or case_state(page, page.case) in ("over", "closed", "revealed")


def _parts(found: CaseBoard, told: OutcomeTold, *, covered: bool) -> list[dict[str, Any]]:
    """Return what the bar of an outcome is made of: the right one is reached by two roads."""
    if covered:
        return [{"mark": "covered", "count": told.count}]
    if not told.right:
        return [{"mark": "wrong", "count": told.count}]
    return [{"mark": mark, "count": found.marks.get(mark, 0)} for mark in ("right", "ground")]


def _line(page: Lead, teller: BoardTeller, board: Board, case: str) -> dict[str, Any]:
    found = board.cases[case]
    told = {"count": found.handed_in, "begun": found.begun}
    return {
        "title": teller.case(case),
        "told": teller.words[_treated(page, case, found)].format(**told),
        "handed_in": found.handed_in,
        "begun": max(found.begun, found.handed_in),
        "marks": [
            {"mark": mark, "name": teller.mark(mark), "count": found.marks.get(mark, 0)}
            for mark in MARKS
            if not page.covers(case)
        ],
    }


def _treated(page: Lead, case: str, found: CaseBoard) -> str:
    """Return the key of what is told of a case beside its bar."""
    ahead = page.session.get("pace") == "step" and case_state(page, case) == "ahead"
    if ahead:
        return "trainer_not_treated" if page.ended else "trainer_case_ahead"
    return "trainer_handed_in_of" if found.begun else "trainer_nobody_began"


def _stuck(page: Lead, teller: BoardTeller, stuck: Stuck) -> dict[str, str]:
    minutes = max(1, int((datetime.now(UTC) - stuck.since).total_seconds() // 60))
    why = "trainer_idle" if stuck.why == "idle" else "trainer_round"
    return {
        "who": called(page, stuck.who),
        "where": teller.step(stuck.step),
        "case": "" if page.case == stuck.case else teller.case(stuck.case),
        "why": page.words[why].format(minutes=minutes),
    }


def _more(page: Lead, count: int) -> str:
    return page.words["trainer_more_stuck"].format(count=count) if count > 0 else ""


def _summary(page: Lead, board: Board) -> str:
    """Return the figures as a sentence, for who can't see them; said when they ask for it."""
    told = {"joined": board.joined, "begun": board.begun, "finished": board.finished}
    return page.words["trainer_summary"].format(**told, stuck=len(board.stuck))
