"""Columns that give back the same from both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

# PostgreSQL keeps no NUL in a text, and neither database half a surrogate pair.
UNKEPT = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """Return a text as it is kept: a replacement character stands for what no database keeps.

    To refuse it would stop all that waits in line behind it, for a character nobody can see.
    """
    return UNKEPT.sub(REPLACEMENT, text)


class PlainText(TypeDecorator[str]):
    """Text of any length, without what a database does not keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        """Return the text as it is kept."""
        return None if value is None else plain(value)


class Data(TypeDecorator[Mapping[str, Any]]):
    """Plain data, as JSON of ASCII characters: in it even NUL is kept as it was."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, _: Dialect) -> str | None:
        """Return the data as JSON."""
        return None if value is None else json.dumps(dict(value))

    def process_result_value(self, value: str | None, _: Dialect) -> dict[str, Any] | None:
        """Return the data that the JSON holds."""
        return None if value is None else dict(json.loads(value))


class UtcTime(TypeDecorator[datetime]):
    """A time to the microsecond, given and given back with its time zone, UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC; for SQLite without its zone, which it can't keep.

        Raises:
            ValueError: The time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; a time that is kept needs one")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return the time with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
