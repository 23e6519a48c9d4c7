"""What is wrong with a variant, and what it changes, told to somebody who never saw its file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ssmflow.errors import Location, Problem
from ssmflow.flow.check import check
from ssmflow.flow.graph import graph_of
from ssmflow.flow.model import Choice, Flow, Step
from ssmflow.telling.languages import own_name
from ssmflow.views.lab.changes_form import Naming
from ssmflow.views.lab.edits_of_rules import leads_alike

_STEP, _CHOICE = "'(?P<step>[^']*)'", "'(?P<choice>[^']*)'"
_OTHER, _ANSWER, _TWIN = "'(?P<other>[^']*)'", "'(?P<answer>[^']*)'", "'(?P<twin>[^']*)'"

# What the checks of flows say, each with the key of the words that say it here. `other` is another
# step than the one at hand, `answer` a choice of that; `choice` and `twin` are its own choices.
_MESSAGES = {
    f"target {_OTHER} names no step.*": "changes_problem_target",
    f"start {_OTHER} names no step.*": "changes_problem_start",
    f"the rule's question {_OTHER} names no step.*": "changes_problem_rule_gone",
    f"the rule names {_OTHER}, an outcome.*": "changes_problem_rule_outcome",
    f"the rule names {_OTHER}, which can't come before.*": "changes_problem_rule_later",
    f"the rule names no answer to {_OTHER}": "changes_problem_rule_unanswered",
    f"question {_OTHER} has no choice {_ANSWER}.*": "changes_problem_rule_answer",
    f"question {_STEP} has no choice": "changes_problem_no_choice",
    f"question {_STEP} has a single choice.*": "changes_problem_one_choice",
    f"choices {_TWIN} and {_CHOICE} have one label, .*": "changes_problem_label",
    "the last rule has a 'when'.*": "changes_problem_last_rule",
    "this rule has no 'when'.*": "changes_problem_rule_without",
    "'when' names no question": "changes_problem_rule_without",
    "this rule can never be the one taken.*": "changes_problem_rule_never",
    "a cycle: .*": "changes_problem_cycle",
    f"no walk reaches step {_STEP}": "changes_problem_unreached",
    f".*so it can't be told whether step {_STEP} is reached": "changes_problem_entangled",
    f"choice {_CHOICE} must have one of 'to' and 'restart'": "changes_problem_nowhere",
    "(to|'to') has no value.*": "changes_problem_rule_nowhere",
    "the text has no (?P<languages>.+); it falls back to .*": "changes_problem_language",
    "link .* is not https": "changes_problem_https",
    "url has no value": "changes_problem_url",
    "(text|label|title|note|why)(, .+,)? has no value": "changes_problem_text",
    "the flow has no steps": "changes_problem_no_steps",
    "this is no YAML: .*": "changes_problem_yaml",
    "the file is empty": "changes_problem_empty",
    "the variant (has no '.*'|must be a mapping, .*)": "changes_problem_file",
    "of '.*' names no flow; .*": "changes_problem_flow",
    "there is no '.*' here, so nothing is removed": "changes_problem_removal",
}
_LATER = re.compile(f"the rule names {_OTHER}, which can't come before {_STEP}")
_UNREACHED = re.compile(f"no walk reaches step {_STEP}")
_PATTERNS = {re.compile(pattern, re.DOTALL): key for pattern, key in _MESSAGES.items()}


def problems_told(naming: Naming, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems in plain words, errors first, each with the step that it is about."""
    found = sorted(problems, key=lambda problem: problem.severity != "error")
    exact = _exact_locations(naming) if found else {}
    follows = _following(naming.flow, found)
    return [_told(naming, each, exact) for each in found if each.message not in follows]


def _following(flow: Flow, problems: Iterable[Problem]) -> set[str]:
    """Return what follows from another problem: what comes behind a step that is cut off."""
    messages = [problem.message for problem in problems]
    cut = {found["step"]: found[0] for found in map(_UNREACHED.fullmatch, messages) if found}
    graph = graph_of(flow)
    behind: set[str] = set()
    for step in graph.order if cut else ():
        if step in cut and step not in behind:
            behind |= graph.reached_from(step) - {step}
    late = {found[0] for found in map(_LATER.fullmatch, messages) if found and found["step"] in cut}
    return late | {message for step, message in cut.items() if step in behind}


def _exact_locations(naming: Naming) -> dict[str, list[Location]]:
    """Return where each problem of the changed flow is: a patch tells no more than it holds."""
    exact: dict[str, list[Location]] = defaultdict(list)
    for problem in check(naming.flow):
        exact[problem.message].append(problem.location)
    return exact


def _told(naming: Naming, problem: Problem, exact: dict[str, list[Location]]) -> dict[str, Any]:
    words = naming.words
    location = problem.location[1:] if problem.location[:1] == ("patch",) else problem.location
    others = exact.get(problem.message, [])
    if others:
        inner = others.pop(0)
        location = inner if len(inner) > len(location) or inner[:2] != location[:2] else location
    step, choice = _place(location)
    known = step in naming.flow.steps or step in naming.base.steps
    unreached = _UNREACHED.fullmatch(problem.message)
    severity = words["changes_error" if problem.severity == "error" else "changes_warning"]
    return {
        "severity": problem.severity,
        "severity_name": severity,
        "text": in_words(naming, problem.message, step),
        "where": _where(naming, step, choice, location),
        "step": step if known else "",
        "go": words["changes_go"].format(step=naming.step(step)) if known else "",
        "remove": unreached["step"] if unreached and unreached["step"] in naming.flow.steps else "",
    }


