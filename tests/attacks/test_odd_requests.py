"""Requests that bend HTTP: other methods, too much, two lengths, and clients that are slow."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest
from raw import answer, exchange, raw
from scene import Scene, helpful

PATHS = ["/", "/scenarios", "/page/boot.js", "/healthz", "/nowhere"]
METHODS = [
    "TRACE",
    "PUT",
    "POST",
    "PATCH",
    "DELETE",
    "CONNECT",
    "PROPFIND",
    "get",
    "G\tET",
    "X" * 99,
]
HOST = b"Host: 127.0.0.1\r\n"
SMUGGLED = b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
BENT = {
    "two lengths": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "a length and chunks": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "chunks that are none": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "chunks twice": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "a chunk of a length that is none": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a length below nothing": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "a length that is none": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +5\r\n\r\nabcde",
    "a space before the colon": b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length : 5\r\n\r\nabcde",
    "a header that goes on": b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n c\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no host": b"GET /nowhere HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /nowhere HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a start that is noise": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n",
    "another address": b"GET http://elsewhere.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "a start without end": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a header without end": b"GET /nowhere HTTP/1.1\r\n"
    + HOST
    + b"A: "
    + b"b" * 200_000
    + b"\r\n\r\n",
    "headers without end": b"GET /nowhere HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 50_000 + b"\r\n",
}


@pytest.mark.parametrize("path", PATHS)
def test_another_method_does_nothing(scene: Scene, path: str) -> None:
    for method in METHODS:
        told = exchange(scene.app, method, path, "Content-Length: 5", "X-Mark: echo", body=b"a=b&c")
        assert told.status in (0, 400, 403, 404, 405), method
        assert "echo" not in told.text
        assert helpful(told.text + str(told.headers)) == []
    scene.is_unharmed()


@pytest.mark.parametrize("sent", BENT.values(), ids=BENT)
def test_a_bent_request_is_answered_once_at_most(scene: Scene, sent: bytes) -> None:
    heard = raw(scene.app, sent, half_closed=True)
    assert heard.count(b"HTTP/1.1 ") <= 1
    assert b"ssmflow_" not in heard
    told = answer(heard)
    assert told.status in (0, 400, 403, 404, 405, 421, 431)
    assert helpful(told.text) == []
    scene.is_unharmed()


def test_a_body_that_is_too_long_is_refused_before_it_has_come(scene: Scene) -> None:
    for length in (200_000_000, 2**63):
        told = exchange(scene.app, "POST", "/", f"Content-Length: {length}", body=b"a" * 100_000)
        assert told.status in (0, 400, 403, 405, 413)
        assert helpful(told.text) == []
    scene.is_unharmed()


def test_cookies_of_any_shape_are_no_matter(scene: Scene) -> None:
    for cookie in ("_xsrf=", "=;=;", '_xsrf="\x01"', "_xsrf=2|a|b|c", "username=" + "a" * 8_000):
        told = exchange(scene.app, "HEAD", "/", f"Cookie: {cookie}")
        assert told.status in (200, 400)
    scene.is_unharmed()


def test_slow_clients_block_nobody(scene: Scene) -> None:
    with ExitStack() as slow:
        for _ in range(100):
            line = socket.create_connection(("127.0.0.1", scene.app.port), timeout=10)
            slow.enter_context(line)
            line.sendall(b"G")
        for _ in range(20):
            line = socket.create_connection(("127.0.0.1", scene.app.port), timeout=10)
            slow.enter_context(line)
            line.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 50\r\n\r\na")
        assert exchange(scene.app, "HEAD", "/").status == 200
        scene.is_unharmed()
    scene.is_unharmed()
