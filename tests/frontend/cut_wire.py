"""A stretch of wire between a browser and the server, to be cut."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 65536


class Wire:
    """Carries connections to a port of this machine.

    Args:
        port: The port to which they lead.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listening, selectors.EVENT_READ)
        self._ends: dict[socket.socket, socket.socket] = {}
        self._whole = True
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._carry)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/"

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        with self._lock:
            self._whole = False
            for end in list(self._ends):
                self._drop(end)

    def mend(self) -> None:
        with self._lock:
            self._whole = True

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self.cut()
        self._selector.close()
        self._listening.close()

    def _carry(self) -> None:
        while not self._over.is_set():
            for key, _ in self._selector.select(timeout=0.05):
                with self._lock:
                    if key.fileobj is self._listening:
                        self._accept()
                    elif isinstance(key.fileobj, socket.socket):
                        self._pass_on(key.fileobj)

    def _accept(self) -> None:
        near, _ = self._listening.accept()
        if not self._whole:
            near.close()
            return
        far = socket.create_connection(("127.0.0.1", self._port))
        for one, other in ((near, far), (far, near)):
            self._ends[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pass_on(self, end: socket.socket) -> None:
        if end not in self._ends:
            return
        try:
            data = end.recv(CHUNK)
            self._ends[end].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._drop(end)

    def _drop(self, end: socket.socket) -> None:
        for each in (end, self._ends.get(end)):
            if each and self._ends.pop(each, None):
                self._selector.unregister(each)
                with suppress(OSError):
                    each.close()


@contextmanager
def wire(port: int) -> Iterator[Wire]:
    laid = Wire(port)
    try:
        yield laid
    finally:
        laid.close()
