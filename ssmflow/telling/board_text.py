"""A board in words: what an outcome, a mark and a wrong turn are called, and what misled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow, Text
from ssmflow.telling.teller import Teller
from ssmflow.training.board import CaseBoard, Turn
from ssmflow.training.marking import Mark

MARKS: tuple[Mark, ...] = ("right", "ground", "wrong")
MARK_WORDS: Mapping[Mark, str] = {
    "right": "trainer_mark_right",
    "ground": "trainer_mark_ground",
    "wrong": "trainer_mark_wrong",
}


@dataclass(frozen=True, slots=True)
class TurnTold:
    """A wrong turn in words.

    Args:
        count: How many people took it.
        question: The question where it was taken, with its number.
        taken: The answer that was given.
        fits: The answer that fits; where the case does not come by that question, that it doesn't.
        quote: The words of the case that tell it; empty where it has none for that question.
        why: Why these words mean what fits; empty where they speak for themselves.
    """

    count: int
    question: str
    taken: str
    fits: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """How many came to an outcome: in short and in full, and whether it is the right one."""

    count: int
    outcome: str
    whole: str
    right: bool


@dataclass(frozen=True)
class BoardTeller:
    """Calls what a board counts by its name.

    Args:
        flow: The flow that is walked.
        exercises: The cases.
        language: The language of their texts.
        words: The words of the interface.
    """

    flow: Flow
    exercises: Exercises
    language: str
    words: Mapping[str, str]

    @cached_property
    def teller(self) -> Teller:
        """Calls the steps of the flow by their names."""
        return Teller(self.language, self.words, (self.flow,))

    def text(self, text: Text | None) -> str:
        """Return a text without its markup, on one line; empty for none."""
        return self.teller.text(text) if text else ""

    def case(self, case: str) -> str:
        """Return the place of a case in its set, and its title."""
        place = list(self.exercises.cases).index(case) + 1
        return f"{place}. {self.text(self.exercises.cases[case].title)}"

    def mark(self, mark: Mark | None) -> str:
        """Return a mark in words; empty for none."""
        return self.words[MARK_WORDS[mark]] if mark else ""

    def step(self, step: str) -> str:
        """Return a step in short, with its number."""
        return self.teller.numbered(step, self.teller.question(step))

    def whole_step(self, step: str) -> str:
        """Return a step in full, with its number."""
        return self.teller.numbered(step, self.teller.step(step))

    def whole_answer(self, question: str, choice: str) -> str:
        """Return an answer to a question that is told in full, with its number."""
        told = {
            "question": self.teller.step(question),
            "choice": self.teller.label(question, choice),
        }
        return self.teller.numbered(question, self.words["tell_answer"].format(**told))

    def outcomes(self, board: CaseBoard, *, covered: bool = False) -> tuple[OutcomeTold, ...]:
        """Return the right outcome first, also where nobody came to it; then the most frequent.

        Args:
            board: The board of a case.
            covered: Whether it is not to be told which is right: then the most frequent is first.
        """
        if covered:
            ordered = sorted(board.outcomes.items(), key=lambda each: (-each[1], each[0]))
            return tuple(self._outcome(step, count) for step, count in ordered)
        right = self.exercises.cases[board.case].outcome
        counts = {right: 0, **board.outcomes}
        ordered = sorted(counts.items(), key=lambda each: (each[0] != right, -each[1], each[0]))
        return tuple(self._outcome(step, count, right=step == right) for step, count in ordered)

    def turns(self, board: CaseBoard) -> tuple[TurnTold, ...]:
        """Return the wrong turns of a case, most frequent first."""
        case = self.exercises.cases[board.case]
        return tuple(self._turn(case, turn) for turn in board.turns)

    def _outcome(self, step: str, count: int, *, right: bool = False) -> OutcomeTold:
        return OutcomeTold(count, self.step(step), self.whole_step(step), right)

    def _turn(self, case: Case, turn: Turn) -> TurnTold:
        teller, ground = self.teller, case.grounds.get(turn.step)
        either = self.words["tell_or"].join(teller.label(turn.step, each) for each in turn.fits)
        return TurnTold(
            turn.count,
            self.step(turn.step),
            teller.label(turn.step, turn.choice),
            either or self.words["trainer_off_case"],
            self.text(ground.words) if ground else "",
            self.text(ground.why) if ground else "",
        )
