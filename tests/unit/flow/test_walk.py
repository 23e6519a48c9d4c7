from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from tiny_flows import shared_question

from ssmflow.errors import AnswerOffWalkError, UnknownAnswerError, WalkError
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk


@pytest.fixture
def flow() -> Flow:
    return shared_question()


@pytest.fixture
def walk(flow: Flow) -> Walk:
    """A walk by b, ja and door to out-b."""
    return Walk(flow, {"first": "b", "extra": "ja", "shared": "door"})


def test_a_new_walk_stands_at_the_start(flow: Flow) -> None:
    walk = Walk(flow)
    assert walk.current.id == "first"
    assert (dict(walk.answers), walk.trace, walk.restarted) == ({}, (), False)


def test_each_answer_is_another_walk(flow: Flow) -> None:
    start = Walk(flow)
    second = start.answer("first", "b")
    third = second.answer("extra", "neen")
    assert [walk.current.id for walk in (start, second, third)] == ["first", "extra", "shared"]
    assert [len(walk.answers) for walk in (start, second, third)] == [0, 1, 2]


def test_a_walk_never_changes(walk: Walk) -> None:
    with pytest.raises(FrozenInstanceError):
        walk.flow = shared_question()  # type: ignore[misc]
    with pytest.raises(TypeError):
        walk.answers["first"] = "a"  # type: ignore[index]


def test_a_walk_is_not_changed_by_the_mapping_that_made_it(flow: Flow) -> None:
    answers = {"first": "a"}
    walk = Walk(flow, answers)
    answers["first"] = "b"
    assert dict(walk.answers) == {"first": "a"}


def test_the_first_rule_that_holds_leads_on(walk: Walk, flow: Flow) -> None:
    assert walk.current.id == "out-b"
    assert Walk(flow, {"first": "a", "shared": "door"}).current.id == "out-a"
    assert Walk(flow, {"first": "b", "extra": "neen", "shared": "door"}).current.id == "out-other"


def test_a_question_that_was_not_passed_holds_nothing(flow: Flow) -> None:
    walk = Walk(flow, {"first": "c", "shared": "door", "extra": "ja"})
    assert walk.current.id == "out-other"


def test_the_trace_tells_question_answer_and_the_rule_that_decided(walk: Walk) -> None:
    lines = [(line.question.id, line.choice.id, line.rule.to) for line in walk.trace]
    assert lines == [
        ("first", "b", "extra"),
        ("extra", "ja", "shared"),
        ("shared", "door", "out-b"),
    ]
    assert dict(walk.trace[-1].rule.when) == {"first": ("b", "c"), "extra": ("ja",)}


def test_another_answer_to_an_earlier_question_keeps_the_later_ones(walk: Walk) -> None:
    changed = walk.answer("extra", "neen")
    assert changed.current.id == "out-other"
    assert dict(changed.counted) == {"first": "b", "extra": "neen", "shared": "door"}


def test_an_answer_that_the_walk_does_not_pass_is_kept_and_not_counted(walk: Walk) -> None:
    changed = walk.answer("first", "a")
    assert changed.current.id == "out-a"
    assert dict(changed.unused) == {"extra": "ja"}
    assert dict(changed.counted) == {"first": "a", "shared": "door"}
    assert list(changed.answers) == ["first", "shared", "extra"]


def test_an_unused_answer_counts_again_when_the_walk_comes_by(walk: Walk) -> None:
    again = walk.answer("first", "a").answer("first", "b")
    assert dict(again.unused) == {}
    assert again.current.id == "out-b"


def test_back_is_one_answer_less(walk: Walk) -> None:
    once = walk.back()
    assert (once.current.id, dict(once.answers)) == ("shared", {"first": "b", "extra": "ja"})
    twice = once.back()
    assert (twice.current.id, dict(twice.answers)) == ("extra", {"first": "b"})


def test_back_leaves_unused_answers_in_place(walk: Walk) -> None:
    assert dict(walk.answer("first", "a").back().unused) == {"extra": "ja"}


def test_back_at_the_start_is_the_walk_itself(flow: Flow) -> None:
    start = Walk(flow)
    assert start.back() is start


def test_returning_to_a_question_keeps_the_answers_after_it(walk: Walk) -> None:
    returned = walk.return_to("first")
    assert returned.current.id == "first"
    assert dict(returned.unused) == {"extra": "ja", "shared": "door"}
    assert returned.answer("first", "b").current.id == "out-b"


