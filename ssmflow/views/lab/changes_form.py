"""What the form of one step shows: its texts, its choices, where those lead, what is allowed."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from textwrap import shorten
from typing import Any

from ssmflow.flow.model import Choice, Flow, Link, Rule, Step, Text
from ssmflow.telling import markdown
from ssmflow.telling.languages import own_name
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.edits import kind_of, step_changed
from ssmflow.views.lab.edits_of_rules import earlier_questions, leads, leads_alike

SHORT = 70
"""Letters of a choice where it stands for the choice, at most."""
TO, SAME, RESTART, RULES = "to:", "same:", "restart", "rules"


def fingerprint(part: object) -> str:
    """Return a few letters that change with a part: a late or double click tells the old ones."""
    return f"{zlib.crc32(repr(part).encode('utf-8', 'replace')):08x}"


@dataclass(frozen=True)
class Naming:
    """Calls steps and choices by what they say.

    Args:
        language: The language of the texts.
        words: The words of the interface.
        flow: The flow with its changes, sound or not.
        base: The flow without them: what was removed still has its name there.
    """

    language: str
    words: Mapping[str, str]
    flow: Flow
    base: Flow

    def step(self, step: str) -> str:
        """Return a step in short; its id where it says nothing or is not there."""
        return self._names.get(step) or self._teller.question(step)

    def numbered(self, step: str) -> str:
        """Return a step in short behind its number on pictures; one that is gone has none."""
        name = self.step(step)
        return self._teller.numbered(step, name) if step in self.flow.steps else name

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self.language, self.words, (self.flow, self.base))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Return the names of steps that would be called alike in short, though they differ."""
        alike: dict[str, dict[str, str]] = defaultdict(dict)
        for step in {**self.base.steps, **self.flow.steps}:
            alike[self._teller.question(step)][step] = self._teller.step(step)
        groups = (texts for texts in alike.values() if len({*texts.values()}) > 1)
        return {step: name for texts in groups for step, name in _told_apart(texts).items()}

    def choice(self, step: str, choice: str) -> str:
        """Return what stands on a choice; its id where that is nothing."""
        for flow in (self.flow, self.base):
            if step in flow.steps and choice in flow.steps[step].choices:
                label = flow.steps[step].choices[choice].label
                return (
                    shorten(markdown.plain(label, self.language), SHORT, placeholder="…") or choice
                )
        return choice

    def kind(self, step: Step) -> str:
        """Return the kind of a step in words."""
        names = {
            "question": self.words["changes_kind_question"],
            "act": self.words["changes_kind_act"],
            "refer": self.words["changes_kind_refer"],
            "stop": self.words["changes_kind_stop"],
        }
        return names[kind_of(step)]

    def gone(self, name: str) -> str:
        """Return how something is called that a choice or rule names and that is not there."""
        return self.words["changes_gone"].format(name=name)


