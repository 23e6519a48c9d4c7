"""The tables. What the migrations make must equal them; a test holds them to it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from ssmflow.training.store.columns import Data, PlainText, UtcTime

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_key",
        "fk": "%(table_name)s_%(column_0_name)s_exists",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
    }
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("code", PlainText, nullable=False),
    Column("title", PlainText, nullable=False),
    Column("exercises", PlainText, nullable=False),
    Column("flow", PlainText, nullable=False),
    Column("version", PlainText, nullable=False),
    Column("pace", PlainText, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("ended", UtcTime),
    UniqueConstraint("code"),
)

participants = Table(
    "participants",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("session", PlainText, ForeignKey("sessions.id"), nullable=False),
    Column("nickname", PlainText, nullable=False),
    # The nickname without what makes two of them look alike.
    Column("known_as", PlainText, nullable=False),
    Column("token_hash", PlainText, nullable=False),
    Column("joined", UtcTime, nullable=False),
    Column("removed", Boolean, nullable=False),
    UniqueConstraint("session", "known_as"),
    UniqueConstraint("token_hash"),
)

events = Table(
    "events",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("key", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("session", PlainText, ForeignKey("sessions.id"), nullable=False),
    Column("participant", PlainText, nullable=False),
    Column("flow", PlainText, nullable=False),
    Column("version", PlainText, nullable=False),
    Column("case", PlainText, nullable=False),
    Column("step", PlainText, nullable=False),
    Column("choice", PlainText, nullable=False),
    Column("walk", PlainText, nullable=False),
    Column("data", Data, nullable=False),
    Column("at", UtcTime, nullable=False),
    # A key counts within what one participant sends: nobody can take the place of another's event.
    UniqueConstraint("key", "session", "participant"),
    Index(None, "session", "seq"),
    Index(None, "session", "kind"),
    Index(None, "session", "participant"),
    # A number is never given again, also when the last events were erased: who has read up to it
    # would miss the next.
    sqlite_autoincrement=True,
)

settings = Table(
    "settings",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("value", PlainText, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", PlainText, primary_key=True),
    Column("until", UtcTime, nullable=False),
)
