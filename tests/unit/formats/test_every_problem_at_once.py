from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.errors import UnsoundFileError
from ssmflow.formats.flow_file import load_flow, read_flow

FLOWS = Path(__file__).parents[2] / "flows"
TEN_FAULTS = FLOWS / "faulty" / "ten-faults.yaml"

TEN_LINES = {
    2: "version must be a text",
    5: "unknown key 'colour'",
    10: "term 'onbekend' names nothing",
    13: "have one label, 'A'",
    14: "target 'nergens' names no step",
    16: "page must be a whole number",
    22: "question 'first' has no choice 'z'",
    23: "can't come before 'second'",
    25: "must have one of 'to' and 'restart'",
    28: "no walk reaches step 'island'",
}


def test_ten_different_faults_are_ten_errors_each_on_its_line() -> None:
    problems = read_flow(TEN_FAULTS).problems
    assert [problem.severity for problem in problems] == ["error"] * 10
    assert [problem.place.line for problem in problems if problem.place] == list(TEN_LINES)
    for problem, told in zip(problems, TEN_LINES.values(), strict=True):
        assert told in problem.message


def test_the_one_error_that_refuses_a_file_carries_and_tells_every_problem() -> None:
    with pytest.raises(UnsoundFileError) as refusal:
        load_flow(TEN_FAULTS)
    assert refusal.value.problems == tuple(read_flow(TEN_FAULTS).problems)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 10
    assert lines[0].startswith(f"{TEN_FAULTS}:2:10: error: ")


def problems_after(change: tuple[str, str], folder: Path) -> list[str]:
    """Return what is told of a sound flow after one slip of the pen."""
    text = (FLOWS / "remembered-answer.yaml").read_text()
    assert text.count(change[0]) == 1, change[0]
    file = folder / "remembered-answer.yaml"
    file.write_text(text.replace(*change))
    return [
        f"{problem.place.line}: {problem.message}"
        for problem in read_flow(file).problems
        if problem.place
    ]


ONE_SLIP = {
    "the key of all steps": (("steps:", "step:"), "6: unknown key 'step'"),
    "the start": (("start: first", "start: firts"), "5: start 'firts'"),
    "the start left out": (("start: first\n", ""), "1: the flow has no 'start'"),
    "the key of choices": (
        ("Gedeelde vraag?\n    choices:", "Gedeelde vraag?\n    choises:"),
        "20: unknown key 'choises'",
    ),
    "a target": (("label: B, to: extra", "label: B, to: exrta"), "11: target 'exrta'"),
    "the key of a target": (("label: B, to:", "label: B, too:"), "11: unknown key 'too'"),
    "the target of a rule": (("to: out-a}", "to: outa}"), "24: target 'outa'"),
    "the question of a rule": (("extra: ja}", "exrta: ja}"), "25: the rule's question 'exrta'"),
    "the choice of a rule": (("{first: a}", "{first: aa}"), "24: question 'first' has no choice"),
    "a 'when'": (("{when: {first: a}", "{wen: {first: a}"), "24: unknown key 'wen'"),
    "a 'when' without its question": (("when: {first: a}", "when: a"), "24: when must be"),
    "a choice as a text": (("b: {label: B, to: extra}", "b: extra"), "11: choice 'b' must be"),
    "an outcome's kind": (("outcome: act", "outcome: akt"), "29: outcome 'akt'"),
    "an outcome left out": ((", outcome: act", ""), "29: question 'out-a' has no choice"),
    "a rule as a text": (("- {when: {first: a}, to: out-a}", "- out-a"), "24: a rule must be"),
    "an unread question that a rule names": (
        (
            "choices:\n      ja: {label: Ja, to: shared}\n      neen: {label: Neen, to: shared}",
            "choices:\n      - {label: Ja, to: shared}\n      - {label: Neen, to: shared}",
        ),
        "16: choices must be a mapping",
    ),
    "an unread question at the start": (
        (
            (
                "      a: {label: A, to: shared}\n      b: {label: B, to: extra}\n"
                "      c: {label: C, to: shared}"
            ),
            "      - {label: A, to: shared}\n      - {label: B, to: extra}",
        ),
        "10: choices must be a mapping",
    ),
}


@pytest.mark.parametrize("slip", ONE_SLIP)
def test_one_slip_is_one_problem(slip: str, tmp_path: Path) -> None:
    change, told = ONE_SLIP[slip]
    (problem,) = problems_after(change, tmp_path)
    assert problem.startswith(told)


def test_a_later_rule_keeps_its_own_place_behind_one_that_could_not_be_read(tmp_path: Path) -> None:
    sound = ", to: out-a}\n          - {when: {first: [b, c],"
    first, second, _ = problems_after((sound, "}\n          - {when: {first: [b, z],"), tmp_path)
    assert first == "24: a rule has no 'to'"
    assert second == "25: question 'first' has no choice 'z'; it has a, b, c"


def test_a_step_that_only_the_missing_target_could_lead_to_is_told_too(tmp_path: Path) -> None:
    first, second = problems_after(("label: B, to: extra", "label: B"), tmp_path)
    assert first == "11: choice 'b' must have one of 'to' and 'restart'"
    assert second == "13: no walk reaches step 'extra'"
