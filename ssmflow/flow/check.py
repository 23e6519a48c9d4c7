"""Whether a flow is sound: every error and warning that its meaning can have, at once.

The rules are those of the flow format, section "Soundness".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from ssmflow.errors import Location, Problem
from ssmflow.flow.check_reach import Unread, check_reach
from ssmflow.flow.model import Flow, Step, Text, texts_of

SLUG = re.compile(r"[a-z0-9_-]+")
FLOW_SLUG = re.compile(r"[a-z0-9-]+")
MAXIMUM_LISTED = 20
"""Names that one problem lists at most."""
MAXIMUM_SUGGESTIONS = 20
"""Looking for a name that resembles takes time; a file with more unknown names gets none for
the rest."""


def listed(names: Iterable[str]) -> str:
    """Return names as a problem tells them: the first ones, where there are many."""
    some = list(islice(names, MAXIMUM_LISTED + 1))
    return ", ".join(some[:MAXIMUM_LISTED]) + (", …" if len(some) > MAXIMUM_LISTED else "")


def check(flow: Flow, unread: Unread | None = None) -> list[Problem]:
    """Return every problem of a flow, errors and warnings, each with its location.

    Args:
        flow: A flow, sound or not, with the glossary that its terms are looked up in.
        unread: What of it could not be read, where it comes from a file.
    """
    unread = unread or Unread()
    names = _Names(flow, unread)
    return [
        *_check_ids(flow),
        *names.check_start(),
        *(problem for step in flow.steps.values() for problem in names.check_step(step)),
        *(problem for step in flow.steps.values() for problem in _check_choices(step, unread)),
        *_check_links(flow),
        *check_languages(texts_of(flow)),
        *check_reach(flow, names.resembling, unread),
    ]


def _check_ids(flow: Flow) -> Iterator[Problem]:
    if not FLOW_SLUG.fullmatch(flow.id):
        yield Problem(f"{flow.id!r} is no slug: a flow has a-z, 0-9 and '-'", ("flow",))
    allowed = "is no slug: an id has a-z, 0-9, '-' and '_'"
    for step in flow.steps.values():
        if not SLUG.fullmatch(step.id):
            yield Problem(f"{step.id!r} {allowed}", ("steps", step.id))
        for choice in step.choices:
            if not SLUG.fullmatch(choice):
                yield Problem(f"{choice!r} {allowed}", ("steps", step.id, "choices", choice))


class _Names:
    """Checks that every name names something, and remembers what an unknown one resembles."""

    def __init__(self, flow: Flow, unread: Unread) -> None:
        self.flow = flow
        self.unread = unread
        self.resembling: dict[str, str] = {}
        self._searches = 0

    def check_start(self) -> Iterator[Problem]:
        if self.flow.start not in self.flow.steps:
            yield Problem(self._unknown("start", self.flow.start), ("start",))

    def check_step(self, step: Step) -> Iterator[Problem]:
        for index, term in enumerate(step.terms):
            if term not in self.flow.glossary:
                reason = f"term {term!r} names nothing: {self._glossary()}"
                yield Problem(reason, ("steps", step.id, "terms", index))
        for choice in step.choices.values():
            at: Location = ("steps", step.id, "choices", choice.id, "to")
            for index, rule in enumerate(choice.rules):
                told = not rule.to and (*at, index) in self.unread.rules
                if rule.to not in self.flow.steps and not told:
                    yield Problem(self._unknown("target", rule.to), (*at, index, "to"))
                for question, choices in rule.when.items():
                    yield from self._check_when(question, choices, (*at, index, "when", question))

    def _check_when(
        self, question: str, choices: tuple[str, ...], at: Location
    ) -> Iterator[Problem]:
        step = self.flow.steps.get(question)
        if step is None:
            yield Problem(self._unknown("the rule's question", question), at)
            return
        if question in self.unread.mentions:
            return
        if not step.choices:
            yield Problem(f"the rule names {question!r}, an outcome: it is never answered", at)
            return
        for index, choice in enumerate(choices):
            if choice not in step.choices:
                known = listed(step.choices)
                reason = f"question {question!r} has no choice {choice!r}; it has {known}"
                yield Problem(reason, (*at, index))

    def _unknown(self, what: str, name: str) -> str:
        close: list[str] = []
        self._searches += 1
        if self._searches <= MAXIMUM_SUGGESTIONS:
            close = get_close_matches(name, self.flow.steps, n=1, cutoff=0.7)
        if close:
            self.resembling[name] = close[0]
        hint = f"; did you mean {close[0]!r}?" if close else ""
        return f"{what} {name!r} names no step{hint}"

    def _glossary(self) -> str:
        known = listed(self.flow.glossary)
        return f"the glossary has {known}" if known else "there is no glossary"


def _check_choices(step: Step, unread: Unread) -> Iterator[Problem]:
    at: Location = ("steps", step.id)
    if step.choices and step.outcome is not None:
        yield Problem("a step has 'choices' or 'outcome', not both", at)
    for choice in step.choices.values() if step.id not in unread.mentions else ():
        if bool(choice.rules) == choice.restart:
            reason = f"choice {choice.id!r} must have one of 'to' and 'restart'"
            yield Problem(reason, (*at, "choices", choice.id))
    if step.outcome is None and not step.choices:
        yield Problem(f"question {step.id!r} has no choice", at)
    if len(step.choices) == 1:
        yield Problem(
            f"question {step.id!r} has a single choice: there is nothing to choose", at, "warning"
        )
    yield from _check_labels(step)


def _check_labels(step: Step) -> Iterator[Problem]:
    """Two choices that a visitor cannot tell apart, in any one language."""
    first: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    labels = [choice.label for choice in step.choices.values()]
    languages = dict.fromkeys(language for label in labels for language in label.by_language)
    for choice in step.choices.values():
        for language in languages:
            label = (language, " ".join(choice.label.in_language(language).split()))
            other = first.setdefault(label, choice.id) if label[1] else choice.id
            if other != choice.id and choice.id not in told:
                told.add(choice.id)
                reason = f"choices {other!r} and {choice.id!r} have one label, {label[1]!r}"
                yield Problem(reason, ("steps", step.id, "choices", choice.id, "label"))


def _check_links(flow: Flow) -> Iterator[Problem]:
    urls = [(("source", "url"), flow.source.url)] if flow.source and flow.source.url else []
    places: list[tuple[Location, str]] = [*urls]
    for step in flow.steps.values():
        for index, link in enumerate(step.links):
            places.append((("steps", step.id, "links", index, "url"), link.url))
    for at, url in places:
        if url and not url.lower().startswith("https://"):
            yield Problem(f"link {url!r} is not https", at, "warning")


def check_languages(texts: Iterable[tuple[Location, Text]]) -> Iterator[Problem]:
    """Yield a warning for each text that lacks a language which the others have.

    Args:
        texts: All texts that belong together, each with its location.
    """
    every = list(texts)
    used = Counter(language for _, text in every for language in text.by_language)
    for at, text in every:
        lacking = [language for language in used if language not in text.by_language]
        if lacking and any(text.by_language.values()):
            yield Problem(_lacks(text, lacking), at, "warning")


def _lacks(text: Text, lacking: list[str]) -> str:
    return f"the text has no {listed(lacking)}; it falls back to {text.language_for('')!r}"
