from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from test_studies_never_fail import damaged, unhurried
from tiny_cases import told_of

from ssmflow.errors import UnreadableFileError, UnsoundFileError
from ssmflow.flow.check_exercises import check_exercises
from ssmflow.flow.exercise import Ground
from ssmflow.flow.model import Text
from ssmflow.formats.exercises_file import load_exercises, read_exercises, read_exercises_text
from ssmflow.formats.exercises_yaml import exercises_as_yaml
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.shipped import shipped
from ssmflow.formats.training import load_training
from ssmflow.training.marking import marked, truth

TESTS = Path(__file__).parents[2]
EXERCISES = TESTS / "exercises"
PARKING = load_flow(TESTS / "flows" / "parking-permit.yaml")
FLOWS = {"parking-permit": PARKING}
SAMPLE = (EXERCISES / "parking.yaml").read_text(encoding="utf-8")


def problems_in(name: str) -> list[str]:
    file = EXERCISES / name
    problems = read_exercises(file, FLOWS).problems
    return [str(problem).removeprefix(f"{file}:") for problem in problems]


def changed(old: str, new: str) -> list[str]:
    """Return what is told of the sample after a change of the first such text."""
    assert old in SAMPLE
    reading = read_exercises_text(SAMPLE.replace(old, new, 1), "e", FLOWS)
    return [str(problem).removeprefix("e:") for problem in reading.problems]


def test_a_case_has_its_truth_and_what_tells_it() -> None:
    exercises = load_exercises(EXERCISES / "parking.yaml", FLOWS)
    assert (exercises.id, exercises.flow, exercises.version) == ("parking", "parking-permit", "2")
    assert list(exercises.cases) == ["mila", "wout"]
    mila = exercises.cases["mila"]
    assert mila.answers == {"resident": ("ja",), "zone": ("a", "b"), "vehicle": ("auto",)}
    assert (mila.level, mila.outcome) == ("tricky", "permit")
    assert mila.path == ("resident", "zone", "vehicle")
    assert mila.grounds["resident"] == Ground(
        Text({"nl": "Ik woon in de stad", "en": "I live in the city"}, "nl")
    )
    assert [hint.in_language("en") for hint in mila.hints] == ["Does the zone matter?"]


def test_the_truth_of_a_sound_case_is_marked_right() -> None:
    for case in load_exercises(EXERCISES / "parking.yaml", FLOWS).cases.values():
        assert marked(case, truth(PARKING, case)).mark == "right"


def test_every_problem_is_told_at_once() -> None:
    assert problems_in("faulty/ten-faults.yaml") == [
        "3:10: warning: made with version '1' of the flow; this is '2'",
        "4:1: error: unknown key 'titel' in the set of exercises; did you mean 'title'?",
        "8:12: error: level 'hard' is not one of easy, medium, tricky",
        "10:15: error: 'residnt' names no question; did you mean 'resident'?",
        "18:25: error: question 'resident' has no choice 'nee'; it has ja, neen",
        "27:14: error: the truth leads to 'no-permit', not to 'permit'",
        "30:3: error: case 'other-path' has no 'explanation'",
        "36:5: error: the truth goes by resident, not by this path",
        "38:25: error: the story does not hold these words, letter by letter, in nl",
        "39:7: error: a ground for 'vehicle', which is not on the path: resident, zone",
        "40:3: error: case 'untold' has no 'story'",
    ]
    with pytest.raises(UnsoundFileError):
        load_exercises(EXERCISES / "faulty" / "ten-faults.yaml", FLOWS)


def test_a_text_that_lacks_a_language_is_a_warning() -> None:
    assert problems_in("warned/lacking-language.yaml") == [
        "6:12: warning: the text has no en; it falls back to 'nl'"
    ]
    assert read_exercises(EXERCISES / "warned" / "lacking-language.yaml", FLOWS).sound


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("exercises: parking", "exercises: Parking", "1:12: error: 'Parking' is no slug"),
        ("flow: parking-permit", "flow: parking-permt", "did you mean 'parking-permit'?"),
        ("    outcome: permit\n", "", "case 'mila' has no 'outcome'"),
        ("    path: [resident, zone, vehicle]\n", "", "case 'mila' has no 'path'"),
        ("outcome: permit", "outcome: zone", "'zone' names no outcome; there is permit, no-permit"),
        ("resident: neen}", "resident: []}", "the answer to 'resident' lists no choice"),
        ("zone: [a, b]", "zone: [a, a]", "the answer to 'zone' lists 'a' twice"),
        ("zone: [a, b]", "zone: [a, c]", "error: with zone=c, the truth leads to 'no-permit'"),
        ("vehicle: auto}", "vehicle: terug}", "a restart, at vehicle=terug, not at 'permit'"),
        (", vehicle: auto}", "}", "stops at question 'vehicle', which it does not answer"),
        ("vehicle: auto}", "vehicle: [auto, terug]}", "with vehicle=terug, the truth ends in a"),
        ("path: [resident, zone,", "path: [resident, zoen,", "did you mean 'zone'?"),
        ("      vehicle:\n", "      vehcile:\n", "'vehcile' names no question; did you mean"),
        ("en: I come by car}", "en: i come by car}", "letter by letter, in en"),
        ("cases:", "cases: {}\nabuot:", "error: there is no case"),
        ("cases:", "cases: []\nabuot:", "cases must be a mapping, not a list"),
        ("title: {nl: Mila, en: Mila}", f"title: {'x' * 201}", "title is longer than 200 "),
        ("Zone A en B zijn gelijk.", "x" * 4001, "explanation is longer than 4,000 characters"),
        ("hints: [", f"hints: [{'x, ' * 10}", "there are 11 hints; at most 10 are read"),
    ],
)
def test_each_fault_is_told_alone(old: str, new: str, problem: str) -> None:
    told = [line for line in changed(old, new) if ": error: " in line]
    assert problem in told[0]
    assert len(told) == (1 if "abuot" not in new else 2)


