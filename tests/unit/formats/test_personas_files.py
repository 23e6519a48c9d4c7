from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow.errors import UnreadableFileError, UnsoundFileError
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.study import Persona
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.personas_file import (
    decoded,
    load_personas,
    personas_as_yaml,
    read_personas,
    read_personas_text,
)
from ssmflow.formats.personas_table import personas_as_csv

TESTS = Path(__file__).parents[2]
PERSONAS = TESTS / "personas"
PARKING = load_flow(TESTS / "flows" / "parking-permit.yaml")


def persona(id_: str, title: str, **answers: str) -> Persona:
    return Persona(id_, Text({"nl": title}, "nl"), answers)


def table(*rows: str) -> tuple[list[Persona], list[str]]:
    reading = read_personas_text("\n".join(rows), "t", PARKING, "csv")
    return list(reading.people), [str(problem).removeprefix("t:") for problem in reading.problems]


def told(name: str) -> list[str]:
    file = PERSONAS / "faulty" / name
    problems = read_personas(file, PARKING).problems
    return [str(problem).removeprefix(f"{file}:") for problem in problems]


def test_personas_are_read_from_yaml() -> None:
    first, second = load_personas(PERSONAS / "parking.yaml", PARKING)
    assert first == persona("student-op-kot", "Student op kot", resident="neen")
    assert dict(second.answers) == {"resident": "ja", "zone": "a"}
    assert second.title.in_language("en") == "Resident of zone A"


def test_personas_are_read_from_a_table_by_id_or_label_and_empty_is_unknown() -> None:
    assert load_personas(PERSONAS / "parking-table.csv", PARKING) == (
        persona("student-op-kot", "Student op kot", resident="neen"),
        persona("bewoner", "Bewoner, zone A", resident="ja", zone="a", vehicle="auto"),
    )


def test_every_problem_of_yaml_is_told_at_once() -> None:
    assert told("five-faults.yaml") == [
        "3:3: error: 'Student' is no slug: an id has a-z, 0-9, '-' and '_'",
        "3:39: error: 'residnt' names no question; did you mean 'resident'?",
        "4:49: error: question 'resident' has no choice 'misschien'; it has ja, neen",
        "4:66: error: the answer to 'zone' must be a text, not a list",
        "5:3: error: persona 'zonder-titel' has no 'title'",
    ]


def test_every_problem_of_a_table_is_told_with_its_row_and_cell() -> None:
    assert told("five-faults.csv") == [
        "1:3: error: column 'residnt' names no question; did you mean 'resident'?",
        (
            "2:1: error: column 'persona': 'student op kot' is no slug: an id has a-z, 0-9, '-' "
            "and '_'; a name goes in 'title'"
        ),
        (
            "3:4: error: column 'zone': 'Zone Q' is no choice; allowed are a, b, c, or empty "
            "where it is unknown"
        ),
        "4:1: error: column 'persona': 'bewoner' was given already, in row 3",
        (
            "4:5: error: column 'vehicle': 'fiets' is no choice; allowed are auto, terug, or empty "
            "where it is unknown"
        ),
        "4:6: error: 'x' stands in a column without a name",
    ]
    with pytest.raises(UnsoundFileError):
        load_personas(PERSONAS / "faulty" / "five-faults.csv", PARKING)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("first", [[], ["sep={}"]])
def test_a_table_is_separated_by_any_of_three(delimiter: str, first: list[str]) -> None:
    rows = [["persona", "resident", "zone"], ["p", "JA", " zone  b "], ["", "", ""]]
    lines = [delimiter.join(row) for row in rows]
    people, problems = table(*(line.format(delimiter) for line in first), *lines)
    assert problems == []
    assert people == [persona("p", "p", resident="ja", zone="b")]


def test_ids_and_titles_may_be_left_out() -> None:
    people, problems = table("zone", "a", "b")
    assert problems == []
    assert people == [
        persona("persona-1", "persona-1", zone="a"),
        persona("persona-2", "persona-2", zone="b"),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_as_people_s_programs_write_it(encoding: str, ending: str) -> None:
    content = ending.join(["title;zone", "Eén “bewoner”;a", ""]).encode(encoding)
    reading = read_personas_text(decoded(content, "t.csv"), "t.csv", PARKING)
    assert reading.problems == []
    assert reading.people == (persona("persona-1", "Eén “bewoner”", zone="a"),)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "personas.csv"
    file.write_bytes(b"zone\n\x81\n")
    with pytest.raises(UnreadableFileError, match="it is no text"):
        read_personas(file, PARKING)
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_personas(tmp_path / "none.csv", PARKING)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([""], "1:1: error: the table is empty"),
        (["a,b", "x,y"], "1:1: error: column 'a' names no question; the flow asks"),
        (["title", "x"], "1:1: error: no column names a question; the flow asks resident"),
        (["zone,zone", "a,b"], "1:2: error: column 'zone' was given already"),
        (["zone", '"a', "b"], "2:1: error: this row cannot be read: a quote is not closed"),
        (["zone", "a" * 2001], "2:1: error: column 'zone' holds more than 2,000 characters"),
        (
            ["zone" + "," * 200, "a"],
            "1:106: error: there are 201 columns; the flow asks 3 questions",
        ),
        (["zone", "a,b,c,d"], "2:2: error: 'b' stands in a column without a name"),
        (["zone", *["a"] * 5001], "1:1: error: there are 5,001 personas; at most 5,000 are read"),
        (["zone", "a" * 1_000_000], "1:1: error: it is larger than 1 MB"),
    ],
)
def test_each_fault_of_a_table_is_told(rows: list[str], problem: str) -> None:
    _, problems = table(*rows)
    assert problems[0].startswith(problem)


