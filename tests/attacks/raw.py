"""Requests as no browser writes them: bytes go out, bytes come back."""

from __future__ import annotations

import socket
from email.message import Message
from email.parser import BytesHeaderParser

from served import Answer, Served
from visitor import Visitor

WITHIN = 60.0  # seconds; a kernel may have to start for an answer


def raw(page: Served, sent: bytes, *, half_closed: bool = False) -> bytes:
    """Send bytes, and read until the server closes or says no more for a while."""
    with socket.create_connection(("127.0.0.1", page.port), timeout=WITHIN) as line:
        line.sendall(sent)
        if half_closed:
            line.shutdown(socket.SHUT_WR)
        return _all_of(line)


def _all_of(line: socket.socket) -> bytes:
    heard = b""
    try:
        while more := line.recv(65_536):
            heard += more
    except (TimeoutError, ConnectionResetError):
        pass
    return heard


def exchange(
    page: Served, method: str, path: str, *headers: str, body: bytes = b"", host: str = ""
) -> Answer:
    """One request, its path and its headers as they stand; the answer to it."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{page.port}'}",
        "Connection: close",
        *headers,
    ]
    sent = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
    return answer(raw(page, sent))


def cookies_of(visitor: Visitor) -> str:
    """The header with the cookies of a visitor's browser."""
    return f"Cookie: {visitor.cookies}"


def answer(heard: bytes) -> Answer:
    """The first answer in what was heard; of status 0 where there is none."""
    head, _, body = heard.partition(b"\r\n\r\n")
    first, _, headers = head.partition(b"\r\n")
    parts = first.split(b" ", 2)
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    read: Message = BytesHeaderParser().parsebytes(headers)
    return Answer(status, read, body.decode(errors="replace"))


def upgrade(page: Served, kernel: str, *headers: str, host: str = "") -> Answer:
    """Ask for a websocket; 101 where it is granted. It is closed again."""
    asked = (
        f"GET /api/kernels/{kernel}/channels HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{page.port}'}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        *headers,
    )
    with socket.create_connection(("127.0.0.1", page.port), timeout=WITHIN) as line:
        line.sendall("\r\n".join(asked).encode("latin-1") + b"\r\n\r\n")
        heard = b""
        while b"\r\n\r\n" not in heard and (more := line.recv(65_536)):
            heard += more
        return answer(heard)
