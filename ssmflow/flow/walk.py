"""A walk: a flow and the answers given, replayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlencode

from ssmflow.errors import AnswerOffWalkError, UnknownAnswerError
from ssmflow.flow.model import Choice, Flow, Rule, Step
from ssmflow.flow.survey import Survey, survey_quickly


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a trace: a question, its answer, and what decided where that led.

    Args:
        question: The question that was passed.
        choice: The choice that was taken at it.
        rule: The rule that was the first to hold.
    """

    question: Step
    choice: Choice
    rule: Rule


@dataclass(frozen=True, eq=False)
class Walk:
    """The answers given so far; everything else follows from them.

    A walk never changes: each act returns another. An answer that the walk does not pass is kept,
    not counted, and counts again when the walk comes by.

    Args:
        flow: A sound flow.
        answers: A choice for each question, in any order; `counted` comes first from then on.

    Raises:
        UnknownAnswerError: The flow has no such question, or the question no such choice.
    """

    flow: Flow
    answers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for question, choice in self.answers.items():
            _known_choice(self.flow, question, choice)
        passages, restarted = _follow(self.flow, self.answers)
        counted = {passage.question.id: passage.choice.id for passage in passages}
        ordered = {} if restarted else counted | {**self.answers, **counted}
        object.__setattr__(self, "answers", MappingProxyType(ordered))
        object.__setattr__(self, "restarted", restarted)
        object.__setattr__(self, "trace", () if restarted else tuple(passages))

    restarted: bool = field(init=False, default=False)
    """Whether the answers ended in a restart, which has cleared them."""

    trace: tuple[Passage, ...] = field(init=False, default=())
    """Each question passed, with its answer and the rule that decided."""

    @cached_property
    def current(self) -> Step:
        """The step where the walk stands."""
        return self.flow.steps[self.trace[-1].rule.to if self.trace else self.flow.start]

    @cached_property
    def counted(self) -> Mapping[str, str]:
        """The answers on the walk, in its order."""
        return {passage.question.id: passage.choice.id for passage in self.trace}

    @cached_property
    def unused(self) -> Mapping[str, str]:
        """The answers that are kept, but that the walk does not pass."""
        return {name: choice for name, choice in self.answers.items() if name not in self.counted}

    @cached_property
    def ahead(self) -> Survey:
        """What every continuation of this walk arrives at."""
        return survey_quickly(self.flow, self.counted, self.current.id)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The ids of the steps that some continuation still arrives at, the present one aside.

        Exact, unless `ahead.exact` says that rules relate too many answers: then some of these may
        be out of reach.
        """
        return frozenset(self.ahead.arrivals) - {self.current.id}

    def passes(self, question: str) -> bool:
        """Tell whether a question is on the walk: answered, or the present one."""
        return question in self.counted or bool(
            question == self.current.id and self.current.choices
        )

    def answer(self, question: str, choice: str) -> Walk:
        """Return the walk with an answer to the present question, or another to an earlier one.

        Later answers stay, and count where the walk still passes them. A choice that restarts
        clears every answer.

        Raises:
            UnknownAnswerError: The flow has no such question, or the question no such choice.
            AnswerOffWalkError: The walk does not pass that question.
        """
        _known_choice(self.flow, question, choice)
        if not self.passes(question):
            raise AnswerOffWalkError(question, [*self.counted, self.current.id])
        return Walk(self.flow, {**self.answers, question: choice})

    def back(self) -> Walk:
        """Return the walk with one counted answer less; at the start, the walk itself."""
        return self.return_to(self.trace[-1].question.id) if self.trace else self

    def return_to(self, question: str) -> Walk:
        """Return the walk that stands at an earlier question: its answer goes, later ones stay.

        Raises:
            AnswerOffWalkError: The walk does not pass that question.
        """
        if not self.passes(question):
            raise AnswerOffWalkError(question, [*self.counted, self.current.id])
        kept = {name: choice for name, choice in self.answers.items() if name != question}
        return Walk(self.flow, kept)

    def restart(self) -> Walk:
        """Return the walk without any answer."""
        return Walk(self.flow)

    def __str__(self) -> str:
        """Return the answers as `question=choice&question=choice`."""
        return urlencode(self.answers)


def _known_choice(flow: Flow, question: str, choice: str) -> None:
    step = flow.steps.get(question)
    choices = step.choices if step else {}
    if choice not in choices:
        raise UnknownAnswerError(question, choice, list(choices))


def _follow(flow: Flow, answers: Mapping[str, str]) -> tuple[list[Passage], bool]:
    """Replay answers from the start; tell whether they end in a restart."""
    passages: list[Passage] = []
    counted: dict[str, str] = {}
    step = flow.steps[flow.start]
    while step.id in answers and step.choices:
        choice = step.choices[answers[step.id]]
        if choice.restart:
            return passages, True
        rule = choice.rule_for(counted)
        counted[step.id] = choice.id
        passages.append(Passage(step, choice, rule))
        step = flow.steps[rule.to]
    return passages, False
