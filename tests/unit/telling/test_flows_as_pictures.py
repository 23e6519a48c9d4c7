from __future__ import annotations

import os
import re
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise

import pytest
from pictured_flows import HOSTILE, flow, of_class, read, texts

from ssmflow.flow.model import Flow
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.library import flow_files
from ssmflow.telling.flow_picture import MOST_STEPS, comparison_picture, flow_picture
from ssmflow.telling.words import words_for

WORDS = words_for("nl")
BEFORE = flow({"a": {"ja": "b", "neen": "c"}, "b": {"ja": "c", "neen": "d"}, "c": {}, "d": {}})
AFTER = flow({"a": {"ja": "b", "neen": "e"}, "b": {"ja": "c"}, "c": {}, "e": {}})
WIDTHS = {
    ("a", "b"): Fraction(3, 4),
    ("a", "c"): Fraction(1, 4),
    ("b", "c"): Fraction(0),
    ("b", "d"): Fraction(3, 4),
}


def drawn(shown: Flow, **more: object) -> str:
    return flow_picture(shown, "nl", title="De beslisboom", words=WORDS, **more)  # type: ignore[arg-type]


def compared(before: Flow, after: Flow, **more: object) -> str:
    return comparison_picture(before, after, "nl", title="Wat verandert", words=WORDS, **more)  # type: ignore[arg-type]


def widths_of(picture: str) -> list[str]:
    body = [line for line in of_class(picture, "ssmflow-line") if "C" in line.attrib["d"]]
    return sorted(line.attrib["stroke-width"] for line in body)


def test_every_step_and_answer_of_our_flow_is_in_the_picture() -> None:
    shown = load_flow(flow_files()[0])
    picture = drawn(shown)
    assert len(of_class(picture, "ssmflow-box")) == len(shown.steps)
    assert {"Ja", "Neen"} <= set(texts(picture))
    assert "foreignObject" not in picture


def test_a_line_is_as_wide_as_its_share_and_dotted_where_nobody_goes() -> None:
    picture = drawn(BEFORE, widths=WIDTHS)
    assert widths_of(picture) == ["1.5", "27", "27", "9"]
    dotted = [line for line in of_class(picture, "ssmflow-line") if line.get("stroke-dasharray")]
    assert len(dotted) == 2  # the line itself and its sign in the legend
    assert WORDS["picture_nobody"] in texts(picture)


def test_the_smallest_share_can_still_be_seen() -> None:
    picture = drawn(BEFORE, widths={**WIDTHS, ("b", "c"): Fraction(1, 10**9)})
    assert widths_of(picture)[0] == "2.5"
    assert WORDS["picture_nobody"] not in texts(picture)


def test_a_step_that_nobody_comes_by_is_pale() -> None:
    none_to_d = {**WIDTHS, ("b", "d"): Fraction(0)}
    assert len(of_class(drawn(BEFORE, widths=none_to_d), "ssmflow-nobody")) == 1


def test_a_step_has_its_note_and_its_mark_in_words() -> None:
    told = texts(drawn(BEFORE, step_notes={"b": "75,0 %"}, marks={"c": "reworded"}))
    assert "75,0 %" in told
    assert f"3 \u00b7 {WORDS['picture_reworded']}" in told


def test_of_two_flows_everything_stands_once_and_what_comes_and_goes_is_told() -> None:
    picture = compared(BEFORE, AFTER, marks={"a": "changed"})
    boxes = of_class(picture, "ssmflow-box")
    assert len(boxes) == 5
    told = texts(picture)
    assert f"4 \u00b7 {WORDS['picture_removed']}" in told
    assert f"4 \u00b7 {WORDS['picture_added']}" in told
    assert f"1 \u00b7 {WORDS['picture_changed']}" in told
    edges = [kind.get("class", "").split()[1] for kind in of_class(picture, "ssmflow-edge")]
    assert sorted(edges) == ["ssmflow-added", *["ssmflow-kept"] * 2, *["ssmflow-removed"] * 2]


def test_what_is_removed_is_dashed_and_what_is_added_is_thick() -> None:
    picture = compared(BEFORE, AFTER)
    removed = of_class(picture, "ssmflow-removed")
    assert all(group.find("*[@stroke-dasharray]") is not None for group in removed)
    added = [group for group in of_class(picture, "ssmflow-added") if group.find("*") is not None]
    assert all(group.find("*[@stroke-width='4']") is not None for group in added)


