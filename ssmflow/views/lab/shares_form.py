"""The form of the shares, as plain data: a group for each question, a row for each choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ssmflow.analysis.shares import even, levers, remembered_at
from ssmflow.flow.model import Step
from ssmflow.flow.study import ShareRule
from ssmflow.telling import markdown
from ssmflow.telling.numbers import percentage
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.shares_moves import as_typed
from ssmflow.views.lab.shares_sides import Side


class Form:
    """What is asked, apart from what stands in it: a browser keeps the former while that changes.

    Args:
        sides: The flow's side, and the variant's where there is one.
        language: The language of the flow's texts.
        words: The words of the interface.
    """

    def __init__(self, sides: tuple[Side, ...], language: str, words: Mapping[str, str]) -> None:
        self.sides = sides
        self.language = language
        self.words = words

    @staticmethod
    def earlier(side: Side, question: str) -> tuple[str, ...]:
        """Return the earlier questions by whose answer shares may be given at a question."""
        named = [name for rule in side.rules(question) for name in rule.when]
        return tuple(dict.fromkeys([*remembered_at(side.flow, question), *named]))

    def structure(self) -> dict[str, Any]:
        """Return the groups of each side, with all their labels."""
        keys = ("shares_even", "shares_slider", "shares_percent")
        return {
            "words": {key.removeprefix("shares_"): self.words[key] for key in keys},
            "sides": [
                {
                    "name": side.name,
                    "heading": self._heading(side),
                    "hint": self.words["shares_follow"] if side.name == "variant" else "",
                    "questions": [self._question(side, step) for step in side.questions],
                }
                for side in self.sides
            ],
        }

    def values(self) -> dict[str, dict[str, str]]:
        """Return what stands in each row: for the slider, for the field, and in words."""
        return {
            "|".join((side.name, question, str(index), choice)): {
                "slider": f"{float(share * 100):.1f}",
                "typed": as_typed(share, self.language),
                "told": percentage(share, self.language),
            }
            for side, question, index, rule in self._rules()
            for choice, share in rule.shares.items()
        }

    def evenly(self) -> dict[str, str]:
        """Return, for each question that divides evenly, a word that says so."""
        uneven = {
            (side.name, question)
            for side, question, _, rule in self._rules()
            if rule.shares != even(side.flow.steps[question])
        }
        every = {(side.name, question) for side, question, _, _ in self._rules()}
        return {"|".join(key): self.words["shares_evenly"] for key in sorted(every - uneven)}

    def _rules(self) -> Iterator[tuple[Side, str, int, ShareRule]]:
        for side in self.sides:
            for step in side.questions:
                if side.is_own(step.id):
                    for index, rule in enumerate(side.rules(step.id)):
                        yield side, step.id, index, rule

    def _heading(self, side: Side) -> str:
        if side.name == "variant":
            return self.words["shares_in_variant"]
        return self.words["shares_in_flow"] if len(self.sides) > 1 else ""

    def _question(self, side: Side, step: Step) -> dict[str, Any]:
        own = side.is_own(step.id)
        return {
            "id": step.id,
            "text": markdown.plain(step.text, self.language) or step.id,
            "language": step.text.language_for(self.language),
            "choices": [
                {
                    "id": choice.id,
                    "label": markdown.plain(choice.label, self.language) or choice.id,
                    "language": choice.label.language_for(self.language),
                }
                for choice in step.choices.values()
            ],
            "own": self._switch_of_own(side, step, own),
            "splits": [*self._splits(side, step)] if own else [],
            "sets": [*self._sets(side, step)] if own else [],
        }

    def _switch_of_own(self, side: Side, step: Step, own: bool) -> dict[str, Any] | None:
        if side.name == "flow" or side.differs(step.id):
            return None
        return {"label": self.words["shares_own"], "on": own}

    def _splits(self, side: Side, step: Step) -> Iterator[dict[str, Any]]:
        named = {name for rule in side.rules(step.id) for name in rule.when}
        for by in self.earlier(side, step.id) if len(step.choices) > 1 else ():
            label = self.words["shares_split"].format(question=self._teller(side).question(by))
            yield {"by": by, "label": label, "on": by in named}

    def _sets(self, side: Side, step: Step) -> Iterator[dict[str, Any]]:
        rules = side.rules(step.id)
        for index, rule in enumerate(rules):
            meets = len(rules) == 1 or (step.id, _key(rule.when)) in self._met[side.name]
            # Those whom no other rule is for: often there are none, and nothing is asked of them.
            if meets or rule.when:
                yield {
                    "index": str(index),
                    "condition": self._condition(side, rule, len(rules)),
                    "idle": "" if meets else self.words["shares_idle"],
                }

    def _condition(self, side: Side, rule: ShareRule, rules: int) -> str:
        if rule.when:
            said = self.words["shares_and"].join(self._teller(side).condition(rule.when))
            return self.words["shares_if"].format(condition=said)
        return self.words["shares_else"] if rules > 1 else ""

    def _teller(self, side: Side) -> Teller:
        return Teller(self.language, self.words, (side.flow,))

    @cached_property
    def _met(self) -> Mapping[str, set[tuple[str, object]]]:
        """For each side the rules, by question and condition, that somebody could meet."""
        return {
            side.name: {
                (lever.question, _key(lever.when)) for lever in levers(side.flow, side.shares, None)
            }
            for side in self.sides
        }


def _key(when: Mapping[str, tuple[str, ...]]) -> object:
    return frozenset(when.items())
