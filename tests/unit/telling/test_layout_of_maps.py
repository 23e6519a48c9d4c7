from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from ssmflow.flow.graph import graph_of
from ssmflow.formats.flow_file import load_flow
from ssmflow.formats.library import flow_files
from ssmflow.telling.layout import GAP_DOWN, Layout, lay_out

WIDTH, HEIGHT = 200.0, 80.0
FLOWS = Path(__file__).parents[2] / "flows"
LONG = {
    "start": ["a", "b", "end"],
    "a": ["c"],
    "b": ["c", "end"],
    "c": ["d"],
    "d": ["end"],
    "end": [],
}


def laid_out(successors: dict[str, list[str]], start: str = "start") -> Layout:
    return lay_out(successors, start, WIDTH, HEIGHT)


def real() -> list[tuple[dict[str, list[str]], str]]:
    files = [*flow_files(), FLOWS / "parking-permit.yaml", FLOWS / "remembered-answer.yaml"]
    flows = [load_flow(file) for file in files]
    return [
        ({step: [*graph_of(flow).successors[step]] for step in flow.steps}, flow.start)
        for flow in flows
    ]


@pytest.mark.parametrize(("successors", "start"), [(LONG, "start"), *real()])
def test_no_two_boxes_overlap_and_all_stand_inside_the_drawing(
    successors: dict[str, list[str]], start: str
) -> None:
    layout = laid_out(successors, start)
    assert layout.boxes.keys() == successors.keys()
    for (x, y), (other_x, other_y) in combinations(layout.boxes.values(), 2):
        assert abs(x - other_x) >= WIDTH or abs(y - other_y) >= HEIGHT
    for x, y in layout.boxes.values():
        assert 0 <= x <= layout.width - WIDTH
        assert 0 <= y <= layout.height - HEIGHT


@pytest.mark.parametrize(("successors", "start"), [(LONG, "start"), *real()])
def test_every_edge_leads_down_by_its_bends(successors: dict[str, list[str]], start: str) -> None:
    layout = laid_out(successors, start)
    expected = {(step, to) for step, targets in successors.items() for to in targets}
    assert layout.bends.keys() == expected
    for (step, to), bends in layout.bends.items():
        rows = [layout.boxes[step][1], *(y for _, y in bends), layout.boxes[to][1]]
        assert all(above < below for above, below in pairwise(rows))
        between = round((rows[-1] - rows[0]) / (HEIGHT + GAP_DOWN)) - 1
        assert len(bends) == between


def test_the_start_stands_on_top() -> None:
    layout = laid_out(LONG)
    assert layout.boxes["start"][1] == 0
    assert min(y for step, (_, y) in layout.boxes.items() if step != "start") > 0


def test_one_step_alone_is_the_whole_drawing() -> None:
    assert laid_out({"start": []}) == Layout({"start": (0.0, 0.0)}, {}, WIDTH, HEIGHT)


DRAW = """
import json
from ssmflow.formats.library import load_flows
from ssmflow.views.map import _drawing
flow = load_flows()[0]
print(json.dumps(_drawing(flow, "nl", frozenset(flow.steps))))
"""


def test_the_same_flow_gives_the_same_drawing_in_every_process() -> None:
    drawn = {
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(drawn) == 1
    assert '"bends"' in drawn.pop()
