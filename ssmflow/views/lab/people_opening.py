"""Personas from outside: a file or a pasted text, read with every problem, then added or put in."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ssmflow.errors import Problem, UnreadableFileError
from ssmflow.flow.study import Persona, Scenario
from ssmflow.formats.personas_file import decoded, read_personas_text
from ssmflow.formats.personas_table import MAXIMUM_PEOPLE
from ssmflow.views.lab.lab import Lab

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening personas gave.

    Args:
        scenario: The scenario with them; None where they are refused.
        count: How many there are.
        problems: What was found; with errors, nothing changes.
    """

    scenario: Scenario | None
    count: int
    problems: Sequence[Problem]


def open_file(page: Lab, name: str, content: str, how: str) -> Opened:
    """Return the scenario with the personas of an uploaded file.

    Args:
        page: The page, with its flow and variants.
        name: The file's name, as the browser tells it.
        content: The file in base64.
        how: `add` or `replace`.
    """
    name = name[:LONGEST_NAME] or "?"
    try:
        text = decoded(b64decode(content, validate=True), name)
    except NoBase64:
        return Opened(None, 0, [Problem("the file did not arrive whole; open it again")])
    except UnreadableFileError as refusal:
        return Opened(None, 0, [Problem(refusal.reason)])
    return open_text(page, name, text, how)


def open_text(page: Lab, name: str, text: str, how: str) -> Opened:
    """Return the scenario with the personas of a text.

    Args:
        page: The page, with its flow and variants.
        name: What problems call it; its ending tells whether it is YAML or a table.
        text: The text.
        how: `add` or `replace`.
    """
    own = [page.changed] if page.changed else []
    others = [*own, *page.study.changed(page.flow.id)]
    reading = read_personas_text(text, name, page.flow, others=others)
    problems = list(reading.problems)
    people = reading.people if how == "replace" else _together(page.scenario.people, reading.people)
    if len(people) > MAXIMUM_PEOPLE:
        reason = f"together there would be {len(people):,} people; at most {MAXIMUM_PEOPLE:,} fit"
        problems.append(Problem(reason))
    if not reading.sound or len(problems) > len(reading.problems):
        return Opened(None, 0, problems)
    scenario = replace(page.scenario, people=tuple(people))
    return Opened(scenario, len(reading.people), problems)


def _together(present: Sequence[Persona], more: Sequence[Persona]) -> Sequence[Persona]:
    """Return both; a persona whose id is taken gets another."""
    taken = {persona.id for persona in present}
    found = list(present)
    for persona in more:
        id_ = free_id(taken, persona.id) if persona.id in taken else persona.id
        taken.add(id_)
        found.append(replace(persona, id=id_))
    return found


def free_id(taken: set[str], like: str) -> str:
    """Return an id that is not taken.

    Args:
        taken: Those that are.
        like: What it begins with.
    """
    number = 2
    while f"{like}-{number}" in taken:
        number += 1
    return f"{like}-{number}"
