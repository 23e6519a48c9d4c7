"""Whatever stands in a file, reading it gives a flow, problems, or an ssmflow error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ssmflow.errors import SsmflowError, UnreadableFileError
from ssmflow.flow.paths import count_paths
from ssmflow.flow.walk import Walk
from ssmflow.formats.documents import compose
from ssmflow.formats.flow_file import Reading, load_flow, read_flow

FLOWS = Path(__file__).parents[2] / "flows"
SAMPLE = (FLOWS / "parking-permit.yaml").read_text(encoding="utf-8")
TREE = yaml.load(SAMPLE, yaml.CBaseLoader)  # noqa: S506 - it makes texts only
LINES = SAMPLE.splitlines(keepends=True)

unhurried = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def read(content: bytes) -> Reading | None:
    """Read a file with that content; what it tells must have a place in it, and be in order."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "parking-permit.yaml"
        file.write_bytes(content)
        try:
            reading = read_flow(file, FLOWS / "glossary.yaml")
        except UnreadableFileError:
            return None
        sound = reading.sound
        try:
            flow = load_flow(file, FLOWS / "glossary.yaml")
        except SsmflowError:
            assert not sound
            assert reading.problems
        else:
            assert sound
            assert count_paths(flow) >= 1
            assert Walk(flow).current.id == flow.start
    places = [problem.place for problem in reading.problems]
    assert all(place and place.line >= 1 and place.column >= 1 for place in places)
    assert places == sorted(places, key=lambda place: place or ())
    return reading


@unhurried
@given(st.binary(max_size=200))
@example(b"\xff\xfeflow")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
def test_arbitrary_bytes(content: bytes) -> None:
    read(content)


@unhurried
@given(st.text(max_size=200))
@example("? ? ? a")
@example("&a [*a]")
@example("--- \n... \n--- ")
@example("%TAG ! !x\n--- !y z")
@example("steps: {a: {choices: {b: {to: [{when: {}}]}}}}")
def test_arbitrary_text(text: str) -> None:
    read(text.encode("utf-8", "surrogatepass"))


@unhurried
@given(st.text(alphabet="{}[]:-,?&*!|>'\"%@`#~ \nab0\t", max_size=80))
def test_arbitrary_signs_of_yaml(text: str) -> None:
    document = compose(text, "file.yaml")
    assert all(problem.place and problem.message for problem in document.problems)


@unhurried
@given(
    st.integers(0, len(SAMPLE)),
    st.integers(0, 30),
    st.text(alphabet="{}[]:-,?&*!|>'\"#~ \nabto\x00\x85\u2028é", max_size=6),
)
def test_the_sample_with_a_piece_replaced(at: int, length: int, piece: str) -> None:
    read((SAMPLE[:at] + piece + SAMPLE[at + length :]).encode())


@unhurried
@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_the_lines_of_the_sample_in_any_number_and_order(lines: list[str]) -> None:
    read("".join(lines).encode())


def places_in(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [at, *(place for key, item in pairs for place in places_in(item, (*at, key)))]


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 3)
    | st.text(max_size=4)
    | st.sampled_from(["resident", "zone", "vehicle", "permit", "ja", "a", "act"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["to", "when", "label", "choices", "text", "nl", "ja", "zone", ""]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def mutated(value: object, at: tuple[str | int, ...], other: object) -> object:
    """Return a copy of the value with another in one place; None there removes it."""
    if not at:
        return other
    key, *rest = at
    if isinstance(value, list):
        items = [
            mutated(item, tuple(rest), other) if n == key else item for n, item in enumerate(value)
        ]
        return [item for item in items if item is not None]
    assert isinstance(value, dict)
    pairs = {k: mutated(v, tuple(rest), other) if k == key else v for k, v in value.items()}
    return {k: v for k, v in pairs.items() if v is not None}


@unhurried
@given(st.lists(st.tuples(st.sampled_from(places_in(TREE)[1:]), anything), min_size=1, max_size=2))
def test_the_sample_with_values_replaced_or_removed(
    changes: list[tuple[tuple[str | int, ...], object]],
) -> None:
    tree: object = TREE
    for at, other in changes:
        if at in places_in(tree):
            tree = mutated(tree, at, other)
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    read(text.replace("&id", "id").replace("*id", "id").encode())


def test_the_sample_itself_is_sound() -> None:
    reading = read(SAMPLE.encode())
    assert reading is not None
    assert reading.sound
