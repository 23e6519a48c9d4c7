"""Which paths take a choice, against a walk along every one."""

from __future__ import annotations

from collections import Counter

from every_answer import every_path
from hypothesis import given
from random_studies import flow_with, seeded, with_answers

from ssmflow.analysis.arrows import paths_through, taken_by
from ssmflow.flow.model import Flow


@given(seeded(flow_with))
def test_every_path_that_takes_a_choice_is_counted_once(flow: Flow) -> None:
    expected = Counter(arrow for passed, _ in every_path(flow) for arrow in passed.items())
    found = paths_through(flow)
    assert {arrow: count for arrow, count in found.items() if count} == dict(expected)
    choices = [(step.id, each) for step in flow.steps.values() for each in step.choices]
    assert [*found] == choices


@given(seeded(with_answers))
def test_someone_takes_a_choice_surely_where_every_path_with_their_answers_does(
    case: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = case
    paths = [
        passed
        for passed, _ in every_path(flow)
        if all(answers.get(question, choice) == choice for question, choice in passed.items())
    ]
    for (question, choice), certainty in taken_by(flow, answers).items():
        takers = [passed for passed in paths if passed.get(question) == choice]
        expected = "never" if not takers else "surely" if len(takers) == len(paths) else "perhaps"
        assert certainty == expected
