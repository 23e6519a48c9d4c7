"""Random flows with what is asked of them: answers, shares, changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from every_answer import questions_of
from hypothesis import strategies as st
from small_flows import small_flows

from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona, ShareRule, Shares
from tiny_flows import text


@st.composite
def flows(draw: st.DrawFn, most: int = 7) -> Flow:
    """Draw a small flow with outcomes of every kind."""
    flow = draw(small_flows(most))
    kinds = st.sampled_from(["act", "refer", "stop"])
    steps = {
        step.id: step if step.choices else replace(step, outcome=draw(kinds))
        for step in flow.steps.values()
    }
    return replace(flow, steps=steps)


@st.composite
def answers_to(draw: st.DrawFn, flow: Flow) -> dict[str, str]:
    """Draw answers to some of a flow's questions, on a walk or off it."""
    questions = questions_of(flow)
    answered = draw(st.lists(st.sampled_from(questions), unique=True)) if questions else []
    return {name: draw(st.sampled_from(list(flow.steps[name].choices))) for name in answered}


@st.composite
def flows_with_answers(draw: st.DrawFn) -> tuple[Flow, dict[str, str]]:
    """Draw a flow, and answers to some of its questions."""
    flow = draw(flows())
    return flow, draw(answers_to(flow))


@st.composite
def flows_with_shares(draw: st.DrawFn) -> tuple[Flow, Shares]:
    """Draw a flow and shares for some of its questions, some for some earlier answers only."""
    flow = draw(flows())
    return flow, draw(shares_of(flow))


@st.composite
def shares_of(draw: st.DrawFn, flow: Flow) -> Shares:
    """Draw shares for some of a flow's questions: many are nought, and some are all."""
    found: dict[str, tuple[ShareRule, ...]] = {}
    for question in questions_of(flow):
        choices = list(flow.steps[question].choices)
        conditions = draw(st.lists(_conditions(flow), max_size=2))
        if draw(st.booleans()):
            found[question] = tuple(
                ShareRule(draw(_divisions(choices)), when) for when in [*conditions, {}]
            )
    return found


def _divisions(choices: list[str]) -> st.SearchStrategy[Mapping[str, Fraction]]:
    parts = st.lists(st.integers(0, 4), min_size=len(choices), max_size=len(choices)).filter(any)
    return parts.map(
        lambda found: {
            choice: Fraction(part, sum(found)) for choice, part in zip(choices, found, strict=True)
        }
    )


@st.composite
def _conditions(draw: st.DrawFn, flow: Flow) -> Mapping[str, tuple[str, ...]]:
    named = draw(st.lists(st.sampled_from(questions_of(flow)), min_size=1, max_size=2, unique=True))
    return {
        name: tuple(
            draw(
                st.lists(
                    st.sampled_from(list(flow.steps[name].choices)),
                    min_size=1,
                    max_size=2,
                    unique=True,
                )
            )
        )
        for name in named
    }


def persona(answers: Mapping[str, str]) -> Persona:
    """Return somebody with answers."""
    return Persona("somebody", text("Somebody"), answers)
