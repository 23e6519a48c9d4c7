from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ssmflow.errors import UnsoundFileError
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Variant
from ssmflow.formats.flow_data import flow_data, patch_on
from ssmflow.formats.flow_file import Reading, read_flow
from ssmflow.formats.library import flow_files
from ssmflow.formats.nodes import nodes_of
from ssmflow.formats.variant_file import (
    apply,
    load_variant,
    read_variant,
    read_variant_text,
    variant_as_yaml,
)

TESTS = Path(__file__).parents[2]
VARIANTS = TESTS / "variants"


@pytest.fixture(scope="module")
def bases() -> dict[str, Reading]:
    files = [TESTS / "flows" / f"{name}.yaml" for name in ("parking-permit", "remembered-answer")]
    return {file.stem: read_flow(file) for file in files}


@pytest.fixture(scope="module")
def parking(bases: dict[str, Reading]) -> Reading:
    return bases["parking-permit"]


def variant(patch: Mapping[str, object], of: str = "parking-permit") -> Variant:
    return Variant("made", of, Text({"nl": "Gemaakt"}, "nl"), patch)


def told(name: str, bases: dict[str, Reading]) -> list[str]:
    file = VARIANTS / "faulty" / f"{name}.yaml"
    return [str(problem).removeprefix(f"{file}:") for problem in read_variant(file, bases).problems]


def test_a_variant_is_its_flow_with_the_patch(bases: dict[str, Reading]) -> None:
    made, flow = load_variant(VARIANTS / "everyone-parks.yaml", bases)
    assert (made.id, made.of, flow.id) == ("everyone-parks", "parking-permit", "parking-permit")
    assert made.title == Text({"nl": "Zonder domicilie-eis"}, "nl")
    assert made.patch == {"steps": {"resident": {"choices": {"neen": {"to": "vehicle"}}}}}
    assert flow.steps["resident"].choices["neen"].rules[0].to == "vehicle"
    assert flow.glossary.keys() == {"domicilie", "zone"}


def test_null_removes_mappings_merge_and_what_is_new_comes_last(bases: dict[str, Reading]) -> None:
    _, flow = load_variant(VARIANTS / "other-words.yaml", bases)
    assert flow.steps["resident"].note is None
    label = flow.steps["resident"].choices["ja"].label
    assert dict(label.by_language) == {"nl": "Ja", "en": "Of course"}
    assert list(flow.steps["zone"].choices) == ["a", "b", "c", "d"]


def test_a_plain_text_that_is_patched_with_languages_is_replaced(bases: dict[str, Reading]) -> None:
    patch = {"steps": {"first": {"choices": {"a": {"label": {"en": "Yes"}}}}}}
    reading = apply(bases["remembered-answer"], variant(patch, "remembered-answer"))
    assert reading.flow is not None
    assert dict(reading.flow.steps["first"].choices["a"].label.by_language) == {"en": "Yes"}


def test_every_problem_is_told_at_once_where_the_patch_is(bases: dict[str, Reading]) -> None:
    assert told("four-faults", bases) == [
        "1:10: error: variant 'four-fault' must be equal to the file's name, 'four-faults'",
        (
            "4:1: error: unknown key 'colour' in the variant; allowed are variant, of, title, "
            "patch, why"
        ),
        "6:3: error: a variant keeps the id of its flow: leave 'flow' out of the patch",
        "7:3: error: target 'permit' names no step; did you mean 'no-permit'?",
        (
            "7:3: warning: this rule can never be the one taken, so nothing leads here to "
            "'no-permit'"
        ),
        "10:17: error: target 'nowhere' names no step",
        "11:9: warning: there is no 'onzin' here, so nothing is removed",
    ]


def test_a_variant_of_nothing_and_one_without_a_patch_are_told(bases: dict[str, Reading]) -> None:
    assert told("no-such-flow", bases) == [
        "2:5: error: of 'parking-permits' names no flow; there is parking-permit, remembered-answer"
    ]
    assert told("patch-is-a-text", bases) == [
        "4:8: error: patch must be a mapping, not the text 'steps'"
    ]
    with pytest.raises(UnsoundFileError):
        load_variant(VARIANTS / "faulty" / "no-such-flow.yaml", bases)


