from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow.errors import UnsoundFileError
from ssmflow.flow.model import Text
from ssmflow.flow.study import Scenario, ShareRule
from ssmflow.formats.scenario_file import (
    load_scenario,
    read_scenario,
    read_scenario_text,
    scenario_as_yaml,
)
from ssmflow.formats.shares import percent_of, percent_text
from ssmflow.formats.study import load_study

TESTS = Path(__file__).parents[2]
SCENARIOS = TESTS / "scenarios"
STUDY = load_study(TESTS / "flows")
HEAD = "scenario: s\nflow: parking-permit\ntitle: Titel\n"


def told(text: str) -> list[str]:
    reading = read_scenario_text(HEAD + text, "s", STUDY)
    return [str(problem).removeprefix("s:") for problem in reading.problems]


def test_a_scenario_names_its_parts() -> None:
    scenario = load_scenario(SCENARIOS / "half-park.yaml", STUDY)
    assert (scenario.flow, scenario.version) == ("parking-permit", "2")
    assert scenario.variant is not None
    assert scenario.variant.id == "everyone-parks"
    assert [persona.id for persona in scenario.people] == ["student-op-kot", "bewoner"]
    assert scenario.notes == Text({"nl": "De aandelen zijn geschat."}, "nl")


def test_shares_are_exact_fractions_and_rules_keep_their_order() -> None:
    scenario = load_scenario(SCENARIOS / "half-park.yaml", STUDY)
    third = Fraction(1, 3)
    assert scenario.shares == {
        "resident": (ShareRule({"ja": Fraction(37, 40), "neen": Fraction(3, 40)}),),
        "vehicle": (
            ShareRule({"auto": third, "terug": 2 * third}, {"zone": ("a", "b")}),
            ShareRule({"auto": Fraction(0), "terug": Fraction(1)}),
        ),
    }
    half = Fraction(1, 2)
    assert scenario.variant_shares == {"resident": (ShareRule({"ja": half, "neen": half}),)}


def test_a_scenario_may_hold_its_variant_and_its_people() -> None:
    reading = read_scenario(SCENARIOS / "inline.yaml", STUDY)
    assert reading.sound
    assert reading.scenario is not None
    assert reading.scenario.variant is not None
    assert reading.scenario.variant.id == "inline"
    assert reading.changed is not None
    assert "d" in reading.changed.steps["zone"].choices
    assert dict(reading.scenario.people[0].answers) == {"zone": "d"}


def test_every_problem_is_told_at_once() -> None:
    file = SCENARIOS / "faulty" / "ten-faults.yaml"
    problems = read_scenario(file, STUDY).problems
    lines = [str(problem).removeprefix(f"{file}:") for problem in problems]
    assert lines == [
        "3:1: error: unknown key 'titel' in the scenario; did you mean 'title'?",
        "4:10: warning: made with version '1' of the flow; this is '2'",
        (
            "5:10: error: variant 'everyone' names no variant of 'parking-permit'; there is "
            "everyone-parks, other-words"
        ),
        (
            "6:11: error: personas 'nobody' names no personas of 'parking-permit'; there are "
            "parking-table, parking"
        ),
        "8:14: error: the shares of 'resident' sum to 97, not to 100",
        "9:10: error: each choice of 'zone' has a share, 0 too; lacking: c",
        "11:15: error: the rule names 'vehicle', which can't come before 'vehicle'",
        "12:7: error: the last rule has a 'when': where none holds, none counts",
        "12:21: error: question 'zone' has no choice 'q'; it has a, b, c",
        (
            "12:40: error: the share '33,5' is no percentage: a number from 0 to 100 with a point "
            "and at most 6 decimals, such as 92.5, or a fraction, such as 100/3"
        ),
        "13:3: error: 'permit' names no question; the flow asks resident, zone, vehicle",
    ]
    with pytest.raises(UnsoundFileError):
        load_scenario(file, STUDY)


def test_a_problem_of_an_inline_variant_is_told_where_its_patch_is() -> None:
    variant = "variant: {title: V, patch: {steps: {zone: {choices: {a: {to: nowhere}}}}}}\n"
    assert told(variant) == ["4:62: error: target 'nowhere' names no step"]
    assert told("variant: {title: V, patch: a}\n") == [
        "4:28: error: patch must be a mapping, not the text 'a'"
    ]


def test_shares_of_the_variant_need_one_and_name_its_choices() -> None:
    assert told("variant-shares: {zone: {a: 50, b: 25, c: 25}}\n") == [
        "4:17: error: variant-shares needs a variant"
    ]
    variant = "variant: other-words\n"
    assert told(f"{variant}variant-shares: {{zone: {{a: 50, b: 25, c: 25}}}}\n") == [
        "5:25: error: each choice of 'zone' has a share, 0 too; lacking: d"
    ]


