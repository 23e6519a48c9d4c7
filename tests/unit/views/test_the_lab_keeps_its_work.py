from __future__ import annotations

import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow.flow.model import Text
from ssmflow.flow.study import Scenario, Variant
from ssmflow.formats.scenario_file import scenario_as_yaml
from ssmflow.formats.study import Study, load_study
from ssmflow.views.lab.lab import MAXIMUM_UNDONE, Lab, blank, with_variant
from ssmflow.views.lab.packing import MAXIMUM_CHARACTERS, pack, unpack


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study()


@pytest.fixture
def lab(study: Study) -> Lab:
    return Lab(study)


def renamed(lab: Lab, title: str) -> Scenario:
    return replace(lab.scenario, title=Text({"nl": title}, "nl"))


def half_made(lab: Lab) -> Variant:
    """A variant with a choice that leads nowhere yet."""
    patch = {"steps": {"eid": {"choices": {"neen": {"to": "nergens"}}}}}
    return Variant("half", lab.flow.id, Text({"nl": "Half"}, "nl"), patch)


def arrived(study: Study, fragment: str) -> Lab:
    lab = Lab(study)
    lab.arrive(f"#{fragment}")
    return lab


@given(st.text())
def test_a_text_that_was_packed_is_unpacked_whole(text: str) -> None:
    assert (
        unpack(pack(text.encode("utf-8", "replace").decode()))
        == text.encode("utf-8", "replace").decode()
    )


@pytest.mark.parametrize("packed", ["", "%", "geen-base64!", "AAAA", pack("x" * 99)[:-4], "é"])
def test_what_is_damaged_unpacks_to_nothing(packed: str) -> None:
    assert unpack(packed) is None


def test_a_small_link_that_holds_an_endless_text_unpacks_to_nothing() -> None:
    bomb = zlib.compress(b"x" * (2 * MAXIMUM_CHARACTERS), 9)
    assert unpack(urlsafe_b64encode(bomb).decode()) is None


def test_a_new_page_needs_nothing_in_its_address(lab: Lab) -> None:
    assert lab.fragment == ""
    assert lab.scenario.people


def test_a_shipped_scenario_is_named_in_the_address(study: Study, lab: Lab) -> None:
    lab.open_scenario("eid-lacking")
    assert lab.fragment == "~scenario=eid-lacking"
    assert arrived(study, lab.fragment).scenario == lab.scenario


def test_an_edited_scenario_comes_back_from_the_address(study: Study, lab: Lab) -> None:
    lab.open_scenario("eid-lacking")
    lab.edit(renamed(lab, "Onze eigen aannames"))
    again = arrived(study, lab.fragment)
    assert again.scenario == lab.scenario
    assert again.notice == ""


def test_a_half_made_variant_comes_back_from_the_address(study: Study, lab: Lab) -> None:
    lab.edit(with_variant(lab.scenario, half_made(lab)))
    assert lab.changed is None
    again = arrived(study, lab.fragment)
    assert again.scenario.variant == half_made(lab)
    assert [str(each) for each in again.problems] == [str(each) for each in lab.problems]


def test_the_problems_of_a_variant_are_told_and_not_those_of_the_flow(lab: Lab) -> None:
    lab.edit(with_variant(lab.scenario, half_made(lab)))
    assert any("nergens" in problem.message for problem in lab.problems)
    lab.edit(with_variant(lab.scenario, None))
    assert lab.problems == ()


def test_the_tab_the_language_and_the_view_stand_in_the_address(study: Study, lab: Lab) -> None:
    lab.open_tab("compare")
    lab.speak("en")
    lab.look(left="externe-dienstverlener", right="chain & co", empty="")
    found = parse_qs(lab.fragment)
    assert found["~tab"] == ["compare"]
    assert found["~lang"] == ["en"]
    again = arrived(study, lab.fragment)
    assert (again.tab, again.language) == ("compare", "en")
    assert again.view == {"left": "externe-dienstverlener", "right": "chain & co"}


