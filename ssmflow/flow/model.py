"""The words of a flow as frozen data: flow, step, choice, rule, text, link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

OutcomeKind = Literal["act", "refer", "stop"]
Basis = Literal["source", "reconstructed"]


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown in one language or more.

    Args:
        by_language: The text for each BCP 47 language tag.
        own: The flow's language, which every other falls back to.
    """

    by_language: Mapping[str, str]
    own: str

    def in_language(self, language: str) -> str:
        """Return the text in a language, else in the flow's own, else in whichever it has."""
        return self.by_language[self.language_for(language)]

    def language_for(self, language: str) -> str:
        """Return the language that `in_language` falls back to."""
        for tag in (language, self.own):
            if tag in self.by_language:
                return tag
        return next(iter(self.by_language))


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an outcome: its label and its address."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a conditional target.

    Args:
        to: The id of the step that it leads to.
        when: For each question that it names, the choices of which one must have been taken;
            empty where the rule always holds.
    """

    to: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Tell whether the answers of a walk fit: a question that was not passed holds nothing."""
        return all(answers.get(question) in choices for question, choices in self.when.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question.

    Args:
        id: Its id, unique in its question.
        label: What stands on the button.
        rules: Where it leads: the first rule that holds is taken. Empty where it restarts.
        restart: Whether it clears every answer and goes back to the start.
        basis: Whether the source shows where it leads, or that was reconstructed.
        why: Why it leads there.
    """

    id: str
    label: Text
    rules: tuple[Rule, ...] = ()
    restart: bool = False
    basis: Basis = "source"
    why: Text | None = None

    @property
    def conditional(self) -> bool:
        """Whether where it leads depends on earlier answers."""
        return len(self.rules) > 1

    def rule_for(self, answers: Mapping[str, str]) -> Rule:
        """Return the first rule that holds for the answers of a walk."""
        rules = self.rules
        if len(rules) == 1:
            return rules[0]
        return next(rule for rule in rules if rule.holds(answers))


@dataclass(frozen=True, slots=True)
class Step:
    """A stop on the way: a question with choices, or an outcome where a path ends.

    Args:
        id: Its id, unique in the flow.
        text: What it says.
        choices: The choices of a question by id, in the order of the flow; empty for an outcome.
        outcome: The kind of an outcome; None for a question.
        note: Smaller text under it.
        terms: The ids of the glossary entries that it uses.
        page: Its place in the source, counted from 1.
        links: The links of an outcome.
        restart: The label of an outcome's button that starts again.
    """

    id: str
    text: Text
    choices: Mapping[str, Choice] = field(default_factory=dict)
    outcome: OutcomeKind | None = None
    note: Text | None = None
    terms: tuple[str, ...] = ()
    page: int | None = None
    links: tuple[Link, ...] = ()
    restart: Text | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a flow comes from: who published it, under which title, at which address."""

    publisher: Text
    title: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: its label, what it means, and the address of its source."""

    id: str
    label: Text
    meaning: Text
    url: str | None = None


@dataclass(frozen=True, eq=False)
class Flow:
    """One decision tree. Two flows are the same only where they are one object.

    Args:
        id: Its slug, equal to its file's name.
        version: Its version.
        language: The BCP 47 tag of every plain text in it.
        title: Its title.
        start: The id of the step where a walk begins.
        steps: Its steps by id, in the order of the file.
        source: Where it comes from.
        glossary: The glossary entries that its steps may use, by id.
    """

    id: str
    version: str
    language: str
    title: Text
    start: str
    steps: Mapping[str, Step]
    source: Source | None = None
    glossary: Mapping[str, Term] = field(default_factory=dict)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Every language that a text of the flow has, its own first, then as they come."""
        found = {self.language: None}
        for _, text in texts_of(self):
            found.update(dict.fromkeys(text.by_language))
        return tuple(found)


def texts_of(flow: Flow) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield every text of a flow with its location, in the order of the format.

    The names of its source are left out: a name is not translated.
    """
    yield ("title",), flow.title
    for step in flow.steps.values():
        at = ("steps", step.id)
        yield (*at, "text"), step.text
        for key, text in (("note", step.note), ("restart", step.restart)):
            if text is not None:
                yield (*at, key), text
        for choice in step.choices.values():
            yield (*at, "choices", choice.id, "label"), choice.label
            if choice.why is not None:
                yield (*at, "choices", choice.id, "why"), choice.why
        for index, link in enumerate(step.links):
            yield (*at, "links", index, "label"), link.label
