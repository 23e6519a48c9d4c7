"""Whatever an analyst does in whatever order: the patch reads back, undo restores, links hold."""

from __future__ import annotations

from typing import Any

from changes_lab import Analyst
from hypothesis import given, settings
from hypothesis import strategies as st

from ssmflow.views.lab.changes import ChangesPanel

STEPS = ("resident", "zone", "vehicle", "permit", "no-permit", "nieuw", "nieuw-2", "nowhere")
CHOICES = ("ja", "neen", "a", "b", "auto", "terug", "nieuw", "nieuw-2")
TEXTS = ("", "Nieuw", "null", "~", " x\n\ny ", "- a: 1", "\x00\ud800", "⌘ é", "'", "0")
VALUES: dict[str, st.SearchStrategy[str]] = {
    "step": st.sampled_from(STEPS),
    "choice": st.sampled_from(CHOICES),
    "question": st.sampled_from(STEPS),
    "answer": st.sampled_from(CHOICES),
    "text": st.sampled_from(TEXTS),
    "title": st.sampled_from(TEXTS),
    "name": st.sampled_from(TEXTS),
    "label": st.sampled_from(TEXTS),
    "url": st.sampled_from(("", "https://example.org", "x")),
    "what": st.sampled_from(("text", "note", "restart", "label", "why", "title", "steps")),
    "language": st.sampled_from(("nl", "en", "", "fr")),
    "kind": st.sampled_from(("question", "act", "refer", "stop", "none")),
    "basis": st.sampled_from(("source", "reconstructed", "other")),
    "target": st.sampled_from(("restart", "rules", "", *(f"to:{step}" for step in STEPS))),
    "index": st.sampled_from(("0", "1", "2", "-1", "²", "")),
    "by": st.sampled_from(("up", "down", "")),
    "on": st.sampled_from(("true", "false")),
    "count": st.sampled_from(tuple("0123456")),
    "variant": st.sampled_from(("everyone-parks", "other-words", "nieuw", "variant")),
    "mark": st.just("seen"),
}
KEPT = ("read", "save", "undo", "drop", "open")
EDITS = {name: fields for name, (_, fields) in ChangesPanel.acts.items() if name not in KEPT}
ACTS = st.sampled_from(sorted(EDITS)).flatmap(
    lambda name: st.fixed_dictionaries(
        {"act": st.just(name), **{field: VALUES[field] for field in EDITS[name]}}
    )
)


def seen(analyst: Analyst, act: dict[str, str]) -> dict[str, str]:
    """Return an act as the browser would send it: with the marks and counts that it was shown."""
    flow = analyst.lab.applied.flow if analyst.lab.applied else None
    known = flow.steps.get(act.get("step", "")) if flow else None
    if act.get("count") == "0" and flow:
        return {**act, "count": str(len(known.choices if known else flow.steps))}
    if "mark" not in act or known is None:
        return act
    analyst.does("open", step=act["step"])
    form: dict[str, Any] = analyst.form
    if act["act"] == "link_remove":
        marks = {str(at): link["mark"] for at, link in enumerate(form["links"])}
        return {**act, "mark": marks.get(act["index"], "")}
    marks = {choice["id"]: choice["rules_mark"] for choice in form["choices"]}
    return {**act, "mark": marks.get(act["choice"], "")}


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=14))
def test_every_sequence_of_edits_reads_back_and_is_undone(acts: list[dict[str, str]]) -> None:
    analyst = Analyst().begins()
    states = [analyst.lab.scenario]
    for act in acts:
        analyst.does(**seen(analyst, act))
        if analyst.lab.scenario != states[-1]:
            states.append(analyst.lab.scenario)
    assert analyst.reads_back()
    again = analyst.reloads()
    assert again.flow == analyst.flow
    assert again.shown["problems"] == analyst.shown["problems"]
    for state in reversed(states[:-1]):
        analyst.does("undo")
        assert analyst.lab.scenario == state


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*ChangesPanel.acts, "content", "change", "lab", ""]),
    st.dictionaries(
        st.sampled_from([*VALUES, "act"]),
        st.one_of(st.none(), st.integers(), st.lists(st.text()), st.text(), st.just("x" * 9999)),
    ),
)
def test_a_hostile_message_never_fails(act: str, values: dict[str, object]) -> None:
    analyst = Analyst().begins()
    values.pop("act", None)
    analyst.does(act, **values)
    assert analyst.panel.data["shown"]
