"""The map of sixty steps is readable; a flow of a thousand opens, with a part of its map."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from served import Served, started
from test_map import texts_outside_their_boxes
from walker import Walker

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000  # milliseconds


@pytest.fixture(scope="module", params=[60, 1000])
def steps(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture(scope="module")
def large_app(steps: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    command = [sys.executable, "benchmarks/generate.py", "--steps", str(steps), "--depth", "12"]
    generated = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    file = tmp_path_factory.mktemp(f"steps-{steps}") / "generated.yaml"
    file.write_text(generated.stdout, encoding="utf-8")
    serve = [sys.executable, "-m", "ssmflow", "serve", str(file), "--port", "0", "--no-browser"]
    with started(serve, folder=file.parent) as app:
        yield app


@pytest.fixture(scope="module")
def large(
    browser: Browser, context_arguments: dict[str, Any], large_app: Served
) -> Iterator[Walker]:
    with browser.new_context(**context_arguments) as context:
        context.set_default_timeout(PATIENCE)
        yield Walker(context.new_page(), large_app.url).open()


def test_a_walk_goes_on_and_the_map_follows(large: Walker) -> None:
    large.go_to("").answer("Antwoord 1").answer("Antwoord 2")
    expect(large.lines).to_have_count(2)
    expect(large.map.locator("[data-state=walked][data-step]")).to_have_count(2)
    expect(large.map.locator("[aria-current=step]")).to_be_visible()


def test_every_text_of_the_map_is_readable_in_its_box(large: Walker) -> None:
    assert texts_outside_their_boxes(large) == []
    words = large.map.locator(".ssmflow-words").first
    expect(words).to_have_css("font-size", "13px")
    drawn = large.map.evaluate(
        "map => map.getBoundingClientRect().width / map.viewBox.baseVal.width"
    )
    assert drawn == pytest.approx(1, abs=0.01)


def test_no_two_boxes_of_the_map_overlap(large: Walker) -> None:
    boxes = large.map.locator("[data-step] rect").evaluate_all(
        """boxes => boxes.map((box) => {
          const { x, y, width, height } = box.getBoundingClientRect();
          return [x, y, x + width, y + height];
        })"""
    )
    overlapping = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert len(boxes) > 12
    assert overlapping == []


def test_the_map_scrolls_in_its_frame_and_the_page_does_not(large: Walker) -> None:
    frame = large.page.locator(".ssmflow-frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    assert large.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_a_map_that_is_drawn_in_part_says_so(large: Walker, steps: int) -> None:
    told = large.page.get_by_text("Deze beslisboom is te groot om heel te tekenen.")
    expect(told).to_have_count(1 if steps > 300 else 0)
    boxes = large.map.locator("[data-step]").count()
    assert boxes == steps if steps <= 300 else boxes <= 300


def test_the_present_step_is_in_view_within_its_frame(large: Walker) -> None:
    large.go_to("").answer("Antwoord 3")
    # The map is drawn anew after the step; the box of before goes with the old one.
    expect(large.map.locator("[data-state=walked][data-step]")).to_have_count(1)
    present = large.map.locator("[aria-current=step]")
    present.scroll_into_view_if_needed()
    large.page.wait_for_function(
        """box => {
          const drawn = box.getBoundingClientRect();
          const frame = box.closest(".ssmflow-frame").getBoundingClientRect();
          return drawn.left >= frame.left && drawn.right <= frame.right;
        }""",
        arg=present.element_handle(),
    )
