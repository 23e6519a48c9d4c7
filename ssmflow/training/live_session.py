"""A session that somebody takes part in or watches: what is new in it goes to those who listen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.caller import Caller
from ssmflow.training.events import Event, event_data
from ssmflow.training.openings import Openings
from ssmflow.training.store.records import Session

if TYPE_CHECKING:
    from ssmflow.training.service import Service

LOG = logging.getLogger("ssmflow.training")

GATHER = 0.15  # seconds in which what is new is gathered before it is told
PAGE = 2000  # events told at once
AGAIN = 1.0  # seconds until a store that is gone is asked again


class LiveSession:
    """What is known of a session, and who listens.

    Args:
        service: Where the store is.
        session: The session.
        acts: What its trainer has done so far.
    """

    def __init__(self, service: Service, session: Session, acts: Sequence[Event]) -> None:
        self.session = session
        self.acts: list[Event] = []
        self.openings = Openings(session.pace)
        self.members: set[Caller] = set()
        self.refreshing: asyncio.Task[None] | None = None
        self._service = service
        self._seq = max((event.seq for event in acts), default=0)
        self._watchers: dict[Caller, int] = {}
        self._stirred = False
        self._taken: set[str] = set()
        for act in acts:
            if not act.participant:
                self.take(act)

    def watch(self, who: Caller, seen: int) -> None:
        """Tell a trainer's page everything from now on.

        Args:
            who: The trainer's page.
            seen: The last event that it has.
        """
        self._watchers[who] = seen
        self.stir()

    def take(self, act: Event) -> None:
        """Know at once what a trainer did; the same act again changes nothing.

        Args:
            act: The act, as it is kept.
        """
        if act.key not in self._taken:
            self._taken.add(act.key)
            self.acts.append(act)
            self.openings.take(act)

    @property
    def unheard(self) -> bool:
        """Whether nobody listens."""
        return not self.members and not self._watchers

    def leave(self, who: Caller) -> None:
        """Tell somebody nothing any more."""
        self.members.discard(who)
        self._watchers.pop(who, None)
        if self.unheard:
            self._service.forget(self.session)

    def sign_out(self, signed_in: set[str]) -> None:
        """Tell trainers whose sign-in is over so, and nothing else any more."""
        for watcher in [each for each in self._watchers if each.sign_in not in signed_in]:
            watcher.push({"push": "signed_out"})
            self.leave(watcher)

    def stir(self) -> None:
        """Look for what is new, soon."""
        self._stirred = True
        if self.refreshing is None or self.refreshing.done():
            self.refreshing = asyncio.get_running_loop().create_task(self._refresh())
            self._service.tasks.add(self.refreshing)
            self.refreshing.add_done_callback(self._service.tasks.discard)

    async def _refresh(self) -> None:
        while self._stirred:
            await asyncio.sleep(GATHER)
            self._stirred = False
            try:
                await self._look()
            except StoreUnavailableError:
                self._stirred = True
                await asyncio.sleep(AGAIN)
            except Exception:
                LOG.exception("What is new in a session could not be told")

    async def _look(self) -> None:
        session_id = self.session.id
        session = await self._service.run(lambda store: store.session(session_id))
        if session is None:
            self._gone()
            return
        self.session = session
        since = min([self._seq, *self._watchers.values()])
        events = await self._service.run(lambda store: store.events(session_id, since, PAGE))
        self._stirred = self._stirred or len(events) == PAGE
        self._tell([event for event in events if event.seq > self._seq])
        for watcher, seen in list(self._watchers.items()):
            fresh = [event_data(event) for event in events if event.seq > seen]
            if fresh:
                watcher.push({"push": "events", "session": session_id, "events": fresh})
                self._watchers[watcher] = events[-1].seq

    def _tell(self, events: Sequence[Event]) -> None:
        """Tell those who take part what their trainer did, and who is out that they are."""
        if not events:
            return
        self._seq = events[-1].seq
        acts = [event for event in events if not event.participant]
        for event in acts:
            self.take(event)
        for member in list(self.members):
            if acts:
                told = [event_data(event) for event in acts]
                member.push({"push": "acts", "events": told})
        for event in events:
            if event.kind in ("removed", "erased"):
                self._put_out(event)

    def _put_out(self, event: Event) -> None:
        for member in [each for each in self.members if each.participant == event.participant]:
            member.push({"push": "removed" if event.kind == "removed" else "erased"})
            member.participant = ""
            self.leave(member)

    def _gone(self) -> None:
        for who in {*self.members, *self._watchers}:
            who.participant = ""
            who.push({"push": "gone"})
            self.leave(who)
        self._service.forget(self.session)
