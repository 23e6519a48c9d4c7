from __future__ import annotations

import pytest

from ssmflow import Flow
from ssmflow.views.page import Page


def test_an_answer_to_the_present_question_moves_on(page: Page) -> None:
    page.answer("resident", "ja")
    assert page.walk.current.id == "zone"
    assert page.fragment == "resident=ja"
    assert page.moves == 1


@pytest.mark.parametrize(
    ("question", "choice"),
    [("zone", "a"), ("resident", "misschien"), ("nergens", "ja"), ("permit", "ja"), ("", "")],
)
def test_an_answer_that_does_not_fit_the_walk_does_nothing(
    page: Page, question: str, choice: str
) -> None:
    page.answer(question, choice)
    page.change(question, choice)
    assert (page.fragment, page.moves, page.revision) == ("", 0, 0)


def test_a_second_click_on_the_same_button_does_nothing(page: Page) -> None:
    page.answer("resident", "ja")
    page.answer("resident", "neen")
    assert page.fragment == "resident=ja"
    assert page.moves == 1


def test_an_earlier_answer_changes_and_later_ones_are_kept(page: Page) -> None:
    page.arrive("resident=ja&zone=a&vehicle=auto")
    assert page.walk.current.id == "permit"
    page.change("zone", "c")
    assert page.walk.current.id == "no-permit"
    assert page.walk.counted == {"resident": "ja", "zone": "c", "vehicle": "auto"}


def test_an_answer_off_the_walk_is_set_aside_and_counts_again(page: Page) -> None:
    page.arrive("resident=ja&zone=a")
    page.change("resident", "neen")
    assert page.walk.unused == {"zone": "a"}
    page.change("resident", "ja")
    assert page.walk.counted == {"resident": "ja", "zone": "a"}


def test_back_and_restart_count_only_from_the_present_step(page: Page) -> None:
    page.arrive("resident=ja&zone=a")
    page.back("zone")
    page.restart("zone")
    assert page.fragment == "resident=ja&zone=a"
    page.back("vehicle")
    assert page.fragment == "resident=ja"
    page.restart("zone")
    assert page.fragment == ""


def test_the_choice_that_restarts_clears_every_answer(page: Page) -> None:
    page.arrive("resident=ja&zone=a")
    page.answer("vehicle", "terug")
    assert page.fragment == ""
    assert page.walk.current.id == "resident"


def test_one_returns_to_an_answered_question_only(page: Page) -> None:
    page.arrive("resident=ja&zone=a")
    for elsewhere in ("vehicle", "permit", "nergens"):
        page.return_to(elsewhere)
    assert page.fragment == "resident=ja&zone=a"
    page.return_to("resident")
    assert page.walk.current.id == "resident"
    assert page.walk.unused == {"zone": "a"}


def test_a_language_that_the_flow_has_goes_into_the_address(page: Page) -> None:
    page.speak("en")
    assert page.language == "en"
    assert page.fragment == "~lang=en"
    assert page.moves == 0
    page.speak("fr")
    assert page.language == "en"
    page.speak("nl")
    assert page.fragment == ""


def test_another_flow_opens_at_its_start_in_a_language_that_it_has(
    permit: Flow, remembered: Flow
) -> None:
    page = Page([permit, remembered])
    page.speak("en")
    page.answer("resident", "ja")
    page.open_flow("remembered-answer")
    assert page.fragment == "~flow=remembered-answer"
    assert page.language == "nl"
    page.open_flow("nergens")
    assert page.flow is remembered


def test_arriving_is_no_move_and_following_is(page: Page) -> None:
    page.arrive("#resident=ja")
    assert (page.walk.current.id, page.moves) == ("zone", 0)
    page.follow("#resident=ja&zone=b")
    assert (page.walk.current.id, page.moves) == ("vehicle", 1)


def test_travelling_keeps_the_language_and_following_takes_that_of_the_link(page: Page) -> None:
    page.speak("en")
    page.travel("resident=ja")
    assert page.language == "en"
    page.follow("resident=ja")
    assert page.language == "nl"
    page.follow("resident=ja&~lang=en")
    assert page.language == "en"


@pytest.mark.parametrize(
    "link",
    ["onzin", "resident=ja&zone=z", "resident=ja&resident=neen", "~flow=nergens", "%ff=%00", "=&="],
)
def test_a_link_with_nonsense_says_so_and_the_next_answer_takes_that_away(
    page: Page, link: str
) -> None:
    page.arrive(link)
    assert page.notice == page.words["link_ignored"]
    assert page.walk.current.id in ("resident", "zone")
    question = page.walk.current
    page.answer(question.id, next(iter(question.choices)))
    assert page.notice == ""


def test_the_message_about_a_link_is_in_the_language_of_the_link(page: Page) -> None:
    page.arrive("onzin&~lang=en")
    assert page.notice.startswith("Not everything in this link")


@pytest.mark.parametrize("link", ["", "#", "resident=ja", "&resident=ja&", "~lang=fr", "~new=1"])
def test_a_link_without_nonsense_says_nothing(page: Page, link: str) -> None:
    page.arrive(link)
    assert page.notice == ""


def test_a_message_can_be_dismissed(page: Page) -> None:
    page.fail()
    assert page.notice == page.words["failed"]
    page.dismiss()
    assert page.notice == ""


def test_every_act_is_told_once_when_all_is_done(page: Page) -> None:
    seen: list[tuple[str, int]] = []
    page.observe(lambda _: seen.append((page.fragment, page.moves)), "revision")
    page.answer("resident", "ja")
    page.speak("en")
    assert seen == [("resident=ja", 1), ("resident=ja&~lang=en", 1)]
