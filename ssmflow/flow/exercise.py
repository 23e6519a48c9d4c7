"""The words of practice as frozen data: exercises, case, ground.

A case tells a situation in a few sentences. Its truth is the answers that fit that situation; who
practises walks the flow, and the walk is held beside the truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ssmflow.flow.model import Text

Level = Literal["easy", "medium", "tricky"]


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a question of a case has the answer that it has.

    Args:
        words: The words of the case that tell it: a part of its story, letter by letter.
        why: Why these words mean that answer; None where the words speak for themselves.
    """

    words: Text
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A situation, and the truth behind it.

    Args:
        id: Its id, unique among the cases that it stands with.
        title: What it is called; it gives nothing away.
        level: How hard it is.
        story: The situation, in a few sentences.
        answers: For each question that the situation answers, every choice that fits it, the one
            that `path` goes by first.
        outcome: The id of the outcome that the truth leads to.
        path: The ids of the questions on the way there, in order.
        explanation: What is to be understood, told afterwards.
        grounds: For questions of the path, why they are answered so.
        hints: Help on the way, the gentlest first.
    """

    id: str
    title: Text
    level: Level
    story: Text
    answers: Mapping[str, tuple[str, ...]]
    outcome: str
    path: tuple[str, ...]
    explanation: Text
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    hints: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercises:
    """A set of cases on one flow.

    Args:
        id: Its slug, equal to its file's name.
        flow: The id of the flow.
        title: Its title.
        cases: The cases by id, in the order in which they are practised.
        version: The version of the flow that it was made with; None where that was left out.
        about: What it is for.
    """

    id: str
    flow: str
    title: Text
    cases: Mapping[str, Case]
    version: str | None = None
    about: Text | None = None
