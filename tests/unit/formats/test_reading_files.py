from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.errors import SsmflowError, UnreadableFileError, UnsoundFileError
from ssmflow.formats.documents import MAXIMUM_BYTES, MAXIMUM_DEPTH, Scalar, compose
from ssmflow.formats.flow_file import load_flow, read_flow
from ssmflow.formats.flow_reader import MAXIMUM_STEPS

FLOWS = Path(__file__).parents[2] / "flows"
SMALLEST = (FLOWS / "smallest.yaml").read_text()


def reason_against(file: Path) -> str:
    with pytest.raises(UnreadableFileError) as refusal:
        load_flow(file)
    return str(refusal.value)


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "nothing.yaml"
    assert reason_against(file) == f"{file}: error: there is no such file"


def test_a_folder_is_no_flow_file(tmp_path: Path) -> None:
    assert reason_against(tmp_path) == f"{tmp_path}: error: it is no file"


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("flow: latin\ntitle: Eén\n".encode("latin-1"))
    assert reason_against(file) == f"{file}:2: error: it is not UTF-8 text"


def test_a_file_of_five_megabytes_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "smallest.yaml"
    file.write_bytes(SMALLEST.encode().ljust(MAXIMUM_BYTES, b"\n"))
    assert load_flow(file).id == "smallest"
    file.write_bytes(SMALLEST.encode().ljust(MAXIMUM_BYTES + 1, b"\n"))
    assert reason_against(file) == f"{file}: error: it is larger than 5 MB, the most that is read"


def flow_of_steps(folder: Path, count: int) -> Path:
    steps = "".join(f"  s{number}: {{text: T, outcome: act}}\n" for number in range(count))
    file = folder / "many.yaml"
    head = "flow: many\nversion: 1\nlanguage: nl\ntitle: T\nstart: s0\nsteps:\n"
    file.write_text(head + steps)
    return file


def test_more_steps_than_are_read_are_one_error(tmp_path: Path) -> None:
    file = flow_of_steps(tmp_path, MAXIMUM_STEPS + 1)
    (problem,) = read_flow(file).problems
    assert problem.message == "the flow has 20,001 steps; at most 20,000 are read"


def test_as_many_steps_as_are_read_are_no_error(tmp_path: Path) -> None:
    flow = read_flow(flow_of_steps(tmp_path, MAXIMUM_STEPS)).flow
    assert flow is not None
    assert len(flow.steps) == MAXIMUM_STEPS


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 10_000, "? " * 10_000],
    ids=["lists", "mappings", "block lists", "keys"],
)
def test_a_file_nested_without_end_is_one_clear_error(text: str) -> None:
    (problem,) = compose(text, "deep.yaml").problems
    assert problem.message == f"nested deeper than {MAXIMUM_DEPTH} levels"


def test_a_file_may_be_nested_as_deep_as_is_read() -> None:
    text = "[" * MAXIMUM_DEPTH + "]" * MAXIMUM_DEPTH
    assert compose(text, "deep.yaml").problems == []
    assert len(compose(f"[{text}]", "deeper.yaml").problems) == 1


def test_aliases_that_grow_without_end_are_refused_and_not_followed() -> None:
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 12)]
    document = compose("\n".join(lines), "bomb.yaml")
    assert len(document.problems) == 12 + 11 * 9


def test_an_alias_to_what_it_stands_in_is_refused() -> None:
    first, second = compose("a: &a [*a]", "round.yaml").problems
    assert (first.message[:9], second.message[:8]) == ("an anchor", "an alias")


def test_keys_that_look_like_one_value_stay_apart() -> None:
    document = compose("YES: 1\non: 2\ntrue: 3\n1: 4\n01: 5\n", "keys.yaml")
    assert document.problems == []
    assert list(getattr(document.root, "items", {})) == ["YES", "on", "true", "1", "01"]


def test_a_repeated_key_keeps_its_first_value_and_is_told() -> None:
    document = compose("a: 1\nb: 2\na: 3\n", "twice.yaml")
    (problem,) = document.problems
    assert str(problem) == "twice.yaml:3:1: error: key 'a' was given already, in line 1"
    value = getattr(document.root, "items", {})["a"][1]
    assert isinstance(value, Scalar)
    assert value.value == "1"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b\nc: \x01d\n", "file.yaml:2:4"),
        ("a: b\nc: d\x7f\n", "file.yaml:2:5"),
        ("a: 'é\x00'", "file.yaml:1:6"),
    ],
)
def test_a_control_character_is_told_with_its_place(text: str, place: str) -> None:
    (problem,) = compose(text, "file.yaml").problems
    assert str(problem) == f"{place}: error: this is no YAML: a control character is not allowed"


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000", "\\x"])
def test_an_escape_that_is_no_character_is_no_yaml(escape: str) -> None:
    (problem,) = compose(f'a: "{escape}"', "file.yaml").problems
    assert problem.message.startswith("this is no YAML")


def test_a_name_that_is_no_slug_is_no_flow_s_name(tmp_path: Path) -> None:
    file = tmp_path / "Met Spatie.yaml"
    file.write_text(SMALLEST.replace("smallest", "Met Spatie"))
    with pytest.raises(UnsoundFileError, match="is no slug"):
        load_flow(file)


def test_every_refusal_is_an_ssmflow_error() -> None:
    assert issubclass(UnreadableFileError, SsmflowError)
    assert issubclass(UnsoundFileError, SsmflowError)
