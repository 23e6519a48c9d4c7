"""The store: all that is kept of training sessions, in one database."""

from __future__ import annotations

from ssmflow.training.store.address import store_address
from ssmflow.training.store.connected import Connected
from ssmflow.training.store.erasing import Erasing
from ssmflow.training.store.kept_events import KeptEvents
from ssmflow.training.store.kept_participants import KeptParticipants
from ssmflow.training.store.kept_sessions import KeptSessions
from ssmflow.training.store.migrating import make_file, migrate
from ssmflow.training.store.sign_ins import SignIns


class Store(KeptEvents, KeptSessions, KeptParticipants, SignIns, Erasing, Connected):
    """What is kept of training sessions.

    Any thread may use it, but one at a time. Each call is one transaction: what it has written is
    on the disk when it returns. Each raises `StoreUnavailableError` where the database can't be
    used, and works again by itself once it can.

    Attributes:
        url_shown: Where the database is, for people: its path, or its address without a password.
    """

    def migrate(self) -> None:
        """Make the tables, or bring them up to date; other servers may do so at the same time.

        Raises:
            StoreUnavailableError: The database can't be used, or is a later version's.
        """
        with self._writing() as connection:
            migrate(connection, self.address)


def open_store(url: str) -> Store:
    """Open a store, made anew where there is none and brought up to date.

    Args:
        url: ``sqlite:///`` with the path of a file, or ``postgresql://`` with a name, a password, a
            host and a database.

    Raises:
        StoreUnavailableError: It can't be opened. The reason tells no password.
    """
    address = store_address(url)
    make_file(address)
    store = Store(address)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store
