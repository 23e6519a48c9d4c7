"""Edits of where a choice leads: a step, the beginning, or rules on earlier answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Choice, Flow, Rule
from ssmflow.views.lab.edits import MAXIMUM_PARTS, NoSuchPlaceError, choice_of, step_of, with_choice


def lead(
    flow: Flow, base: Flow, step: str, choice: str, rules: Sequence[Rule], *, restart: bool = False
) -> Flow:
    """Return a flow of which a choice leads elsewhere.

    Where it leaves what the base says, it is reconstructed, and why it led there goes: that was
    said of another arrow. Where it comes back, both come back too.
    """
    found = choice_of(flow, step, choice)
    led = replace(found, rules=tuple(rules), restart=restart)
    known = base.steps[step].choices.get(choice) if step in base.steps else None
    if known and leads_alike(led, known):
        led = replace(led, rules=known.rules, basis=known.basis, why=led.why or known.why)
    elif known and leads_alike(found, known):
        why = None if found.why == known.why else found.why
        led = replace(led, basis="reconstructed", why=why)
    return with_choice(flow, step, led)


def leads(choice: Choice) -> bool:
    """Tell whether a choice leads anywhere yet."""
    return choice.restart or any(rule.to for rule in choice.rules)


def leads_alike(one: Choice, other: Choice) -> bool:
    """Tell whether two choices lead to the same by the same rules, however those are written."""
    return one.restart == other.restart and _meant(one) == _meant(other)


def _meant(choice: Choice) -> list[tuple[str, dict[str, frozenset[str]]]]:
    return [
        (rule.to, {question: frozenset(answers) for question, answers in rule.when.items()})
        for rule in choice.rules
    ]


def lead_to(flow: Flow, base: Flow, step: str, choice: str, target: str) -> Flow:
    """Return a flow of which a choice leads to one step, whatever was answered."""
    step_of(flow, target)
    return lead(flow, base, step, choice, [Rule(target)])


def lead_back(flow: Flow, base: Flow, step: str, choice: str) -> Flow:
    """Return a flow of which a choice leads back to the beginning."""
    return lead(flow, base, step, choice, [], restart=True)


def lead_alike(flow: Flow, base: Flow, step: str, choice: str, other: str) -> Flow:
    """Return a flow of which a choice leads where another of its question does, rules and all.

    Raises:
        NoSuchPlaceError: The other is no other choice, or leads nowhere yet.
    """
    found = choice_of(flow, step, other)
    if other == choice or not leads(found):
        raise NoSuchPlaceError(other)
    return lead(flow, base, step, choice, found.rules, restart=found.restart)


def make_conditional(flow: Flow, base: Flow, step: str, choice: str) -> Flow:
    """Return a flow of which a choice has rules: those of the base, else one without condition."""
    found = choice_of(flow, step, choice)
    if found.conditional:
        return flow
    known = base.steps[step].choices.get(choice) if step in base.steps else None
    if known and known.conditional:
        return lead(flow, base, step, choice, known.rules)
    to = found.rules[0].to if found.rules else ""
    return lead(flow, base, step, choice, [Rule(to), Rule(to)])


def rules_of(flow: Flow, step: str, choice: str, index: int) -> list[Rule]:
    """Return the rules of a choice, of which one is to be edited.

    Raises:
        NoSuchPlaceError: There is no such rule.
    """
    rules = list(choice_of(flow, step, choice).rules)
    if not 0 <= index < len(rules):
        raise NoSuchPlaceError(str(index))
    return rules


def add_rule(flow: Flow, base: Flow, step: str, choice: str) -> Flow:
    """Return a flow of which a choice has one more rule, just before the last."""
    rules = rules_of(flow, step, choice, 0)
    if len(rules) >= MAXIMUM_PARTS:
        raise NoSuchPlaceError(choice)
    return lead(flow, base, step, choice, [*rules[:-1], Rule(rules[-1].to), rules[-1]])


def remove_rule(flow: Flow, base: Flow, step: str, choice: str, index: int) -> Flow:
    """Return a flow of which a choice has one rule less; the last left has no condition."""
    rules = rules_of(flow, step, choice, index)
    if len(rules) == 1:
        raise NoSuchPlaceError(str(index))
    del rules[index]
    rules[-1] = Rule(rules[-1].to)
    return lead(flow, base, step, choice, rules)


def move_rule(flow: Flow, base: Flow, step: str, choice: str, index: int, by: int) -> Flow:
    """Return a flow of which a rule stands earlier or later; the last one keeps its place."""
    rules = rules_of(flow, step, choice, index)
    other = index + by
    if not (0 <= other < len(rules) - 1 and index < len(rules) - 1):
        raise NoSuchPlaceError(str(other))
    rules[index], rules[other] = rules[other], rules[index]
    return lead(flow, base, step, choice, rules)


def point_rule(flow: Flow, base: Flow, step: str, choice: str, index: int, target: str) -> Flow:
    """Return a flow of which a rule leads to another step."""
    rules = rules_of(flow, step, choice, index)
    rules[index] = Rule(step_of(flow, target).id, rules[index].when)
    return lead(flow, base, step, choice, rules)


def ask_about(flow: Flow, base: Flow, step: str, choice: str, index: int, question: str) -> Flow:
    """Return a flow of which a rule asks about one more question, with no answer yet."""
    rules = rules_of(flow, step, choice, index)
    if question not in earlier_questions(flow, step) or question in rules[index].when:
        raise NoSuchPlaceError(question)
    rules[index] = Rule(rules[index].to, {**rules[index].when, question: ()})
    return lead(flow, base, step, choice, rules)


def forget(flow: Flow, base: Flow, step: str, choice: str, index: int, question: str) -> Flow:
    """Return a flow of which a rule asks about one question less."""
    rules = rules_of(flow, step, choice, index)
    if question not in rules[index].when:
        raise NoSuchPlaceError(question)
    when = {name: choices for name, choices in rules[index].when.items() if name != question}
    rules[index] = Rule(rules[index].to, when)
    return lead(flow, base, step, choice, rules)


def tick(
    flow: Flow, base: Flow, step: str, choice: str, index: int, question: str, answer: str, on: bool
) -> Flow:
    """Return a flow of which a rule takes one answer more or less to a question."""
    rules = rules_of(flow, step, choice, index)
    ticked = rules[index].when.get(question)
    known = flow.steps[question].choices if question in flow.steps else {}
    if ticked is None or answer not in {*known, *ticked}:
        raise NoSuchPlaceError(answer)
    order = dict.fromkeys([*known, *ticked])
    wanted = {*ticked, answer} if on else {*ticked} - {answer}
    answers = tuple(each for each in order if each in wanted)
    rules[index] = Rule(rules[index].to, {**rules[index].when, question: answers})
    return lead(flow, base, step, choice, rules)


def earlier_questions(flow: Flow, step: str) -> tuple[str, ...]:
    """Return the questions that can come before a step, rules aside, in the order of the walk."""
    graph = graph_of(flow)
    found: set[str] = set()
    before: dict[str, list[str]] = {}
    for one, targets in graph.successors.items():
        for target in targets:
            before.setdefault(target, []).append(one)
    waiting = [step]
    while waiting:
        for one in before.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return tuple(one for one in graph.order if one in found - {step} and flow.steps[one].choices)
