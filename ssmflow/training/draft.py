"""Drafts of cases: they visit every choice, and say no more than the flow itself does.

A draft is sound as it is. Its stories give each answer in the flow's own words, until somebody
tells the situation as a caller would.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ssmflow.flow.check_exercises import folded
from ssmflow.flow.exercise import Case, Exercises, Ground
from ssmflow.flow.model import Flow, Text
from ssmflow.flow.walk import Passage, Walk
from ssmflow.formats.exercises_file import (
    MAXIMUM_BYTES,
    MAXIMUM_CASES,
    MAXIMUM_TEXT,
    MAXIMUM_TITLE,
)
from ssmflow.formats.exercises_yaml import case_data
from ssmflow.formats.yaml_text import as_yaml
from ssmflow.training.covering import Answer, answers_of, coverable, covering

LONGEST_LINE = 500
"""Characters that a story takes of a question and its answer."""
HEAD_BYTES = 20_000
"""What is kept free in a file for all that is no case: titles, in many languages."""


@dataclass(frozen=True)
class Draft:
    """Cases that were proposed.

    Args:
        exercises: The cases, each a path to an outcome.
        uncoverable: The choices that no path to an outcome takes, in the order of the flow.
        left_out: The choices for which there was no more room in a file.
    """

    exercises: Exercises
    uncoverable: tuple[Answer, ...] = ()
    left_out: tuple[Answer, ...] = ()


def draft(flow: Flow, name: str | None = None, choices: Collection[Answer] | None = None) -> Draft:
    """Propose cases that together visit every choice that leads to an outcome.

    Args:
        flow: A sound flow.
        name: The slug of the exercises; the flow's id where it is left out.
        choices: The choices to visit, each with its question; all of them where it is left out.

    Raises:
        TooEntangledError: The rules of the flow relate more answers than can be followed.
    """
    wanted = [each for each in answers_of(flow) if choices is None or each in choices]
    possible = coverable(flow)
    left = {each: None for each in wanted if each in possible}
    cases: dict[str, Case] = {}
    room = MAXIMUM_BYTES - HEAD_BYTES
    for answers in covering(flow, list(left)):
        case = _case(flow, Walk(flow, answers), len(cases) + 1)
        room -= len(as_yaml({"cases": {case.id: case_data(case)}}).encode())
        if room < 0 or len(cases) == MAXIMUM_CASES:
            break
        cases[case.id] = case
        left = {each: None for each in left if each not in answers.items()}
    title = _in_each(flow, flow.title, MAXIMUM_TITLE)
    exercises = Exercises(name or flow.id, flow.id, title, cases, flow.version)
    return Draft(exercises, tuple(each for each in wanted if each not in possible), tuple(left))


def _case(flow: Flow, walk: Walk, number: int) -> Case:
    outcome = walk.current
    lines = {language: _lines(walk.trace, language) for language in flow.languages}
    return Case(
        id=f"case-{number}",
        title=_title(flow, number),
        level="easy",
        story=Text({tag: "\n\n".join(said) for tag, said in lines.items()}, flow.language),
        answers={question: (choice,) for question, choice in walk.counted.items()},
        outcome=outcome.id,
        path=tuple(walk.counted),
        explanation=_in_each(flow, outcome.text, MAXIMUM_TEXT),
        grounds=_grounds(flow, walk.trace, lines),
    )


def _title(flow: Flow, number: int) -> Text:
    """Return a title that gives nothing away: the flow's own, with a number."""
    short = _in_each(flow, flow.title, MAXIMUM_TITLE - len(f" {number}"))
    return Text({tag: f"{said} {number}" for tag, said in short.by_language.items()}, flow.language)


def _lines(trace: Sequence[Passage], language: str) -> list[str]:
    """Return what each answer says, one line each, as many as a story holds."""
    lines: list[str] = []
    room = MAXIMUM_TEXT
    for passage in trace:
        question = _short(passage.question.text.in_language(language), LONGEST_LINE)
        answer = _short(passage.choice.label.in_language(language), LONGEST_LINE)
        line = f"{question} {answer}" if question.endswith(":") else f"{question} — {answer}"
        room -= len(line) + len("\n\n")
        if room < 0:
            break
        lines.append(line)
    return lines


def _grounds(
    flow: Flow, trace: Sequence[Passage], lines: Mapping[str, Sequence[str]]
) -> dict[str, Ground]:
    """Return what the story says of each question, as far as it does so in every language."""
    told = min(map(len, lines.values()))
    return {
        passage.question.id: Ground(
            Text({tag: said[place] for tag, said in lines.items()}, flow.language),
            _in_each(flow, passage.choice.why, MAXIMUM_TEXT) if passage.choice.why else None,
        )
        for place, passage in enumerate(trace[:told])
    }


def _in_each(flow: Flow, text: Text, most: int) -> Text:
    """Return a text in every language of a flow, within a limit."""
    return Text({tag: _short(text.in_language(tag), most) for tag in flow.languages}, flow.language)


def _short(text: str, most: int) -> str:
    """Return a text on one line, with an ellipsis where it is longer than a limit."""
    line = folded(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
