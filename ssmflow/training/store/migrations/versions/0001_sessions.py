"""Make the first tables. Events can be added and erased, but never edited."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGER = """
CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never edited'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION events_are_never_edited() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are never edited'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_are_never_edited()
"""


def text(name: str) -> sa.Column[str]:
    """Return a column for a text that is always there."""
    return sa.Column(name, sa.Text(), nullable=False)


def time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """Return a column for a time."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Make the tables, and what keeps events from being edited."""
    make_people()
    make_events()
    make_sign_ins()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_TRIGGER)
    else:
        op.execute(POSTGRESQL_FUNCTION)
        op.execute(POSTGRESQL_TRIGGER)


def make_people() -> None:
    """Make the tables of sessions and of who takes part in them."""
    of_session = ("id", "code", "title", "exercises", "flow", "version", "pace")
    op.create_table(
        "sessions",
        *map(text, of_session),
        time("created"),
        time("ended", nullable=True),
        sa.PrimaryKeyConstraint("id", name="sessions_key"),
        sa.UniqueConstraint("code", name="sessions_code_once"),
    )
    op.create_table(
        "participants",
        *map(text, ("id", "session", "nickname", "known_as", "token_hash")),
        time("joined"),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="participants_key"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="participants_session_exists"),
        sa.UniqueConstraint("session", "known_as", name="participants_session_known_as_once"),
        sa.UniqueConstraint("token_hash", name="participants_token_hash_once"),
    )


def make_events() -> None:
    """Make the table of events."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    texts = ("key", "kind", "session", "participant", "flow", "version", "case", "step", "choice")
    op.create_table(
        "events",
        sa.Column("seq", number, nullable=False, autoincrement=True),
        *map(text, (*texts, "walk", "data")),
        time("at"),
        sa.PrimaryKeyConstraint("seq", name="events_key"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="events_session_exists"),
        sa.UniqueConstraint(
            "key", "session", "participant", name="events_key_session_participant_once"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("events_by_session_seq", "events", ["session", "seq"])
    op.create_index("events_by_session_kind", "events", ["session", "kind"])
    op.create_index("events_by_session_participant", "events", ["session", "participant"])


def make_sign_ins() -> None:
    """Make the tables of settings and of who is signed in."""
    op.create_table(
        "settings",
        *map(text, ("name", "value")),
        sa.PrimaryKeyConstraint("name", name="settings_key"),
    )
    op.create_table(
        "sign_ins",
        text("token_hash"),
        time("until"),
        sa.PrimaryKeyConstraint("token_hash", name="sign_ins_key"),
    )
