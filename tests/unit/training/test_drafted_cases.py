from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_flows import small_flows
from tiny_flows import Target
from tiny_flows import flow as flow_of

from ssmflow.errors import TooEntangledError
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.paths import count_paths, paths
from ssmflow.flow.walk import Walk
from ssmflow.formats.exercises_file import read_exercises_text
from ssmflow.formats.exercises_yaml import exercises_as_yaml
from ssmflow.formats.flow_file import load_flow
from ssmflow.training.coverage import missing_cases, visited, visited_by_cases
from ssmflow.training.covering import answers_of, coverable, covering
from ssmflow.training.draft import Draft, draft
from ssmflow.training.marking import truth

PARKING = load_flow(Path(__file__).parents[2] / "flows" / "parking-permit.yaml")

unhurried = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def on_paths_to_outcomes(flow: Flow) -> set[tuple[str, str]]:
    """Return every choice of a path to an outcome, by looking at each path."""
    ending = (path.answers for path in paths(flow) if path.outcome is not None)
    return {answer for answers in ending for answer in answers.items()}


def problems_of(flow: Flow, made: Draft) -> list[str]:
    text = exercises_as_yaml(made.exercises)
    return [str(each) for each in read_exercises_text(text, "d", {flow.id: flow}).problems]


@unhurried
@given(small_flows())
def test_a_draft_visits_every_choice_that_a_path_to_an_outcome_takes(flow: Flow) -> None:
    made = draft(flow)
    expected = on_paths_to_outcomes(flow)
    assert set(visited_by_cases(flow, made.exercises).visited) == expected == coverable(flow)
    assert set(made.uncoverable) == set(answers_of(flow)) - expected
    assert made.left_out == ()
    for case in made.exercises.cases.values():
        assert truth(flow, case).current.id == case.outcome


@unhurried
@given(small_flows())
def test_a_draft_is_sound_as_it_is(flow: Flow) -> None:
    made = draft(flow)
    told = problems_of(flow, made)
    assert told == ([] if made.exercises.cases else ["d:5:8: error: there is no case"])


@unhurried
@given(small_flows(), st.data())
def test_each_walk_takes_as_many_choices_that_are_left_as_any_could(
    flow: Flow, data: st.DataObject
) -> None:
    choices = answers_of(flow)
    left = set(data.draw(st.lists(st.sampled_from(choices)))) if choices else set()
    every = [set(path.answers.items()) for path in paths(flow) if path.outcome is not None]
    for answers in covering(flow, sorted(left)):
        taken = left & answers.items()
        assert len(taken) == max(len(left & path) for path in every) > 0
        shortest = min(len(path) for path in every if len(left & path) == len(taken))
        assert len(answers) == shortest
        left -= taken
    assert not any(left & path for path in every)


def test_two_drafts_are_the_same() -> None:
    assert exercises_as_yaml(draft(PARKING).exercises) == exercises_as_yaml(
        draft(PARKING).exercises
    )


def test_a_draft_says_each_answer_in_the_words_and_languages_of_the_flow() -> None:
    made = draft(PARKING)
    assert problems_of(PARKING, made) == []
    first = next(iter(made.exercises.cases.values()))
    assert first.answers == {"resident": ("ja",), "zone": ("a",), "vehicle": ("auto",)}
    assert first.story.in_language("en") == (
        "Do you live in the city? — Yes\n\n"
        "Which zone do you live in? — Zone A\n\n"
        "What kind of vehicle do you have? — Car"
    )
    assert first.title.in_language("nl") == "Bewonerskaart 1"
    assert first.grounds["zone"].words.in_language("nl") == "In welke zone woon je? — Zone A"
    why = first.grounds["vehicle"].why
    assert why is not None
    assert why.in_language("nl").startswith("De folder toont geen pijl")
    assert first.explanation.in_language("nl") == "Je kunt een bewonerskaart aanvragen."


def test_a_choice_that_only_restarts_is_told() -> None:
    assert draft(PARKING).uncoverable == (("vehicle", "terug"),)


