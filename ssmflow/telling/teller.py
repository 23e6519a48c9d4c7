"""How questions, answers and ends are called, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ssmflow.analysis.states import End
from ssmflow.flow.model import Choice, Flow, Step, Text
from ssmflow.telling import markdown

RECONSTRUCTED = "\N{DAGGER}"
"""Stands behind an answer whose arrow the source does not show."""
SHORT = 72
"""Letters of a step that is named beside something else, at most."""
HEAD = 34
"""Those of them that come from its beginning, where it is longer."""
_KINDS = {"act": "tell_act", "refer": "tell_refer", "stop": "tell_stop"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Calls things by their names.

    Args:
        language: The language of the flow's texts.
        words: The words of the interface.
        flows: The flows that are spoken about; of two with one question, the first is quoted.
    """

    language: str
    words: Mapping[str, str]
    flows: tuple[Flow, ...]

    def question(self, question: str) -> str:
        """Return a question in short; its id where no flow has it."""
        step = self._step(question)
        text = markdown.plain(step.text, self.language) if step else question
        return _shortened(text) or question

    def step(self, step: str) -> str:
        """Return what a step says; its id where no flow has it, or it says nothing."""
        found = self._step(step)
        return (markdown.plain(found.text, self.language) if found else "") or step

    def label(self, question: str, choice: str) -> str:
        """Return what stands on a choice; its id where no flow has it."""
        found = self._choice(question, choice)
        return (markdown.plain(found.label, self.language) if found else "") or choice

    def text(self, text: Text) -> str:
        """Return a text without its markup, on one line."""
        return markdown.plain(text, self.language)

    def choices(self, question: str) -> int:
        """Return how many choices a question has."""
        found = self._step(question)
        return len(found.choices) if found else 0

    def number(self, step: str) -> str:
        """Return the number by which a step goes on pictures, its page where it has one."""
        flows = (flow for flow in self.flows if step in flow.steps)
        return next((_numbers(flow)[step] for flow in flows), "")

    def numbered(self, step: str, text: str) -> str:
        """Return a text of a step behind its number."""
        number = self.number(step)
        return f"{number}\N{NO-BREAK SPACE}\N{MIDDLE DOT} {text}" if number else text

    def answer(self, question: str, choice: str) -> str:
        """Return an answer, with a mark where its arrow is reconstructed."""
        found = self._choice(question, choice)
        mark = f"\N{NO-BREAK SPACE}{RECONSTRUCTED}"
        marked = found is not None and found.basis == "reconstructed"
        return self.plain_answer(question, choice) + (mark if marked else "")

    def plain_answer(self, question: str, choice: str) -> str:
        """Return an answer: the question in short, an arrow, the choice."""
        told = {"question": self.question(question), "choice": self.label(question, choice)}
        return self.numbered(question, self.words["tell_answer"].format(**told))

    def answers(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Return answers one by one; a word where there are none."""
        found = tuple(self.answer(question, choice) for question, choice in answers.items())
        return found or (self.words["tell_no_answers"],)

    def condition(self, when: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return earlier answers of which each question must have one; a word for always."""
        said = []
        for question, choices in when.items():
            either = self.words["tell_or"].join(self.label(question, each) for each in choices)
            told = {"question": self.question(question), "choice": either}
            said.append(self.numbered(question, self.words["tell_answer"].format(**told)))
        return tuple(said) or (self.words["tell_always"],)

    def end(self, end: End) -> str:
        """Return an end: what the outcome says and its kind, or that it starts again."""
        if end is None:
            return self.words["tell_restart"]
        kind = self.kind(end)
        return f"{self.step(end)} ({kind})" if kind else self.step(end)

    def ends(self, ends: Iterable[End]) -> tuple[str, ...]:
        """Return ends one by one."""
        return tuple(map(self.end, ends))

    def short_end(self, end: End) -> str:
        """Return an end in short, with its number: where it stands in full elsewhere."""
        if end is None:
            return self.words["tell_restart"]
        kind = self.kind(end)
        short = f"{self.question(end)} ({kind})" if kind else self.question(end)
        return self.numbered(end, short)

    def short_ends(self, ends: Iterable[End]) -> tuple[str, ...]:
        """Return ends in short, one by one."""
        return tuple(map(self.short_end, ends))

    def kind(self, end: End) -> str:
        """Return the kind of an outcome in words; nothing for a restart."""
        step = self._step(end) if end is not None else None
        return self.words[_KINDS[step.outcome]] if step and step.outcome else ""

    def marks_reconstructed(self, answers: Iterable[tuple[str, str]]) -> bool:
        """Tell whether any of these answers is marked."""
        found = (self._choice(question, choice) for question, choice in answers)
        return any(choice is not None and choice.basis == "reconstructed" for choice in found)

    def _step(self, step: str) -> Step | None:
        return next((flow.steps[step] for flow in self.flows if step in flow.steps), None)

    def _choice(self, question: str, choice: str) -> Choice | None:
        for flow in self.flows:
            if question in flow.steps and choice in flow.steps[question].choices:
                return flow.steps[question].choices[choice]
        return None


@lru_cache(maxsize=64)
def _numbers(flow: Flow) -> Mapping[str, str]:
    """Return the page of each step; without one its place, where that is no other's page."""
    pages = {step.page for step in flow.steps.values()}
    return {
        step.id: str(step.page or ("" if place in pages else place))
        for place, step in enumerate(flow.steps.values(), start=1)
    }


@lru_cache(maxsize=4096)
def _shortened(text: str) -> str:
    """Return a text of at most some seventy letters, without the point or colon at its end.

    What tells like texts apart stands at their beginning or at their end, so the middle goes.
    """
    text = text.rstrip(".: ")
    if len(text) <= SHORT:
        return text
    head = text[: HEAD + 1].rpartition(" ")[0] or text[:HEAD]
    tail = text[HEAD - SHORT :].partition(" ")[2] or text[HEAD - SHORT :]
    return f"{head.rstrip(',;:. ')}… {tail}"
