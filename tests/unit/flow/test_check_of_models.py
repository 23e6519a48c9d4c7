from __future__ import annotations

from dataclasses import replace

from tiny_flows import choice, shared_question, step, text
from tiny_flows import flow as flow_of

from ssmflow.errors import Problem
from ssmflow.flow.check import MAXIMUM_SUGGESTIONS, check
from ssmflow.flow.model import Flow, Term, Text


def told(flow: Flow) -> list[str]:
    return [str(problem) for problem in check(flow)]


def test_a_sound_flow_has_no_problem() -> None:
    assert check(shared_question()) == []


def test_a_problem_of_a_flow_from_no_file_tells_the_keys_that_lead_to_it() -> None:
    flow = flow_of("q", {"q": {"ja": "a", "neen": "nowhere"}, "a": {}})
    assert told(flow) == ["steps.q.choices.neen.to.0.to: error: target 'nowhere' names no step"]


def test_a_problem_of_the_whole_flow_is_told_as_the_flow_s() -> None:
    assert str(Problem("it is odd")) == "flow: error: it is odd"


def test_a_choice_that_leads_nowhere_is_an_error() -> None:
    flow = flow_of("q", {"q": {"ja": "a", "neen": []}, "a": {}})
    reason = "choice 'neen' must have one of 'to' and 'restart'"
    assert told(flow) == [f"steps.q.choices.neen: error: {reason}"]


def test_a_choice_that_leads_on_and_restarts_is_an_error() -> None:
    flow = flow_of("q", {"q": {"ja": "a", "neen": "a"}, "a": {}})
    both = {"ja": replace(choice("ja", "a"), restart=True), "neen": choice("neen", "a")}
    broken = replace(flow, steps={**flow.steps, "q": replace(flow.steps["q"], choices=both)})
    reason = "choice 'ja' must have one of 'to' and 'restart'"
    assert told(broken) == [f"steps.q.choices.ja: error: {reason}"]


def test_a_step_that_is_question_and_outcome_is_an_error() -> None:
    flow = flow_of("q", {"q": {"ja": "a", "neen": "a"}, "a": {}})
    both = replace(flow.steps["q"], outcome="act")
    problems = told(replace(flow, steps={**flow.steps, "q": both}))
    assert problems == ["steps.q: error: a step has 'choices' or 'outcome', not both"]


def test_a_start_that_names_nothing_is_one_error() -> None:
    flow = replace(shared_question(), start="begin")
    assert told(flow) == ["start: error: start 'begin' names no step"]


def test_two_labels_that_differ_in_space_alone_are_one_label() -> None:
    flow = flow_of("q", {"q": {"ja": "a", "neen": "a"}, "a": {}})
    alike = {
        "ja": replace(choice("ja", "a"), label=text("Ja  graag")),
        "neen": replace(choice("neen", "a"), label=text("Ja\ngraag")),
    }
    problems = told(
        replace(
            flow, steps={**flow.steps, "q": replace(step("q", {}), choices=alike, outcome=None)}
        )
    )
    assert problems == [
        "steps.q.choices.neen.label: error: choices 'ja' and 'neen' have one label, 'Ja graag'"
    ]


def test_a_term_is_looked_up_in_the_flow_s_glossary() -> None:
    flow = flow_of("a", {"a": {}})
    with_term = replace(flow, steps={"a": replace(flow.steps["a"], terms=("recht",))})
    assert told(with_term) == [
        "steps.a.terms.0: error: term 'recht' names nothing: there is no glossary"
    ]
    term = Term("recht", text("recht"), text("Wat mag."))
    assert told(replace(with_term, glossary={"recht": term})) == []


def test_a_language_that_some_text_has_is_missed_in_the_others() -> None:
    flow = replace(flow_of("a", {"a": {}}), title=Text({"nl": "T", "en": "T", "fr": "T"}, "nl"))
    assert told(flow) == ["steps.a.text: warning: the text has no en, fr; it falls back to 'nl'"]


def test_two_cycles_are_two_errors_each_with_its_round() -> None:
    flow = flow_of(
        "a",
        {
            "a": {"x": "b", "y": "c"},
            "b": {"x": "a", "y": "end"},
            "c": {"x": "d", "y": "end"},
            "d": {"x": "c", "y": "end"},
            "end": {},
        },
    )
    assert told(flow) == [
        "steps.b.choices.x.to: error: a cycle: a → b → a",
        "steps.d.choices.x.to: error: a cycle: c → d → c",
    ]


def test_a_cycle_that_no_walk_could_take_is_a_cycle_all_the_same() -> None:
    flow = flow_of(
        "a",
        {
            "a": {"x": "b", "y": "b"},
            "b": {"x": [({"a": ("z",)}, "a"), ({}, "end")], "y": "end"},
            "end": {},
        },
    )
    assert any("a cycle: a → b → a" in problem for problem in told(flow))


def test_a_step_behind_a_cycle_counts_as_reached() -> None:
    flow = flow_of("a", {"a": {"x": "a", "y": "end"}, "end": {}, "island": {}})
    assert told(flow) == [
        "steps.a.choices.x.to: error: a cycle: a → a",
        "steps.island: error: no walk reaches step 'island'",
    ]


def test_after_some_twenty_unknown_names_no_more_resemblances_are_sought() -> None:
    choices: dict[str, str | None] = {f"c{number}": "ende" for number in range(30)}
    problems = told(flow_of("q", {"q": {**choices}, "end": {}}))
    hinted = [problem for problem in problems if "did you mean 'end'?" in problem]
    assert len(problems) == 30
    assert len(hinted) == MAXIMUM_SUGGESTIONS