@pytest.mark.parametrize(
    "fragment",
    [
        "~work=onzin",
        "~scenario=bestaat-niet",
        f"~work={pack('scenario: [')}",
        f"~work={pack('scenario: x')}",
        "~tab=onzin&~lang=xx&~flow=onzin&&&=&~",
    ],
)
def test_an_address_that_makes_no_sense_opens_the_flow_as_it_is(
    study: Study, fragment: str
) -> None:
    lab = arrived(study, fragment)
    assert lab.scenario == blank(study, study.flows[0])
    assert (lab.tab, lab.language) == ("people", "nl")
    assert bool(lab.notice) == ("~tab" not in fragment)


def test_a_scenario_that_no_address_holds_is_told_so(lab: Lab) -> None:
    noise = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(60_000))
    lab.edit(replace(lab.scenario, notes=Text({"nl": noise}, "nl")))
    assert not lab.fits_in_address
    assert "~work" not in lab.fragment
    lab.undo()
    assert lab.fits_in_address


def test_undo_takes_back_one_edit_after_another_and_redo_does_them_again(lab: Lab) -> None:
    first = lab.scenario
    for title in ("een", "twee"):
        lab.edit(renamed(lab, title))
    second = lab.scenario
    lab.undo()
    lab.undo()
    assert lab.scenario is first
    assert not lab.can_undo
    lab.undo()
    lab.redo()
    lab.redo()
    lab.redo()
    assert lab.scenario is second
    assert not lab.can_redo


def test_an_edit_after_an_undo_leaves_nothing_to_do_again(lab: Lab) -> None:
    lab.edit(renamed(lab, "een"))
    lab.undo()
    lab.edit(renamed(lab, "twee"))
    assert not lab.can_redo


def test_an_edit_that_changes_nothing_is_none(lab: Lab) -> None:
    lab.edit(replace(lab.scenario))
    assert not lab.can_undo


def test_undo_remembers_a_bounded_number_of_edits(lab: Lab) -> None:
    for number in range(MAXIMUM_UNDONE + 50):
        lab.edit(renamed(lab, f"nummer {number}"))
    undone = 0
    while lab.can_undo:
        lab.undo()
        undone += 1
    assert undone == MAXIMUM_UNDONE + 1


def test_the_text_of_a_bad_scenario_file_changes_nothing_and_is_told_with_its_line(
    lab: Lab,
) -> None:
    before = lab.scenario
    lab.open_text("scenario: x\nflow: externe-dienstverlener\n", "mijn.yaml")
    assert lab.scenario is before
    assert "mijn.yaml:1:1: error:" in lab.notice


def test_an_unknown_tab_flow_or_scenario_is_no_act(lab: Lab) -> None:
    before = lab.fragment
    lab.open_tab("onzin")
    lab.open_flow("onzin")
    lab.open_scenario("onzin")
    assert lab.fragment == before


def test_going_back_changes_what_is_looked_at_and_never_the_work(lab: Lab) -> None:
    first = lab.fragment
    lab.open_tab("compare")
    lab.edit(renamed(lab, "Mijn werk"))
    lab.travel(f"#{first}")
    assert lab.tab == "people"
    assert lab.scenario == renamed(lab, "Mijn werk")
    assert lab.can_undo


def test_following_a_link_can_be_undone(lab: Lab) -> None:
    lab.edit(renamed(lab, "Mijn werk"))
    lab.follow("#~scenario=eid-lacking")
    assert lab.scenario.id == "eid-lacking"
    lab.undo()
    assert lab.scenario == renamed(lab, "Mijn werk")


def test_a_file_with_a_half_made_variant_opens_to_go_on_with(study: Study, lab: Lab) -> None:
    lab.edit(with_variant(renamed(lab, "Half"), half_made(lab)))
    again = Lab(study)
    again.open_text(scenario_as_yaml(lab.scenario), "half.yaml")
    assert again.scenario.variant == half_made(lab)
    assert "nergens" in again.notice
