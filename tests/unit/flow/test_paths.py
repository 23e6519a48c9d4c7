from __future__ import annotations

import itertools
import tracemalloc

import pytest
from tiny_flows import flow as flow_of
from tiny_flows import shared_question

from ssmflow.flow.model import Flow, Text
from ssmflow.flow.paths import Path, count_paths, paths


def binary(depth: int) -> Flow:
    """Return a flow of so many yes/no questions in a row: 2 ** depth paths."""
    steps = {f"q{n}": {"ja": f"q{n + 1}", "neen": f"q{n + 1}"} for n in range(depth)}
    return flow_of("q0", {**steps, f"q{depth}": {}})


def test_paths_come_in_the_order_of_the_choices_with_their_end() -> None:
    ends = [(" ".join(path.answers.values()), path.outcome) for path in paths(shared_question())]
    assert ends == [
        ("a door", "out-a"),
        ("a terug", None),
        ("b ja door", "out-b"),
        ("b ja terug", None),
        ("b neen door", "out-other"),
        ("b neen terug", None),
        ("c door", "out-other"),
        ("c terug", None),
    ]


def test_the_answers_of_a_path_stand_in_the_order_of_its_walk() -> None:
    path = next(itertools.islice(paths(shared_question()), 2, None))
    assert path == Path({"first": "b", "extra": "ja", "shared": "door"}, "out-b")
    assert list(path.answers) == ["first", "extra", "shared"]


def test_a_flow_that_is_one_outcome_has_one_path_without_answers() -> None:
    flow = flow_of("a", {"a": {}})
    assert list(paths(flow)) == [Path({}, "a")]
    assert count_paths(flow) == 1


def test_a_path_that_was_given_out_does_not_change_any_more() -> None:
    found = paths(binary(3))
    first = next(found)
    before = dict(first.answers)
    list(found)
    assert dict(first.answers) == before


def test_paths_are_made_one_at_a_time() -> None:
    first, second = itertools.islice(paths(binary(2_000)), 2)
    assert len(first.answers) == 2_000
    assert first.answers != second.answers


@pytest.mark.parametrize("depth", [1, 10, 1_000])
def test_paths_are_counted_without_making_them(depth: int) -> None:
    assert count_paths(binary(depth)) == 2**depth


def test_memory_does_not_grow_with_the_number_of_paths() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in itertools.islice(paths(flow), count):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    flow = binary(16)
    peak(10)
    assert peak(40_000) < peak(1_000) + 10_000


def test_a_text_falls_back_to_its_own_language_else_to_the_first_it_has() -> None:
    both = Text({"en": "Yes", "nl": "Ja"}, "nl")
    assert [both.in_language(tag) for tag in ("en", "nl", "fr")] == ["Yes", "Ja", "Ja"]
    other = Text({"en": "Yes", "de": "Ja"}, "nl")
    assert (other.in_language("fr"), other.language_for("fr")) == ("Yes", "en")
