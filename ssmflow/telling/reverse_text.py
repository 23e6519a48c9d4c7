"""Questions turned round, told: how one gets there, what decided, where the dead ends are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ssmflow.analysis.decide import Decision
from ssmflow.analysis.reverse import AnswerSets, DeadEnd, DeadEnds
from ssmflow.telling.amounts import whole
from ssmflow.telling.blocks import Block, Heading, Listing, Paragraph, Table
from ssmflow.telling.people_text import reconstructed_meaning
from ssmflow.telling.teller import Teller

MOST_WAYS = 200


def ways_blocks(ways: AnswerSets, teller: Teller) -> Iterator[Block]:
    """Yield the minimal sets of answers that lead to an end."""
    words = teller.words
    yield Paragraph(words["tell_ways_to"].format(end=teller.end(ways.end)), "key")
    yield from _ways(ways, teller)
    if ways.sets:
        yield Paragraph(words["tell_ways_meaning"], "quiet")
    if _marked(ways.sets, teller):
        yield reconstructed_meaning(teller)


def decision_blocks(decision: Decision, teller: Teller) -> Iterator[Block]:
    """Yield what decided where a walk ends, and which answers did not matter."""
    words = teller.words
    walk = decision.walk
    end = None if walk.restarted else walk.current.id
    yield Paragraph(words["tell_decided_end"].format(end=teller.end(end)), "key")
    yield Table(
        words["tell_answers"],
        (words["tell_question"], words["tell_choice"]),
        tuple(
            (teller.numbered(question, teller.question(question)), teller.label(question, choice))
            for question, choice in walk.counted.items()
        ),
    )
    if decision.turns:
        columns = (words["tell_other_answer"], words["tell_then_ends"])
        rows = (
            (teller.answer(turn.question, turn.choice), teller.short_ends(turn.ends))
            for turn in decision.turns
        )
        yield Table(words["tell_turns"], columns, tuple(rows))
    else:
        yield Paragraph(words["tell_no_turns"])
    if decision.idle:
        yield Paragraph(words["tell_idle_answers"])
        yield Listing(tuple(teller.answer(each, walk.counted[each]) for each in decision.idle))
    turned = [(turn.question, turn.choice) for turn in decision.turns]
    if teller.marks_reconstructed([*turned, *((q, walk.counted[q]) for q in decision.idle)]):
        yield reconstructed_meaning(teller)


def dead_ends_blocks(
    found: DeadEnds, paths: int, teller: Teller, most: int = MOST_WAYS
) -> Iterator[Block]:
    """Yield the dead ends with the answers that lead there, and the questions that change nothing.

    Args:
        found: The dead ends.
        paths: How many paths the flow has.
        teller: Tells about the flow.
        most: How many sets of answers are told of each, at most.
    """
    words = teller.words
    if not found.outcomes:
        yield Paragraph(words["tell_no_dead_ends"])
    for dead_end in found.outcomes:
        yield from _dead_end(dead_end, paths, teller, most)
    if found.idle:
        yield Heading(words["tell_idle_questions"], 3)
        yield Listing(tuple(teller.step(question) for question in found.idle))
    else:
        yield Paragraph(words["tell_no_idle_questions"])
    if _marked((each for dead_end in found.outcomes for each in dead_end.ways.sets), teller):
        yield reconstructed_meaning(teller)


def _dead_end(dead_end: DeadEnd, paths: int, teller: Teller, most: int) -> Iterator[Block]:
    language = teller.language
    yield Heading(teller.numbered(dead_end.step, teller.end(dead_end.step)), 3)
    counted = {"count": whole(dead_end.paths, language), "all": whole(paths, language)}
    yield Paragraph(teller.words["tell_dead_end_paths"].format(**counted))
    yield from _ways(dead_end.ways, teller, most)


def _ways(ways: AnswerSets, teller: Teller, most: int = MOST_WAYS) -> Iterator[Block]:
    words = teller.words
    shown = ways.sets[:most]
    if not ways.sets:
        yield Paragraph(words["tell_no_ways"])
    elif ways.sets == ({},):
        yield Paragraph(words["tell_every_way"])
    else:
        rows = tuple(
            (str(number), teller.answers(answers)) for number, answers in enumerate(shown, 1)
        )
        columns: tuple[str, str] = (words["tell_number"], words["tell_way"])
        yield Table(words["tell_ways_table"], columns, rows)
    if ways.total is None:
        yield Paragraph(words["tell_ways_unknown"], "quiet")
    elif len(shown) < ways.total:
        told = {"shown": len(shown), "total": whole(ways.total, teller.language)}
        yield Paragraph(words["tell_ways_shown"].format(**told), "quiet")


def _marked(sets: Iterable[Mapping[str, str]], teller: Teller) -> bool:
    return teller.marks_reconstructed(pair for answers in sets for pair in answers.items())
