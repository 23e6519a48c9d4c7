"""Random changes to a flow, as an analyst makes them: each leaves it without a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from every_answer import questions_of
from hypothesis import strategies as st
from random_studies import flows
from tiny_flows import choice as choice_of
from tiny_flows import step as step_of

from ssmflow.flow.model import Choice, Flow, Rule, Step

EDITS = ("retarget", "condition", "drop", "add choice", "add step", "swap", "close", "open", "start")


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


@st.composite
def changed(draw: st.DrawFn, flow: Flow) -> Flow:
    """Draw one to three changes of a flow."""
    for _ in range(draw(st.integers(1, 3))):
        flow = draw(_edited(flow, draw(st.sampled_from(EDITS))))
    return flow


@st.composite
def changed_flows(draw: st.DrawFn, most: int = 6) -> tuple[Flow, Flow]:
    """Draw a flow and a change of it."""
    flow = draw(flows(most))
    return flow, draw(changed(flow))


@st.composite
def _edited(draw: st.DrawFn, flow: Flow, edit: str) -> Flow:
    if edit == "start":
        return replace(flow, start=draw(st.sampled_from(list(flow.steps))))
    if edit == "open":
        return draw(_opened(flow))
    questions = questions_of(flow)
    if not questions:
        return flow
    question = draw(st.sampled_from(questions))
    ahead = _ahead(flow, question)
    if not ahead:
        return flow
    choice = draw(st.sampled_from(list(flow.steps[question].choices.values())))
    to = draw(st.sampled_from([*ahead, None] if edit == "retarget" else ahead))
    match edit:
        case "retarget":
            return with_choice(flow, question, replace(choice_of(choice.id, to), label=choice.label))
        case "condition" if choice.rules:
            named = draw(st.sampled_from(questions))
            value = draw(st.sampled_from(list(flow.steps[named].choices)))
            rules = (Rule(str(to), {named: (value,)}), *choice.rules)
            return with_choice(flow, question, replace(choice, rules=rules))
        case "drop":
            return without_choice(flow, question, choice.id)
        case "add choice":
            return with_choice(flow, question, choice_of("d", to))
        case "add step":
            new = step_of("new", {name: draw(st.sampled_from(ahead)) for name in "ab"})
            if "new" in flow.steps:
                return flow
            return with_choice(with_step(flow, new), question, choice_of(choice.id, "new"))
        case "swap":
            return swapped(flow, question, draw(st.sampled_from(questions)))
        case "close":
            return with_step(flow, replace(flow.steps[question], choices={}, outcome="stop"))
    return flow


@st.composite
def _opened(draw: st.DrawFn, flow: Flow) -> Flow:
    outcome = draw(st.sampled_from([s.id for s in flow.steps.values() if not s.choices]))
    ahead = _ahead(flow, outcome)
    if not ahead:
        return flow
    choices = {name: choice_of(name, draw(st.sampled_from(ahead))) for name in "ab"}
    return with_step(flow, replace(flow.steps[outcome], choices=choices, outcome=None))


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
