"""How trainers sign in: one passphrase, and a token for each who gave it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from ssmflow.training.store.connected import Connected
from ssmflow.training.store.tables import settings, sign_ins

PASSPHRASE = "passphrase_hash"  # noqa: S105 - the name of a setting, not a passphrase


class SignIns(Connected):
    """The passphrase and the sign-ins of a store."""

    def passphrase_hash(self) -> str | None:
        """Return the hash of the passphrase; None where none was set."""
        asked = select(settings.c.value).where(settings.c.name == PASSPHRASE)
        with self._reading() as connection:
            return connection.scalar(asked)

    def set_passphrase_hash(self, hashed: str) -> None:
        """Keep the hash of another passphrase; who signed in with the one before is signed out."""
        with self._writing() as connection:
            there = update(settings).where(settings.c.name == PASSPHRASE).values(value=hashed)
            if not connection.execute(there).rowcount:
                connection.execute(insert(settings).values(name=PASSPHRASE, value=hashed))
            connection.execute(delete(sign_ins))

    def add_sign_in(self, token_hash: str, until: datetime) -> None:
        """Keep a sign-in, and until when it lasts."""
        with self._writing() as connection:
            connection.execute(insert(sign_ins).values(token_hash=token_hash, until=until))

    def sign_in(self, token_hash: str) -> datetime | None:
        """Return until when a sign-in lasts, also when that is past; None where there is none."""
        asked = select(sign_ins.c.until).where(sign_ins.c.token_hash == token_hash)
        with self._reading() as connection:
            return connection.scalar(asked)

    def extend_sign_in(self, token_hash: str, until: datetime) -> None:
        """Let a sign-in last longer. One that is not kept stays away."""
        there = update(sign_ins).where(sign_ins.c.token_hash == token_hash)
        with self._writing() as connection:
            connection.execute(there.values(until=until))

    def remove_sign_in(self, token_hash: str) -> None:
        """Forget a sign-in."""
        with self._writing() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.token_hash == token_hash))

    def drop_sign_ins(self, before: datetime) -> int:
        """Forget the sign-ins that were over by a time, and return how many those were."""
        with self._writing() as connection:
            return connection.execute(delete(sign_ins).where(sign_ins.c.until < before)).rowcount
