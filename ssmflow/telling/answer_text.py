"""The right answer of a case in words: where it leads, by which answers, and why."""

from __future__ import annotations

from dataclasses import dataclass

from ssmflow.flow.exercise import Case
from ssmflow.flow.walk import Passage
from ssmflow.telling import markdown
from ssmflow.telling.board_text import BoardTeller
from ssmflow.training.marking import truth


@dataclass(frozen=True, slots=True)
class PassageTold:
    """A question of the right road, with its number, and its answer.

    Args:
        question: The question, in full.
        answer: The answer that fits.
        quote: The words of the case that tell it; empty where it has none for that question.
        why: Why these words mean that answer; empty where they speak for themselves.
    """

    question: str
    answer: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """The right answer of a case.

    Args:
        outcome: The outcome, in full and with its number.
        road: The way there.
        explanation: What is to be understood, as HTML that is safe to show.
    """

    outcome: str
    road: tuple[PassageTold, ...]
    explanation: str


def answer_told(case: Case, teller: BoardTeller) -> AnswerTold:
    """Return the right answer of a case.

    Args:
        case: The case.
        teller: Calls things by their names.
    """
    return AnswerTold(
        teller.whole_step(case.outcome),
        tuple(_passage(case, each, teller) for each in truth(teller.flow, case).trace),
        markdown.block(case.explanation, teller.language),
    )


def _passage(case: Case, passage: Passage, teller: BoardTeller) -> PassageTold:
    ground = case.grounds.get(passage.question.id)
    return PassageTold(
        teller.whole_step(passage.question.id),
        teller.text(passage.choice.label),
        teller.text(ground.words) if ground else "",
        teller.text(ground.why) if ground else "",
    )