def test_a_rule_of_shares_names_what_can_come_before() -> None:
    rules = "[{when: {vehicle: auto}, shares: {ja: 1, neen: 99}}, {shares: {ja: 1, neen: 99}}]"
    assert told(f"shares: {{resident: {rules}}}\n") == [
        "4:29: error: the rule names 'vehicle', which can't come before 'resident'"
    ]


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("[]", "question 'resident' has no rules"),
        ("[{shares: {ja: 1, neen: 99}}, {shares: {ja: 1, neen: 99}}]", "it must be last"),
        ("[{when: {}, shares: {ja: 1, neen: 99}}, {shares: {ja: 1, neen: 99}}]", "no question"),
        ("[{when: {zone: []}, shares: {ja: 1, neen: 99}}, {}]", "can't come before"),
        ("[a]", "a rule of shares must be a mapping"),
        ("ja", "the shares of 'resident' must be a mapping"),
        ("{ja: 50, nee: 50}", "has no choice 'nee'"),
        (f"{{ja: 1/{10**39 + 1}, neen: 1/{10**39 + 3}}}", "too large a common denominator"),
    ],
)
def test_each_fault_of_shares_is_told(rules: str, problem: str) -> None:
    assert problem in " ".join(told(f"shares: {{resident: {rules}}}\n"))


@pytest.mark.parametrize("written", ["0", "100", "8", "92.5", "0.000001", "100/3", "000/7"])
def test_a_percentage_is_a_plain_decimal_or_a_fraction(written: str) -> None:
    assert percent_of(written) == Fraction(written) / 100


@pytest.mark.parametrize(
    "written", ["", "33,5", "-1", "101", "1e1", ".5", "1.", "0.0000001", "1/0", "301/3", "8 %", "٣"]
)
def test_nothing_else_is_a_percentage(written: str) -> None:
    assert percent_of(written) is None


@given(st.fractions(0, 1, max_denominator=10**12))
def test_a_percentage_that_is_written_is_read_back(share: Fraction) -> None:
    assert percent_of(percent_text(share)) == share


@pytest.mark.parametrize("name", ["half-park", "inline"])
def test_a_scenario_that_is_written_is_read_back_and_needs_no_other_file(name: str) -> None:
    scenario = load_scenario(SCENARIOS / f"{name}.yaml", STUDY)
    alone = load_study(TESTS / "flows")
    bare = type(alone)(alone.readings)
    reading = read_scenario_text(scenario_as_yaml(scenario), "written", bare)
    assert reading.problems == []
    assert reading.scenario == scenario


def test_the_smallest_scenario_is_written_with_three_keys() -> None:
    scenario = Scenario("s", "parking-permit", Text({"nl": "Titel"}, "nl"))
    assert scenario_as_yaml(scenario) == HEAD
    assert read_scenario_text(HEAD, "s", STUDY).scenario == scenario


@pytest.mark.parametrize("text", ["", "a: [\n", "- a\n", "flow: none\n", "shares: 1\n"])
def test_whatever_stands_in_a_scenario_is_told(text: str) -> None:
    reading = read_scenario_text(text, "pasted", STUDY)
    assert not reading.sound
    assert reading.problems
    assert all(problem.place for problem in reading.problems)


HALF_MADE = """variant:
  title: Half
  patch: {steps: {zone: {choices: {a: {to: nowhere}, d: {label: Zone D, to: vehicle}}}}}
"""


def test_shares_of_a_half_made_variant_are_kept_for_when_it_is_whole() -> None:
    shares = """variant-shares:
  resident: {ja: 50, neen: 30, later: 20}
  nowhere:
    - {when: {zone: [d, e], resident: later}, shares: {x: 40, y: 60}}
    - {shares: {x: 100, y: 0}}
"""
    reading = read_scenario_text(HEAD + HALF_MADE + shares, "s", STUDY)
    assert not reading.sound
    assert reading.scenario is not None
    tenth = Fraction(1, 10)
    assert reading.scenario.variant_shares == {
        "resident": (ShareRule({"ja": 5 * tenth, "neen": 3 * tenth, "later": 2 * tenth}),),
        "nowhere": (
            ShareRule(
                {"x": 4 * tenth, "y": 6 * tenth}, {"zone": ("d", "e"), "resident": ("later",)}
            ),
            ShareRule({"x": Fraction(1), "y": Fraction(0)}),
        ),
    }
    again = read_scenario_text(scenario_as_yaml(reading.scenario), "s", STUDY)
    assert again.scenario == reading.scenario


@pytest.mark.parametrize(
    "shares",
    ["{resident: {ja: 50, neen: 30}}", "{resident: [{shares: {ja: 1.2.3}}]}", "[a]", "{x: }", "~"],
)
def test_shares_of_a_half_made_variant_are_still_checked(shares: str) -> None:
    before = told(HALF_MADE)
    assert len(told(f"{HALF_MADE}variant-shares: {shares}\n")) > len(before)


def test_people_of_a_half_made_variant_keep_their_answers_to_its_questions() -> None:
    people = "personas: {p: {title: P, answers: {zone: d}}}\n"
    reading = read_scenario_text(HEAD + HALF_MADE + people, "s", STUDY)
    assert reading.scenario is not None
    assert dict(reading.scenario.people[0].answers) == {"zone": "d"}
