"""A walk as text: `question=choice&question=choice`, as it stands in an address or a command."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from ssmflow.errors import UnknownAnswerError
from ssmflow.flow.model import Flow
from ssmflow.flow.walk import Walk

MAXIMUM_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Replay:
    """What replaying a text gave.

    Args:
        walk: The walk, as far as the text truly determines it.
        ignored: What the text holds beside that, each with its reason.
    """

    walk: Walk
    ignored: tuple[str, ...]


def replay(flow: Flow, text: str) -> Replay:
    """Replay the answers of a text; what makes no sense is left out and told.

    A question answered twice, differently, is not answered: the text does not say which counts.

    Args:
        flow: A sound flow.
        text: `question=choice` pairs joined by `&`, percent-encoded where needed, in any order.
    """
    if len(text) > MAXIMUM_CHARACTERS:
        return Replay(Walk(flow), (f"the text is longer than {MAXIMUM_CHARACTERS:,} characters",))
    answers: dict[str, str] = {}
    twice: set[str] = set()
    ignored: dict[str, None] = {}
    for part in filter(None, text.split("&")):
        question, choice = _pair(part)
        reason = _reason(flow, question, choice)
        if reason is None and answers.setdefault(question, choice) != choice:
            twice.add(question)
            reason = f"question {question!r} is answered twice, differently"
        if reason is not None:
            ignored[reason] = None
    kept = {question: choice for question, choice in answers.items() if question not in twice}
    return Replay(Walk(flow, kept), tuple(ignored))


def _pair(part: str) -> tuple[str, str]:
    pairs = parse_qsl(part, keep_blank_values=True)
    return pairs[0] if pairs else (part, "")


def _reason(flow: Flow, question: str, choice: str) -> str | None:
    step = flow.steps.get(question)
    if step and choice in step.choices:
        return None
    return str(UnknownAnswerError(question, choice, list(step.choices) if step else []))