def test_words_of_a_story_may_be_broken_over_lines() -> None:
    assert changed("altijd. Ik kom", "altijd.\n\n          Ik kom") == []


def test_a_language_that_the_story_lacks_is_one_in_which_it_holds_no_words() -> None:
    told = changed(
        "      en: I live in the city, in zone A or B, I always forget. I come by car.\n", ""
    )
    assert [line.split(": ", 1)[1] for line in told] == [
        "warning: the text has no en; it falls back to 'nl'",
        "error: the story does not hold these words, letter by letter, in en",
        "error: the story does not hold these words, letter by letter, in en",
    ]


def test_more_cases_than_are_read_is_an_error() -> None:
    head, cases = SAMPLE.split("  mila:")
    wout = cases[cases.index("  wout:") :]
    many = head + "".join(wout.replace("wout", f"wout-{number}") for number in range(201))
    reading = read_exercises_text(many, "e", FLOWS)
    assert [problem.message for problem in reading.problems] == [
        "there are 201 cases; at most 200 are read"
    ]
    assert reading.exercises is not None
    assert len(reading.exercises.cases) == 200


def test_a_file_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "parking.yaml"
    file.write_text(SAMPLE + "#" * 1_000_000, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="larger than 1 MB, the most that is read"):
        read_exercises(file, FLOWS)
    assert not read_exercises_text(SAMPLE + "#" * 1_000_000, "e", FLOWS).sound


def test_choices_that_fit_in_too_many_ways_are_refused() -> None:
    assert told_of(questions=8) == []
    assert told_of(questions=17) == [
        "the choices that fit combine in more ways than are followed: list fewer"
    ]


def test_what_is_written_is_read_back() -> None:
    exercises = load_exercises(EXERCISES / "parking.yaml", FLOWS)
    reading = read_exercises_text(exercises_as_yaml(exercises), "written", FLOWS)
    assert (reading.exercises, reading.problems) == (exercises, [])


def test_cases_in_memory_are_checked_as_those_of_a_file_are() -> None:
    reading = read_exercises(EXERCISES / "parking.yaml", FLOWS)
    assert reading.exercises is not None
    assert check_exercises(PARKING, reading.exercises) == []


@unhurried
@given(damaged([SAMPLE]))
def test_damaged_exercises(text: str) -> None:
    reading = read_exercises_text(text, "e", FLOWS)
    assert reading.sound or reading.problems
    assert all(one.place and one.place.file == "e" for one in reading.problems)
    if reading.sound and reading.exercises:
        again = read_exercises_text(exercises_as_yaml(reading.exercises), "f", FLOWS)
        assert again.exercises == reading.exercises
        for case in reading.exercises.cases.values():
            walk = truth(PARKING, case)
            assert (walk.current.id, tuple(walk.counted)) == (case.outcome, case.path)


@pytest.mark.parametrize("content", ["", "a: [\n", "- a\n", "\ud800", "a: \x00", "&a [*a]", "x: 1"])
def test_whatever_stands_in_exercises_is_told(content: str) -> None:
    reading = read_exercises_text(content, "e", FLOWS)
    assert not reading.sound
    assert reading.problems
    assert all(problem.place for problem in reading.problems)


def test_the_file_that_the_documentation_shows_is_sound() -> None:
    page = (TESTS.parent / "docs" / "exercises.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(exercises: .*?)```", page, re.DOTALL)
    reading = read_exercises_text(shown, "shown", FLOWS)
    assert reading.sound
    assert {problem.severity for problem in reading.problems} == {"warning"}


def test_the_documentation_tells_every_shipped_case_with_its_level_and_outcome() -> None:
    page = (TESTS.parent / "docs" / "exercises.md").read_text(encoding="utf-8")
    shipped_set = load_training(shipped("data") / "flows").sets["externe-dienstverlener"]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| `([\w-]+)` \|", page, re.MULTILINE)
    assert rows == [(case.id, case.level, case.outcome) for case in shipped_set.cases.values()]
