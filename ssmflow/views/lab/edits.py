"""Edits of a flow, sound or not: each gives another flow, and only where it fits.

A browser may ask for anything, late or twice: what names nothing in the flow is no edit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Literal, get_args

from ssmflow.flow.model import Basis, Choice, Flow, Link, OutcomeKind, Step, Text

StepKind = Literal["question", "act", "refer", "stop"]
LONGEST_SLUG = 40
MAXIMUM_PARTS = 200
"""Choices of a question, rules of a choice and links of an outcome, at most."""
_STEP_TEXTS = ("text", "note", "restart")
_CHOICE_TEXTS = ("label", "why")


class NoSuchPlaceError(LookupError):
    """An edit of something that the flow does not have, or not any more."""


def step_of(flow: Flow, step: str) -> Step:
    """Return a step of a flow.

    Raises:
        NoSuchPlaceError: There is none.
    """
    if step not in flow.steps:
        raise NoSuchPlaceError(step)
    return flow.steps[step]


def choice_of(flow: Flow, step: str, choice: str) -> Choice:
    """Return a choice of a flow.

    Raises:
        NoSuchPlaceError: There is none.
    """
    choices = step_of(flow, step).choices
    if choice not in choices:
        raise NoSuchPlaceError(choice)
    return choices[choice]


def with_step(flow: Flow, step: Step) -> Flow:
    """Return a flow with a step in place of the one of that id, or behind all others."""
    return replace(flow, steps={**flow.steps, step.id: step})


def with_choice(flow: Flow, step: str, choice: Choice) -> Flow:
    """Return a flow with a choice in place of the one of that id, or behind the others."""
    found = step_of(flow, step)
    return with_step(flow, replace(found, choices={**found.choices, choice.id: choice}))


def slug(words: str, taken: Container[str], otherwise: str) -> str:
    """Return an id made from words: a-z, 0-9 and '-', unlike any that is taken.

    Args:
        words: What it is made from.
        taken: The ids that are in use.
        otherwise: What it is made from where the words hold no letter.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or otherwise
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def said(text: Text | None, language: str, words: str, own: str) -> Text | None:
    """Return a text with other words in one language; None where no language has any.

    Args:
        text: The text as it was; None where there was none.
        language: The language of the words.
        words: The words; an empty text takes the language away.
        own: The flow's language.
    """
    found = dict(text.by_language) if text else {}
    found.pop(language, None) if not words else found.update({language: words})
    kept = {tag: one for tag, one in found.items() if one}
    return Text(kept, own) if kept else None


def said_at_least(text: Text, language: str, words: str, own: str) -> Text:
    """Return a text that can't be left out with other words in one language."""
    return said(text, language, words, own) or Text({own: ""}, own)


def say_step(flow: Flow, step: str, what: str, language: str, words: str) -> Flow:
    """Return a flow of which a step says something else: its text, note or restart."""
    found = step_of(flow, step)
    if what not in _STEP_TEXTS:
        raise NoSuchPlaceError(what)
    own = flow.language
    if what == "text":
        return with_step(flow, replace(found, text=said_at_least(found.text, language, words, own)))
    text = said(found.note if what == "note" else found.restart, language, words, own)
    return with_step(flow, replace(found, **{what: text}))  # type: ignore[arg-type]


def say_choice(flow: Flow, step: str, choice: str, what: str, language: str, words: str) -> Flow:
    """Return a flow of which a choice says something else: its label or why."""
    found = choice_of(flow, step, choice)
    if what not in _CHOICE_TEXTS:
        raise NoSuchPlaceError(what)
    own = flow.language
    if what == "why":
        why = said(found.why, language, words, own)
        return with_choice(flow, step, replace(found, why=why))
    label = said_at_least(found.label, language, words, own)
    return with_choice(flow, step, replace(found, label=label))


def kind_of(step: Step) -> StepKind:
    """Return whether a step is a question, or which kind of outcome."""
    return step.outcome or "question"


def turn(flow: Flow, step: str, kind: str) -> Flow:
    """Return a flow of which a step is of another kind; what doesn't belong to that kind goes."""
    found = step_of(flow, step)
    if kind == kind_of(found):
        return flow
    if kind == "question":
        return with_step(flow, replace(found, outcome=None, links=(), restart=None))
    outcome = next((each for each in get_args(OutcomeKind) if each == kind), None)
    if outcome is None:
        raise NoSuchPlaceError(kind)
    return with_step(flow, replace(found, outcome=outcome, choices={}))


