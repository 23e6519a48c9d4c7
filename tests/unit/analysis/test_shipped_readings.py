"""What the shipped variants change, as sentences that an analyst would write down."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from ssmflow.analysis.compare import Comparison, compare, each_change_alone
from ssmflow.analysis.decide import what_decided
from ssmflow.analysis.joint import Missing
from ssmflow.analysis.people import Standing, stand
from ssmflow.analysis.reverse import dead_ends, ways_to
from ssmflow.analysis.shares import distribution, levers
from ssmflow.flow.model import Flow
from ssmflow.flow.study import ShareRule
from ssmflow.flow.walk import Walk
from ssmflow.formats.study import Study, load_study

WITHOUT_EID = {"eid": "neen"}
MANAGER = {"role": "mandaatbeheerder"}


@cache
def study() -> Study:
    return load_study()


def flow() -> Flow:
    return study().flows[0]


@cache
def against(variant: str) -> Comparison:
    return compare(flow(), study().variants[variant][1])


def who(variant: str) -> list[dict[str, str]]:
    comparison = against(variant)
    assert comparison.complete
    return [dict(each) for each in comparison.who]


def persona(name: str, variant: str | None = None) -> Standing:
    _, people = study().personas["externe-dienstverlener"]
    (found,) = (each for each in people if each.id == name)
    return stand(study().variants[variant][1] if variant else flow(), found)


def test_in_the_direct_reading_only_a_mandaatbeheerder_without_eid_ends_elsewhere() -> None:
    assert who("direct") == [{**MANAGER, **WITHOUT_EID}]


def test_in_the_direct_reading_a_mandaatbeheerder_without_eid_no_longer_ends_at_page_3() -> None:
    moved = [shift for shift in against("direct").shifts if shift.kind == "changed"]
    assert {shift.before for shift in moved} == {"no-eid"}
    assert {shift.after for shift in moved} == {
        "no-mandate",
        "ask-lokale-beheerder",
        "mandate-in-ssm",
    }
    assert persona("bis-nummer").ends == ("no-eid",)
    assert persona("bis-nummer", "direct").ends == ("mandate-in-ssm",)


def test_in_the_chain_a_mandaatbeheerder_who_is_a_lokale_beheerder_too_ends_elsewhere() -> None:
    expected = {**MANAGER, "eid": "ja", "registered-lokale-beheerder": "ja"}
    assert who("chain") == [expected]
    assert not {"no-mandate", "mandate-in-ssm"} & set(persona("beide-rollen", "chain").ends)


def test_in_the_chain_the_role_of_page_1_decides_nothing() -> None:
    assert dead_ends(study().variants["chain"][1]).idle == ("role",)
    assert dead_ends(flow()).idle == ()


def test_with_other_digital_keys_only_those_without_eid_end_elsewhere() -> None:
    assert who("other-digital-keys") == [
        {**WITHOUT_EID, "other-key": key} for key in ("andere-sleutel", "bis-nummer")
    ]
    changed = [s for s in against("other-digital-keys").shifts if s.kind != "same"]
    assert {shift.before for shift in changed} == {"no-eid"}


def test_with_other_digital_keys_those_without_any_still_end_at_page_3() -> None:
    (same,) = (s for s in against("other-digital-keys").shifts if s.after == "no-eid")
    assert (same.before, same.count, same.example["other-key"]) == ("no-eid", 2, "neen")


def test_a_legal_representative_with_access_is_new_and_changes_nothing_for_others() -> None:
    others = [s for s in against("legal-representative").shifts if s.kind != "same"]
    assert {shift.kind for shift in others} == {"new"}
    assert {shift.before for shift in others} == {Missing.MISSING}
    assert who("legal-representative") == [{"role": "wettelijke-vertegenwoordiger"}]


def test_without_a_lokale_beheerder_one_is_no_longer_just_sent_to_ask_them() -> None:
    changed = [s for s in against("no-lokale-beheerder").shifts if s.kind != "same"]
    assert {(s.before, s.after) for s in changed} == {
        ("ask-lokale-beheerder", "find-lokale-beheerder"),
        ("ask-lokale-beheerder", "appoint-lokale-beheerder"),
    }


@pytest.mark.parametrize(
    ("variant", "elsewhere", "total"),
    [
        ("chain", 9, 20),
        ("direct", 3, 13),
        ("legal-representative", 3, 14),
        ("no-lokale-beheerder", 4, 15),
        ("other-digital-keys", 18, 29),
    ],
)
def test_the_pairs_of_paths_of_each_variant(variant: str, elsewhere: int, total: int) -> None:
    assert (against(variant).elsewhere, against(variant).total) == (elsewhere, total)


def test_each_of_the_two_arrows_of_the_direct_reading_matters_on_its_own() -> None:
    alone = {
        (each.question, each.choice): each.comparison and each.comparison.who
        for each in each_change_alone(flow(), study().variants["direct"][1])
    }
    assert alone == {
        ("role", "mandaatbeheerder"): ({**MANAGER, **WITHOUT_EID},),
        ("eid", "ja"): ({**MANAGER, "eid": "ja", "registered-lokale-beheerder": "ja"},),
    }


def test_a_choice_of_new_role_only_is_not_sound_on_its_own() -> None:
    (alone,) = each_change_alone(flow(), study().variants["legal-representative"][1])
    assert (alone.question, alone.choice, alone.comparison) == ("conclude-mandate", "ja", None)


def test_whoever_has_no_eid_ends_at_page_3_and_nobody_else_does() -> None:
    ways = ways_to(flow(), "no-eid")
    assert (ways.sets, ways.complete) == ((WITHOUT_EID,), True)


def test_two_ways_lead_to_concluding_the_mandate() -> None:
    shared = {"eid": "ja", "conclude-mandate": "ja", "registered-mandaatbeheerder": "ja"}
    assert ways_to(flow(), "mandate-in-ssm").sets == (
        {**MANAGER, **shared},
        {**shared, "registered-lokale-beheerder": "neen"},
    )


def test_the_dead_ends_are_pages_3_6_and_12() -> None:
    found = dead_ends(flow()).outcomes
    assert {flow().steps[each.step].page: each.kind for each in found} == {
        3: "stop",
        6: "stop",
        12: "refer",
    }
    assert [each.paths for each in found] == [1 + 1, 2, 2]


def test_for_a_mandaatbeheerder_who_concludes_all_answers_but_the_role_decide_alone() -> None:
    walk = Walk(
        flow(),
        {**MANAGER, "eid": "ja", "conclude-mandate": "ja", "registered-mandaatbeheerder": "ja"},
    )
    decision = what_decided(walk)
    turns = {(turn.question, turn.choice): turn.ends for turn in decision.turns}
    assert turns["eid", "neen"] == ("no-eid",)
    assert turns["conclude-mandate", "neen"] == ("no-mandate",)
    assert turns["registered-mandaatbeheerder", "neen"] == ("ask-lokale-beheerder",)
    # The other role brings up page 4, and with it what lies behind.
    assert set(turns["role", "lokale-beheerder"]) == {
        "mandaatuitvoerder",
        "mandaatbeheerder",
        "mandate-in-ssm",
        None,
    }
    assert decision.idle == ()


def test_one_who_is_both_is_best_asked_for_their_role() -> None:
    standing = persona("beide-rollen")
    assert (standing.next_question, standing.expected) == ("role", Fraction(5, 2))


def test_eight_percent_without_eid_end_at_page_3_and_no_other_share_moves_that() -> None:
    lacking = Fraction(8, 100)
    shares = {"eid": (ShareRule({"ja": 1 - lacking, "neen": lacking}),)}
    assert distribution(flow(), shares).ends["no-eid"] == lacking
    moving = [lever for lever in levers(flow(), shares, "no-eid") if lever.slope]
    assert {(lever.question, lever.choice): lever.slope for lever in moving} == {
        ("eid", "neen"): 1,
        ("eid", "ja"): -1,
    }
