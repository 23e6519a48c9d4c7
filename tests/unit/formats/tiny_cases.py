"""A case of many questions, of which every choice fits."""

from __future__ import annotations

from ssmflow.flow.check_exercises import check_exercises
from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Choice, Flow, Rule, Step, Text

TEXT = Text({"nl": "x"}, "nl")


def _question(number: int, last: int) -> Step:
    to = "end" if number == last else f"q{number + 1}"
    return Step(f"q{number}", TEXT, {id_: Choice(id_, TEXT, (Rule(to),)) for id_ in ("a", "b")})


def told_of(questions: int) -> list[str]:
    """Return what is told of a case that any answers to some questions in a row fit."""
    steps = {f"q{number}": _question(number, questions - 1) for number in range(questions)}
    end = Step("end", TEXT, outcome="act")
    flow = Flow("f", "1", "nl", TEXT, "q0", {**steps, "end": end})
    answers = dict.fromkeys(steps, ("a", "b"))
    case = Case("c", TEXT, "easy", TEXT, answers, "end", tuple(steps), TEXT)
    exercises = Exercises("f", "f", TEXT, {"c": case})
    return [problem.message for problem in check_exercises(flow, exercises)]