def test_a_quote_in_the_first_row_that_is_longer_than_any_cell_is_told() -> None:
    _, problems = table("zone,", '"' + "a" * 200_000)
    assert problems[0].startswith("2:1: error: this row cannot be read")


def test_a_label_of_two_choices_is_told(tmp_path: Path) -> None:
    file = tmp_path / "parking-permit.yaml"
    text = (TESTS / "flows" / "parking-permit.yaml").read_text(encoding="utf-8")
    text = text.replace("{nl: Zone A, en: Zone A}", "{nl: Zone B, en: Zone A}")
    text = text.replace("{nl: Zone B, en: Zone B}", "{nl: Zone X, en: Zone B}")
    file.write_text(text, encoding="utf-8")
    flow = load_flow(file, TESTS / "flows" / "glossary.yaml")
    (problem,) = read_personas_text("zone\nZone B\n", "t.csv", flow).problems
    assert "is the label of more than one choice" in problem.message


def test_what_only_a_variant_asks_may_be_answered_too() -> None:
    other = load_flow(TESTS / "flows" / "remembered-answer.yaml")
    assert not read_personas_text("zone,first\na,b\n", "t.csv", PARKING).sound
    reading = read_personas_text("zone,first\na,b\n", "t.csv", PARKING, others=[other])
    assert reading.people == (persona("persona-1", "persona-1", zone="a", first="b"),)


def test_yaml_that_is_pasted_is_told_from_a_table() -> None:
    text = (PERSONAS / "parking.yaml").read_text(encoding="utf-8")
    assert len(read_personas_text(text, "pasted", PARKING).people) == 2


def test_more_people_than_are_read_are_told() -> None:
    rows = "".join(f"  p{number}: {{title: P}}\n" for number in range(5001))
    reading = read_personas_text(f"personas: parking-permit\npeople:\n{rows}", "p.yaml", PARKING)
    assert len(reading.people) == 5000
    assert [problem.message for problem in reading.problems] == [
        "there are 5,001 personas; at most 5,000 are read"
    ]


def test_personas_of_another_flow_are_refused() -> None:
    text = "personas: other\npeople: {}\n"
    (problem,) = read_personas_text(text, "p.yaml", PARKING).problems
    assert str(problem) == (
        "p.yaml:1:11: error: these are personas of flow 'other', not of 'parking-permit'"
    )


def test_a_text_of_a_table_is_never_a_formula() -> None:
    written = personas_as_csv(PARKING, [persona("p", '=HYPERLINK("x")', zone="a")])
    assert written.splitlines() == [
        "persona,title,resident,zone,vehicle",
        'p,"\'=HYPERLINK(""x"")",,a,',
    ]


answers = st.fixed_dictionaries(
    {},
    optional={
        step.id: st.sampled_from(list(step.choices))
        for step in PARKING.steps.values()
        if step.choices
    },
)
titles = st.text(min_size=1, max_size=20).filter(
    lambda said: said.strip() == said and "\r" not in said
)
people = st.lists(
    st.tuples(st.text("abc-_1", min_size=1, max_size=4), titles, answers),
    unique_by=lambda one: one[0],
    min_size=1,
).map(
    lambda made: tuple(
        Persona(id_, Text({"nl": title}, "nl"), given_) for id_, title, given_ in made
    )
)


@given(people)
def test_personas_that_are_written_are_read_back(people: tuple[Persona, ...]) -> None:
    written = personas_as_csv(PARKING, people)
    reading = read_personas_text(written, "p.csv", PARKING)
    assert (reading.people, reading.problems) == (people, [])
    reading = read_personas_text(personas_as_yaml(PARKING.id, people), "p.yaml", PARKING)
    assert (reading.people, reading.problems) == (people, [])


@given(st.text(max_size=200), st.sampled_from(["yaml", "csv", None]))
def test_whatever_is_pasted_gives_people_or_problems_with_places(
    text: str, kind: str | None
) -> None:
    reading = read_personas_text(text, "pasted", PARKING, kind)  # type: ignore[arg-type]
    assert reading.people or reading.problems or kind != "csv"
    assert all(problem.place for problem in reading.problems)


def test_half_a_surrogate_pair_is_told() -> None:
    flow: Flow = PARKING
    assert not read_personas_text("personas: \ud800", "p.yaml", flow).sound
    assert not read_personas_text("zone\n\ud800", "p.csv", flow).sound
