"""Steps and choices that are the same in two flows but for their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ssmflow.flow.model import Choice, Flow, Rule, Step, Text

Item = TypeVar("Item", Step, Choice)


@dataclass(frozen=True, slots=True)
class Renames:
    """Which ids of a later flow stand for others of an earlier one.

    Args:
        steps: For each renamed step its later id and its earlier one.
        choices: For each renamed choice its step's later id and its own, and its earlier id.
    """

    steps: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def later_choices(self, step: str) -> Mapping[str, str]:
        """Return the later id for each earlier id of the renamed choices of a step."""
        return {early: late for (of, late), early in self.choices.items() if of == step}


def find_renames(before: Flow, after: Flow) -> Renames:
    """Return the steps and choices that have another id and are alike in all that they say."""
    steps = _matched(before.steps, after.steps, _step_says)
    choices: dict[tuple[str, str], str] = {}
    for id_, step in after.steps.items():
        earlier = before.steps.get(steps.get(id_, id_))
        if earlier is not None:
            matched = _matched(earlier.choices, step.choices, _choice_says)
            choices |= {(id_, late): early for late, early in matched.items()}
    return Renames(steps, choices)


def _matched(
    before: Mapping[str, Item], after: Mapping[str, Item], says: Callable[[Item], Hashable]
) -> dict[str, str]:
    gone = _unlike_others((item for id_, item in before.items() if id_ not in after), says)
    new = _unlike_others((item for id_, item in after.items() if id_ not in before), says)
    return {new[said].id: gone[said].id for said in new if said in gone}


def _unlike_others(items: Iterable[Item], says: Callable[[Item], Hashable]) -> dict[Hashable, Item]:
    found = [(says(item), item) for item in items]
    counted = Counter(said for said, _ in found)
    return {said: item for said, item in found if counted[said] == 1}


def _step_says(step: Step) -> Hashable:
    labels = tuple(sorted(_words(choice.label) for choice in step.choices.values()))
    links = tuple((_words(link.label), link.url) for link in step.links)
    return _words(step.text), _words(step.note), step.outcome, labels, links, _words(step.restart)


def _choice_says(choice: Choice) -> Hashable:
    return _words(choice.label)


def _words(text: Text | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(text.by_language.items())) if text else ()


def with_earlier_ids(after: Flow, renames: Renames) -> Flow:
    """Return a later flow in which every renamed step and choice has its earlier id."""
    if not renames.steps and not renames.choices:
        return after

    def rule(each: Rule) -> Rule:
        when = {
            renames.steps.get(question, question): tuple(
                renames.choices.get((question, choice), choice) for choice in choices
            )
            for question, choices in each.when.items()
        }
        return Rule(renames.steps.get(each.to, each.to), when)

    def choice(step: str, each: Choice) -> Choice:
        earlier = renames.choices.get((step, each.id), each.id)
        return replace(each, id=earlier, rules=tuple(map(rule, each.rules)))

    def renamed(each: Step) -> Step:
        made = [choice(each.id, one) for one in each.choices.values()]
        earlier = renames.steps.get(each.id, each.id)
        return replace(each, id=earlier, choices={one.id: one for one in made})

    steps = [renamed(step) for step in after.steps.values()]
    start = renames.steps.get(after.start, after.start)
    return replace(after, start=start, steps={step.id: step for step in steps})
