"""What differs between two flows, step by step and choice by choice, whatever paths do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ssmflow.analysis.renames import Renames, find_renames, with_earlier_ids
from ssmflow.flow.model import Choice, Flow, Rule, Step, Text

Kind = Literal["added", "removed", "renamed", "reworded", "changed"]
Detail: TypeAlias = tuple[str, str, str]
"""What differs, how it was, how it is; an empty text where there was or is none."""

WEIGHTY = {"to", "outcome", "choices"}
"""What makes a step or a choice another one, and not merely said in other words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One step or choice that differs.

    Args:
        kind: Whether it is new or gone, has another id alone (`renamed`), says the same in other
            words (`reworded`), or does something else (`changed`).
        step: The id of the step, in the later flow where it has it.
        choice: The id of the choice, in the later flow where it has it; None for the step itself.
        details: What differs of it.
    """

    kind: Kind
    step: str
    choice: str | None
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two flows.

    Args:
        found: Each step and choice that differs, in the order of the later flow, what is gone last.
        flow: What differs of the flow itself: its title, version or start.
        renames: The steps and choices that have another id.
    """

    found: tuple[Difference, ...]
    flow: tuple[Detail, ...]
    renames: Renames

    @property
    def renamed_steps(self) -> Mapping[str, str]:
        """For each step with another id: its later id and its earlier one."""
        return self.renames.steps


def differences(before: Flow, after: Flow) -> Differences:
    """Return what differs between two sound flows, matched by id.

    A step or choice that is gone here and new there counts as one with another id where all that it
    says is the same, and no other is like it.
    """
    renames = find_renames(before, after)
    found = tuple(_steps(before, after, with_earlier_ids(after, renames), renames))
    return Differences(found, tuple(_of_flow(before, after, renames)), renames)


def _of_flow(before: Flow, after: Flow, renames: Renames) -> Iterator[Detail]:
    yield from _details(
        ("title", _said(before.title), _said(after.title)),
        ("version", before.version, after.version),
    )
    if before.start != renames.steps.get(after.start, after.start):
        yield "start", before.start, after.start


def _steps(before: Flow, after: Flow, alike: Flow, renames: Renames) -> Iterator[Difference]:
    """Yield the differences; `alike` is the later flow with the earlier ids."""
    for id_ in after.steps:
        earlier = before.steps.get(renames.steps.get(id_, id_))
        later = alike.steps[renames.steps.get(id_, id_)]
        if earlier is None:
            yield Difference("added", id_, None, (("text", "", _said(later.text)),))
            continue
        yield from _judged(id_, None, earlier.id, id_, tuple(_of_step(earlier, later)))
        yield from _choices(id_, earlier, later, renames)
    for id_, step in before.steps.items():
        if id_ not in alike.steps:
            yield Difference("removed", id_, None, (("text", _said(step.text), ""),))


def _choices(id_: str, earlier: Step, later: Step, renames: Renames) -> Iterator[Difference]:
    names = renames.later_choices(id_)
    for choice in later.choices.values():
        name = names.get(choice.id, choice.id)
        known = earlier.choices.get(choice.id)
        if known is None:
            details = (("label", "", _said(choice.label)), ("to", "", _target(choice)))
            yield Difference("added", id_, name, details)
        else:
            yield from _judged(id_, name, known.id, name, tuple(_of_choice(known, choice)))
    for choice in earlier.choices.values():
        if choice.id not in later.choices and later.choices:
            details = (("label", _said(choice.label), ""), ("to", _target(choice), ""))
            yield Difference("removed", id_, choice.id, details)


def _judged(
    step: str, choice: str | None, earlier: str, later: str, details: tuple[Detail, ...]
) -> Iterator[Difference]:
    renamed: tuple[Detail, ...] = (("id", earlier, later),) if earlier != later else ()
    if any(what in WEIGHTY for what, _, _ in details):
        yield Difference("changed", step, choice, renamed + details)
    elif renamed:
        yield Difference("renamed", step, choice, renamed + details)
    elif details:
        yield Difference("reworded", step, choice, details)


def _of_step(earlier: Step, later: Step) -> Iterator[Detail]:
    yield from _details(
        ("text", _said(earlier.text), _said(later.text)),
        ("note", _said(earlier.note), _said(later.note)),
        ("outcome", earlier.outcome or "", later.outcome or ""),
        ("restart", _said(earlier.restart), _said(later.restart)),
        ("links", _links(earlier), _links(later)),
        ("terms", ", ".join(earlier.terms), ", ".join(later.terms)),
        ("page", str(earlier.page or ""), str(later.page or "")),
    )


def _of_choice(earlier: Choice, later: Choice) -> Iterator[Detail]:
    yield from _details(
        ("label", _said(earlier.label), _said(later.label)),
        ("to", _target(earlier), _target(later)),
        ("basis", earlier.basis, later.basis),
        ("why", _said(earlier.why), _said(later.why)),
    )


def _details(*found: Detail) -> Iterator[Detail]:
    return (detail for detail in found if detail[1] != detail[2])


def _said(text: Text | None) -> str:
    """Return a text in every language that it has: one that is translated anew differs, too."""
    if text is None:
        return ""
    own = text.in_language(text.own)
    others = [said for tag, said in sorted(text.by_language.items()) if said != own]
    return " / ".join([own, *others])


def _links(step: Step) -> str:
    return ", ".join(f"{_said(link.label)} <{link.url}>" for link in step.links)


def _target(choice: Choice) -> str:
    """Return where a choice leads: a step, or each rule's condition and step."""
    return "restart" if choice.restart else "; ".join(map(_rule, choice.rules))


def _rule(rule: Rule) -> str:
    named = [f"{question}={'|'.join(sorted(choices))}" for question, choices in rule.when.items()]
    return f"{' & '.join(sorted(named))} → {rule.to}" if named else rule.to
