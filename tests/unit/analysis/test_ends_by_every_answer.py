"""What is still possible, what to ask next and what decided, against every answer one by one."""

from __future__ import annotations

from fractions import Fraction

from every_answer import ends_with, passed_with, questions_of
from hypothesis import given
from random_studies import persona, seeded, with_answers
from tiny_flows import Target, flow, shared_question

from ssmflow.analysis.decide import what_decided
from ssmflow.analysis.people import stand
from ssmflow.analysis.states import possible_ends
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk


@given(seeded(with_answers))
def test_the_possible_ends_are_those_of_all_that_agree(case: tuple[Flow, dict[str, str]]) -> None:
    flow, answers = case
    found = possible_ends(flow, answers)
    assert set(found) == ends_with(flow, answers)
    in_order = [step for step in [*flow.steps, None] if step in found]
    assert list(found) == in_order


@given(seeded(with_answers))
def test_answers_that_the_flow_lacks_change_no_possible_end(
    case: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = case
    open_ = [name for name in questions_of(flow) if name not in answers]
    foreign = {"nowhere": "a", **dict.fromkeys(open_[:1], "nothing")}
    assert possible_ends(flow, {**answers, **foreign}) == possible_ends(flow, answers)
    standing = stand(flow, persona({**answers, **foreign}))
    assert standing.unknown == foreign
    assert standing.ends == possible_ends(flow, answers)


@given(seeded(with_answers))
def test_the_next_question_leaves_fewest_ends_and_is_the_nearest_that_does(
    case: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = case
    standing = stand(flow, persona(answers))
    ends = ends_with(flow, answers)
    assert set(standing.ends) == ends
    assert standing.walk.answers == Walk(flow, answers).answers
    if len(ends) == 1:
        assert (standing.next_question, standing.expected) == (None, None)
        return
    passed = passed_with(flow, answers)
    averages = {
        question: Fraction(
            sum(
                len(ends_with(flow, {**answers, question: choice}))
                for choice in flow.steps[question].choices
            ),
            len(flow.steps[question].choices),
        )
        for question in passed
        if question not in answers
    }
    assert standing.expected == min(averages.values())
    best = [name for name, average in averages.items() if average == standing.expected]
    assert standing.next_question in best
    assert passed[standing.next_question] == min(passed[name] for name in best)


@given(seeded(with_answers))
def test_what_decided_is_every_other_answer_that_changes_the_possible_ends(
    case: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = case
    walk = Walk(flow, answers)
    decision = what_decided(walk)
    ends = ends_with(flow, walk.answers)
    expected = []
    for question, taken in walk.counted.items():
        for choice in flow.steps[question].choices:
            then = ends_with(flow, {**walk.answers, question: choice})
            if choice != taken and then != ends:
                expected.append((question, choice, then))
    assert [(turn.question, turn.choice, set(turn.ends)) for turn in decision.turns] == expected
    assert all(
        list(turn.ends) == [step for step in [*flow.steps, None] if step in turn.ends]
        for turn in decision.turns
    )
    turned = {question for question, _, _ in expected}
    assert list(decision.idle) == [name for name in walk.counted if name not in turned]
    assert decision.walk is walk


def test_before_the_end_an_answer_that_leaves_fewer_ends_possible_decides_too() -> None:
    # The walk stands at "shared", where every end but one is still possible.
    walk = Walk(shared_question(), {"first": "b", "extra": "ja"})
    (turn, *_) = what_decided(walk).turns
    assert (turn.question, turn.choice, turn.ends) == ("first", "a", ("out-a", None))
    last = what_decided(walk).turns[-1]
    assert (last.question, last.choice, last.ends) == ("extra", "neen", ("out-other", None))


def test_a_question_that_no_walk_passes_any_more_is_not_asked_next() -> None:
    # Neither "one" nor "two" narrows the ends alone; "off" lies as near, but not on the way.
    two: dict[str, Target] = {
        "p": [({"one": ("p",)}, "out-a"), ({}, "out-b")],
        "q": [({"one": ("p",)}, "out-b"), ({}, "out-a")],
    }
    tiny = flow(
        "first",
        {
            "first": {"b": "off", "a": "one"},
            "off": {"p": "out-a", "q": "out-b"},
            "one": {"p": "two", "q": "two"},
            "two": two,
            "out-a": {},
            "out-b": {},
        },
    )
    standing = stand(tiny, persona({"first": "a"}))
    assert (standing.next_question, standing.expected) == ("one", Fraction(2))
