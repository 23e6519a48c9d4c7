"""The one place that has the store: it answers requests, and tells what is new."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import TypeVar

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.events import Event
from ssmflow.training.live_session import LiveSession
from ssmflow.training.passphrase import passphrase_fits, passphrase_hash
from ssmflow.training.rates import Bucket
from ssmflow.training.store import Changes, Store, changes_of, open_store
from ssmflow.training.store.records import Session

LOG = logging.getLogger("ssmflow.training")

KEEP = timedelta(days=30)
"""How long a session is kept after it was made."""
IDLE = timedelta(minutes=60)
"""How long a trainer may do nothing before they are signed out."""
LOOK_ROUND = 60.0  # seconds between looks at what is over
SPARE = 1.0  # seconds in which a store that is gone is not asked again

Result = TypeVar("Result")
Waiting = tuple[Sequence[Event], asyncio.Future[list[Event]]]


class Service:
    """Answers what kernels ask of training sessions, in one event loop.

    A store that can't be reached is asked again by itself: nothing here has to be started anew.

    Args:
        url: The address of the store.
        keep: How long a session is kept.
        idle: How long a trainer may do nothing before they are signed out.
        passphrase: What trainers sign in with from now on; what it was before when None.
    """

    def __init__(
        self,
        url: str,
        *,
        keep: timedelta = KEEP,
        idle: timedelta = IDLE,
        passphrase: str | None = None,
    ) -> None:
        self.keep = keep
        self.idle = idle
        self.guesses = Bucket(burst=60, rate=1)
        self.passphrases = Bucket(burst=20, rate=0.2)
        self.passphrase_turn = asyncio.Lock()
        self.sign_ins: dict[str, datetime] = {}
        self._url = url
        self._worker = ThreadPoolExecutor(1, "ssmflow-store")
        self._store: Store | None = None
        self._changes: Changes | None = None
        self._gone: tuple[float, StoreUnavailableError] | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._live: dict[str, LiveSession] = {}
        self._waiting: list[Waiting] = []
        self._writing: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._passphrase = passphrase

    async def start(self) -> StoreUnavailableError | None:
        """Open the store, set the passphrase, and begin to look for what is over.

        Returns:
            Why the store can't be reached now; None where it can.
        """
        self._loop = asyncio.get_running_loop()
        try:
            await self._set_passphrase()
        except StoreUnavailableError as error:
            return error
        finally:
            self._looking = asyncio.create_task(self._look_round())
        return None

    async def close(self) -> None:
        """End all that was begun; what waits to be written is written."""
        tasks = [*self.tasks, *([self._looking] if self._looking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *filter(None, [self._writing]), return_exceptions=True)
        self._closed = True
        await self._loop.run_in_executor(self._worker, self._close_store)
        self._worker.shutdown(wait=False)

    async def run(self, does: Callable[[Store], Result]) -> Result:
        """Do something with the store, in the one thread that has it.

        Args:
            does: What is done.

        Raises:
            StoreUnavailableError: The store can't be reached.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, partial(self._do, does))

    async def append(self, events: Sequence[Event]) -> list[Event]:
        """Keep events, together with whatever else waits to be kept.

        Args:
            events: The events.

        Returns:
            The same, as they are kept: once this returns, they survive whatever happens.

        Raises:
            StoreUnavailableError: The store can't be reached.
        """
        done: asyncio.Future[list[Event]] = asyncio.get_running_loop().create_future()
        self._waiting.append((events, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await done

    async def live(self, session_id: str) -> LiveSession | None:
        """Return a session that somebody takes part in or watches; None where there is none."""
        live = self._live.get(session_id)
        if live is None:
            found = await self.run(lambda store: store.session(session_id))
            if found is None:
                return None
            acts = await self.run(lambda store: store.acts(session_id))
            live = self._live.setdefault(session_id, LiveSession(self, found, acts))
        return live

    def forget(self, session: Session) -> None:
        """Keep a session in mind no longer: nobody listens, or it is gone."""
        self._live.pop(session.id, None)

    def changed(self, session_id: str | None = None) -> None:
        """Look for what is new in a session, or in all of them."""
        for live in list(self._live.values()):
            if session_id in (None, live.session.id):
                live.stir()

    async def look_at_sign_ins(self) -> None:
        """Learn which sign-ins another server has ended meanwhile, or has let last longer.

        Raises:
            StoreUnavailableError: The store can't be reached.
        """
        for name in list(self.sign_ins):
            until = await self.run(partial(Store.sign_in, token_hash=name))
            if until is None:
                self.sign_ins.pop(name, None)
            else:
                self.sign_ins[name] = until

    def look_for_idle(self) -> None:
        """Sign out who has done nothing for too long."""
        now = datetime.now(UTC)
        self.sign_ins = {name: until for name, until in self.sign_ins.items() if until > now}
        for live in list(self._live.values()):
            live.sign_out(set(self.sign_ins))
            if live.unheard:
                self.forget(live.session)

    def _do(self, does: Callable[[Store], Result]) -> Result:
        if self._closed:
            raise StoreUnavailableError("the service has ended")
        if self._gone and monotonic() < self._gone[0]:
            raise StoreUnavailableError(self._gone[1].reason)
        try:
            return does(self._store or self._opened())
        except StoreUnavailableError as error:
            self._gone = (monotonic() + SPARE, error)
            raise

    def _opened(self) -> Store:
        self._store = open_store(self._url)
        self._changes = changes_of(self._store, self._heard)
        self._changes.start()
        return self._store

    def _heard(self, session_id: str | None) -> None:
        self._loop.call_soon_threadsafe(self.changed, session_id)

    def _close_store(self) -> None:
        if self._changes:
            self._changes.close()
        if self._store:
            self._store.close()

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._write_together(batch)
            except StoreUnavailableError as error:
                for _, done in batch:
                    _fail(done, error)
            except Exception:
                # What is wrong with one is not to hold up the others.
                for each in batch:
                    await self._write_alone(each)

    async def _write_together(self, batch: Sequence[Waiting]) -> None:
        events = [event for some, _ in batch for event in some]
        kept = iter(await self.run(lambda store: store.append(events)))
        for some, done in batch:
            own = [next(kept) for _ in some]
            if not done.done():
                done.set_result(own)
        for session_id in {event.session for event in events}:
            self.changed(session_id)

    async def _write_alone(self, waiting: Waiting) -> None:
        try:
            await self._write_together([waiting])
        except Exception as error:
            _fail(waiting[1], error)

    async def _set_passphrase(self) -> None:
        kept = await self.run(Store.passphrase_hash)
        new = self._passphrase
        if new is not None and not (kept and passphrase_fits(kept, new)):
            hashed = passphrase_hash(new)
            await self.run(lambda store: store.set_passphrase_hash(hashed))
        self._passphrase = None

    async def _look_round(self) -> None:
        while True:
            try:
                await self._set_passphrase()
                await self._purge()
                await self.look_at_sign_ins()
            except StoreUnavailableError as error:
                LOG.warning("The store of training sessions can't be reached: %s", error.reason)
            self.look_for_idle()
            await asyncio.sleep(LOOK_ROUND)

    async def _purge(self) -> None:
        before = datetime.now(UTC) - self.keep
        gone = await self.run(lambda store: store.purge(before))
        if gone:
            LOG.info("Deleted %d sessions older than %d days", gone, self.keep.days)
            self.changed()


def _fail(done: asyncio.Future[list[Event]], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
