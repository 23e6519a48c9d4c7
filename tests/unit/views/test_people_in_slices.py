"""Long work is done in slices: it shows how far it is, can be stopped, and is begun anew."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from time import process_time

from people_lab import EVERYONE_PARKS, change, lab_of_three, row_of, send

from ssmflow.flow.model import Text
from ssmflow.flow.study import Persona
from ssmflow.views.lab.lab import Lab
from ssmflow.views.lab.people import PeoplePanel
from ssmflow.views.lab.people_slices import PAUSE, Slices


def pieces(done: list[int], number: int) -> Iterator[None]:
    for piece in range(number):
        done.append(piece)
        yield


def test_without_an_event_loop_all_is_done_at_once() -> None:
    done: list[int] = []
    Slices(lab_of_three(), lambda: None, 0).run(pieces(done, 100))
    assert len(done) == 100


def test_in_an_event_loop_others_have_their_turn_between_slices() -> None:
    done: list[int] = []
    told: list[int] = []

    async def kernel() -> None:
        slices = Slices(lab_of_three(), lambda: told.append(len(done)), 0)
        slices.run(pieces(done, 5))
        assert done == [0]
        while slices.running:
            await asyncio.sleep(PAUSE)

    asyncio.run(kernel())
    assert done == [0, 1, 2, 3, 4]
    assert told == [2, 3, 4, 5, 5]


def test_other_work_takes_the_place_of_what_is_under_way() -> None:
    first: list[int] = []
    second: list[int] = []

    async def kernel() -> None:
        slices = Slices(lab_of_three(), lambda: None, 0)
        slices.run(pieces(first, 1000))
        slices.run(pieces(second, 3))
        while slices.running:
            await asyncio.sleep(PAUSE)

    asyncio.run(kernel())
    assert (len(first), len(second)) == (1, 3)


def test_work_that_fails_is_told_to_the_visitor() -> None:
    lab = lab_of_three()

    def failing() -> Iterator[None]:
        yield
        raise ValueError

    async def kernel() -> None:
        Slices(lab, lambda: None, 0).run(failing())
        await asyncio.sleep(3 * PAUSE)

    asyncio.run(kernel())
    assert lab.notice == lab.words["failed"]


def many(lab: Lab, number: int) -> None:
    """Make it this many people, each with an answer of their own that no flow asks for."""
    people = [
        Persona(f"p-{n}", Text({"nl": f"Nr {n}"}, "nl"), {"x": str(n)}) for n in range(number)
    ]
    lab.edit(replace(lab.scenario, people=tuple(people)))


def test_a_table_of_many_shows_how_far_it_is_stops_and_goes_on() -> None:
    lab = lab_of_three()

    async def kernel() -> None:
        panel = PeoplePanel(lab, slice_seconds=0)
        many(lab, 6)
        progress = panel.data["progress"]
        assert (progress["done"], progress["total"], progress["act"]) == (1, 6, "stop")
        assert progress["text"] == "Bezig: 1 van 6 mensen berekend"
        assert row_of(panel, "p-5")["outcome"]["lead"] == lab.words["people_waiting"]
        send(panel, "stop")
        await asyncio.sleep(3 * PAUSE)
        progress = panel.data["progress"]
        assert (progress["done"], progress["act"]) == (1, "continue")
        assert row_of(panel, "p-5")["outcome"]["lead"] == lab.words["people_stopped_cell"]
        send(panel, "continue")
        while panel.data["progress"]:
            await asyncio.sleep(PAUSE)
        assert row_of(panel, "p-5")["outcome"]["lead"] == "nog 3 mogelijk"

    asyncio.run(kernel())


def test_an_edit_begins_anew_and_what_is_known_stays_known() -> None:
    lab = lab_of_three()

    async def kernel() -> None:
        panel = PeoplePanel(lab, slice_seconds=0)
        many(lab, 4)
        send(panel, "stop")
        send(panel, "remove", person="p-3")
        progress = panel.data["progress"]
        assert (progress["done"], progress["total"], progress["act"]) == (2, 3, "stop")
        change(lab, EVERYONE_PARKS)
        assert panel.data["progress"]["done"] == 1
        lab.open_tab("shares")
        await asyncio.sleep(3 * PAUSE)
        lab.open_tab("people")
        assert panel.data["progress"]["done"] == 2

    asyncio.run(kernel())


def test_two_thousand_people_are_shown_without_a_wait() -> None:
    lab = lab_of_three()

    async def kernel() -> None:
        panel = PeoplePanel(lab)
        lab.tab = "shares"
        many(lab, 2000)
        lab.tab = "people"
        begun = process_time()  # what else the machine does is not counted
        panel.refresh()
        # A slice and a page of rows; on a machine at rest it takes a tenth of a second.
        assert process_time() - begun < 1

    asyncio.run(kernel())