def test_returning_to_the_present_question_changes_no_answer(walk: Walk) -> None:
    once = walk.back()
    assert dict(once.return_to("shared").answers) == dict(once.answers)


@pytest.mark.parametrize("step", ["out-b", "out-a", "nowhere"])
def test_one_cannot_return_to_what_the_walk_does_not_pass(walk: Walk, step: str) -> None:
    with pytest.raises(AnswerOffWalkError):
        walk.return_to(step)


def test_a_choice_that_restarts_clears_every_answer(walk: Walk) -> None:
    again = walk.answer("first", "a").answer("shared", "terug")
    assert again.restarted
    assert (again.current.id, dict(again.answers), again.trace) == ("first", {}, ())
    assert not again.answer("first", "a").restarted


def test_a_restart_that_the_walk_does_not_pass_clears_nothing(flow: Flow) -> None:
    walk = Walk(flow, {"shared": "terug"})
    assert not walk.restarted
    assert dict(walk.unused) == {"shared": "terug"}


def test_restart_gives_the_walk_without_any_answer(walk: Walk) -> None:
    assert (dict(walk.restart().answers), walk.restart().restarted) == ({}, False)


def test_answers_in_any_order_are_the_same_walk(walk: Walk, flow: Flow) -> None:
    other = Walk(flow, {"shared": "door", "extra": "ja", "first": "b"})
    assert list(other.answers.items()) == list(walk.answers.items())
    assert str(other) == str(walk) == "first=b&extra=ja&shared=door"


def test_a_walk_passes_its_answered_questions_and_the_present_one(walk: Walk) -> None:
    once = walk.back()
    passed = [id_ for id_ in walk.flow.steps if once.passes(id_)]
    assert passed == ["first", "extra", "shared"]
    assert not walk.passes("out-b")


def test_an_answer_to_a_question_off_the_walk_is_an_error(flow: Flow) -> None:
    with pytest.raises(AnswerOffWalkError) as refusal:
        Walk(flow, {"first": "a"}).answer("extra", "ja")
    assert refusal.value.question == "extra"
    assert refusal.value.passed == ("first", "shared")
    told = "the walk does not pass question 'extra'; it passes first, shared"
    assert str(refusal.value) == told


def test_an_unknown_question_is_an_error(flow: Flow) -> None:
    with pytest.raises(UnknownAnswerError) as refusal:
        Walk(flow).answer("zone", "a")
    assert str(refusal.value) == "the flow has no question 'zone'"


def test_an_outcome_is_no_question(flow: Flow) -> None:
    with pytest.raises(UnknownAnswerError, match="the flow has no question 'out-a'"):
        Walk(flow, {"out-a": "ja"})


def test_an_unknown_choice_is_an_error_that_tells_those_there_are(flow: Flow) -> None:
    with pytest.raises(UnknownAnswerError) as refusal:
        Walk(flow, {"extra": "misschien"})
    assert refusal.value.allowed == ("ja", "neen")
    assert str(refusal.value) == "question 'extra' has no choice 'misschien'; it has ja, neen"


def test_both_are_walk_errors() -> None:
    assert issubclass(AnswerOffWalkError, WalkError)
    assert issubclass(UnknownAnswerError, WalkError)


def test_what_is_reachable_is_what_some_continuation_arrives_at(flow: Flow) -> None:
    start = Walk(flow)
    assert start.reachable == {"extra", "shared", "out-a", "out-b", "out-other"}
    assert start.answer("first", "a").reachable == {"out-a"}
    assert start.answer("first", "c").reachable == {"out-other"}
    assert start.answer("first", "b").reachable == {"shared", "out-b", "out-other"}


def test_an_unused_answer_closes_nothing_off(flow: Flow) -> None:
    assert Walk(flow, {"first": "b", "shared": "door"}).reachable == {
        "shared",
        "out-b",
        "out-other",
    }


def test_nothing_is_reachable_behind_an_outcome(walk: Walk) -> None:
    assert walk.reachable == frozenset()


def test_a_kept_answer_that_the_walk_does_not_pass_opens_nothing(flow: Flow) -> None:
    walk = Walk(flow, {"first": "c", "extra": "ja"})
    assert walk.current.id == "shared"
    assert walk.reachable == {"out-other"}
