"""Where people stand: their outcome, or what is still possible and what to ask them next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ssmflow.analysis.states import End, State, ends_from, moves_with, ordered, states_of
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona
from ssmflow.flow.walk import Walk


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a persona stands in a flow.

    Args:
        persona: The persona.
        walk: Its walk, as far as its answers lead.
        ends: Every end that is still possible; one where the answers decide.
        unknown: Its answers to questions or with choices that the flow does not have.
        next_question: The question whose answer narrows the ends most; None where one is left.
        expected: How many ends are left after that answer, on average over the choices of the
            question, each as likely as the others.
    """

    persona: Persona
    walk: Walk
    ends: tuple[End, ...]
    unknown: Mapping[str, str]
    next_question: str | None = None
    expected: Fraction | None = None


def stand(flow: Flow, persona: Persona) -> Standing:
    """Return where a persona stands in a sound flow.

    Raises:
        TooEntangledError: The flow has too many states.
    """
    known = {
        question: choice
        for question, choice in persona.answers.items()
        if question in flow.steps and choice in flow.steps[question].choices
    }
    unknown = {name: choice for name, choice in persona.answers.items() if name not in known}
    start = states_of(flow).start
    ends = ends_from(start, known)
    walk, found = Walk(flow, known), ordered(flow, ends)
    if len(ends) == 1:
        return Standing(persona, walk, found, unknown)
    expected, question = _narrowing(flow, start, known)
    return Standing(persona, walk, found, unknown, question, expected)


def stand_all(flow: Flow, people: Iterable[Persona]) -> Iterator[Standing]:
    """Yield where each persona stands, one at a time, so that who waits sees progress."""
    return (stand(flow, persona) for persona in people)


def _narrowing(flow: Flow, start: State, answers: Mapping[str, str]) -> tuple[Fraction, str]:
    """Return the least expected number of ends left, and the first question that gives it."""
    best: tuple[Fraction, str] | None = None
    for question in _open_questions(start, answers):
        choices = flow.steps[question].choices
        left = sum(len(ends_from(start, {**answers, question: choice})) for choice in choices)
        expected = Fraction(left, len(choices))
        if best is None or expected < best[0]:
            best = expected, question
    if best is None:
        raise AssertionError("several ends without a question that is open")
    return best


def _open_questions(start: State, answers: Mapping[str, str]) -> list[str]:
    """Return the questions without an answer that some walk passes, nearest to the start first."""
    found: dict[str, None] = {}
    seen = {start}
    layer = [start]
    while layer:
        following: list[State] = []
        for state in layer:
            if state.moves and state.step is not None and state.step not in answers:
                found[state.step] = None
            for each in moves_with(state, answers):
                if each not in seen:
                    seen.add(each)
                    following.append(each)
        layer = following
    return list(found)
