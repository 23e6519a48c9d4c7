"""What sessions are kept in: SQLite or PostgreSQL, the same to whoever asks.

`Store` keeps and gives back, and checks nobody: who may ask for what is checked before. Everything
here waits for a disk or a network, so none of it belongs in the thread of an event loop.
"""

from ssmflow.training.store.changes import Changes, changes_of
from ssmflow.training.store.records import Participant, Session
from ssmflow.training.store.store import Store, open_store

__all__ = ["Changes", "Participant", "Session", "Store", "changes_of", "open_store"]
