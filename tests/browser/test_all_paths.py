"""Every path of the shipped flow, walked by its buttons."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import expect
from walker import Walker

from ssmflow import Flow, Path, Walk, load_flows, paths

PATHS = list(paths(load_flows()[0]))


def test_the_shipped_flow_has_eleven_paths() -> None:
    assert len(PATHS) == 11
    assert [path.outcome for path in PATHS].count(None) == 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path.answers.values()))
def test_a_path_can_be_walked_by_its_buttons(walker: Walker, shipped: Flow, path: Path) -> None:
    given: dict[str, str] = {}
    for question, choice in path.answers.items():
        given[question] = choice
        walker.answer(dutch(shipped, question, choice))
        expect_to_stand_at(walker, Walk(shipped, given))
    end = path.outcome or shipped.start
    expect(walker.heading).to_have_text(shipped.steps[end].text.in_language("nl"))
    walker.expect_fragment(str(Walk(shipped, given)))


def test_the_path_that_restarts_ends_at_the_start_with_an_empty_address(walker: Walker) -> None:
    for label in ("Lokale beheerder", "Ja", "Ja", "Neen", "Terug naar het begin"):
        walker.answer(label)
    expect(walker.heading).to_contain_text("Ik wens rechten toe te kennen")
    walker.expect_fragment("")
    walker.expect_trace([])


def dutch(flow: Flow, question: str, choice: str) -> str:
    return flow.steps[question].choices[choice].label.in_language("nl")


def expect_to_stand_at(walker: Walker, walk: Walk) -> None:
    """See the heading, the trace, the address and the map of a walk."""
    flow = walk.flow
    expect(walker.heading).to_have_text(walk.current.text.in_language("nl"))
    walker.expect_trace([in_dutch(flow, {q: c}) for q, c in walk.counted.items()])
    walker.expect_fragment(str(walk))
    present = walker.map.locator("[aria-current=step]")
    expect(present).to_have_attribute("data-step", walk.current.id)
    expect(walker.now).to_contain_text(walk.current.text.in_language("nl"))


def in_dutch(flow: Flow, answer: Mapping[str, str]) -> tuple[str, str]:
    ((question, choice),) = answer.items()
    return flow.steps[question].text.in_language("nl"), dutch(flow, question, choice)