def test_an_answer_that_comes_or_goes_beside_another_has_a_sign() -> None:
    before = flow({"a": {"ja": "b", "neen": "b"}, "b": {}})
    after = flow({"a": {"ja": "b", "misschien": "b"}, "b": {}})
    told = " ".join(texts(compared(before, after)))
    assert "ja / + misschien / \u2212 neen" in told
    assert WORDS["picture_answers"].split()[0] in told


def test_a_renamed_step_stands_once() -> None:
    after = flow({"a": {"ja": "b", "neen": "c"}, "b": {"ja": "c", "neen": "z"}, "c": {}, "z": {}})
    picture = compared(BEFORE, after, marks={"z": "renamed"}, earlier_ids={"z": "d"})
    assert len(of_class(picture, "ssmflow-box")) == 4
    assert not of_class(picture, "ssmflow-removed")
    assert f"4 \u00b7 {WORDS['picture_renamed']}" in texts(picture)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": {"x": "b"}, "b": {"x": "c"}, "c": {}}, {"b": {"x": "a"}, "a": {"x": "c"}, "c": {}}),
        ({"a": {"x": "b"}, "b": {}}, {"p": {"x": "q"}, "q": {}}),
        ({"a": {}}, {"b": {}}),
        ({"a": {}}, {"a": {}}),
    ],
    ids=["that go round together", "that share nothing", "of one step each", "that are the same"],
)
def test_two_flows_can_be_drawn(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    picture = compared(flow(before), flow(after))
    assert len(of_class(picture, "ssmflow-box")) == len({*before, *after})
    edges = {(step, to) for each in (before, after) for step in each for to in each[step].values()}
    assert len(of_class(picture, "ssmflow-edge")) == len(edges)


def test_no_two_boxes_of_two_flows_overlap() -> None:
    picture = compared(BEFORE, flow({"p": {"x": "q", "y": "a"}, "q": {}, "a": {}}))
    spots = {box.attrib["transform"] for box in of_class(picture, "ssmflow-box")}
    assert len(spots) == len(of_class(picture, "ssmflow-box")) == 6


def test_a_flow_that_nobody_could_read_as_a_picture_is_not_drawn() -> None:
    ids = [f"s{number}" for number in range(MOST_STEPS + 1)]
    chain = {step: {"x": to} for step, to in pairwise(ids)}
    assert drawn(flow({**chain, ids[-1]: {}})) == ""
    whole = flow(dict([*[*chain.items()][:-1], (ids[-2], {})]))
    assert drawn(whole)
    assert compared(whole, flow({"other": {}})) == ""


def test_no_text_of_a_flow_becomes_markup() -> None:
    hostile = flow({"a": {HOSTILE: "b"}, "b": {}}, told=HOSTILE)
    picture = flow_picture(
        hostile, "nl", title=HOSTILE, words=WORDS, step_notes={"a": HOSTILE}, widths=WIDTHS
    )
    tags = {found.tag.split("}")[1] for found in read(picture).iter()}
    assert tags == {"svg", "title", "g", "path", "rect", "text", "tspan"}
    assert picture.count("://") == 1


def test_a_picture_is_named_and_no_id_in_it_can_clash_with_another() -> None:
    root = read(drawn(BEFORE))
    assert root.get("role") == "img"
    assert root[0].text == "De beslisboom"
    assert not re.search(r"\b(?:id|style|href|on\w+)=", drawn(BEFORE))


DRAW = """
from fractions import Fraction
from ssmflow.flow.graph import graph_of
from ssmflow.formats.library import load_flows
from ssmflow.telling.flow_picture import flow_picture
from ssmflow.telling.words import words_for
flow = load_flows()[0]
edges = [(step, to) for step, targets in graph_of(flow).successors.items() for to in targets]
widths = {edge: Fraction(place, 20) for place, edge in enumerate(edges)}
print(flow_picture(flow, "nl", title="x", words=words_for("nl"), widths=widths))
"""


def test_the_same_flow_gives_the_same_bytes_in_every_process() -> None:
    pictures = {
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(pictures) == 1
    assert pictures.pop().startswith("<svg ")