def add_step(flow: Flow, base: Flow, kind: str, language: str, words: str) -> tuple[Flow, str]:
    """Return a flow with one more step, and its id; a question has no choices yet."""
    id_ = slug(words, {*flow.steps, *base.steps}, "stap")
    added = with_step(flow, Step(id_, Text({language: words}, flow.language)))
    return turn(added, id_, kind), id_


def remove_step(flow: Flow, step: str) -> Flow:
    """Return a flow without a step; what leads to it then leads nowhere. The last one stays."""
    step_of(flow, step)
    if len(flow.steps) == 1:
        return flow
    return replace(flow, steps={id_: one for id_, one in flow.steps.items() if id_ != step})


def restore_step(flow: Flow, base: Flow, step: str) -> Flow:
    """Return a flow with a step as the other flow has it."""
    return with_step(flow, step_of(base, step))


def begin_at(flow: Flow, step: str) -> Flow:
    """Return a flow that begins at another step."""
    return replace(flow, start=step_of(flow, step).id)


def add_choice(flow: Flow, base: Flow, step: str, language: str, label: str) -> Flow:
    """Return a flow of which a question has one more choice, that leads nowhere yet."""
    found = step_of(flow, step)
    if found.outcome is not None or len(found.choices) >= MAXIMUM_PARTS:
        raise NoSuchPlaceError(step)
    known = base.steps[step].choices if step in base.steps else {}
    id_ = slug(label, {*found.choices, *known}, "keuze")
    text = Text({language: label}, flow.language)
    return with_choice(flow, step, Choice(id_, text, basis="reconstructed"))


def remove_choice(flow: Flow, step: str, choice: str) -> Flow:
    """Return a flow of which a question has one choice less."""
    choice_of(flow, step, choice)
    found = step_of(flow, step)
    kept = {id_: one for id_, one in found.choices.items() if id_ != choice}
    return with_step(flow, replace(found, choices=kept))


def restore_choice(flow: Flow, base: Flow, step: str, choice: str) -> Flow:
    """Return a flow with a choice as the other flow has it."""
    if step_of(flow, step).outcome is not None:
        raise NoSuchPlaceError(step)
    return with_choice(flow, step, choice_of(base, step, choice))


def call_basis(flow: Flow, step: str, choice: str, basis: str) -> Flow:
    """Return a flow of which a choice is from the source, or reconstructed."""
    found = choice_of(flow, step, choice)
    known = next((each for each in get_args(Basis) if each == basis), None)
    if known is None:
        raise NoSuchPlaceError(basis)
    return with_choice(flow, step, replace(found, basis=known))


def add_link(flow: Flow, step: str, language: str, label: str, url: str) -> Flow:
    """Return a flow of which an outcome has one more link."""
    found = step_of(flow, step)
    if found.outcome is None or len(found.links) >= MAXIMUM_PARTS:
        raise NoSuchPlaceError(step)
    link = Link(Text({language: label}, flow.language), url)
    return with_step(flow, replace(found, links=(*found.links, link)))


def edit_link(flow: Flow, step: str, index: int, language: str, words: str) -> Flow:
    """Return a flow of which a link has another address, or other words in a language.

    Args:
        flow: The flow.
        step: The outcome.
        index: Which of its links.
        language: The language of the words; an empty text where they are the address.
        words: The words.
    """
    links = list(step_of(flow, step).links)
    if not 0 <= index < len(links):
        raise NoSuchPlaceError(str(index))
    link = links[index]
    label = said_at_least(link.label, language, words, flow.language) if language else link.label
    links[index] = Link(label, link.url if language else words)
    return with_step(flow, replace(flow.steps[step], links=tuple(links)))


def remove_link(flow: Flow, step: str, index: int) -> Flow:
    """Return a flow of which an outcome has one link less."""
    links = step_of(flow, step).links
    if not 0 <= index < len(links):
        raise NoSuchPlaceError(str(index))
    kept = (*links[:index], *links[index + 1 :])
    return with_step(flow, replace(flow.steps[step], links=kept))


def step_changed(base: Mapping[str, Step], step: Step) -> str:
    """Return whether a step is `added`, `changed` or neither, an empty text."""
    if step.id not in base:
        return "added"
    return "" if base[step.id] == step else "changed"
