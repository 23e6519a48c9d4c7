"""The tables: the migrations make what tables.py says, and no version undoes another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from keeping import kept_session
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, text

from ssmflow.errors import StoreUnavailableError
from ssmflow.training.store import Session, Store, open_store
from ssmflow.training.store.tables import metadata


@pytest.fixture
def engine(store: Store) -> Iterator[Engine]:
    engine = create_engine(store.address)
    yield engine
    engine.dispose()


def differences(engine: Engine, tables: MetaData) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, tables))


def test_the_migrations_make_the_tables_as_they_are_described(engine: Engine) -> None:
    assert differences(engine, metadata) == []


def test_a_table_that_no_migration_makes_is_noticed(engine: Engine) -> None:
    more = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(more)
    Table("forgotten", more, Column("id", Integer, primary_key=True))
    assert len(differences(engine, more)) == 1


def test_a_column_that_no_migration_makes_is_noticed(engine: Engine) -> None:
    more = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(more)
    more.tables["sessions"].append_column(Column("forgotten", Integer))
    assert len(differences(engine, more)) == 1


def test_what_is_kept_stays_when_it_is_opened_again(
    url: str, store: Store, session: Session, opened: Callable[[str], Store]
) -> None:
    store.close()
    again = opened(url)
    assert again.sessions() == [session]
    kept_session(again, "s2")


def test_tables_of_a_later_version_are_left_alone(url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailableError, match="by a later version of ssmflow"):
        open_store(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
