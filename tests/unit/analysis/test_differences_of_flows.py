"""What differs between two flows, by tiny examples: each for one kind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from random_changes import renamed, with_choice, with_step, without_choice
from tiny_flows import choice, flow, shared_question, step, text

from ssmflow.analysis.differences import Difference, differences
from ssmflow.flow.model import Choice, Flow, Text


def parking() -> Flow:
    return flow(
        "resident",
        {
            "resident": {"ja": "vehicle", "neen": "no-permit"},
            "vehicle": {"auto": "permit", "fiets": None},
            "permit": {},
            "no-permit": {},
        },
    )


def relabelled(flow: Flow, question: str, name: str, label: Text) -> Flow:
    return with_choice(flow, question, replace(flow.steps[question].choices[name], label=label))


def replaced(flow: Flow, question: str, name: str, other: Choice) -> Flow:
    """Put another choice in the place of one."""
    old = flow.steps[question]
    made = [other if each.id == name else each for each in old.choices.values()]
    return with_step(flow, replace(old, choices={each.id: each for each in made}))


def only(before: Flow, after: Flow) -> Difference:
    (found,) = differences(before, after).found
    return found


@pytest.mark.parametrize("make", [parking, shared_question])
def test_a_flow_differs_in_nothing_from_its_like(make: object) -> None:
    assert callable(make)
    found = differences(make(), make())
    assert (found.found, found.flow, dict(found.renamed_steps)) == ((), (), {})


def test_a_step_is_added() -> None:
    after = with_choice(with_step(parking(), step("zone", {})), "vehicle", choice("auto", "zone"))
    added, changed = sorted(differences(parking(), after).found, key=lambda each: each.kind)
    assert added == Difference("added", "zone", None, (("text", "", "zone"),))
    assert changed == Difference("changed", "vehicle", "auto", (("to", "permit", "zone"),))


def test_a_step_is_removed() -> None:
    before = with_step(parking(), step("zone", {}))
    expected = Difference("removed", "zone", None, (("text", "zone", ""),))
    assert only(before, parking()) == expected


def test_a_step_with_another_id_is_renamed_and_what_leads_to_it_is_the_same() -> None:
    after = renamed(parking(), {"permit": "card"})
    assert only(parking(), after) == Difference(
        "renamed", "card", None, (("id", "permit", "card"),)
    )
    assert differences(parking(), after).renamed_steps == {"card": "permit"}


def test_a_rule_on_a_renamed_question_is_the_same() -> None:
    after = renamed(shared_question(), {"first": "one", "extra": "more"})
    assert {(each.kind, each.step) for each in differences(shared_question(), after).found} == {
        ("renamed", "one"),
        ("renamed", "more"),
    }


def test_the_start_has_not_changed_where_it_has_another_id() -> None:
    after = renamed(parking(), {"resident": "lives-here"})
    assert differences(parking(), after).flow == ()


def test_two_steps_that_say_the_same_are_not_taken_for_each_other() -> None:
    alike = replace(step("a", {}), text=text("same"))
    before = with_step(with_step(parking(), alike), replace(alike, id="b"))
    after = with_step(parking(), replace(alike, id="c"))
    assert [(each.kind, each.step) for each in differences(before, after).found] == [
        ("added", "c"),
        ("removed", "a"),
        ("removed", "b"),
    ]


def test_a_step_is_reworded() -> None:
    after = with_step(parking(), replace(parking().steps["permit"], text=text("Een kaart")))
    assert only(parking(), after) == Difference(
        "reworded", "permit", None, (("text", "permit", "Een kaart"),)
    )


def test_a_step_is_reworded_in_another_language_alone() -> None:
    words = Text({"nl": "permit", "en": "A permit"}, "nl")
    after = with_step(parking(), replace(parking().steps["permit"], text=words))
    assert only(parking(), after).kind == "reworded"


def test_an_outcome_of_another_kind_is_changed() -> None:
    after = with_step(parking(), replace(parking().steps["permit"], outcome="act"))
    assert only(parking(), after) == Difference(
        "changed", "permit", None, (("outcome", "stop", "act"),)
    )


def test_a_question_that_becomes_an_outcome_is_changed() -> None:
    after = with_step(parking(), replace(step("vehicle", {}), outcome="act"))
    found = differences(parking(), after).found
    assert ("changed", "vehicle", None) in [(e.kind, e.step, e.choice) for e in found]


def test_a_choice_is_added() -> None:
    after = with_choice(parking(), "vehicle", choice("brommer", "no-permit"))
    details = (("label", "", "brommer"), ("to", "", "no-permit"))
    assert only(parking(), after) == Difference("added", "vehicle", "brommer", details)


def test_a_choice_is_removed() -> None:
    after = without_choice(parking(), "vehicle", "fiets")
    details = (("label", "fiets", ""), ("to", "restart", ""))
    assert only(parking(), after) == Difference("removed", "vehicle", "fiets", details)


def test_a_choice_with_another_id_is_renamed() -> None:
    other = replace(choice("car", "permit"), label=text("auto"))
    after = replaced(parking(), "vehicle", "auto", other)
    assert only(parking(), after) == Difference(
        "renamed", "vehicle", "car", (("id", "auto", "car"),)
    )


def test_a_choice_is_reworded() -> None:
    after = relabelled(parking(), "vehicle", "auto", text("Een auto"))
    assert only(parking(), after) == Difference(
        "reworded", "vehicle", "auto", (("label", "auto", "Een auto"),)
    )


def test_a_choice_whose_basis_alone_differs_is_reworded() -> None:
    known = parking().steps["vehicle"].choices["auto"]
    after = with_choice(parking(), "vehicle", replace(known, basis="reconstructed"))
    assert only(parking(), after) == Difference(
        "reworded", "vehicle", "auto", (("basis", "source", "reconstructed"),)
    )


def test_a_choice_that_leads_elsewhere_is_changed() -> None:
    after = with_choice(parking(), "vehicle", choice("auto", "no-permit"))
    assert only(parking(), after) == Difference(
        "changed", "vehicle", "auto", (("to", "permit", "no-permit"),)
    )


def test_a_choice_with_a_rule_more_is_changed() -> None:
    ruled = choice("auto", [({"resident": ("ja",)}, "no-permit"), ({}, "permit")])
    after = with_choice(parking(), "vehicle", ruled)
    found = only(parking(), after)
    assert (found.kind, found.details[0][:2]) == ("changed", ("to", "permit"))
    assert "no-permit" in found.details[0][2]


def test_the_order_of_choices_in_a_condition_makes_no_difference() -> None:
    before = with_choice(
        parking(),
        "vehicle",
        choice("auto", [({"resident": ("ja", "neen")}, "permit"), ({}, "permit")]),
    )
    after = with_choice(
        parking(),
        "vehicle",
        choice("auto", [({"resident": ("neen", "ja")}, "permit"), ({}, "permit")]),
    )
    assert differences(before, after).found == ()


def test_another_start_title_or_version_is_told_of_the_flow() -> None:
    after = replace(parking(), start="vehicle", title=text("Kaart"), version="2")
    found = differences(parking(), after)
    assert found.found == ()
    assert set(found.flow) == {
        ("start", "resident", "vehicle"),
        ("title", "tiny", "Kaart"),
        ("version", "1", "2"),
    }
