"""Who takes part in the sessions."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from ssmflow.errors import NicknameTakenError, SessionFullError, SessionGoneError
from ssmflow.training.store.connected import Connected, in_turn, tell_changed
from ssmflow.training.store.records import Participant
from ssmflow.training.store.tables import participants, sessions

COLUMNS = [column for column in participants.columns if column.name != "known_as"]


class KeptParticipants(Connected):
    """The participants of a store."""

    def add_participant(self, participant: Participant, most: int) -> None:
        """Keep a new participant of a session.

        Args:
            participant: Who joins.
            most: How many take part in a session at most; who was removed does not count.

        Raises:
            NicknameTakenError: The nickname is another's in the session, removed or not.
            SessionFullError: As many take part already.
            SessionGoneError: The session is not kept.
        """
        with self._writing() as connection:
            in_turn(connection, participant.session)
            _check(connection, participant, most)
            row = {**asdict(participant), "known_as": known_as(participant.nickname)}
            connection.execute(insert(participants), row)

    def participant_by_token(self, token_hash: str) -> Participant | None:
        """Return whose token has a hash; None where nobody has it, or was removed."""
        asked = select(*COLUMNS).where(
            participants.c.token_hash == token_hash, participants.c.removed.is_(False)
        )
        return next(iter(self._participants(asked)), None)

    def participants(self, session: str) -> list[Participant]:
        """Return who takes part in a session or was removed from it, the first to join first."""
        asked = select(*COLUMNS).where(participants.c.session == session)
        return self._participants(asked.order_by(participants.c.joined, participants.c.id))

    def participant_counts(self) -> dict[str, int]:
        """Return how many take part in each session in which anybody does, by its id."""
        there = participants.c.removed.is_(False)
        asked = select(participants.c.session, func.count()).where(there)
        with self._reading() as connection:
            rows = connection.execute(asked.group_by(participants.c.session)).all()
        return {row[0]: row[1] for row in rows}

    def remove_participant(self, participant_id: str) -> None:
        """Take a participant out of a session: the token is no longer one; the events stay."""
        there = participants.c.id == participant_id
        with self._writing() as connection:
            session = connection.scalar(select(participants.c.session).where(there))
            if session is not None:
                connection.execute(update(participants).where(there).values(removed=True))
                tell_changed(connection, session)

    def _participants(self, asked: Select[Any]) -> list[Participant]:
        with self._reading() as connection:
            return [Participant(**row) for row in connection.execute(asked).mappings()]


def known_as(nickname: str) -> str:
    """Return a nickname without what makes two look alike: encoding, capitals and spaces."""
    folded = unicodedata.normalize("NFKC", nickname).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _check(connection: Connection, participant: Participant, most: int) -> None:
    session = sessions.c.id == participant.session
    if connection.scalar(select(sessions.c.id).where(session)) is None:
        raise SessionGoneError(participant.session)
    there = select(func.count()).where(participants.c.session == participant.session)
    same = participants.c.known_as == known_as(participant.nickname)
    if connection.scalar(there.where(same)):
        raise NicknameTakenError(participant.nickname)
    if (connection.scalar(there.where(participants.c.removed.is_(False))) or 0) >= most:
        raise SessionFullError(most)
