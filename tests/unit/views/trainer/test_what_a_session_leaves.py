from __future__ import annotations

import csv
from base64 import b64decode
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from led_room import Room, in_room, walked

from ssmflow.formats.exercises_file import read_exercises_text
from ssmflow.training.events import Event
from ssmflow.views.trainer.after import After

FORMULA = "=1+1"
ROLE = "\N{LEFT SINGLE QUOTATION MARK}role\N{RIGHT SINGLE QUOTATION MARK}"
ASTRAY = f"1\N{NO-BREAK SPACE}· {ROLE} → guest"
ASTRAY_LATER = ASTRAY.replace("1", "2").replace("role", "badge").replace("guest", "no")


def given(room: Room, kind: str) -> dict[str, Any]:
    """Ask for a file, and take what is sent to the browser."""
    sent: list[dict[str, Any]] = []
    room.parts[After].send = lambda content: sent.append(content["file"])
    room.says(After, "make", kind=kind)
    (file,) = sent
    return {**file, "content": b64decode(file["content"])}


async def session_with_results(room: Room) -> None:
    await room.session()
    ann = await room.participant(FORMULA)
    await room.participant("Bob")
    await room.did(ann, *walked("clerk", "role=guest"))
    room.lead.look_at("after")


def test_results_hold_a_row_for_each_case_and_nothing_that_is_calculated(url: str) -> None:
    async def scene(room: Room) -> None:
        await session_with_results(room)
        file = given(room, "csv")
        assert file["name"] == "maandag.csv"
        columns, ann, bob = csv.reader(StringIO(file["content"].decode("utf-8-sig")), delimiter=";")
        assert ann[:8] == [
            f"'{FORMULA}",
            "1. clerk",
            "4 · desk".replace(" · ", "\N{NO-BREAK SPACE}· "),
            "verkeerd",
            "1",
            "0",
            "0",
            ASTRAY,
        ]
        assert columns[7] == "Waar elke poging misliep"
        assert bob[:2] == ["Bob", ""]

    in_room(url, scene)


def test_each_try_tells_where_it_first_went_wrong(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        ann = await room.participant()
        await room.did(ann, *walked("clerk", "role=guest"))
        await room.did(ann, Event("retried", "", case="clerk"))
        await room.did(ann, *walked("clerk", "role=clerk&badge=no")[1:])
        room.lead.look_at("after")
        text = given(room, "csv")["content"].decode("utf-8-sig")
        row = [*csv.reader(StringIO(text), delimiter=";")][1]
        assert (row[4], row[7]) == ("2", f"{ASTRAY}; {ASTRAY_LATER}")

    in_room(url, scene)


def test_a_spreadsheet_has_numbers_to_add_up_and_no_formula(url: str) -> None:
    async def scene(room: Room) -> None:
        await session_with_results(room)
        book = openpyxl.load_workbook(BytesIO(given(room, "xlsx")["content"]))
        name, *_, points, _, _, handed_in = book.worksheets[0][2]
        assert (name.value, name.data_type, name.quotePrefix) == (FORMULA, "s", True)
        assert (points.value, points.data_type) == (0, "n")
        assert str(handed_in.value)[:4].isdecimal()

    in_room(url, scene)


def test_the_report_tells_what_misled_and_names_nobody(url: str) -> None:
    async def scene(room: Room) -> None:
        await session_with_results(room)
        page = given(room, "report")["content"].decode()
        assert "words on role" in page
        assert "because of clerk" in page
        assert "Bob" not in page
        assert FORMULA not in page

    in_room(url, scene)


def test_what_nobody_visited_is_told_with_cases_that_would(url: str) -> None:
    async def scene(room: Room) -> None:
        await session_with_results(room)
        shown = room.shows(After)
        assert len(shown["not_visited"]) == 3
        assert len(shown["cases"]) == 2
        proposed = shown["cases"][0]
        assert "Nog niet gekozen: " in proposed["adds"]
        assert proposed["adds"].startswith(proposed["road"][-1])
        assert any(each in proposed["adds"] for each in shown["not_visited"])
        file = given(room, "cases")
        flows = room.lead.training.flows
        assert read_exercises_text(file["content"].decode(), "entry", flows).sound

    in_room(url, scene)


@pytest.mark.parametrize("kind", ["", "exe", "CSV"])
def test_what_is_no_file_is_not_made(url: str, kind: str) -> None:
    async def scene(room: Room) -> None:
        await session_with_results(room)
        with pytest.raises(ValueError, match="not enough values"):
            given(room, kind)

    in_room(url, scene)


def test_nothing_is_given_while_something_else_is_looked_at(url: str) -> None:
    async def scene(room: Room) -> None:
        await session_with_results(room)
        room.lead.look_at("board")
        with pytest.raises(ValueError, match="not enough values"):
            given(room, "csv")

    in_room(url, scene)


def test_a_case_that_was_never_opened_has_no_row_of_nothing_in_the_report(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session("step")
        room.lead.open_case("clerk", "")
        await room.settled()
        room.lead.look_at("after")
        page = given(room, "report")["content"].decode()
        _, _, after = page.partition("Niet behandeld")
        assert "<li>2. lost</li>" in after
        assert '<th scope="row">1. clerk</th>' in page
        assert '<th scope="row">2. lost</th>' not in page

    in_room(url, scene)