def _place(location: Location) -> tuple[str, str]:
    step = str(location[1]) if len(location) > 1 and location[0] == "steps" else ""
    choice = str(location[3]) if len(location) > 3 and location[2] == "choices" else ""
    return step, choice


def _where(naming: Naming, step: str, choice: str, location: Location) -> str:
    words = naming.words
    if not step:
        return ""
    if not choice:
        return words["changes_at_step"].format(step=naming.step(step))
    label = naming.choice(step, choice)
    rule = location[5] if len(location) > 5 and location[4] == "to" else None
    known = naming.flow.steps[step].choices.get(choice) if step in naming.flow.steps else None
    if isinstance(rule, int) and known and len(known.rules) > 1:
        at = words["changes_at_rule"]
        return at.format(step=naming.step(step), choice=label, number=rule + 1)
    return words["changes_at_choice"].format(step=naming.step(step), choice=label)


def in_words(naming: Naming, message: str, step: str = "") -> str:
    """Return what a check says in the words of an analyst; as it stands where that is unknown.

    Args:
        naming: The names.
        message: The message of a problem.
        step: The id of the step that it is about, where that is known.
    """
    for pattern, key in _PATTERNS.items():
        found = pattern.fullmatch(message)
        if found:
            return naming.words[key].format_map(_names(naming, found.groupdict(), step))
    return naming.words["changes_problem_other"].format(message=message)


def _names(naming: Naming, named: Mapping[str, str | None], step: str) -> dict[str, str]:
    """Return what the ids that a message names are called."""
    names = {"step": naming.step(step)}
    for kind, value in named.items():
        if value is None:
            continue
        if kind in ("step", "other"):
            names[kind] = naming.step(value)
        elif kind in ("choice", "twin"):
            names[kind] = naming.choice(step, value)
        elif kind == "answer":
            names[kind] = naming.choice(named["other"] or "", value)
        else:
            names[kind] = ", ".join(map(own_name, re.findall(r"[A-Za-z0-9-]+", value)))
    return names


def changes_told(naming: Naming) -> list[str]:
    """Return what differs from the flow as it is, a line for each step or choice."""
    flow, base, words = naming.flow, naming.base, naming.words
    lines = []
    if flow.start != base.start:
        lines.append(words["changes_told_start"].format(step=naming.step(flow.start)))
    for step in flow.steps.values():
        known = base.steps.get(step.id)
        if known is None:
            lines.append(words["changes_told_step_added"].format(step=naming.step(step.id)))
        elif known != step:
            lines += _of_step(naming, known, step)
    gone = [step for step in base.steps if step not in flow.steps]
    return lines + [
        words["changes_told_step_removed"].format(step=naming.step(one)) for one in gone
    ]


def _of_step(naming: Naming, before: Step, after: Step) -> Iterator[str]:
    words, name = naming.words, naming.step(after.id)
    if before.outcome != after.outcome:
        yield words["changes_told_kind"].format(step=name, kind=naming.kind(after))
    said = ("text", "note", "links", "restart", "terms", "page")
    if any(getattr(before, what) != getattr(after, what) for what in said):
        yield words["changes_told_text"].format(step=name)
    for choice in after.choices.values():
        known = before.choices.get(choice.id)
        if known != choice:
            label, to = naming.choice(after.id, choice.id), _leads(naming, choice)
            yield _of_choice(words, known, choice).format(step=name, choice=label, to=to)
    for gone in before.choices if after.outcome is None else ():
        if gone not in after.choices:
            label = naming.choice(after.id, gone)
            yield words["changes_told_choice_removed"].format(step=name, choice=label)


def _of_choice(words: Mapping[str, str], before: Choice | None, after: Choice) -> str:
    """Return the words for what changed most in a choice; `before` is None where it is new."""
    if before is None:
        return words["changes_told_choice_added"]
    if _targets(before) != _targets(after):
        return words["changes_told_target"]
    if not leads_alike(before, after):
        return words["changes_told_rules"]
    if before.label != after.label:
        return words["changes_told_label"]
    return words["changes_told_reason"]


def _targets(choice: Choice) -> set[str | None]:
    """Return the steps that a choice can lead to; None for the beginning."""
    return {None} if choice.restart else {rule.to for rule in choice.rules if rule.to}


def _leads(naming: Naming, choice: Choice) -> str:
    if choice.restart:
        return naming.words["changes_restart"]
    targets = dict.fromkeys(rule.to for rule in choice.rules)
    quoted: Callable[[str], str] = naming.words["changes_quoted"].format
    told = naming.words["changes_or"].join(quoted(naming.numbered(to)) for to in targets if to)
    return told or naming.words["changes_nowhere"]