@pytest.mark.parametrize("text", ["", "# niets\n", "- a\n", "variant", "patch: {}\n", "a: [\n"])
def test_whatever_stands_in_a_variant_is_told(text: str, bases: dict[str, Reading]) -> None:
    reading = read_variant_text(text, "pasted", bases)
    assert not reading.sound
    assert all(problem.place for problem in reading.problems)
    assert reading.problems


def test_a_patch_made_in_memory_is_told_by_its_location(parking: Reading) -> None:
    choices = {"neen": {"to": "nowhere"}, "onzin": None}
    patch = {"steps": {"resident": {"choices": choices}, "permit": None}, "start": 3}
    reading = apply(parking, variant(patch))
    assert not reading.sound
    at = ("patch", "steps", "resident", "choices")
    found = {(problem.location, problem.severity) for problem in reading.problems}
    assert ((*at, "neen", "to"), "error") in found
    assert ((*at, "onzin"), "warning") in found
    assert (("patch", "steps"), "error") in found
    assert (("patch", "start"), "error") in found
    assert all(problem.place is None for problem in reading.problems)


def test_a_patch_that_no_file_could_hold_and_one_of_another_flow_are_told(parking: Reading) -> None:
    deep: dict[str, object] = {}
    for _ in range(100):
        deep = {"a": deep}
    (problem,) = apply(parking, variant(deep)).problems
    assert (problem.location, problem.message) == (("patch",), "nested deeper than 32 levels")
    (problem,) = apply(parking, variant({}, "other")).problems
    assert problem.location == ("of",)


def test_a_patch_that_removes_all_steps_leaves_no_flow(parking: Reading) -> None:
    reading = apply(parking, variant({"steps": None}))
    assert reading.flow is None
    assert [problem.message for problem in reading.problems] == ["the flow has no 'steps'"]


def test_a_variant_of_a_flow_that_came_from_no_file(parking: Reading) -> None:
    reading = apply(Reading(parking.flow), variant({"title": "Anders"}))
    assert reading.sound
    assert reading.flow is not None
    assert reading.flow.title.in_language("nl") == "Anders"


@pytest.mark.parametrize("name", ["everyone-parks", "other-words"])
def test_a_variant_that_is_written_is_read_back(name: str, bases: dict[str, Reading]) -> None:
    made, _ = load_variant(VARIANTS / f"{name}.yaml", bases)
    reading = read_variant_text(variant_as_yaml(made), "written", bases)
    assert reading.sound
    assert reading.variant == made


SOUND = [*flow_files(TESTS / "flows"), *flow_files(TESTS / "flows" / "warned"), *flow_files()]


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_a_flow_as_data_is_the_flow(file: Path) -> None:
    flow = read_flow(file).flow
    assert flow is not None
    reading = apply(Reading(flow, root=nodes_of(flow_data(flow))), variant({}, flow.id))
    assert reading.flow is not None
    assert fields_of(reading.flow) == fields_of(flow)


def fields_of(flow: Flow) -> dict[str, object]:
    return {key: value for key, value in vars(flow).items() if key != "languages"}


def test_an_edited_flow_is_its_file_with_the_patch_also_where_texts_are_plain(
    bases: dict[str, Reading],
) -> None:
    base = bases["remembered-answer"]
    assert base.flow is not None
    first = base.flow.steps["first"]
    label = Text({"nl": "A", "en": "Ay"}, "nl")
    choices = {**first.choices, "a": replace(first.choices["a"], label=label)}
    steps = {**base.flow.steps, "first": replace(first, choices=choices)}
    after = replace(base.flow, steps=steps)
    patch = patch_on(base, after)
    assert patch == {"steps": {"first": {"choices": {"a": {"label": {"nl": "A", "en": "Ay"}}}}}}
    made = apply(base, variant(patch, "remembered-answer")).flow
    assert made is not None
    assert fields_of(made) == fields_of(after)
