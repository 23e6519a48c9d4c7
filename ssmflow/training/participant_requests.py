"""What a participant may ask: to join, to go on, to have events kept, to be erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ssmflow.errors import NicknameTakenError, RefusedError, SessionFullError
from ssmflow.training.caller import Caller
from ssmflow.training.events import Event, event_data
from ssmflow.training.guard import as_code, as_nickname, new_token, token_hash
from ssmflow.training.live_session import LiveSession
from ssmflow.training.requests import in_session, practice_event, practised, session_data
from ssmflow.training.service import Service
from ssmflow.training.store.records import Participant, Session

MOST_PARTICIPANTS = 500
"""In one session."""
HEAVY = 2000  # characters


class ParticipantRequests:
    """Answers requests that need no sign-in; who somebody is, their token says.

    Args:
        service: The service.
        caller: Who asks.
    """

    def __init__(self, service: Service, caller: Caller) -> None:
        self._service = service
        self._caller = caller

    async def do_look(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Tell which session a code belongs to."""
        return self._told(await self._session_of(texts["code"]))

    async def do_join(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Let somebody in under a nickname, and give them the token by which they come back."""
        session = await self._session_of(texts["code"])
        if session.ended:
            raise RefusedError("session_ended")
        nickname = as_nickname(texts["nickname"])
        if nickname is None:
            raise RefusedError("nickname_invalid")
        self._caller.joins.spend()
        token, now = new_token(), datetime.now(UTC)
        who = Participant(uuid4().hex, session.id, nickname, token_hash(token), now)
        try:
            await self._service.run(lambda store: store.add_participant(who, MOST_PARTICIPANTS))
        except NicknameTakenError:
            raise RefusedError("nickname_taken") from None
        except SessionFullError:
            raise RefusedError("session_full") from None
        joined = Event("joined", session.id, who.id, data={"nickname": nickname}, at=now)
        kept = await self._service.append([in_session(session, joined)])
        if not kept[0].seq:
            raise RefusedError("unknown_code")
        await self._sit_down(who, token)
        told = {"participant": who.id, "nickname": nickname, "token": token}
        return {**self._told(session), **told}

    async def do_resume(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Tell who comes back all that they did, and all that the trainer did."""
        who = await self._who_has(texts["token"])
        live = await self._sit_down(who, texts["token"])
        own = await self._service.run(lambda store: store.events_of(who.session, who.id))
        return {
            **self._told(live.session),
            "participant": who.id,
            "nickname": who.nickname,
            "events": [event_data(event) for event in own],
            "acts": [event_data(event) for event in live.acts],
        }

    async def do_append(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what somebody did, under their own name whatever it says."""
        token, given = practised(request)
        if not self._caller.participant or token != self._caller.token:
            await self._sit_down(await self._who_has(token), token)
        live = self._caller.listening
        if live is None:
            raise RefusedError("unknown_token")
        self._caller.events.spend(sum(map(_weight, given)))
        refused: dict[str, str] = {}
        events = []
        for data in given:
            event = practice_event(data, live.session, self._caller.participant)
            if live.openings.is_open(event.case, event.at):
                events.append(event)
            else:
                refused[event.key] = "closed"
        kept = await self._service.append(events) if events else []
        refused |= {event.key: "unknown_token" for event in kept if not event.seq}
        return {"kept": [event.key for event in kept if event.seq], "refused": refused}

    async def do_forget(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Erase somebody and all that they did."""
        who = await self._who_has(texts["token"])
        await self._service.run(lambda store: store.erase_participant(who.session, who.id))
        await self._service.append([Event("erased", who.session, who.id)])
        return {}

    def _told(self, session: Session) -> dict[str, Any]:
        return {"session": session_data(session), "keep_days": self._service.keep.days}

    async def _session_of(self, typed: str) -> Session:
        self._caller.attempts.require(self._service.guesses, newcomers_too=False)
        code = as_code(typed)
        session = await self._service.run(lambda store: store.session_by_code(code))
        if session is None:
            self._caller.attempts.wrong(self._service.guesses)
            raise RefusedError("unknown_code")
        return session

    async def _who_has(self, token: str) -> Participant:
        kept = token_hash(token)
        who = await self._service.run(lambda store: store.participant_by_token(kept))
        if who is None or who.removed:
            raise RefusedError("unknown_token")
        return who

    async def _sit_down(self, who: Participant, token: str) -> LiveSession:
        live = await self._service.live(who.session)
        if live is None:
            raise RefusedError("unknown_token")
        self._caller.listen_to(live)
        self._caller.participant, self._caller.token = who.id, token
        live.members.add(self._caller)
        live.stir()
        return live


def _weight(event: Mapping[str, Any]) -> float:
    """Return as how many events one counts: most take some hundred characters."""
    return 1 + len(str(event.get("walk", ""))) // HEAVY
