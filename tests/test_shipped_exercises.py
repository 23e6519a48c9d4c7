from __future__ import annotations

from collections import Counter

import pytest

from ssmflow.flow.check_exercises import texts_of_exercises
from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.walk import Walk
from ssmflow.formats.exercises_file import LEVELS, read_exercises
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.shipped import shipped
from ssmflow.formats.training import exercises_files
from ssmflow.training.coverage import visited_by_cases
from ssmflow.training.covering import coverable
from ssmflow.training.marking import marked, truth

FLOW = load_flow(shipped("data") / "flows" / "externe-dienstverlener.yaml")
FILE = shipped("data") / "exercises" / "externe-dienstverlener.yaml"
READING = read_exercises(FILE, {FLOW.id: FLOW})
assert READING.exercises is not None
EXERCISES: Exercises = READING.exercises
CASES = list(EXERCISES.cases.values())
RECONSTRUCTED = {"nl": "gereconstrueerd", "en": "reconstructed"}

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def walked(case: Case, **other: str) -> Walk:
    """Return the walk of a case's truth with some other answers."""
    answers = {question: choices[0] for question, choices in case.answers.items()}
    return Walk(FLOW, answers | {name.replace("_", "-"): answer for name, answer in other.items()})


def test_there_is_one_shipped_set() -> None:
    assert exercises_files(shipped("data") / "flows") == [FILE]


def test_the_reader_finds_no_problem_at_all() -> None:
    assert READING.problems == []


def test_there_are_ten_cases_from_easy_to_tricky() -> None:
    assert len(CASES) == 10
    levels = [LEVELS.index(case.level) for case in CASES]
    assert levels == sorted(levels)
    assert set(levels) == {0, 1, 2}


def test_together_they_come_to_every_outcome_and_visit_every_choice() -> None:
    assert {case.outcome for case in CASES} == {
        step.id for step in FLOW.steps.values() if step.outcome
    }
    assert set(visited_by_cases(FLOW, EXERCISES).visited) == coverable(FLOW)


def test_no_outcome_can_be_guessed_from_how_often_it_is_right() -> None:
    assert max(Counter(case.outcome for case in CASES).values()) <= 3


@every_case
def test_the_truth_of_each_is_marked_right(case: Case) -> None:
    assert marked(case, truth(FLOW, case)).mark == "right"


@every_case
def test_each_has_a_ground_for_every_question_and_hints(case: Case) -> None:
    assert tuple(case.grounds) == case.path
    assert len(case.hints) >= 2


@every_case
def test_each_story_has_two_sentences_to_six_and_is_soon_read(case: Case) -> None:
    for language in ("nl", "en"):
        story = case.story.in_language(language)
        assert 200 <= len(story) <= 600
        assert 2 <= sum(story.count(end) for end in (". ", "! ", "? ")) + 1 <= 6


@every_case
def test_no_title_says_where_its_case_leads(case: Case) -> None:
    told = case.title.in_language("nl").casefold()
    assert not [term for term in FLOW.glossary if term.replace("-", " ") in told]


@every_case
def test_each_explanation_says_what_is_reconstructed(case: Case) -> None:
    if any(passage.choice.basis == "reconstructed" for passage in truth(FLOW, case).trace):
        for language, word in RECONSTRUCTED.items():
            assert word in case.explanation.in_language(language)


def test_every_text_is_there_in_dutch_and_in_english() -> None:
    for _, text in texts_of_exercises(EXERCISES):
        assert set(text.by_language) == {"nl", "en"}
        assert all(said.strip() for said in text.by_language.values())


def test_who_would_end_a_mandate_is_sent_to_conclude_one_by_the_word_alone() -> None:
    case = EXERCISES.cases["rita"]
    assert "afsluiten" in case.story.in_language("nl")
    misled = walked(case, conclude_mandate="ja")
    assert misled.current.id == "mandate-in-ssm"
    astray = marked(case, misled).astray
    assert astray is not None
    assert astray.question.id == "conclude-mandate"


def test_who_would_conclude_one_and_reads_it_as_ending_is_turned_away() -> None:
    case = EXERCISES.cases["tom"]
    assert walked(case, conclude_mandate="neen").current.id == "no-mandate"
    assert marked(case, walked(case, conclude_mandate="neen")).mark == "wrong"


@pytest.mark.parametrize(
    ("name", "other"), [("karim", "lokale-beheerder"), ("joris", "mandaatbeheerder")]
)
def test_who_has_two_roles_comes_to_the_wrong_end_by_the_other(name: str, other: str) -> None:
    case = EXERCISES.cases[name]
    astray = walked(case, role=other)
    if astray.current.outcome:
        assert marked(case, astray).mark == "wrong"
    else:
        assert case.outcome not in astray.reachable


def test_who_knows_no_lokale_beheerder_is_still_sent_to_one() -> None:
    assert EXERCISES.cases["noor"].outcome == "ask-lokale-beheerder"


def test_the_right_outcome_by_the_wrong_road_is_on_wrong_ground() -> None:
    case = EXERCISES.cases["greet"]
    found = marked(case, walked(case, role="lokale-beheerder"))
    assert found.mark == "ground"
    assert found.astray is not None
    assert found.astray.question.id == "role"


def test_either_role_is_right_for_who_has_no_belgian_eid() -> None:
    case = EXERCISES.cases["sander"]
    for role in ("mandaatbeheerder", "lokale-beheerder"):
        assert marked(case, walked(case, role=role)).mark == "right"
