"""Whatever stands in a variant or a scenario, reading it gives one, or problems with places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssmflow.formats.flow_file import Reading
from ssmflow.formats.scenario_file import read_scenario_text, scenario_as_yaml
from ssmflow.formats.study import load_study
from ssmflow.formats.variant_file import apply, read_variant_text, variant_as_yaml

TESTS = Path(__file__).parents[2]
STUDY = load_study(TESTS / "flows")
VARIANTS = [file.read_text("utf-8") for file in sorted((TESTS / "variants").glob("*.yaml"))]
SCENARIOS = [file.read_text("utf-8") for file in sorted((TESTS / "scenarios").glob("*.yaml"))]
STRANGE = ["~", "null", "[]", "{}", "''", "x", "[a, {b: ~}]", "{nl: x}", "zone", "true", "1", "\t"]

unhurried = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def damaged(draw: st.DrawFn, samples: list[str]) -> str:
    """Draw a sample in which some words are other ones, or gone."""
    text = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 3))):
        words = list(re.finditer(r"[\w.-]+|\{[^{}]*\}|\n *", text))
        found = draw(st.sampled_from(words))
        new = draw(st.sampled_from([*STRANGE, "", found[0], *(word[0] for word in words)]))
        text = text[: found.start()] + new + text[found.end() :]
    return text


@unhurried
@given(damaged(VARIANTS))
def test_a_damaged_variant(text: str) -> None:
    reading = read_variant_text(text, "v", STUDY.readings)
    assert reading.sound or reading.problems
    assert all(one.place and one.place.file == "v" for one in reading.problems)
    if reading.variant and reading.variant.of in STUDY.readings:
        base: Reading = STUDY.readings[reading.variant.of]
        in_memory = apply(base, reading.variant)
        assert all(one.place is None and one.location for one in in_memory.problems)
        if reading.sound:
            assert in_memory.sound
            again = read_variant_text(variant_as_yaml(reading.variant), "w", STUDY.readings)
            assert again.variant == reading.variant


@unhurried
@given(damaged(SCENARIOS))
def test_a_damaged_scenario(text: str) -> None:
    reading = read_scenario_text(text, "s", STUDY)
    assert reading.sound or reading.problems
    assert all(one.place and one.place.file == "s" for one in reading.problems)
    if reading.sound and reading.scenario:
        again = read_scenario_text(scenario_as_yaml(reading.scenario), "t", STUDY)
        assert again.scenario == reading.scenario


@pytest.mark.parametrize("content", ["\ud800", "a: \x00", "&a [*a]", "{" * 40])
def test_what_is_no_yaml(content: str) -> None:
    assert read_variant_text(content, "v", STUDY.readings).problems
    assert read_scenario_text(content, "s", STUDY).problems
