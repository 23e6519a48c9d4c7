"""What a trainer may ask: to sign in, to make a session, to watch it, to lead it, to delete it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from ssmflow.errors import CodeTakenError, RefusedError, StoreUnavailableError
from ssmflow.training.caller import Caller
from ssmflow.training.events import Event, event_data
from ssmflow.training.guard import as_title, new_code, new_token, token_hash
from ssmflow.training.live_session import PAGE, LiveSession
from ssmflow.training.passphrase import passphrase_fits
from ssmflow.training.requests import (
    in_session,
    leading_event,
    pace_of,
    session_data,
    since_of,
)
from ssmflow.training.service import Service
from ssmflow.training.store import Store
from ssmflow.training.store.records import Session

EXTENDED_WITHIN = 30.0  # seconds; a sign-in that was used is written again no sooner
CODES_TRIED = 20


class LeadRequests:
    """Answers requests of a trainer. All but the sign-in itself come after `require_sign_in`.

    Args:
        service: The service.
        caller: Who asks.
    """

    def __init__(self, service: Service, caller: Caller) -> None:
        self._service = service
        self._caller = caller

    async def do_sign_in(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Sign a trainer in who knows the passphrase."""
        kept = await self._service.run(Store.passphrase_hash)
        if kept is None:
            raise RefusedError("no_passphrase")
        # One at a time: each takes some 64 MB and a tenth of a second. Who comes next is counted
        # only then, else a crowd that tries at once would have as many tries as it is large.
        async with self._service.passphrase_turn:
            self._caller.attempts.require(self._service.passphrases, newcomers_too=True)
            fits = await asyncio.to_thread(passphrase_fits, kept, texts["passphrase"])
            if not fits:
                self._caller.attempts.wrong(self._service.passphrases)
                raise RefusedError("wrong_passphrase")
        token = new_token()
        hashed, until = token_hash(token), self._idle_from_now()
        await self._service.run(lambda store: store.add_sign_in(hashed, until))
        self._caller.sign_in = hashed
        self._service.sign_ins[hashed] = until
        return {"sign_in": token, "idle": self._service.idle.total_seconds()}

    async def require_sign_in(self, token: str) -> None:
        """Take a request as one of a trainer who is signed in, and whom that keeps signed in.

        Raises:
            RefusedError: Nobody is signed in by that token any more.
        """
        hashed, now = token_hash(token), datetime.now(UTC)
        until = await self._signed_in_until(hashed)
        if until is None or until <= now:
            self._service.sign_ins.pop(hashed, None)
            raise RefusedError("signed_out")
        self._caller.sign_in = hashed
        later = self._idle_from_now()
        if (later - until).total_seconds() >= min(EXTENDED_WITHIN, self._service.idle.seconds / 4):
            await self._service.run(lambda store: store.extend_sign_in(hashed, later))
            until = later
        self._service.sign_ins[hashed] = until

    async def _signed_in_until(self, hashed: str) -> datetime | None:
        try:
            return await self._service.run(lambda store: store.sign_in(hashed))
        except StoreUnavailableError:
            # A trainer whose store is away for a moment need not know the passphrase again.
            return self._service.sign_ins.get(hashed)

    async def do_sign_out(self, _: Mapping[str, str]) -> dict[str, Any]:
        """Sign a trainer out."""
        hashed, self._caller.sign_in = self._caller.sign_in, ""
        self._service.sign_ins.pop(hashed, None)
        await self._service.run(lambda store: store.remove_sign_in(hashed))
        self._caller.listen_to(None)
        return {}

    async def do_sessions(self, _: Mapping[str, str]) -> dict[str, Any]:
        """List all sessions that are kept, the newest first."""
        sessions = await self._service.run(Store.sessions)
        return {
            "participants": dict(await self._service.run(Store.participant_counts)),
            "sessions": [session_data(session) for session in sessions],
            "keep_days": self._service.keep.days,
            "idle": self._service.idle.total_seconds(),
        }

    async def do_create(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Make a session."""
        pace, now = pace_of(texts["pace"]), datetime.now(UTC)
        if not (texts["exercises"] and texts["flow"]):
            raise RefusedError("malformed")
        about = {key: texts[key] for key in ("exercises", "flow", "version")}
        about["title"] = as_title(texts["title"])
        for _ in range(CODES_TRIED):
            session = Session(uuid4().hex, new_code(), **about, pace=pace, created=now, ended=None)
            try:
                await self._service.run(partial(Store.add_session, session=session))
            except CodeTakenError:
                continue
            created = Event("created", session.id, data={"pace": pace}, at=now)
            await self._service.append([in_session(session, created)])
            return {"session": session_data(session)}
        raise RefusedError("unavailable", 1)

    async def do_watch(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Tell what happened in a session since an event; and from the last on, what happens."""
        live = await self._session(texts["session"])
        since = since_of(texts["since"])
        session_id = live.session.id
        events = await self._service.run(lambda store: store.events(session_id, since, PAGE))
        more = len(events) == PAGE
        if not more:
            # Nobody may have listened meanwhile, so that it is another by now.
            live = await self._session(session_id)
            self._caller.listen_to(live)
            live.watch(self._caller, events[-1].seq if events else since)
        told = [event_data(event) for event in events]
        return {"session": session_data(live.session), "events": told, "more": more}

    async def do_act(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Do what a trainer does with a session."""
        live = await self._session(texts["session"])
        event = leading_event(texts, live.session)
        if live.session.ended or live.openings.ended:
            raise RefusedError("session_ended")
        if event.kind in ("closed", "revealed", "extended"):
            self._require_opened(live, event)
        if event.kind == "removed":
            await self._remove(live.session, event.participant)
        kept = await self._service.append([event])
        if not kept[0].seq:
            raise RefusedError("unknown_session")
        if not event.participant:
            live.take(kept[0])
        if event.kind == "ended":
            ended = live.session.id
            await self._service.run(lambda store: store.end_session(ended, event.at))
        return {"events": [event_data(each) for each in kept]}

    async def do_erase(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Delete a session with all that happened in it."""
        session_id = (await self._session(texts["session"])).session.id
        await self._service.run(lambda store: store.erase_session(session_id))
        self._service.changed(session_id)
        return {}

    async def _session(self, session_id: str) -> LiveSession:
        live = await self._service.live(session_id)
        if live is None:
            raise RefusedError("unknown_session")
        return live

    async def _remove(self, session: Session, participant: str) -> None:
        people = await self._service.run(lambda store: store.participants(session.id))
        if all(one.id != participant for one in people):
            raise RefusedError("malformed")
        await self._service.run(lambda store: store.remove_participant(participant))

    def _require_opened(self, live: LiveSession, event: Event) -> None:
        if event.case not in live.openings.cases:
            raise RefusedError("closed")

    def _idle_from_now(self) -> datetime:
        return datetime.now(UTC) + self._service.idle
