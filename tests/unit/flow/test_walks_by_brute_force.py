from __future__ import annotations

import itertools
import operator

from brute_force import follow_all
from hypothesis import given
from hypothesis import strategies as st
from small_flows import flows_with_answers, small_flows

from ssmflow.flow.address import replay
from ssmflow.flow.model import Flow
from ssmflow.flow.paths import count_paths, paths
from ssmflow.flow.survey import survey
from ssmflow.flow.walk import Walk
from ssmflow.flow.witness import find_unreached


@given(small_flows())
def test_a_survey_arrives_where_walks_arrive(flow: Flow) -> None:
    assert set(survey(flow).arrivals) == follow_all(flow).reached


@given(small_flows())
def test_where_trying_finds_a_walk_a_walk_arrives(flow: Flow) -> None:
    arrived = flow.steps.keys() - find_unreached(flow, set(flow.steps))
    assert arrived <= follow_all(flow).reached


@given(small_flows())
def test_a_survey_finds_the_rules_that_decide(flow: Flow) -> None:
    assert survey(flow).taken == follow_all(flow).taken


@given(small_flows())
def test_a_survey_counts_the_walks_that_arrive(flow: Flow) -> None:
    found = survey(flow, combine=operator.add)
    every = follow_all(flow)
    assert found.arrivals == every.arrivals
    assert found.ends == len(every.paths)


@given(small_flows())
def test_paths_are_every_walk_in_the_order_of_the_choices(flow: Flow) -> None:
    every = [(list(path.answers.items()), path.outcome) for path in paths(flow)]
    assert every == [(list(answers.items()), end) for answers, end in follow_all(flow).paths]


@given(small_flows())
def test_paths_are_counted_exactly(flow: Flow) -> None:
    assert count_paths(flow) == len(list(paths(flow))) == len(follow_all(flow).paths)


@given(small_flows())
def test_every_path_replays_to_its_end(flow: Flow) -> None:
    for path in itertools.islice(paths(flow), 50):
        walk = Walk(flow, path.answers)
        if path.outcome is None:
            assert walk.restarted
            assert dict(walk.answers) == {}
        else:
            assert walk.current.id == path.outcome
            assert dict(walk.counted) == dict(path.answers)


@given(flows_with_answers())
def test_what_is_reachable_is_what_continuations_arrive_at(
    given_: tuple[Flow, dict[str, str]],
) -> None:
    walk = Walk(*given_)
    ahead = follow_all(walk.flow, walk.current.id, dict(walk.counted))
    assert walk.reachable == ahead.reached - {walk.current.id}


@given(flows_with_answers())
def test_a_walk_as_text_replays_to_the_same_walk(given_: tuple[Flow, dict[str, str]]) -> None:
    walk = Walk(*given_)
    found = replay(walk.flow, str(walk))
    assert found.ignored == ()
    assert list(found.walk.answers.items()) == list(walk.answers.items())
    assert found.walk.current is walk.current


@given(flows_with_answers(), st.data())
def test_an_answer_changed_and_changed_back_gives_the_same_walk(
    given_: tuple[Flow, dict[str, str]], data: st.DataObject
) -> None:
    walk = Walk(*given_)
    if not walk.counted:
        return
    question = data.draw(st.sampled_from(list(walk.counted)))
    other = data.draw(st.sampled_from(list(walk.flow.steps[question].choices)))
    changed = walk.answer(question, other)
    if changed.restarted:
        return
    back = changed.answer(question, walk.counted[question])
    assert list(back.counted.items()) == list(walk.counted.items())
    assert dict(back.answers) == dict(walk.answers)
    assert back.current is walk.current


@given(flows_with_answers())
def test_going_back_and_answering_again_gives_the_same_walk(
    given_: tuple[Flow, dict[str, str]],
) -> None:
    walk = Walk(*given_)
    if not walk.trace:
        return
    last = walk.trace[-1]
    again = walk.back().answer(last.question.id, last.choice.id)
    assert list(again.counted.items()) == list(walk.counted.items())


@given(flows_with_answers())
def test_every_answer_is_counted_or_unused(given_: tuple[Flow, dict[str, str]]) -> None:
    walk = Walk(*given_)
    assert {**walk.counted, **walk.unused} == ({} if walk.restarted else given_[1])
    assert not walk.counted.keys() & walk.unused.keys()


@given(flows_with_answers())
def test_a_walk_takes_each_answer_that_stands_for_its_present_question(
    given_: tuple[Flow, dict[str, str]],
) -> None:
    flow, answers = given_
    walk = Walk(flow, answers)
    assert walk.restarted or walk.current.id not in answers
    assert len(walk.trace) == len(walk.counted)
