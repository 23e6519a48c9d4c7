"""The schemas of variants, personas, scenarios and exercises say what their readers do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from plain_yaml import as_an_editor_sees
from test_schema_of_files import properties_in

import ssmflow.formats.shares as shares
from ssmflow.formats import (
    exercises_file,
    personas_file,
    personas_table,
    scenario_file,
    variant_file,
)
from ssmflow.formats.fields import Keys
from ssmflow.formats.shipped import shipped

TESTS = Path(__file__).parents[2]
FOLDER = Path(shares.__file__).parent
SCHEMAS: dict[str, dict[str, Any]] = {
    kind: json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
    for kind in ("variant", "personas", "scenario", "exercises")
}
PARTS = SCHEMAS["scenario"]["definitions"]
PARTS_OF_EXERCISES = SCHEMAS["exercises"]["definitions"]
FOLDERS = {
    "variant": "variants",
    "personas": "personas",
    "scenario": "scenarios",
    "exercises": "exercises",
}
SOUND = [
    (kind, file)
    for kind, folder in FOLDERS.items()
    for top in (TESTS, shipped("data"))
    for file in sorted((top / folder).glob("*.yaml"))
]
FAULTY = {
    "variant": ["four-faults", "patch-is-a-text"],
    "personas": ["five-faults"],
    "scenario": ["ten-faults"],
    "exercises": ["ten-faults"],
}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schema_is_one_and_describes_every_key(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])
    assert [key for key, part in properties_in(SCHEMAS[kind]) if not part.get("description")] == []


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        (SCHEMAS["variant"], variant_file.VARIANT_KEYS),
        (SCHEMAS["personas"], personas_file.PERSONAS_KEYS),
        (SCHEMAS["personas"]["definitions"]["persona"], personas_file.PERSONA_KEYS),
        (SCHEMAS["scenario"], scenario_file.SCENARIO_KEYS),
        (PARTS["variant"], scenario_file.INLINE_VARIANT_KEYS),
        (PARTS["persona"], personas_file.PERSONA_KEYS),
        (PARTS["rule"], shares.SHARE_RULE_KEYS),
        (SCHEMAS["exercises"], exercises_file.EXERCISES_KEYS),
        (PARTS_OF_EXERCISES["case"], exercises_file.CASE_KEYS),
        (PARTS_OF_EXERCISES["ground"], exercises_file.GROUND_KEYS),
    ],
)
def test_schema_and_reader_know_the_same_keys(part: dict[str, Any], keys: Keys) -> None:
    assert part["additionalProperties"] is False
    assert set(part["properties"]) == set(keys.all)
    assert set(part["required"]) == set(keys.required)


def test_schema_and_reader_know_the_same_limits() -> None:
    people = SCHEMAS["personas"]["properties"]["people"]
    assert people["maxProperties"] == personas_table.MAXIMUM_PEOPLE
    assert PARTS["people"]["maxProperties"] == personas_table.MAXIMUM_PEOPLE
    allowed = f"^({shares.DECIMAL.pattern}|{shares.FRACTION.pattern})$"
    assert PARTS["percentage"]["pattern"] == allowed
    cases = SCHEMAS["exercises"]["properties"]["cases"]
    assert cases["maxProperties"] == exercises_file.MAXIMUM_CASES
    case = PARTS_OF_EXERCISES["case"]["properties"]
    assert case["hints"]["maxItems"] == exercises_file.MAXIMUM_HINTS
    assert case["level"]["enum"] == list(exercises_file.LEVELS)
    for part, most in (
        *(("title", exercises_file.MAXIMUM_TITLE), ("said-shortly", exercises_file.MAXIMUM_TITLE)),
        *(("text", exercises_file.MAXIMUM_TEXT), ("said", exercises_file.MAXIMUM_TEXT)),
    ):
        assert PARTS_OF_EXERCISES[part]["maxLength"] == most


@pytest.mark.parametrize(("kind", "file"), SOUND, ids=lambda one: getattr(one, "stem", one))
def test_a_sound_file_conforms_to_its_schema(kind: str, file: Path) -> None:
    jsonschema.validate(as_an_editor_sees(file), SCHEMAS[kind])


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in FAULTY.items() for name in names]
)
def test_a_file_of_a_wrong_structure_does_not_conform(kind: str, name: str) -> None:
    file = TESTS / FOLDERS[kind] / "faulty" / f"{name}.yaml"
    assert not jsonschema.Draft7Validator(SCHEMAS[kind]).is_valid(as_an_editor_sees(file))
