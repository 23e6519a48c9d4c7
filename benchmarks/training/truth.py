"""What a board has to show, computed from what people know that they did, and from nothing else.

It shares no code with the board: neither the standings nor the marking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ssmflow.flow.address import replay
from ssmflow.flow.exercise import Case, Exercises
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk

FULL = 4  # points


@dataclass
class CaseTruth:
    """How a case went: counts of people."""

    begun: int = 0
    handed_in: int = 0
    at_once: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    turns: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Row:
    """How somebody did in a case."""

    nickname: str
    case: str
    outcome: str
    mark: str
    tries: int
    hints: int
    points: int


@dataclass
class Truth:
    """How a session went."""

    joined: int
    begun: int
    finished: int
    cases: dict[str, CaseTruth]
    rows: list[Row]


def truth_of(flow: Flow, exercises: Exercises, people: Sequence[Mapping[str, Any]]) -> Truth:
    """Return how a session went for these people.

    Args:
        flow: The flow.
        exercises: The cases.
        people: For each their nickname and their deeds, as a crowd tells them.
    """
    told = Truth(len(people), 0, 0, {case: CaseTruth() for case in exercises.cases}, [])
    for person in people:
        done = 0
        for name, case in exercises.cases.items():
            deeds = [deed for deed in person["deeds"] if deed["case"] == name]
            if deeds:
                done += _count(told, person["nickname"], case, flow, deeds)
        told.begun += bool(person["deeds"])
        told.finished += done == len(exercises.cases)
    return told


def _count(
    told: Truth, nickname: str, case: Case, flow: Flow, deeds: Sequence[Mapping[str, Any]]
) -> bool:
    """Count what somebody did in a case; return whether they handed anything in."""
    board = told.cases[case.id]
    board.begun += 1
    handed = [replay(flow, deed["walk"]).walk for deed in deeds if deed["kind"] == "marked"]
    hints = len({deed["hint"] for deed in deeds if deed["kind"] == "hinted"})
    if not handed:
        told.rows.append(Row(nickname, case.id, "", "", 0, hints, 0))
        return False
    marks = [_mark(case, walk) for walk in handed]
    board.handed_in += 1
    board.at_once += marks[0] == "right"
    board.outcomes[handed[-1].current.id] += 1
    board.marks[marks[-1]] += 1
    board.turns.update({turn for walk in handed for turn in _wrong(case, walk)[:1]})
    tries = len(handed)
    worth = {"right": max(1, FULL - hints - tries + 1), "ground": 1, "wrong": 0}[marks[-1]]
    outcome = handed[-1].current.id
    told.rows.append(Row(nickname, case.id, outcome, marks[-1], tries, hints, worth))
    return True


def _mark(case: Case, walk: Walk) -> str:
    if walk.current.id != case.outcome:
        return "wrong"
    return "ground" if _wrong(case, walk) else "right"


def _wrong(case: Case, walk: Walk) -> list[tuple[str, str]]:
    """The answers of a walk that do not fit the case, in order."""
    return [
        (question, choice)
        for question, choice in walk.counted.items()
        if choice not in case.answers.get(question, ())
    ]


def kept_wrongly(
    people: Sequence[Mapping[str, Any]], kept: Mapping[str, Sequence[Mapping[str, Any]]]
) -> list[str]:
    """Return what is wrong with what a store has kept of people, beside what they know they did.

    Args:
        people: As `truth_of` takes them.
        kept: For each nickname the events of practice that are kept, in order.
    """
    faults = []
    for person in people:
        own = [_of_deed(deed) for deed in person["deeds"]]
        found = [_of_event(event) for event in kept.get(person["nickname"], ())]
        if own != found:
            pairs = enumerate(zip(own, found, strict=False))
            same = min(len(own), len(found))
            at = next((place for place, pair in pairs if pair[0] != pair[1]), same)
            faults.append(
                f"{person['nickname']} did {len(own)} things, {len(found)} are kept; the first"
                f" that differ: {own[at : at + 1]} and {found[at : at + 1]}"
            )
    return faults


def _of_deed(deed: Mapping[str, Any]) -> tuple[str, str, str, int]:
    return deed["kind"], deed["case"], deed["walk"], deed["hint"]


def _of_event(event: Mapping[str, Any]) -> tuple[str, str, str, int]:
    return event["kind"], event["case"], event["walk"], event["data"].get("hint", 0)
