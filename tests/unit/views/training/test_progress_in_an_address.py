from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_room import ANN, BOB, CAS, hand_in, practice, reloaded, training, walk

from ssmflow.views.training.carried import bring, carry
from ssmflow.views.training.practice import Practice

TRAINING = training()
CASES = TRAINING.sets["cases"]
FLOW = TRAINING.flows[CASES.flow]
ACTS = ["ja", "neen", "a", "b", "c", "auto", "terug", "back", "hint", "in", "retry", "next", "sum"]


def do(page: Practice, act: str) -> None:
    """Do something as a visitor might, whether or not it fits."""
    step = page.walk.current.id
    acts = {
        "back": lambda: page.back(step),
        "hint": lambda: page.take_hint(page.case_id, str(page.progress.of(page.case_id).hints + 1)),
        "in": lambda: page.hand_in(page.case_id, step),
        "retry": lambda: page.retry(page.case_id),
        "next": lambda: page.go_on(page.case_id),
        "sum": page.sum_up,
    }
    acts.get(act, lambda: page.answer(step, act))()


@given(st.lists(st.sampled_from(ACTS), max_size=40))
def test_a_reload_brings_back_all_that_was_done(acts: list[str]) -> None:
    page = practice()
    for act in acts:
        do(page, act)
    again = reloaded(page)
    assert again.fragment == page.fragment
    assert (again.screen, again.message) == (page.screen, "")
    assert carry(again.progress) == carry(page.progress)
    assert again.progress.earned == page.progress.earned
    assert set(again.progress.strayed) == set(page.progress.strayed)


def test_a_reload_goes_on_in_the_middle_of_a_case() -> None:
    page = practice()
    hand_in(page, ANN)
    page.go_on("ann")
    walk(page, {"resident": "ja"})
    page.take_hint("bob", "1")
    again = reloaded(page)
    assert (again.screen, again.case_id) == ("case", "bob")
    assert again.walk.counted == {"resident": "ja"}
    assert again.progress.mark("ann") == "right"
    assert again.screens_seen == 0


def test_the_address_is_short_also_after_all_cases() -> None:
    page = practice()
    for answers in (ANN, BOB, CAS):
        hand_in(page, answers)
        page.go_on(page.case_id)
    assert page.fragment == ("~set=cases&~at=summary&~done.cases=ann.1.0.000_bob.1.0.1_cas.1.0.020")


@given(st.text(st.sampled_from("annbob.019_z~%é "), max_size=60))
def test_whatever_an_address_says_gives_progress_that_could_be(text: str) -> None:
    progress, _ = bring(FLOW, CASES, text)
    for name, attempt in progress.attempts.items():
        assert name in CASES.cases
        assert (attempt.tries > 0) == (attempt.handed is not None)
        assert attempt.handed is None or attempt.handed.current.outcome
        assert attempt.hints <= len(CASES.cases[name].hints)
        assert attempt.walking or attempt.handed


@pytest.mark.parametrize(
    "done",
    [
        "dora.1.0.000",
        "ann.1.0.9",
        "ann.1.0.00",
        "ann.0.0.000",
        "ann.1.3.000",
        "ann.1.0.",
        "ann.x.0.000",
        "ann.-1.0.000",
        "ann.1",
        "ann.1.0.001",
        "ann.1-0.0.000",
        "ann.2-9.0.000",
        "ann.2-x.0.000",
        "ann.2-.0.000",
        "ann.0.0..001",
        "ann.1.0.000_ann.1.0.000",
        "_",
    ],
)
def test_what_makes_no_sense_is_left_out_and_told(done: str) -> None:
    page = Practice(training())
    page.arrive(f"~set=cases&~done.cases={done}")
    assert page.screen in ("case", "marking")
    assert page.progress.earned[0] in (0, 4)
    assert "Niet alles in deze link klopt" in page.message


@pytest.mark.parametrize(
    "fragment",
    ["~set=nergens", "~set=cases&~case=dora", "~done.nergens=ann.1.0.000", "x=y&~set=cases"],
)
def test_an_address_with_a_name_that_is_none_is_told(fragment: str) -> None:
    page = Practice(training())
    page.arrive(fragment)
    assert page.message


def test_an_empty_address_is_no_fault() -> None:
    page = Practice(training())
    page.arrive("")
    assert (page.screen, page.message) == ("start", "")


def test_the_history_brings_back_where_one_was_and_not_how_far() -> None:
    page = practice()
    start = page.fragment
    hand_in(page, ANN)
    page.go_on("ann")
    page.travel(start)
    assert (page.screen, page.case_id) == ("marking", "ann")
    assert page.progress.mark("ann") == "right"
    page.travel("")
    assert page.screen == "start"


def test_the_history_goes_back_in_a_walk() -> None:
    page = practice()
    walk(page, {"resident": "ja"})
    before = page.fragment
    walk(page, {"zone": "c"})
    page.travel(before)
    assert page.walk.counted == {"resident": "ja"}


def test_what_is_kept_can_be_read_in_between() -> None:
    page = practice()
    walk(page, {"resident": "ja"})
    page.explain_privacy()
    again = reloaded(page)
    assert again.screen == "privacy"
    again.close_privacy()
    assert (again.screen, again.walk.counted) == ("case", {"resident": "ja"})


def test_an_address_may_ask_for_a_language() -> None:
    page = Practice(training())
    page.arrive("~set=cases&~lang=en")
    assert page.heading == "Drie buren (en)"
    assert page.fragment.endswith("~lang=en")
