from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

# A tiny set of cases, other tests know.
sys.path.append(str(Path(__file__).parents[1] / "training"))

from small_sessions import BEGIN, Told, small_flow, small_set

from ssmflow.formats.training import load_training
from ssmflow.telling.board_picture import board_picture, coverage_picture
from ssmflow.telling.board_text import BoardTeller
from ssmflow.telling.session_report import SessionReport, session_report
from ssmflow.telling.words import catalogue
from ssmflow.training.board import board_of
from ssmflow.training.standings import Standings

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def standings() -> Standings:
    told = Told()
    for name in ("ann", "bob", "cis"):
        told.tell("joined", name)
    told.walk("ann", "clerk", "role=clerk&badge=yes")
    told.walk("bob", "clerk", "role=guest")
    told.tell("answered", "cis", case="clerk", walk="role=clerk")
    standings = Standings(small_flow(), small_set())
    standings.take_all(told.events)
    return standings


def teller(language: str) -> BoardTeller:
    return BoardTeller(small_flow(), small_set(), language, catalogue(language))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_picture_counts_who_stands_where(standings: Standings, language: str) -> None:
    board = board_of(standings, BEGIN, "clerk")
    words = catalogue(language)
    svg = ElementTree.fromstring(board_picture(standings.flow, board, language, words))  # noqa: S314
    bold = [each.text for each in svg.iter(f"{SVG}text") if each.get("font-weight") == "700"]
    assert Counter(bold) == {"1": 3}
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert title.text == words["trainer_map_title"]


def test_a_count_on_the_first_step_stands_within_the_picture() -> None:
    told = Told()
    told.tell("joined", "ann")
    told.tell("began", "ann", case="clerk")
    standings = Standings(small_flow(), small_set())
    standings.take_all(told.events)
    board = board_of(standings, BEGIN, "clerk")
    svg = ElementTree.fromstring(board_picture(small_flow(), board, "nl", catalogue("nl")))  # noqa: S314
    top = float((svg.get("viewBox") or "").split()[1])
    body = svg.find(f"{SVG}g")
    assert body is not None
    (badge,) = (each for each in svg.iter(f"{SVG}rect") if each.get("class") == "ssmflow-badge")
    down = float((body.get("transform") or "").rstrip(")").split()[1])
    assert down + float(badge.get("y") or 0) >= top


def test_the_picture_of_a_session_without_anyone_has_no_counts() -> None:
    empty = board_of(Standings(small_flow(), small_set()), BEGIN)
    assert "ssmflow-badge" not in board_picture(small_flow(), empty, "nl", catalogue("nl"))


def test_lines_that_nobody_went_along_are_told_apart(standings: Standings) -> None:
    words = catalogue("nl")
    svg = coverage_picture(standings.flow, standings.walks, "nl", words)
    assert words["picture_nobody"] in svg
    assert words["trainer_coverage_passed"] in svg


def dotted(svg: str) -> int:
    """Return how many ways between steps are dotted; the legend is none."""
    groups = ElementTree.fromstring(svg).iter(f"{SVG}g")  # noqa: S314
    ways = [each for each in groups if "ssmflow-edge" in each.get("class", "")]
    return sum("stroke-dasharray" in line.attrib for way in ways for line in way)


def test_a_way_that_somebody_went_back_from_is_dotted_only_where_answers_stand_as_now() -> None:
    told = Told()
    told.tell("joined", "ann")
    told.tell("began", "ann", case="clerk")
    told.tell("answered", "ann", case="clerk", walk="role=guest")
    told.tell("went_back", "ann", case="clerk", step="role", walk="")
    standings = Standings(small_flow(), small_set())
    standings.take_all(told.events)
    words = catalogue("nl")
    now = board_picture(standings.flow, board_of(standings, BEGIN), "nl", words)
    ever = coverage_picture(standings.flow, standings.walks, "nl", words)
    assert dotted(now) == dotted(ever) + 1
    assert "zoals ze nu staan" in words["trainer_map_help"]
    assert "ook bij wie daarna terugging" in words["trainer_coverage_caption"]


def test_the_right_outcome_stands_first_also_where_nobody_came_to_it(
    standings: Standings,
) -> None:
    board = board_of(standings, BEGIN)
    found = teller("nl").outcomes(board.cases["guest"])
    assert [(each.count, each.right) for each in found] == [(0, True)]
    found = teller("nl").outcomes(board.cases["clerk"])
    assert [(each.count, each.right) for each in found] == [(1, True), (1, False)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_tells_each_case_that_was_answered_and_names_nobody(
    standings: Standings, language: str
) -> None:
    report = SessionReport("<b>Maandag", standings, teller(language), BEGIN)
    page = session_report(report, BEGIN.date())
    assert "<b>" not in page
    assert "because of clerk" in page
    assert "because of guest" not in page
    assert "words on role" in page
    assert "name of ann" not in page
    assert catalogue(language)["trainer_report_no_names"] in page


def test_the_report_tells_outcomes_in_full() -> None:
    training = load_training()
    (cases,) = training.sets.values()
    flow = training.flows[cases.flow]
    told = Told()
    told.tell("joined", "ann")
    told.walk("ann", "els", "role=mandaatbeheerder&eid=neen")
    standings = Standings(flow, cases)
    standings.take_all(told.events)
    shipped = BoardTeller(flow, cases, "nl", catalogue("nl"))
    page = session_report(SessionReport("Maandag", standings, shipped, BEGIN), BEGIN.date())
    assert shipped.text(flow.steps["no-eid"].text) in page
    assert "Juiste uitkomst: 13" in page
