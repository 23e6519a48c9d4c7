from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from faults_of_keys import EXPECTED as FAULTS_OF_KEYS
from faults_of_values import EXPECTED as FAULTS_OF_VALUES
from plain_yaml import as_an_editor_sees

import ssmflow.formats.flow_reader as reader
from ssmflow.formats.fields import Keys
from ssmflow.formats.flow_file import read_flow
from ssmflow.formats.glossary_file import TERM_KEYS
from ssmflow.formats.library import flow_files
from ssmflow.formats.shipped import shipped

FLOWS = Path(__file__).parents[2] / "flows"
FOLDER = Path(reader.__file__).parent
FLOW_SCHEMA: dict[str, Any] = json.loads((FOLDER / "flow.schema.json").read_text())
GLOSSARY_SCHEMA: dict[str, Any] = json.loads((FOLDER / "glossary.schema.json").read_text())
PARTS = FLOW_SCHEMA["definitions"]

SOUND = [*sorted((FLOWS / "warned").glob("*.yaml")), *flow_files(FLOWS), *flow_files()]
OTHER_STRUCTURAL = [
    *("Flow-no-slug", "step-no-slug", "choice-no-slug", "merge-key"),
    *("list-at-the-top", "text-at-the-top", "empty"),
]
STRUCTURAL = [
    FLOWS / "faulty" / f"{name}.yaml"
    for name in [*FAULTS_OF_KEYS, *FAULTS_OF_VALUES, *OTHER_STRUCTURAL]
]


def conforms(value: object, schema: dict[str, Any]) -> bool:
    return bool(jsonschema.Draft7Validator(schema).is_valid(value))


@pytest.mark.parametrize("schema", [FLOW_SCHEMA, GLOSSARY_SCHEMA], ids=["flow", "glossary"])
def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        (FLOW_SCHEMA, reader.FLOW_KEYS),
        (PARTS["source"], reader.SOURCE_KEYS),
        (PARTS["step"], reader.STEP_KEYS),
        (PARTS["choice"], reader.CHOICE_KEYS),
        (PARTS["rule"], reader.RULE_KEYS),
        (PARTS["link"], reader.LINK_KEYS),
        (GLOSSARY_SCHEMA["definitions"]["term"], TERM_KEYS),
    ],
    ids=["flow", "source", "step", "choice", "rule", "link", "term"],
)
def test_schema_and_reader_know_the_same_keys(part: dict[str, Any], keys: Keys) -> None:
    assert part["additionalProperties"] is False
    assert set(part["properties"]) == set(keys.all)
    assert set(part["required"]) == set(keys.required)


def test_schema_and_reader_know_the_same_limits() -> None:
    steps = FLOW_SCHEMA["properties"]["steps"]
    assert steps["maxProperties"] == reader.MAXIMUM_STEPS


def test_schema_and_reader_keep_the_same_keys_to_outcomes() -> None:
    refused = [part["not"]["required"][0] for part in PARTS["question"]["allOf"]]
    assert tuple(refused) == reader.OUTCOME_ONLY


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_a_sound_flow_conforms_to_the_schema(file: Path) -> None:
    assert read_flow(file).sound
    jsonschema.validate(as_an_editor_sees(file), FLOW_SCHEMA)


@pytest.mark.parametrize("file", STRUCTURAL, ids=lambda file: file.stem)
def test_a_flow_of_a_wrong_structure_is_refused_by_schema_and_reader(file: Path) -> None:
    semantic = file.stem in MEANING_ONLY
    assert not read_flow(file).sound
    assert conforms(as_an_editor_sees(file), FLOW_SCHEMA) is semantic


MEANING_ONLY = {"unknown-term", "unknown-start", "unknown-target"}
"""Whether a name names something is beyond a schema."""


@pytest.mark.parametrize(
    "file", [FLOWS / "glossary.yaml", shipped("data") / "glossary.yaml"], ids=["tests", "shipped"]
)
def test_a_sound_glossary_conforms_to_the_schema(file: Path) -> None:
    jsonschema.validate(as_an_editor_sees(file), GLOSSARY_SCHEMA)


@pytest.mark.parametrize(
    "term",
    [
        {"label": "A"},
        {"meaning": "A"},
        {"label": "A", "meaning": "B", "colour": "c"},
        {"label": "A", "meaning": None},
        {"label": {}, "meaning": "B"},
        {"label": {"n l": "A"}, "meaning": "B"},
        "A",
    ],
)
def test_a_faulty_term_does_not_conform(term: object) -> None:
    assert conforms({"a": {"label": "A", "meaning": "B"}}, GLOSSARY_SCHEMA)
    assert not conforms({"a": term}, GLOSSARY_SCHEMA)


@pytest.mark.parametrize("value", ["no", True, False, 1, 1.5])
def test_an_id_and_a_text_may_look_like_something_else_to_an_editor(value: object) -> None:
    step = {"text": value, "choices": {"ja": {"label": value, "to": value}}}
    rules = [{"when": {"q": value, "r": [value]}, "to": value}, {"to": value}]
    other = {"text": {"nl": value}, "choices": {"ja": {"label": "Ja", "to": rules}}}
    flow = {"flow": "f", "version": value, "language": "nl", "title": value, "start": value}
    assert conforms({**flow, "steps": {"q": step, "r": other}}, FLOW_SCHEMA)


@pytest.mark.parametrize("schema", [FLOW_SCHEMA, GLOSSARY_SCHEMA], ids=["flow", "glossary"])
def test_every_key_has_a_description_that_an_editor_can_show(schema: dict[str, Any]) -> None:
    lacking = [key for key, part in properties_in(schema) if not part.get("description")]
    assert lacking == []


def properties_in(part: object) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in part.items() if isinstance(part, dict) else ():
        if name == "properties":
            yield from value.items()
        yield from properties_in(value)


def test_the_shipped_flow_tells_editors_where_its_schema_is() -> None:
    (file,) = flow_files()
    first = file.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve() == (FOLDER / "flow.schema.json").resolve()
