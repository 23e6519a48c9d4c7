"""What can be answered on a flow and its variants, and how a problem tells what cannot."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ssmflow.flow.check import MAXIMUM_SUGGESTIONS, listed
from ssmflow.flow.model import Flow


class KnownAnswers:
    """The questions and choices of a flow, and of its variants.

    Args:
        flows: The flow first, then its variants.

    Attributes:
        choices: For each question its choices, and for each of those every label that it has, as
            `as_typed` makes it.
        language: The language of the flow's plain texts.
    """

    def __init__(self, flows: Iterable[Flow]) -> None:
        self.choices: dict[str, dict[str, set[str]]] = {}
        self.language = ""
        self._searches = 0
        for flow in flows:
            self.language = self.language or flow.language
            for step in flow.steps.values():
                for choice in step.choices.values():
                    labels = self.choices.setdefault(step.id, {}).setdefault(choice.id, set())
                    labels.update(map(as_typed, choice.label.by_language.values()))

    def meant(self, question: str, cell: str) -> list[str]:
        """Return the choices that a cell may mean: by id, else by label in any language."""
        said, choices = as_typed(cell), self.choices[question]
        if said in choices:
            return [said]
        return [choice for choice, labels in choices.items() if said in labels]

    def unknown_question(self, name: str) -> str:
        """Return what is told of a question that is not there."""
        close: list[str] = []
        self._searches += 1
        if self._searches <= MAXIMUM_SUGGESTIONS:
            close = get_close_matches(name, self.choices, n=1, cutoff=0.7)
        hint = f"did you mean {close[0]!r}?" if close else f"the flow asks {listed(self.choices)}"
        return f"{name!r} names no question; {hint}"

    def unknown_choice(self, question: str, name: str) -> str:
        """Return what is told of a choice that its question does not have."""
        return f"question {question!r} has no choice {name!r}; it has {self.allowed(question)}"

    def allowed(self, question: str) -> str:
        """Return the choices of a question as a problem lists them."""
        return listed(self.choices[question])


def as_typed(text: str) -> str:
    """Return a text as it is compared: without capitals and without needless spaces."""
    return " ".join(text.split()).casefold()
