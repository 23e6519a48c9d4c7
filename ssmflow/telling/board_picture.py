"""A board on the map of its flow: how many stand at each step, how many went along each line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk
from ssmflow.telling.flow_picture import flow_picture
from ssmflow.telling.flow_sketch import Edge
from ssmflow.training.board import Board


def board_picture(
    flow: Flow,
    board: Board,
    language: str,
    words: Mapping[str, str],
    *,
    road: Collection[Edge] = (),
) -> str:
    """Draw where everyone is, to be read from the back of a room.

    Args:
        flow: The flow that is walked.
        board: Where everyone is.
        language: The language of the flow's texts.
        words: The words of the interface.
        road: The lines of the right road, where it is to be seen.
    """
    walks = max(board.walks, 1)
    return flow_picture(
        flow,
        language,
        title=words["trainer_map_title"],
        words=words,
        widths={edge: Fraction(count, walks) for edge, count in board.along.items()},
        step_notes={step: str(count) for step, count in board.standing.items() if count},
        badges=True,
        road=road,
    )


def road_of(walk: Walk) -> tuple[Edge, ...]:
    """Return the lines that a walk goes along, in order."""
    return tuple((each.question.id, each.rule.to) for each in walk.trace)


def coverage_picture(
    flow: Flow, walks: Iterable[Walk], language: str, words: Mapping[str, str]
) -> str:
    """Draw which lines of a flow anybody went along, and which nobody did.

    Args:
        flow: The flow that was walked.
        walks: Every walk.
        language: The language of the flow's texts.
        words: The words of the interface.
    """
    passed = {edge for walk in walks for edge in road_of(walk)}
    return flow_picture(
        flow,
        language,
        title=words["trainer_coverage_title"],
        words={**words, "picture_width": words["trainer_coverage_passed"]},
        widths={edge: Fraction(1, 6) for edge in passed},
    )
