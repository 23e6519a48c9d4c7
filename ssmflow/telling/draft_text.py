"""Cases that are proposed for a set, in words: what each would add, and its whole road."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ssmflow.telling.board_text import BoardTeller
from ssmflow.training.covering import Answer
from ssmflow.training.draft import Draft


@dataclass(frozen=True, slots=True)
class ProposalTold:
    """A case that is proposed.

    Args:
        adds: On one line: its outcome, and which of the missing answers it takes.
        road: Its answers, and its outcome last.
    """

    adds: str
    road: tuple[str, ...]


def proposals_told(
    draft: Draft | None, missing: Collection[Answer], teller: BoardTeller
) -> tuple[ProposalTold, ...]:
    """Return the cases of a draft in words.

    Args:
        draft: The draft; None where there is none.
        missing: The answers that nobody chose.
        teller: Calls things by their names.
    """
    told = []
    for case in draft.exercises.cases.values() if draft else ():
        answers = [(step, case.answers[step][0]) for step in case.path]
        adds = answers_told((each for each in answers if each in missing), teller)
        outcome = teller.teller.short_end(case.outcome)
        line = teller.words["trainer_case_to_add"]
        told.append(
            ProposalTold(
                line.format(outcome=outcome, answers="; ".join(adds)),
                (*answers_told(answers, teller), outcome),
            )
        )
    return tuple(told)


def answers_told(answers: Iterable[Answer], teller: BoardTeller) -> tuple[str, ...]:
    """Return answers in words."""
    return tuple(teller.teller.plain_answer(*each) for each in answers)
