"""What the tab of questions tells, as plain data: ways to an outcome, what decided, dead ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ssmflow.analysis.decide import Decision, what_decided
from ssmflow.analysis.reverse import AnswerSets, DeadEnd, DeadEnds, count_ends, dead_ends, ways_to
from ssmflow.analysis.states import End, possible_ends
from ssmflow.flow.model import Flow
from ssmflow.telling.amounts import whole
from ssmflow.telling.blocks import Paragraph
from ssmflow.telling.people_text import reconstructed_meaning
from ssmflow.telling.teller import Teller
from ssmflow.views.lab.findings import (
    Data,
    answer_sets,
    cell,
    details,
    from_blocks,
    listing,
    outcome_kind,
    paragraph,
    table,
)
from ssmflow.views.lab.questions_walk import Given


@lru_cache(maxsize=64)
def ways(flow: Flow, end: End) -> AnswerSets:
    """Return the minimal sets of answers that lead to an end, found once."""
    return ways_to(flow, end)


@lru_cache(maxsize=8)
def closed(flow: Flow) -> DeadEnds:
    """Return the dead ends of a flow, found once."""
    return dead_ends(flow)


@lru_cache(maxsize=8)
def every_path(flow: Flow) -> int:
    """Return how many paths a flow has, counted once."""
    return sum(count_ends(flow).values())


def ways_parts(flow: Flow, end: End, teller: Teller) -> Iterator[Data]:
    """Yield how one gets to an end."""
    words, found = teller.words, ways(flow, end)
    if not found.sets and found.total == 0:
        yield paragraph(words["tell_no_ways"], "key")
        return
    if found.sets == ({},):
        yield paragraph(words["tell_every_way"], "key")
        return
    told = {"count": whole(found.total or len(found.sets), teller.language)}
    if found.total is None:
        key = "questions_ways_some"
    else:
        key = "questions_ways_one" if found.total == 1 else "questions_ways_many"
    yield paragraph(words[key].format(**told), "key")
    one = len(found.sets) == 1
    yield paragraph(words["questions_surely_one" if one else "questions_surely_many"])
    yield from answer_sets("ways", found.sets, teller)
    if found.total is not None and not found.complete:
        shown = {"shown": len(found.sets), "all": whole(found.total, teller.language)}
        yield paragraph(words["questions_ways_shown"].format(**shown), "quiet")
    yield from _mark([found], teller)


def decided_parts(given: Given, teller: Teller) -> Iterator[Data]:
    """Yield what decided where a walk ends, as far as it goes."""
    words, walk = teller.words, given.walk
    if given.restarting:
        yield paragraph(words["questions_restarts"], "key")
        return
    ends = possible_ends(walk.flow, walk.answers)
    if walk.current.outcome:
        yield paragraph(words["tell_decided_end"].format(end=teller.end(walk.current.id)), "key")
    else:
        yield paragraph(words["questions_open"].format(count=len(ends)), "key")
        yield listing(teller.short_ends(ends))
    if walk.unused:
        yield paragraph(words["questions_aside"])
        yield listing(teller.answers(walk.unused))
    if walk.counted:
        yield from _decision(what_decided(walk), teller)


def _decision(decision: Decision, teller: Teller) -> Iterator[Data]:
    words, walk = teller.words, decision.walk
    open_ = walk.current.outcome is None
    if decision.turns:
        columns = (words["tell_other_answer"], words["tell_then_ends"])
        rows = [
            [cell(teller.answer(turn.question, turn.choice)), _ends(turn.ends, teller)]
            for turn in decision.turns
        ]
        yield table(words["questions_turns_open" if open_ else "tell_turns"], columns, rows)
    else:
        yield paragraph(words["questions_no_turns_open" if open_ else "tell_no_turns"])
    if decision.idle:
        yield paragraph(words["questions_idle_open" if open_ else "tell_idle_answers"])
        yield listing(teller.answer(each, walk.counted[each]) for each in decision.idle)
    shown = [(turn.question, turn.choice) for turn in decision.turns]
    shown += [(each, walk.counted[each]) for each in decision.idle]
    if teller.marks_reconstructed(shown):
        yield from from_blocks([reconstructed_meaning(teller)])


def _ends(ends: Sequence[End], teller: Teller) -> Data:
    kind = outcome_kind(teller, ends[0]) if len(ends) == 1 else ""
    return cell(teller.short_ends(ends), kind)


def closed_parts(flow: Flow, teller: Teller) -> Iterator[Data]:
    """Yield the dead ends with the answers that lead there, and the questions without effect."""
    words, found = teller.words, closed(flow)
    if not found.outcomes:
        yield paragraph(words["tell_no_dead_ends"])
    else:
        columns = (words["tell_end"], words["tell_count"], words["tell_way"])
        rows = [_dead_end(each, flow, teller) for each in found.outcomes]
        yield table(words["questions_dead_table"], columns, rows, (1,))
        yield from _mark([each.ways for each in found.outcomes], teller)
    if found.idle:
        yield paragraph(words["questions_idle"], "key")
        yield listing(teller.numbered(each, teller.step(each)) for each in found.idle)
    else:
        yield from from_blocks([Paragraph(words["tell_no_idle_questions"])])


def _dead_end(dead_end: DeadEnd, flow: Flow, teller: Teller) -> list[Data]:
    words, language = teller.words, teller.language
    counted = {"moved": whole(dead_end.paths, language), "all": whole(every_path(flow), language)}
    return [
        cell(teller.numbered(dead_end.step, teller.end(dead_end.step)), dead_end.kind),
        cell(words["tell_of"].format(**counted)),
        cell((), "", *_ways_there(dead_end, teller)),
    ]


def _ways_there(dead_end: DeadEnd, teller: Teller) -> Iterator[Data]:
    words, found = teller.words, dead_end.ways
    if not found.sets:
        yield paragraph(words["tell_no_ways" if found.total == 0 else "tell_ways_unknown"])
        return
    if found.sets == ({},):
        yield paragraph(words["tell_every_way"])
        return
    count = whole(found.total or len(found.sets), teller.language)
    key = "questions_show_one" if found.total == 1 else "questions_show_many"
    if found.total is None:
        key = "questions_show_some"
    more = []
    if found.total is None:
        more = [paragraph(words["tell_ways_unknown"], "quiet")]
    elif not found.complete:
        told = {"shown": len(found.sets), "all": count}
        more = [paragraph(words["questions_ways_shown"].format(**told), "quiet")]
    name = f"dead-{dead_end.step}"
    sets = answer_sets(f"{name}-more", found.sets, teller)
    yield details(name, words[key].format(count=count), *sets, *more)


def _mark(found: Sequence[AnswerSets], teller: Teller) -> list[Data]:
    shown = (pair for each in found for answers in each.sets for pair in answers.items())
    marked = teller.marks_reconstructed(shown)
    return from_blocks([reconstructed_meaning(teller)]) if marked else []