def _told_apart(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts in short: how they all begin, and then from the word where they part."""
    words = {key: text.split() for key, text in texts.items()}
    pairs = zip_longest(*words.values())
    part = next(at for at, each in enumerate(pairs) if len({*each}) > 1)
    told = {}
    for key, each in words.items():
        head = shorten(" ".join(each[:part]), SHORT // 2, placeholder="…")
        tail = shorten(" ".join(each[part:]), SHORT // 2, placeholder="…")
        told[key] = f"{head} {tail}".strip()
    return told


def in_order(flow: Flow, base: Flow) -> tuple[str, ...]:
    """Return the steps in the order of the map: a new one behind the first that leads to it."""
    order = [step for step in flow.steps if step in base.steps]
    for added in (step for step in flow.steps if step not in base.steps):
        leading = (at for at, step in enumerate(order) if _leads(flow.steps[step], added))
        order.insert(next(leading, len(order) - 1) + 1, added)
    return tuple(order)


def _leads(step: Step, target: str) -> bool:
    return any(rule.to == target for choice in step.choices.values() for rule in choice.rules)


def step_list(naming: Naming, at_fault: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return every step with its kind and what became of it; what was removed stands last.

    Args:
        naming: The names.
        at_fault: For each step how many errors it has.
    """
    flow, base = naming.flow, naming.base
    present = [flow.steps[step] for step in in_order(flow, base)]
    removed = [step for step in base.steps.values() if step.id not in flow.steps]
    marks = {step.id: step_changed(base.steps, step) for step in present}
    marks |= {step.id: "removed" for step in removed}
    return [
        {
            "id": step.id,
            "name": naming.numbered(step.id),
            "kind": kind_of(step),
            "kind_name": naming.kind(step),
            "mark": marks[step.id],
            "start": step.id == flow.start,
            "errors": at_fault.get(step.id, 0),
        }
        for step in [*present, *removed]
    ]


def text_fields(text: Text | None, languages: Iterable[str]) -> list[dict[str, str]]:
    """Return a text as fields, one for each language."""
    found = text.by_language if text else {}
    return [
        {"language": tag, "name": own_name(tag), "value": found.get(tag, "")} for tag in languages
    ]


def step_form(naming: Naming, step: str) -> dict[str, Any] | None:
    """Return the form of a step; None where neither flow has it."""
    found = naming.flow.steps.get(step)
    if found is None:
        gone = naming.base.steps.get(step)
        return {"id": step, "name": naming.step(step), "removed": True} if gone else None
    return _Form(naming, found).data()


class _Form:
    """Puts the form of one step together."""

    def __init__(self, naming: Naming, step: Step) -> None:
        self.naming = naming
        self.step = step
        self.languages = naming.base.languages
        self.known = naming.base.steps.get(step.id)
        self.earlier = earlier_questions(naming.flow, step.id)

    def data(self) -> dict[str, Any]:
        step, flow = self.step, self.naming.flow
        return {
            "id": step.id,
            "name": self.naming.step(step.id),
            "removed": False,
            "mark": step_changed(self.naming.base.steps, step),
            "restorable": self.known is not None and self.known != step,
            "start": step.id == flow.start,
            "kind": kind_of(step),
            "text": text_fields(step.text, self.languages),
            "note": text_fields(step.note, self.languages),
            "restart": text_fields(step.restart, self.languages),
            "links": [self._link(link) for link in step.links],
            "choices": [self._choice(choice) for choice in step.choices.values()],
            "removed_choices": self._removed_choices(),
            "count": str(len(step.choices)),
            "targets": self._targets(),
            "earlier": [self._question(question) for question in self.earlier],
        }

    def _link(self, link: Link) -> dict[str, Any]:
        labels = text_fields(link.label, self.languages)
        return {"url": link.url, "labels": labels, "mark": fingerprint(link)}

    def _removed_choices(self) -> list[dict[str, str]]:
        known = self.known.choices if self.known and self.step.outcome is None else {}
        gone = [choice for choice in known if choice not in self.step.choices]
        names = [(choice, self.naming.choice(self.step.id, choice)) for choice in gone]
        return [{"id": choice, "name": name} for choice, name in names]

    def _targets(self) -> list[dict[str, str]]:
        flow = self.naming.flow
        order = [one for one in in_order(flow, self.naming.base) if one != self.step.id]
        return [{"id": one, "name": self.naming.numbered(one)} for one in order]

    def _question(self, question: str) -> dict[str, str]:
        return {"id": question, "name": self.naming.numbered(question)}

    def _same(self, choice: Choice) -> list[dict[str, str]]:
        """Return the other choices that lead elsewhere: this one may lead there too."""
        others = [
            other
            for other in self.step.choices.values()
            if leads(other) and not leads_alike(other, choice)
        ]
        name = self.naming.words["changes_same"].format
        names = [(other.id, self.naming.choice(self.step.id, other.id)) for other in others]
        return [{"id": f"{SAME}{other}", "name": name(choice=label)} for other, label in names]

    def _choice(self, choice: Choice) -> dict[str, Any]:
        before = self.known.choices.get(choice.id) if self.known else None
        name = self.naming.choice(self.step.id, choice.id)
        return {
            "id": choice.id,
            "name": name,
            "mark": "added" if before is None else "" if before == choice else "changed",
            "restorable": before is not None and before != choice,
            "label": text_fields(choice.label, self.languages),
            "why": text_fields(choice.why, self.languages),
            "basis": choice.basis,
            "target": target_of(choice),
            "same": self._same(choice),
            "gone": self._gone(choice.rules[0].to) if len(choice.rules) == 1 else "",
            "rules": [self._rule(rule) for rule in choice.rules] if _ruled(choice) else [],
            "rules_mark": fingerprint(choice.rules),
        }

    def _gone(self, target: str) -> str:
        if not target or target in self.naming.flow.steps:
            return ""
        return self.naming.gone(self.naming.step(target))

    def _rule(self, rule: Rule) -> dict[str, Any]:
        conditions = [self._condition(*condition) for condition in rule.when.items()]
        return {"to": rule.to, "gone": self._gone(rule.to), "conditions": conditions}

    def _condition(self, question: str, ticked: tuple[str, ...]) -> dict[str, Any]:
        name = self.naming.step(question)
        known = question in self.naming.flow.steps
        answers = list(self._answers(question, ticked))
        return {
            "question": question,
            "name": name if known else self.naming.gone(name),
            "answers": answers,
        }

    def _answers(self, question: str, ticked: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        steps = self.naming.flow.steps
        known = steps[question].choices if question in steps else {}
        for answer in dict.fromkeys([*known, *ticked]):
            name = self.naming.choice(question, answer)
            yield {
                "id": answer,
                "name": name if answer in known else self.naming.gone(name),
                "on": answer in ticked,
            }


def _ruled(choice: Choice) -> bool:
    return len(choice.rules) > 1 or any(rule.when for rule in choice.rules)


def target_of(choice: Choice) -> str:
    """Return what the field for a choice's target holds; empty where it leads nowhere yet."""
    if choice.restart:
        return RESTART
    if _ruled(choice):
        return RULES
    return f"{TO}{choice.rules[0].to}" if choice.rules and choice.rules[0].to else ""
