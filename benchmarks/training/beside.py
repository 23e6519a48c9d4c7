"""Holds what a trainer's page shows beside the truth: each difference is a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.training.truth import CaseTruth, Truth
from ssmflow.flow.exercise import Exercises
from ssmflow.flow.model import Flow
from ssmflow.telling.board_text import BoardTeller
from ssmflow.telling.words import words_for

LANGUAGE = "nl"
SHOWN = 5  # wrong turns of a case
MARKS = ("right", "ground", "wrong")


class Beside:
    """Says in the page's words what should stand there.

    Args:
        flow: The flow.
        exercises: The cases.
        truth: How the session went.
    """

    def __init__(self, flow: Flow, exercises: Exercises, truth: Truth) -> None:
        # What things are called is no part of the truth, so it may come from where the page has it.
        self._words = words_for(LANGUAGE, LANGUAGE)
        self._names = BoardTeller(flow, exercises, LANGUAGE, self._words)
        self._exercises = exercises
        self._truth = truth

    def all_cases(self) -> dict[str, Any]:
        """Return what the board of all cases should show."""
        cases = self._truth.cases.values()
        return {
            "numbers": self._numbers(self._truth.begun, self._truth.finished),
            "cases": [self._line(each) for each in cases],
        }

    def case(self, name: str) -> dict[str, Any]:
        """Return what the board of a case should show."""
        truth, right = self._truth.cases[name], self._exercises.cases[name].outcome
        numbers = self._numbers(truth.begun, truth.handed_in)
        if not truth.handed_in:
            return {"numbers": numbers, "bars": [], "at_once": [], "turns": []}
        counts = {right: 0, **truth.outcomes}
        ordered = sorted(counts.items(), key=lambda each: (each[0] != right, -each[1], each[0]))
        mark = f"\N{CHECK MARK} {self._words['trainer_right_is']}: "
        ends = [
            [(mark if step == right else "") + self._names.step(step), str(count)]
            for step, count in ordered
        ]
        marks = [
            [self._words[f"trainer_mark_{each}"], str(truth.marks.get(each, 0))] for each in MARKS
        ]
        return {
            "numbers": numbers,
            "bars": [*ends, *marks],
            "at_once": [self._words["trainer_at_once_count"].format(count=truth.at_once)],
            "turns": self._turns(name, truth),
        }

    def rows(self) -> list[list[str]]:
        """Return the rows of the results, without their times."""
        return [
            [
                each.nickname,
                self._names.case(each.case),
                self._names.whole_step(each.outcome) if each.outcome else "",
                self._words[f"trainer_mark_{each.mark}"] if each.mark else "",
                str(each.tries),
                str(each.hints),
                str(each.points),
            ]
            for each in self._truth.rows
        ]

    def _line(self, truth: CaseTruth) -> str:
        told = self._words["trainer_handed_in_of" if truth.begun else "trainer_nobody_began"]
        return told.format(count=truth.handed_in, begun=truth.begun)

    def _turns(self, name: str, truth: CaseTruth) -> list[list[str]]:
        case = self._exercises.cases[name]
        ordered = sorted(truth.turns.items(), key=lambda each: (-each[1], each[0]))
        told = []
        for (step, choice), count in ordered[:SHOWN]:
            fitting = [self._names.teller.label(step, fits) for fits in case.answers.get(step, ())]
            fits = self._words["tell_or"].join(fitting) or self._words["trainer_off_case"]
            question = self._names.step(step)
            taken = self._names.teller.label(step, choice)
            told.append([f"{count}\N{MULTIPLICATION SIGN}", question, taken, fits])
        return told

    def _numbers(self, begun: int, finished: int) -> list[str]:
        return [str(each) for each in (self._truth.joined, begun, finished)]


def differences(where: str, shown: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Return each key of which something else is shown than is wanted."""
    return [
        f"{where}, {key}: {shown.get(key)} is shown, and {value} is so"
        for key, value in wanted.items()
        if shown.get(key) != value
    ]


def rows_that_differ(shown: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> list[str]:
    """Return each row of the results that is not as it should be; their times are not looked at."""
    found, expected = sorted(list(row[:7]) for row in shown), sorted(map(list, wanted))
    return [f"a row too much: {row}" for row in found if row not in expected] + [
        f"a row is missing: {row}" for row in expected if row not in found
    ]
