from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.formats.flow_file import read_flow

FLOW = """\
flow: tiny
version: "1"
language: nl
title: {title}
start: q
steps:
  q:
    text: Vraag?
    choices:
      {choice}: {{label: Ja, to: a}}
      neen: {{label: Neen, to: a}}
  a: {{text: Einde, outcome: act}}
"""


def problems(tmp_path: Path, **parts: str) -> list[str]:
    file = tmp_path / "tiny.yaml"
    file.write_text(FLOW.format(**{"title": "Klein", "choice": "ja", **parts}))
    return [str(problem).removeprefix(f"{file}:") for problem in read_flow(file).problems]


@pytest.mark.parametrize("nothing", ["~", "null", "Null", "NULL", ""])
def test_a_text_that_yaml_calls_nothing_is_missing(tmp_path: Path, nothing: str) -> None:
    assert problems(tmp_path, title=nothing) == ["4:8: error: title has no value"] or (
        nothing == "" and problems(tmp_path, title=nothing)[0].endswith("title has no value")
    )


@pytest.mark.parametrize("title", ["'null'", '"~"', "No", "12:30"])
def test_a_text_in_quotes_or_that_looks_like_a_value_stands_as_it_is(
    tmp_path: Path, title: str
) -> None:
    assert problems(tmp_path, title=title) == []


def test_an_id_may_look_like_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, choice="null") == []


def test_what_stands_beside_missing_steps_is_checked_too(tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text("flow: other\nversion: []\nlanguage: nl\ntitle: {}\nstart: q\n")
    told = [str(problem).removeprefix(f"{file}:") for problem in read_flow(file).problems]
    assert told == [
        "1:1: error: the flow has no 'steps'",
        "1:7: error: flow 'other' must be equal to the file's name, 'tiny'",
        "2:10: error: version must be a text, not a list",
        "4:8: error: title has no value",
    ]


def test_labels_that_are_one_in_some_language_by_falling_back_are_one_label(
    tmp_path: Path,
) -> None:
    file = tmp_path / "tiny.yaml"
    text = FLOW.format(title="Klein", choice="ja")
    text = text.replace("label: Ja", "label: {nl: Ja, en: Neen}")
    file.write_text(text)
    errors = [each.message for each in read_flow(file).problems if each.severity == "error"]
    assert errors == ["choices 'ja' and 'neen' have one label, 'Neen'"]
