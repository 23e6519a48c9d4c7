"""What is erased is gone: no byte of it is left in the database, nor in the files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from attacker import Network
from postgresql_server import PostgresqlServer, postgresql
from room_people import PASSPHRASE
from training_room import TrainingRoom, served_room, serving
from watching import until

from ssmflow.training.guard import token_hash
from ssmflow.training.service import LOOK_ROUND
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.board import BoardView
from ssmflow.views.training.privacy_view import PrivacyView
from ssmflow.views.training.top import TopView

NICKNAME = "Wietske-Marijn"


def traces(room: TrainingRoom, *texts: str) -> list[str]:
    """Which texts stand anywhere in what is kept."""
    kept = room.bytes_kept()
    return [text for text in texts if text.encode() in kept]


def until_gone(room: TrainingRoom, *texts: str) -> None:
    """Wait until what was in the way of the erasing is over; it is tried again by itself."""
    until(lambda: not traces(room, *texts), "something is still there", within=2 * LOOK_ROUND)


def test_of_who_asks_to_be_forgotten_nothing_is_left(room: TrainingRoom) -> None:
    one = room.participant(NICKNAME)
    one.hand_in()
    own = room.trainer.until_listed(NICKNAME)["id"]
    hashed, code = token_hash(one.token), room.trainer.code
    assert traces(room, NICKNAME, hashed, own) == [NICKNAME, hashed, own]
    one.want(TopView, "privacy")
    one.until(lambda: one.told(PrivacyView).get("forget"), "nothing can be erased")
    one.want(PrivacyView, "forget", code=code)
    one.until(lambda: not one.is_in, "nothing was erased")
    room.trainer.until_unlisted(NICKNAME)
    kept = room.events(participant=own)
    assert [event[2] for event in kept] == ["erased"]
    until_gone(room, NICKNAME, NICKNAME.casefold(), hashed)


def test_of_a_session_that_is_deleted_nothing_is_left(room: TrainingRoom) -> None:
    leading = room.new_trainer()
    leading.sign_in()
    leading.create(title="Een-Bijzondere-Titel")
    one = room.participant("Anna-Maria", leading.code)
    one.hand_in()
    own, session = leading.until_listed("Anna-Maria")["id"], leading.session
    secrets = ["Een-Bijzondere-Titel", "Anna-Maria", own, session, token_hash(one.token)]
    assert traces(room, *secrets) == secrets
    leading.look_at("after", After)
    leading.want(After, "erase", session=session)
    one.until(lambda: not one.is_in, "the participant is not told")
    leading.until(lambda: not leading.session, "the session is not deleted")
    until_gone(room, *secrets, "anna-maria")


def test_of_a_session_whose_days_are_over_nothing_is_left(net: Network, tmp_path: Path) -> None:
    with served_room(net, tmp_path) as room:
        one = room.participant(NICKNAME)
        one.hand_in()
        own, session = room.trainer.until_listed(NICKNAME)["id"], room.trainer.session
        room.trainer.look_at("board", BoardView)
        secrets = [NICKNAME, NICKNAME.casefold(), own, session, token_hash(one.token)]
        assert traces(room, *secrets) == secrets
    with serving(tmp_path, "--keep-days", "0.000001"):
        until_gone(room, *secrets)
    assert traces(room, *secrets) == []


def test_what_is_kept_of_secrets_opens_nothing(room: TrainingRoom) -> None:
    one = room.participant("Geheim-Houder")
    room.trainer.until_listed("Geheim-Houder")
    assert traces(room, PASSPHRASE, one.token, *room.trainer.sign_ins) == []
    assert traces(room, "$argon2id$") == ["$argon2id$"]


def test_the_folder_of_sessions_is_for_the_operator_alone(room: TrainingRoom) -> None:
    assert room.folder.stat().st_mode & 0o077 == 0


@pytest.fixture(scope="module")
def database() -> Iterator[PostgresqlServer]:
    with postgresql() as running:
        yield running


def rows_with(url: str, *texts: str) -> list[str]:
    """Which texts stand in any row of any table."""
    with psycopg.connect(url) as connection:
        asked = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        tables = [name for (name,) in connection.execute(asked)]
        rows = [
            str(row)
            for name in tables
            for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # ours
        ]
    return [text for text in texts if any(text in row for row in rows)]


def test_on_postgresql_no_row_is_left(
    net: Network, tmp_path: Path, database: PostgresqlServer
) -> None:
    url = database.new_database()
    with served_room(net, tmp_path, "--database", url) as room:
        one, other = room.participant(NICKNAME), room.participant("Anna-Maria")
        one.hand_in()
        own = room.trainer.until_listed(NICKNAME)["id"]
        theirs = room.trainer.until_listed("Anna-Maria")["id"]
        hashed = token_hash(one.token)
        assert rows_with(url, NICKNAME, own, hashed) == [NICKNAME, own, hashed]
        room.service().asks("forget", token=one.token)
        assert rows_with(url, NICKNAME, NICKNAME.casefold(), hashed) == []
        session = room.trainer.session
        room.trainer.look_at("after", After)
        room.trainer.want(After, "erase", session=session)
        other.until(lambda: not other.is_in, "the participant is not told")
        left = ["Anna-Maria", theirs, own, session, token_hash(other.token)]
        assert rows_with(url, *left) == []
