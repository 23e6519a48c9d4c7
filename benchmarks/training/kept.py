"""What a store has kept of people, read past all of our own code."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import Any

import psycopg

ASKED = 'SELECT kind, participant, "case", walk, data FROM events WHERE session = {} ORDER BY seq'


def kept_in(url: str, session: str) -> dict[str, list[dict[str, Any]]]:
    """Return, for each nickname of a session, the events of practice that are kept, in order.

    Args:
        url: The address of the store.
        session: The id of the session.
    """
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            rows = connection.execute(ASKED.format("?"), (session,)).fetchall()
    else:
        with psycopg.connect(url) as server:
            rows = server.execute(ASKED.format("%s"), (session,)).fetchall()
    names: dict[str, str] = {}
    kept: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind, participant, case, walk, data in rows:
        told = json.loads(data) if isinstance(data, str) else data
        if kind == "joined":
            names[participant] = told["nickname"]
        elif participant in names:
            event = {"kind": kind, "case": case, "walk": walk, "data": told}
            kept[names[participant]].append(event)
    return kept
