"""A report on a session: how each case went, what misled, and what nobody came by. No names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from ssmflow.errors import TooEntangledError
from ssmflow.flow.exercise import Case
from ssmflow.telling import markdown
from ssmflow.telling.blocks import Block, Heading, Listing, Paragraph, Picture, Prose, Table
from ssmflow.telling.board_picture import coverage_picture
from ssmflow.telling.board_text import MARKS, BoardTeller
from ssmflow.telling.draft_text import answers_told, proposals_told
from ssmflow.telling.languages import locale_of
from ssmflow.telling.report_page import Fact, report_page
from ssmflow.training.board import Board, board_of
from ssmflow.training.coverage import Coverage, missing_cases, visited
from ssmflow.training.standings import Standings

TURN_COLUMNS = (
    "trainer_question",
    "trainer_taken",
    "trainer_fits",
    "trainer_how_many",
    "trainer_quote",
)
MOST_TURNS = 5
"""Wrong turns that are told of each case."""


@dataclass(frozen=True)
class SessionReport:
    """Tells how a session went.

    Args:
        title: What the session is called.
        standings: Where everyone stands.
        teller: Calls things by their names.
        now: The moment that it tells of.
    """

    title: str
    standings: Standings
    teller: BoardTeller
    now: datetime

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the interface."""
        return self.teller.words

    def all(self) -> Iterator[Block]:
        """Yield the whole report."""
        board = board_of(self.standings, self.now)
        yield Heading(self.words["trainer_report_short"])
        yield Listing(tuple(self._in_short(board)))
        yield Heading(self.words["trainer_report_cases"])
        yield self._cases(board)
        yield from self._not_treated()
        for id_, case in self.standings.exercises.cases.items():
            if board.cases[id_].handed_in:
                yield Heading(self.teller.case(id_))
                yield from self._case(case, board)
        yield Heading(self.words["trainer_coverage"])
        yield from coverage_blocks(self.standings, self.teller)

    def _in_short(self, board: Board) -> Iterator[str]:
        words = self.words
        yield words["trainer_report_joined"].format(count=board.joined)
        yield words["trainer_report_finished"].format(count=board.finished)
        turns = [
            (turn, id_) for id_, each in board.cases.items() for turn in self.teller.turns(each)[:1]
        ]
        if turns:
            turn, id_ = max(turns, key=lambda each: each[0].count)
            yield words["trainer_report_worst"].format(
                question=turn.question,
                taken=turn.taken,
                fits=turn.fits,
                count=turn.count,
                case=self.teller.case(id_),
            )

    def _cases(self, board: Board) -> Table:
        words = self.words
        rows = tuple(
            (
                self.teller.case(id_),
                str(each.handed_in),
                *(str(each.marks.get(mark, 0)) for mark in MARKS),
                str(each.at_once),
            )
            for id_, each in board.cases.items()
            if self._treated(id_)
        )
        marks = map(self.teller.mark, MARKS)
        names = (
            words["trainer_case"],
            words["trainer_handed_in"],
            *marks,
            words["trainer_at_once"],
        )
        return Table(words["trainer_report_marks"], names, rows, numbers=(1, 2, 3, 4, 5))

    def _treated(self, case: str) -> bool:
        """Tell whether a case was there for anybody to answer."""
        openings = self.standings.openings
        return openings.pace == "own" or case in openings.cases

    def _not_treated(self) -> Iterator[Block]:
        ids = self.standings.exercises.cases
        left = tuple(self.teller.case(id_) for id_ in ids if not self._treated(id_))
        if left:
            yield Heading(self.words["trainer_not_treated"], 3)
            yield Listing(left)

    def _case(self, case: Case, board: Board) -> Iterator[Block]:
        words, found = self.words, board.cases[case.id]
        yield Prose(case.story)
        yield Table(
            words["trainer_outcomes"],
            (words["trainer_column_outcome"], words["trainer_how_many"]),
            tuple(
                (self._outcome(each.whole, right=each.right), str(each.count))
                for each in self.teller.outcomes(found)
            ),
            numbers=(1,),
        )
        turns = self.teller.turns(found)[:MOST_TURNS]
        if turns:
            yield Table(
                words["trainer_turns"],
                tuple(words[column] for column in TURN_COLUMNS),
                tuple(
                    (each.question, each.taken, each.fits, str(each.count), each.quote)
                    for each in turns
                ),
                numbers=(3,),
            )
        yield Paragraph(words["trainer_explanation"], "key")
        yield Prose(case.explanation)

    def _outcome(self, outcome: str, *, right: bool) -> str:
        return self.words["trainer_right_outcome"].format(outcome=outcome) if right else outcome


def coverage_blocks(standings: Standings, teller: BoardTeller) -> Iterator[Block]:
    """Yield which branches were visited, and which cases would visit the others."""
    words, flow = teller.words, standings.flow
    found = visited(flow, standings.walks)
    told = {"count": len(found.visited), "all": len(found.visited) + len(found.not_visited)}
    yield Paragraph(words["trainer_coverage_count"].format(**told), "key")
    svg = coverage_picture(flow, standings.walks, teller.language, words)
    if svg:
        yield Picture(svg, words["trainer_coverage_caption"], moved=True)
    if found.not_visited:
        yield Heading(words["trainer_not_visited"], 3)
        yield Listing(answers_told(found.not_visited, teller))
        yield from _drafts(found, standings, teller)


def _drafts(found: Coverage, standings: Standings, teller: BoardTeller) -> Iterator[Block]:
    try:
        draft = missing_cases(standings.flow, found.not_visited)
    except TooEntangledError:
        return
    proposals = proposals_told(draft, found.not_visited, teller)
    if proposals:
        yield Heading(teller.words["trainer_cases_to_add"], 3)
        yield Listing(tuple(each.adds for each in proposals))


def session_report(report: SessionReport, day: date) -> str:
    """Return the report as one HTML page without scripts, to read and to print.

    Args:
        report: What it says.
        day: The date that it bears.
    """
    words, language, flow = report.words, report.teller.language, report.teller.flow
    written = format_date(day, "long", locale=locale_of(language))
    exercises = report.teller.text(report.teller.exercises.title)
    facts: list[Fact] = [
        (words["trainer_set"], exercises, None),
        (words["tell_report_flow"], markdown.plain(flow.title, language), None),
        (words["tell_report_version"], flow.version, None),
        (words["tell_report_date"], written, None),
    ]
    return report_page(
        report.all(),
        title=report.title,
        language=language,
        words=words,
        facts=facts,
        remarks=[words["no_official_publication"], words["trainer_report_no_names"]],
    )
