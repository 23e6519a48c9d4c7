from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.flow.model import Flow
from ssmflow.formats.flow_file import load_flow, read_flow

FLOWS = Path(__file__).parents[2] / "flows"


@pytest.fixture
def texts_as_text() -> Flow:
    return load_flow(FLOWS / "texts-as-text.yaml")


@pytest.fixture
def parking_permit() -> Flow:
    return load_flow(FLOWS / "parking-permit.yaml")


def test_ids_are_texts_whatever_they_look_like(texts_as_text: Flow) -> None:
    assert list(texts_as_text.steps) == ["no", "1", "012", "2021-04-27"]
    assert list(texts_as_text.steps["no"].choices) == ["yes", "on", "off"]
    assert list(texts_as_text.steps["012"].choices) == ["null", "1_000"]


def test_values_are_texts_whatever_they_look_like(texts_as_text: Flow) -> None:
    assert texts_as_text.version == "2021-04-27"
    assert texts_as_text.language == "no"
    assert texts_as_text.title.in_language("no") == "12:30"
    assert texts_as_text.start == "no"
    labels = [
        choice.label.in_language("no") for choice in texts_as_text.steps["no"].choices.values()
    ]
    assert labels == ["yes", "1", "0x1F"]
    said = [step.text.in_language("no") for step in texts_as_text.steps.values()]
    assert said == ["on", "1.50", "true", "1e3"]


def test_targets_and_rules_name_texts_whatever_they_look_like(texts_as_text: Flow) -> None:
    targets = [choice.rules[0].to for choice in texts_as_text.steps["no"].choices.values()]
    assert targets == ["012", "1", "012"]
    first, last = texts_as_text.steps["012"].choices["null"].rules
    assert dict(first.when) == {"no": ("off", "on")}
    assert (first.to, last.to) == ("1", "2021-04-27")


@pytest.mark.parametrize(
    "id_", ["null", "Null", "true", "no", "y", "1", "012", "0x1f", "1e3", "12:30", "2021-04-27"]
)
def test_an_unquoted_target_is_the_text_that_stands_there(id_: str, tmp_path: Path) -> None:
    file = tmp_path / "ids.yaml"
    file.write_text(
        "flow: ids\nversion: 1\nlanguage: nl\ntitle: T\nstart: q\nsteps:\n"
        f"  q: {{text: Vraag?, choices: {{a: {{label: A, to: {id_}}}, b: {{label: B, to: b}}}}}}\n"
        f"  {id_}: {{text: A, outcome: act}}\n  b: {{text: B, outcome: act}}\n"
    )
    flow = read_flow(file).flow
    assert flow is not None
    assert list(flow.steps) == ["q", id_, "b"]
    assert flow.steps["q"].choices["a"].rules[0].to == id_


def test_everything_that_the_format_knows_is_read(parking_permit: Flow) -> None:
    assert (parking_permit.id, parking_permit.version) == ("parking-permit", "2")
    assert parking_permit.source is not None
    assert parking_permit.source.publisher.in_language("nl") == "Stad Voorbeeld"
    assert parking_permit.source.url == "https://example.org/folder"
    resident, vehicle = parking_permit.steps["resident"], parking_permit.steps["vehicle"]
    assert (resident.page, vehicle.page) == (1, None)
    assert resident.note is not None
    assert resident.note.in_language("en") == "Your registered address counts."
    assert resident.terms == ("domicilie",)
    assert list(parking_permit.steps["zone"].choices) == ["a", "b", "c"]
    auto, terug = vehicle.choices.values()
    assert [(dict(rule.when), rule.to) for rule in auto.rules] == [
        ({"resident": ("ja",), "zone": ("a", "b")}, "permit"),
        ({}, "no-permit"),
    ]
    assert (auto.basis, terug.basis) == ("reconstructed", "source")
    assert auto.why is not None
    assert (auto.restart, terug.restart, terug.rules) == (False, True, ())
    permit, no_permit = parking_permit.steps["permit"], parking_permit.steps["no-permit"]
    assert (permit.outcome, no_permit.outcome, vehicle.outcome) == ("act", "stop", None)
    assert permit.links[0].url == "https://example.org/aanvragen"
    assert no_permit.restart is not None
    assert no_permit.restart.in_language("nl") == "Terug naar het begin"
    assert list(parking_permit.glossary) == ["domicilie", "zone"]


def test_the_same_flow_is_read_with_other_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    content = (FLOWS / "parking-permit.yaml").read_bytes()
    file = tmp_path / "parking-permit.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    flow = load_flow(file, FLOWS / "glossary.yaml")
    assert list(flow.steps) == ["resident", "zone", "vehicle", "permit", "no-permit"]


def test_a_text_falls_back_to_the_flow_s_own_language_else_to_what_it_has() -> None:
    permit = load_flow(FLOWS / "warned" / "lacking-own-language.yaml")
    assert permit.title.in_language("en") == "Title"
    assert permit.title.in_language("fr") == "Titel"
    assert permit.steps["q"].text.in_language("fr") == "Question?"
    assert permit.steps["q"].text.language_for("nl") == "en"


def test_a_plain_text_is_in_the_flow_s_language() -> None:
    flow = load_flow(FLOWS / "remembered-answer.yaml")
    assert dict(flow.title.by_language) == {"nl": "De laatste vraag is gedeeld; de eerste beslist"}
    assert flow.languages == ("nl",)


def test_a_flow_has_its_own_language_first_and_then_those_of_its_texts(
    parking_permit: Flow,
) -> None:
    assert parking_permit.languages == ("nl", "en")
