"""Makes sound flows of any size and shape, always the same ones for the same seed.

python benchmarks/generate.py --steps 1000 --rules 0.3 > generated.yaml
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from random import Random
from typing import Any, cast

import yaml

from ssmflow.flow.model import Choice, Flow, OutcomeKind, Rule, Step, Text

NAME = "generated"
LANGUAGE = "nl"
OUTCOMES = 0.2
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True)
class Shape:
    """What a generated flow looks like.

    Args:
        steps: The number of steps, outcomes included; one in five is an outcome.
        depth: The number of questions on its longest walk; a fifth of the steps if left out, and
            more than that where so few would not make room for every step.
        choices: The number of choices of a question, at least 2.
        rules: The share of the choices whose target depends on an earlier answer, from 0 to 1;
            those that have to lead to a step which nothing else leads to never depend.
        locality: How many questions back a rule looks at most; left out, to the start of the flow.
        conditions: The number of questions that a rule names.
        seed: What the flow is drawn with.
    """

    steps: int
    depth: int | None = None
    choices: int = 3
    rules: float = 0.0
    locality: int | None = None
    conditions: int = 1
    seed: int = 1


def generate(shape: Shape) -> Flow:
    """Return a sound flow.

    The questions stand in layers. Each step has one choice in an earlier layer that always leads to
    it, so that every step is reached; the other choices lead anywhere further on.
    """
    return _Generator(shape).flow()


class _Generator:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.random = Random(shape.seed)
        outcomes = max(1, round(shape.steps * OUTCOMES))
        questions = [f"q{number}" for number in range(shape.steps - outcomes)]
        self.outcomes = [f"o{number}" for number in range(outcomes)]
        depth = min(shape.depth or max(1, shape.steps // 5), len(questions))
        self.layers = _layers(questions, depth, shape.choices)
        self.layer = {step: at for at, layer in enumerate(self.layers) for step in layer}
        self.parent: dict[str, tuple[str, str]] = {}
        self.fixed: dict[tuple[str, str], str] = {}

    def flow(self) -> Flow:
        self._lead_to_every_step()
        questions = {step: self._question(step) for layer in self.layers for step in layer}
        outcomes = {step: self._outcome(step) for step in self.outcomes}
        title = _text("Een gemaakte beslisboom")
        start = next(iter([*questions, *outcomes]))
        return Flow(NAME, "1", LANGUAGE, title, start, {**questions, **outcomes})

    def _lead_to_every_step(self) -> None:
        choices = [f"c{number}" for number in range(self.shape.choices)]
        free: list[tuple[str, str]] = []
        for layer in self.layers:
            for step in layer:
                if free:
                    self._lead(free, step)
            free = [(step, choice) for choice in choices for step in layer] + free
        self.random.shuffle(free)
        for step in self.outcomes:
            if free:
                self._lead(free, step)

    def _lead(self, free: list[tuple[str, str]], step: str) -> None:
        self.parent[step] = free.pop(0)
        self.fixed[self.parent[step]] = step

    def _question(self, step: str) -> Step:
        ids = [f"c{number}" for number in range(self.shape.choices)]
        choices = {id_: self._choice(step, id_, number) for number, id_ in enumerate(ids, 1)}
        return Step(step, _text(f"Wat is het antwoord op vraag {step[1:]}?"), choices)

    def _choice(self, step: str, id_: str, number: int) -> Choice:
        rules: tuple[Rule, ...] = ()
        before = self._before(step)
        to = self.fixed.get((step, id_))
        if to is None and before and self.random.random() < self.shape.rules:
            rules = (Rule(self._further(step), self._when(before)),)
        return Choice(id_, _text(f"Antwoord {number}"), (*rules, Rule(to or self._further(step))))

    def _when(self, before: list[str]) -> dict[str, tuple[str, ...]]:
        count = min(self.shape.conditions, len(before))
        named = sorted(self.random.sample(before, count))
        return {question: self._fitting() for question in named}

    def _fitting(self) -> tuple[str, ...]:
        """Return some choices, at least one and never all."""
        count = self.random.randrange(1, self.shape.choices)
        return tuple(
            f"c{number}" for number in sorted(self.random.sample(range(self.shape.choices), count))
        )

    def _before(self, step: str) -> list[str]:
        """Return the questions on the one way that always leads to a step, the nearest first."""
        before: list[str] = []
        while step in self.parent and len(before) < (self.shape.locality or len(self.layers)):
            step = self.parent[step][0]
            before.append(step)
        return before

    def _further(self, step: str) -> str:
        next_layer = self.layer[step] + 1
        if next_layer < len(self.layers):
            return self.random.choice(self.layers[next_layer])
        return self.random.choice(self.outcomes)

    def _outcome(self, step: str) -> Step:
        kind = self.random.choice(("act", "refer", "stop"))
        return Step(step, _text(f"Dit is uitkomst {step[1:]}."), outcome=cast(OutcomeKind, kind))


def _layers(questions: list[str], depth: int, choices: int) -> list[list[str]]:
    """Divide questions over layers: one in the first, then as evenly as their choices allow."""
    layers: list[list[str]] = []
    at = 0
    while at < len(questions):
        widest = len(layers[-1]) * choices if layers else 1
        even = -(-(len(questions) - at) // max(1, depth - len(layers)))
        layers.append(questions[at : at + min(even, widest)])
        at += len(layers[-1])
    return layers


def _text(words: str) -> Text:
    return Text({LANGUAGE: words}, LANGUAGE)


def as_yaml(flow: Flow) -> str:
    """Return a generated flow as the text of a flow file."""
    steps = {step.id: _step_as_data(step) for step in flow.steps.values()}
    head = {"flow": flow.id, "version": flow.version, "language": flow.language}
    data = {**head, "title": flow.title.in_language(LANGUAGE), "start": flow.start, "steps": steps}
    text: str = yaml.dump(
        data,
        Dumper=DUMPER,
        sort_keys=False,
        allow_unicode=True,
        width=1000,
        default_flow_style=None,
    )
    return text


def _step_as_data(step: Step) -> dict[str, Any]:
    text = {"text": step.text.in_language(LANGUAGE)}
    if step.outcome:
        return {**text, "outcome": step.outcome}
    return {
        **text,
        "choices": {id_: _choice_as_data(choice) for id_, choice in step.choices.items()},
    }


def _choice_as_data(choice: Choice) -> dict[str, Any]:
    to: Any = choice.rules[0].to
    if choice.conditional:
        to = [_rule_as_data(rule) for rule in choice.rules]
    return {"label": choice.label.in_language(LANGUAGE), "to": to}


def _rule_as_data(rule: Rule) -> dict[str, Any]:
    when = {question: list(choices) for question, choices in rule.when.items()}
    return {"when": when, "to": rule.to} if when else {"to": rule.to}


def main() -> None:
    """Write a generated flow to standard output."""
    parser = argparse.ArgumentParser(description="Make a sound flow.")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--depth", type=int)
    parser.add_argument("--choices", type=int, default=3)
    parser.add_argument("--rules", type=float, default=0.0)
    parser.add_argument("--locality", type=int)
    parser.add_argument("--conditions", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    sys.stdout.write(as_yaml(generate(Shape(**vars(parser.parse_args())))))


if __name__ == "__main__":
    main()
