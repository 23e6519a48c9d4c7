from __future__ import annotations

from pathlib import Path

import pytest

from ssmflow.errors import UnreadableFileError
from ssmflow.formats.flow_file import read_flow
from ssmflow.formats.glossary_file import glossary_for, read_glossary
from ssmflow.formats.shipped import shipped

FLOWS = Path(__file__).parents[2] / "flows"
ONE_TERM = "beide: {label: Beide, meaning: Deze.}\n"


def problems_of(folder: Path, text: str) -> list[str]:
    file = folder / "glossary.yaml"
    file.write_text(text)
    _, problems = read_glossary(file, "nl")
    return [str(problem).removeprefix(f"{file}:") for problem in problems]


def test_a_glossary_beside_the_flow_is_taken_first(tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (tmp_path / "glossary.yaml").write_text(ONE_TERM)
    assert glossary_for(flows / "f.yaml") == tmp_path / "glossary.yaml"
    (flows / "glossary.yaml").write_text(ONE_TERM)
    assert glossary_for(flows / "f.yaml") == flows / "glossary.yaml"


def test_the_shipped_glossary_is_taken_last(tmp_path: Path) -> None:
    lonely = tmp_path / "a" / "b" / "c"
    (tmp_path / "glossary.yaml").write_text(ONE_TERM)
    assert glossary_for(lonely / "f.yaml") == shipped("data") / "glossary.yaml"


def test_a_relative_name_finds_the_same_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FLOWS / "faulty")
    assert glossary_for(Path("unknown-term.yaml")) == FLOWS / "glossary.yaml"


def test_a_glossary_that_is_given_is_the_one_that_is_used(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("woonplaats: {label: W, meaning: M.}\ndomicilie: {label: D, meaning: M.}\n")
    assert read_flow(FLOWS / "faulty" / "unknown-term.yaml", other).sound


def test_a_glossary_that_is_given_and_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_flow(FLOWS / "parking-permit.yaml", tmp_path / "none.yaml")


def test_terms_are_read_in_the_flow_s_language_or_in_several() -> None:
    terms, problems = read_glossary(FLOWS / "glossary.yaml", "fr")
    assert problems == []
    assert dict(terms["domicilie"].label.by_language) == {"fr": "domicilie"}
    assert terms["domicilie"].url == "https://example.org/begrippen"
    assert set(terms["zone"].meaning.by_language) == {"nl", "en"}
    assert terms["zone"].url is None


def test_an_empty_glossary_has_no_terms(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "# nog niets\n") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: {label: A}\n", ["1:1: error: term 'a' has no 'meaning'"]),
        ("a: {meaning: A}\n", ["1:1: error: term 'a' has no 'label'"]),
        ("a: A\n", ["1:4: error: term 'a' must be a mapping, not the text 'A'"]),
        ("- a\n", ["1:1: error: the glossary must be a mapping, not a list"]),
        (
            "a: {label: A, meaning: B, colour: c}\n",
            [
                "1:27: error: unknown key 'colour' in term 'a'; allowed are label, meaning, url",
            ],
        ),
        (
            "A b: {label: A, meaning: B}\n",
            ["1:1: error: 'A b' is no slug: an id has a-z, 0-9, '-' and '_'"],
        ),
        ("a: {label: A, meaning: }\n", ["1:24: error: meaning has no value"]),
        ("a: [\n", ["2:1: error: this is no YAML: did not find expected node content"]),
    ],
)
def test_each_fault_of_a_glossary_is_told_with_its_place(
    text: str, told: list[str], tmp_path: Path
) -> None:
    assert problems_of(tmp_path, text) == told


def test_a_flow_with_a_faulty_glossary_is_refused_and_the_glossary_is_named(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.yaml"
    glossary.write_text("a: {label: A}\n")
    file = tmp_path / "smallest.yaml"
    file.write_text((FLOWS / "smallest.yaml").read_text())
    reading = read_flow(file)
    assert not reading.sound
    assert [problem.place.file for problem in reading.problems if problem.place] == [str(glossary)]
