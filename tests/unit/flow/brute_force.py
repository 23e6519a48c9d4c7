"""Every continuation of a walk, one by one, by the words of the format alone.

It takes nothing from the engine but the model's data.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ssmflow.flow.model import Choice, Flow


@dataclass
class Found:
    """What following every walk found: paths are answers and the end, None for a restart."""

    reached: set[str] = field(default_factory=set)
    taken: set[tuple[str, str, int]] = field(default_factory=set)
    arrivals: dict[str, int] = field(default_factory=dict)
    paths: list[tuple[dict[str, str], str | None]] = field(default_factory=list)


def follow_all(flow: Flow, step: str | None = None, answers: dict[str, str] | None = None) -> Found:
    """Follow every walk that goes on from a step with the answers given."""
    found = Found()
    _follow(flow, flow.start if step is None else step, answers or {}, found)
    return found


def _follow(flow: Flow, step: str, answers: dict[str, str], found: Found) -> None:
    found.reached.add(step)
    found.arrivals[step] = found.arrivals.get(step, 0) + 1
    if flow.steps[step].outcome is not None:
        found.paths.append((answers, step))
        return
    for name, choice in flow.steps[step].choices.items():
        if choice.restart:
            found.paths.append(({**answers, step: name}, None))
            continue
        index = deciding(choice, answers)
        found.taken.add((step, name, index))
        _follow(flow, choice.rules[index].to, {**answers, step: name}, found)


def deciding(choice: Choice, answers: dict[str, str]) -> int:
    """Return the index of the first rule of which every question was answered as it says."""
    for index, rule in enumerate(choice.rules):
        for question, allowed in rule.when.items():
            if question not in answers or answers[question] not in allowed:
                break
        else:
            return index
    raise AssertionError("the last rule always holds")
