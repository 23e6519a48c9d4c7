"""Nicknames and titles that would run, calculate, mislead or flood, wherever they are shown."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from markup import Markup
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from room_people import PASSPHRASE, Participant, Trainer
from training_room import TrainingRoom

from ssmflow.training.guard import token_hash
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.bar import Bar
from ssmflow.views.trainer.hall import Hall
from ssmflow.views.trainer.people import People
from ssmflow.views.training.session_view import SessionView

TAKEN = {
    "a formula": "=cmd|' /C calc'!A0",
    "a sum": "+1+1",
    "a difference": "-2+3+cmd",
    "a function": "@SUM(1)",
    "an image": "<img src=x onerror=a()>",
    "a script": "<script>a()</script>",
    "an entity": "&lt;b id=hacked&gt;",
    "out of an attribute": "\"' onfocus=a() x='",
    "SQL": "'); DROP TABLE events;--",
    "a pattern": "%a_%",
    "braces": "{0.__class__}{{7*7}}%s$&",
    "markdown": "[a](javascript:a()) **b*",
    "a list": "a,b;c\"d'",
}
"""Nicknames that are none of our business: they are shown as they are."""
REFUSED = {
    "turned round": "abc\u202edef",
    "an isolate": "abc\u2066def",
    "an end": "a\x00b",
    "an escape": "a\x1b[31mb",
    "a mark without width": "a\u200bb",
    "stacked": "Z\u0351\u036b\u0343\u036a",
    "nothing": "   ",
    "no letter": "!!!",
    "25 letters": "a" * 25,
}


def file_of(trainer: Trainer, kind: str) -> tuple[dict[str, Any], bytes]:
    """A file that the page of a trainer makes."""
    if not trainer.told(After)["shown"]:
        trainer.look_at("after", After)
    since = len(trainer.line.heard)
    trainer.want(After, "make", kind=kind)
    said = trainer.line.hear(lambda each: "file" in content_of(each), since)
    file = content_of(said)["file"]
    return file, b64decode(file["content"])


def content_of(said: dict[str, Any]) -> dict[str, Any]:
    """What a part says to its script by itself; nothing where a message is another."""
    found = said["content"].get("data", {}).get("content", {})
    return found if isinstance(found, dict) else {}


@pytest.fixture(scope="module")
def named(open_room: TrainingRoom) -> TrainingRoom:
    """A room where somebody has each of the nicknames that are taken as they are."""
    for nickname in TAKEN.values():
        one = Participant(open_room.network, open_room.app, "/training")
        one.join(open_room.trainer.code, nickname)
        open_room.trainer.until_listed(nickname)
        one.line.close()
    return open_room


@pytest.mark.parametrize("nickname", TAKEN.values(), ids=TAKEN)
def test_a_nickname_is_shown_as_it_is(
    named: TrainingRoom, room: TrainingRoom, nickname: str
) -> None:
    assert named.trainer.until_listed(nickname)["who"] == nickname
    assert room.events(kind="joined")


@pytest.mark.parametrize("nickname", REFUSED.values(), ids=REFUSED)
def test_a_nickname_that_misleads_is_refused(room: TrainingRoom, nickname: str) -> None:
    before, one = room.events(), room.anyone()
    one.knock(room.trainer.code)
    assert not one.ask_in(nickname)
    assert room.events() == before


@pytest.mark.parametrize("length", [201, 10_000])
def test_a_nickname_that_is_far_too_long_is_not_even_read(room: TrainingRoom, length: int) -> None:
    before, one = room.events(), room.anyone()
    one.knock(room.trainer.code)
    one.want(SessionView, "join", code=room.trainer.code, nickname="a" * length)
    one.line.settle()
    one.look()
    assert not one.is_in
    assert room.events() == before


def test_no_nickname_is_calculated_in_a_csv_file(named: TrainingRoom, room: TrainingRoom) -> None:
    file, content = file_of(named.trainer, "csv")
    assert file["name"].endswith(".csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    first = [row[0] for row in rows]
    assert set(TAKEN.values()) <= {*first, *(cell.removeprefix("'") for cell in first)}
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")] == []
    assert room.trainer is named.trainer


def test_no_nickname_is_calculated_in_a_spreadsheet(
    named: TrainingRoom, room: TrainingRoom
) -> None:
    _, content = file_of(named.trainer, "xlsx")
    cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0] for cell in row]
    assert set(TAKEN.values()) <= {str(cell.value) for cell in cells}
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert room.trainer is named.trainer


def test_exports_hold_no_more_than_the_board_shows(named: TrainingRoom, room: TrainingRoom) -> None:
    gone, erased = room.participant("Weg-Gedaan"), room.participant("Zelf-Gewist")
    ids = [named.trainer.until_listed(name)["id"] for name in ("Weg-Gedaan", "Zelf-Gewist")]
    named.trainer.want(People, "remove", participant=ids[0])
    gone.until(lambda: not gone.is_in, "nobody was removed")
    room.service().asks("forget", token=erased.token)
    named.trainer.until_unlisted("Zelf-Gewist")
    rows = {row["who"]: row["id"] for row in named.trainer.rows()}
    secrets = [*rows.values(), *ids, "Weg-Gedaan", "Zelf-Gewist", PASSPHRASE]
    secrets += [named.trainer.session, named.trainer.code, *named.trainer.sign_ins]
    secrets += [gone.token, token_hash(erased.token)]
    _, table = file_of(named.trainer, "csv")
    _, sheet = file_of(named.trainer, "xlsx")
    _, report = file_of(named.trainer, "report")
    book = load_workbook(io.BytesIO(sheet))
    cells = json.dumps([[str(cell.value) for cell in row] for row in book.worksheets[0]])
    told = [table.decode("utf-8-sig"), cells, str(vars(book.properties)), report.decode()]
    assert [secret for secret in secrets for text in told if secret in text] == []
    assert len(book.worksheets) == 1
    # A row for each who counts, and the report names nobody.
    assert len(list(csv.reader(io.StringIO(told[0])))) >= len(rows) + 1
    names = [name for name in rows if len(name) > 4]
    assert [name for name in names if name in Markup(told[3]).text] == []


TITLES = {**TAKEN, "a path": "../../etc/passwd", "turned round": "abc\u202edef", "end": "a\x00b"}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_runs_nowhere(room: TrainingRoom, title: str) -> None:
    leading = room.new_trainer()
    leading.sign_in()
    leading.create(title=title)
    one = room.participant("Tine", leading.code)
    _, report = file_of(leading, "report")
    read = Markup(report.decode())
    assert read.dangers == []
    for kind in ("csv", "xlsx", "report"):
        file, _ = file_of(leading, kind)
        assert set(file["name"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    unseen = [mark for mark in "\u202e\x00" if mark in f"{leading.frames()}{one.frames()}"]
    assert unseen == []
    leading.want(After, "erase", session=leading.session)
    leading.until(lambda: not leading.session, "the session is not deleted")


def test_a_title_that_is_far_too_long_makes_no_session(room: TrainingRoom) -> None:
    leading = room.new_trainer()
    leading.sign_in()
    leading.want(Hall, "create", title="a" * 10_000, exercises="externe-dienstverlener", pace="own")
    leading.line.settle()
    leading.look()
    assert not leading.told(Bar)["session"]


CRAFTED = ["", "exe", "../../../../etc/passwd", "csv\x00", "__class__", "make", "CSV", "html"]


@pytest.mark.parametrize("kind", CRAFTED)
def test_a_download_that_is_none_gives_nothing(room: TrainingRoom, kind: str) -> None:
    room.trainer.look_at("after", After)
    since = len(room.trainer.line.heard)
    room.trainer.want(After, "make", kind=kind)
    room.trainer.line.settle()
    room.trainer.look()
    assert not [said for said in room.trainer.line.heard[since:] if "file" in content_of(said)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "report", "print", "cases"])
def test_without_a_session_there_is_nothing_to_download(room: TrainingRoom, kind: str) -> None:
    leading = room.new_trainer()
    leading.want(After, "make", kind=kind)
    leading.sign_in()
    leading.want(After, "make", kind=kind)
    leading.create(title="Zo voorbij")
    leading.want(Bar, "leave", session=leading.session)
    leading.until(lambda: not leading.session, "the session is not left")
    for act in ("stay", "out"):
        leading.want(Bar, act)
        leading.want(Bar, "look", view="after")
        leading.want(After, "make", kind=kind)
    leading.until(lambda: not leading.told(Bar)["signed_in"], "the trainer is not signed out")
    leading.want(After, "make", kind=kind)
    leading.line.settle()
    leading.look()
    assert not [said for said in leading.line.heard if "file" in content_of(said)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def test_nothing_of_a_nickname_or_a_title_runs_in_a_browser(room: TrainingRoom, page: Page) -> None:
    image = "<img src=x onerror=a=1>"
    wrong: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: asked.append(sent.url))
    leading = room.new_trainer()
    leading.sign_in()
    leading.create(title=image)
    room.participant(image, leading.code).hand_in()
    page.goto(f"{room.app.url}trainer#~session={leading.session}&~view=people")
    page.get_by_label("Wachtzin").fill(PASSPHRASE)
    page.get_by_label("Wachtzin").press("Enter")
    expect(page.get_by_text(image).first).to_be_visible(timeout=30_000)
    assert page.locator("img[src='x']").count() == 0
    assert page.evaluate("window.a") is None
    assert wrong == []
    assert [url for url in asked if url.endswith("/x")] == []
