"""Random flows for property tests: small, acyclic, with rules that look back."""

from __future__ import annotations

from hypothesis import strategies as st
from tiny_flows import Target, When
from tiny_flows import flow as flow_of

from ssmflow.flow.model import Choice, Flow, Rule, Step, Text

CHOICES = ("a", "b", "c")
STRANGE = ["", "q0", "q1", "q2", "nowhere", "q", "Q 0", "⌘", "q00"]


@st.composite
def small_flows(draw: st.DrawFn, most: int = 7) -> Flow:
    """Draw a flow of which every name names something and every walk goes on to an end.

    Steps lead to later ones only, but stand in the file in any order; some are never reached.
    Rules name one question or more that stand anywhere before (so they may be skipped), with one
    choice or a list; some are shadowed by others, and some choices restart.
    """
    count = draw(st.integers(1, most))
    ids = [f"q{number}" for number in range(count)]
    made: dict[str, dict[str, Target]] = {}
    for number, id_ in enumerate(ids):
        later, earlier = ids[number + 1 :], [other for other in ids[:number] if made[other]]
        size = draw(st.integers(0, 3)) if later and number else 3 if later else 0
        made[id_] = {
            choice: draw(_targets(later, {other: list(made[other]) for other in earlier}))
            for choice in CHOICES[:size]
        }
    order = draw(st.permutations(ids))
    return flow_of("q0", {id_: made[id_] for id_ in order})


def _targets(later: list[str], earlier: dict[str, list[str]]) -> st.SearchStrategy[Target]:
    to = st.sampled_from(later)
    plain: st.SearchStrategy[Target] = st.one_of(to, to, to, st.none())
    if not earlier:
        return plain
    rules = st.lists(st.tuples(_conditions(earlier), to), min_size=1, max_size=3)
    conditional = st.builds(lambda first, last: [*first, ({}, last)], rules, to)
    return st.one_of(conditional, conditional, plain)


def _conditions(earlier: dict[str, list[str]]) -> st.SearchStrategy[When]:
    questions = st.lists(st.sampled_from(sorted(earlier)), min_size=1, max_size=3, unique=True)

    def of(named: list[str]) -> st.SearchStrategy[When]:
        return st.fixed_dictionaries(
            {
                question: st.lists(
                    st.sampled_from(earlier[question]), min_size=1, max_size=2, unique=True
                ).map(tuple)
                for question in named
            }
        )

    return questions.flatmap(of)


def _broken_flows() -> st.SearchStrategy[Flow]:
    """Return flows in which anything may be wrong: names, order, cycles, ends, languages."""
    id_ = st.sampled_from(STRANGE)
    words = st.dictionaries(
        st.sampled_from(["nl", "en", ""]), st.sampled_from(["x", "", "Ja"]), min_size=1
    )
    texts = st.builds(Text, words, st.sampled_from(["nl", "fr"]))
    when = st.dictionaries(id_, st.lists(id_, max_size=2).map(tuple), max_size=2)
    rules = st.lists(st.builds(Rule, id_, when), max_size=3).map(tuple)
    choices = st.builds(Choice, id_, texts, rules, st.booleans())
    steps = st.builds(
        lambda name, said, made, outcome, terms: Step(
            name, said, {one.id: one for one in made}, outcome, terms=terms
        ),
        id_,
        texts,
        st.lists(choices, max_size=3),
        st.sampled_from([None, "act", "stop"]),
        st.lists(id_, max_size=1).map(tuple),
    )
    return st.builds(
        lambda name, title, start, made: Flow(
            name, "1", "nl", title, start, {one.id: one for one in made}
        ),
        id_,
        texts,
        id_,
        st.lists(steps, max_size=6),
    )


broken_flows = _broken_flows()


@st.composite
def flows_with_answers(draw: st.DrawFn) -> tuple[Flow, dict[str, str]]:
    """Draw a flow, and answers to some of its questions, on a walk or off it."""
    flow = draw(small_flows())
    questions = [step.id for step in flow.steps.values() if step.choices]
    answered = draw(st.lists(st.sampled_from(questions), unique=True)) if questions else []
    return flow, {
        question: draw(st.sampled_from(list(flow.steps[question].choices))) for question in answered
    }
