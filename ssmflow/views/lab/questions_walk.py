"""A walk on the tab of questions: kept as text in the address, and checked when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from ssmflow.flow.address import replay
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Persona
from ssmflow.flow.walk import Walk

LONGEST_LINK = 20_000


@dataclass(frozen=True)
class Given:
    """The answers that someone has given.

    Args:
        walk: The walk, as far as they lead; answers that it doesn't pass yet are kept in it.
        restarts: Answers that start again, where the walk comes to one.
    """

    walk: Walk
    restarts: Mapping[str, str] = field(default_factory=dict)

    @property
    def restarting(self) -> str:
        """The answer at the end of the walk that starts again; nothing where there is none."""
        return self.restarts.get(self.walk.current.id, "")

    @property
    def answers(self) -> Mapping[str, str]:
        """All answers."""
        return {**self.walk.answers, **self.restarts}

    @property
    def text(self) -> str:
        """The answers as they stand in the address."""
        return urlencode(self.answers)


def given(flow: Flow, text: str) -> Given:
    """Return the answers of a text; what makes no sense is left out.

    An answer that starts again clears all others on the walk page. Here it is one to ask about, so
    the walk stops before it.
    """
    replayed = replay(flow, text[:LONGEST_LINK])
    if not replayed.walk.restarted:
        return Given(replayed.walk)
    return _with_restarts(flow, dict(parse_qsl(text[:LONGEST_LINK])))


def _with_restarts(flow: Flow, answers: Mapping[str, str]) -> Given:
    kept: dict[str, str] = {}
    restarts: dict[str, str] = {}
    for question, choice in _known(flow, answers).items():
        restart = flow.steps[question].choices[choice].restart
        (restarts if restart else kept)[question] = choice
    return Given(Walk(flow, kept), restarts)


def answered(before: Given, question: str, choice: str) -> str:
    """Return the text of a walk with another answer to a question on it; without one, it goes.

    What the walk doesn't pass, or doesn't have, changes nothing.
    """
    walk = before.walk
    step = walk.flow.steps.get(question)
    if step is None or not walk.passes(question) or choice not in ("", *step.choices):
        return before.text
    others = {each: answer for each, answer in before.answers.items() if each != question}
    return urlencode({**others, question: choice} if choice else others)


def linked(flow: Flow, link: str) -> tuple[str, bool]:
    """Return the walk in a link of the walk page, and whether all of it fits the flow."""
    answers = link.strip().rpartition("#")[2]
    text = "&".join(part for part in answers.split("&") if not part.startswith("~"))
    replayed = replay(flow, text)
    return given(flow, text).text, not replayed.ignored


def of_persona(flow: Flow, persona: Persona) -> str:
    """Return the walk of a persona, as far as its answers lead."""
    return given(flow, urlencode(_known(flow, persona.answers))).text


def _known(flow: Flow, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that a flow has."""
    return {
        question: choice
        for question, choice in answers.items()
        if question in flow.steps and choice in flow.steps[question].choices
    }
