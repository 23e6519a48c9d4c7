"""Random changes to a flow, as an analyst makes them: each leaves it without a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from every_answer import questions_of
from random_studies import choices_of, condition, flow_with
from tiny_flows import choice as choice_of
from tiny_flows import step as step_of

from ssmflow.flow.model import Choice, Flow, Rule, Step


def leads_to(flow: Flow, step: str) -> set[str]:
    """Return a step and all that it can lead to."""
    found: set[str] = set()
    waiting = [step]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += [r.to for c in flow.steps[at].choices.values() for r in c.rules]
    return found


def with_choice(flow: Flow, question: str, choice: Choice) -> Flow:
    step = flow.steps[question]
    return with_step(flow, replace(step, choices={**step.choices, choice.id: choice}))


def with_step(flow: Flow, step: Step) -> Flow:
    return replace(flow, steps={**flow.steps, step.id: step})


def _ahead(flow: Flow, step: str) -> list[str]:
    """Return the steps that a step may lead to without a cycle."""
    return [other for other in flow.steps if step not in leads_to(flow, other)]


def changed(random: Random, flow: Flow) -> Flow:
    """Draw one to three changes of a flow."""
    for _ in range(random.randint(1, 3)):
        flow = random.choice(EDITS)(random, flow)
    return flow


def with_change(random: Random, size: int) -> tuple[Flow, Flow]:
    """Draw a flow and a change of it."""
    flow = flow_with(random, size)
    return flow, changed(random, flow)


def _question_and_ahead(random: Random, flow: Flow) -> tuple[str, list[str]]:
    """Draw a question, with the steps that it may lead to; an empty name where there is none."""
    questions = [question for question in questions_of(flow) if _ahead(flow, question)]
    question = random.choice(questions) if questions else ""
    return question, _ahead(flow, question) if question else []


def _retargeted(random: Random, flow: Flow) -> Flow:
    question, ahead = _question_and_ahead(random, flow)
    if not question:
        return flow
    choice = random.choice(list(flow.steps[question].choices))
    return with_choice(flow, question, choice_of(choice, random.choice([*ahead, None])))


def _conditioned(random: Random, flow: Flow) -> Flow:
    question, ahead = _question_and_ahead(random, flow)
    if not question:
        return flow
    choice = random.choice(list(flow.steps[question].choices.values()))
    if choice.restart:
        return flow
    rule = Rule(random.choice(ahead), condition(random, choices_of(flow)))
    return with_choice(flow, question, replace(choice, rules=(rule, *choice.rules)))


def _with_new_choice(random: Random, flow: Flow) -> Flow:
    question, ahead = _question_and_ahead(random, flow)
    if not question:
        return flow
    return with_choice(flow, question, choice_of("d", random.choice(ahead)))


def _with_new_step(random: Random, flow: Flow) -> Flow:
    question, ahead = _question_and_ahead(random, flow)
    if not question or "new" in flow.steps:
        return flow
    new = step_of("new", {name: random.choice(ahead) for name in "ab"})
    choice = random.choice(list(flow.steps[question].choices))
    return with_choice(with_step(flow, new), question, choice_of(choice, "new"))


def _closed(random: Random, flow: Flow) -> Flow:
    step = random.choice(list(flow.steps.values()))
    return with_step(flow, replace(step, choices={}, outcome="stop")) if step.choices else flow


def _opened(random: Random, flow: Flow) -> Flow:
    step = random.choice(list(flow.steps.values()))
    ahead = _ahead(flow, step.id)
    if step.choices or not ahead:
        return flow
    choices = {name: choice_of(name, random.choice(ahead)) for name in "ab"}
    return with_step(flow, replace(step, choices=choices, outcome=None))


def _without_a_choice(random: Random, flow: Flow) -> Flow:
    question, _ = _question_and_ahead(random, flow)
    if not question:
        return flow
    return without_choice(flow, question, random.choice(list(flow.steps[question].choices)))


def _in_other_order(random: Random, flow: Flow) -> Flow:
    questions = questions_of(flow)
    if len(questions) < 2:
        return flow
    return swapped(flow, *random.sample(questions, 2))


def _started_elsewhere(random: Random, flow: Flow) -> Flow:
    return replace(flow, start=random.choice(list(flow.steps)))


EDITS = (
    _retargeted,
    _retargeted,
    _conditioned,
    _with_new_choice,
    _with_new_step,
    _closed,
    _opened,
    _without_a_choice,
    _in_other_order,
    _in_other_order,
    _started_elsewhere,
)


def without_choice(flow: Flow, question: str, choice: str) -> Flow:
    step = flow.steps[question]
    kept = {name: each for name, each in step.choices.items() if name != choice}
    return with_step(flow, replace(step, choices=kept)) if kept else flow


def swapped(flow: Flow, one: str, other: str) -> Flow:
    """Let two questions change places: each is asked where the other was, and leads on as it did.

    Where one has more choices, those lead where the other's last does.
    """
    places = {one: other, other: one}

    def led(step: Step) -> Step:
        like = list(flow.steps[places.get(step.id, step.id)].choices.values())
        made = {}
        for number, each in enumerate(step.choices.values()):
            model = like[min(number, len(like) - 1)]
            rules = tuple(replace(rule, to=places.get(rule.to, rule.to)) for rule in model.rules)
            made[each.id] = replace(each, rules=rules, restart=model.restart)
        return replace(step, choices=made)

    return replace(
        flow,
        start=places.get(flow.start, flow.start),
        steps={step.id: led(step) for step in flow.steps.values()},
    )


def renamed(flow: Flow, ids: Mapping[str, str]) -> Flow:
    """Give some steps another id, wherever it stands."""

    def rule(each: Rule) -> Rule:
        when = {ids.get(name, name): choices for name, choices in each.when.items()}
        return Rule(ids.get(each.to, each.to), when)

    def step(each: Step) -> Step:
        choices = {
            name: replace(choice, rules=tuple(map(rule, choice.rules)))
            for name, choice in each.choices.items()
        }
        return replace(each, id=ids.get(each.id, each.id), choices=choices)

    made = [step(each) for each in flow.steps.values()]
    start = ids.get(flow.start, flow.start)
    return replace(flow, start=start, steps={each.id: each for each in made})