def rows(count: int) -> Flow:
    """Return so many questions in a row, the last of which looks back at the first."""
    steps: dict[str, dict[str, Target]] = {
        f"q{n}": {"a": f"q{n + 1}", "b": f"q{n + 1}"} for n in range(count)
    }
    last: Target = [({"q0": ("b",)}, "out-b"), ({}, "out-a")]
    return flow_of(
        "q0", {**steps, f"q{count}": {"on": last, "off": None}, "out-a": {}, "out-b": {}}
    )


def test_a_flow_of_a_hundred_quadrillion_paths_has_a_draft_of_two_cases() -> None:
    flow = rows(57)
    assert count_paths(flow) > 10**17
    made = draft(flow)
    assert [case.outcome for case in made.exercises.cases.values()] == ["out-a", "out-b"]
    assert made.uncoverable == (("q57", "off"),)
    assert problems_of(flow, made) == []


def star(choices: int) -> Flow:
    """Return one question with so many choices, each of which leads to the outcome."""
    return flow_of("q", {"q": {f"c{number}": "out" for number in range(choices)}, "out": {}})


def test_more_choices_than_cases_that_are_read_are_left_out_and_told() -> None:
    made = draft(star(203))
    assert len(made.exercises.cases) == 200
    assert made.left_out == (("q", "c200"), ("q", "c201"), ("q", "c202"))
    assert problems_of(star(203), made) == []


def test_what_no_file_has_room_for_is_left_out_and_told() -> None:
    flow = star(150)
    long = Text({tag: tag * 2_000 for tag in ("nl", "en", "fr")}, "nl")
    flow = replace(flow, steps={**flow.steps, "out": replace(flow.steps["out"], text=long)})
    made = draft(flow)
    assert 50 < len(made.exercises.cases) < 150
    assert len(made.left_out) == 150 - len(made.exercises.cases)
    assert 900_000 < len(exercises_as_yaml(made.exercises).encode()) <= 1_000_000
    assert problems_of(flow, made) == []


def test_what_is_longer_than_a_story_is_cut_and_is_no_ground() -> None:
    flow = rows(300)
    steps = {
        name: replace(step, text=Text({"nl": f"{name} " + "lang " * 200}, "nl"))
        for name, step in flow.steps.items()
    }
    flow = replace(flow, steps=steps)
    made = draft(flow)
    case = made.exercises.cases["case-1"]
    assert len(case.path) == 301
    assert 0 < len(case.grounds) < 10
    assert "…" in case.story.in_language("nl")
    assert problems_of(flow, made) == []


def test_rules_that_relate_too_many_answers_are_refused() -> None:
    steps: dict[str, dict[str, Target]] = {
        f"q{n}": {"a": f"q{n + 1}", "b": f"q{n + 1}"} for n in range(20)
    }
    for n in range(20):
        steps[f"q{20 + n}"] = {"on": [({f"q{n}": ("a",)}, "out"), ({}, f"q{21 + n}")]}
    with pytest.raises(TooEntangledError):
        draft(flow_of("q0", {**steps, "q40": {}, "out": {}}))


def test_coverage_counts_what_walks_pass_and_no_restarts() -> None:
    halfway = Walk(PARKING, {"resident": "ja", "vehicle": "auto"})
    there = Walk(PARKING, {"resident": "neen", "zone": "a"})
    found = visited(PARKING, [halfway, there])
    assert found.visited == (("resident", "ja"), ("resident", "neen"))
    assert found.not_visited == (("zone", "a"), ("zone", "b"), ("zone", "c"), ("vehicle", "auto"))


def test_cases_that_are_missing_visit_what_is_not_visited_and_no_more() -> None:
    found = visited(PARKING, [Walk(PARKING, {"resident": "ja", "zone": "a", "vehicle": "auto"})])
    made = missing_cases(PARKING, found.not_visited)
    assert problems_of(PARKING, made) == []
    walked = [dict(truth(PARKING, case).counted) for case in made.exercises.cases.values()]
    assert walked == [
        {"resident": "neen"},
        {"resident": "ja", "zone": "b", "vehicle": "auto"},
        {"resident": "ja", "zone": "c", "vehicle": "auto"},
    ]
