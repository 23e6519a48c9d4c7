"""What is no message at all: it falls, and the line it came on serves as before."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping

import pytest
from attacker import Line
from scene import Scene
from wire import FORMATS, TEXT, V1, Format, Frame, as_text, as_v1, joined, message

GOOD = message("comm_msg", {"comm_id": "control", "data": {"method": "custom", "content": {}}})
HEADER = json.dumps(GOOD["header"]).encode()
DEEP = "[" * 100_000 + "]" * 100_000


def changed(**parts: object) -> str:
    """A good message with other parts; a part that is None is left out."""
    fresh = message("comm_msg", GOOD["content"])
    said = {**fresh, "channel": "shell", "buffers": [], **parts}
    return json.dumps({part: value for part, value in said.items() if value is not None})


def header(**parts: object) -> str:
    kept = {**message("comm_msg")["header"], **parts}
    return changed(header={name: value for name, value in kept.items() if value is not None})


TEXTS: dict[str, Frame] = {
    "nothing": "",
    "no JSON": "{",
    "a number": "1",
    "a list": "[]",
    "null": "null",
    "a text": '"execute_request"',
    "deep": DEEP,
    "deep content": as_text(GOOD, "shell").replace('{"comm_id"', f'{{"deep": {DEEP}, "comm_id"'),
    "a huge number": changed(content={"comm_id": "x"}).replace('"x"', "9" * 5_000),
    "not a number": as_text(GOOD, "shell").replace('"control"', "NaN"),
    "infinity": as_text(GOOD, "shell").replace('"control"', "-Infinity"),
    "half a letter": header(msg_id="\ud800"),
    "half a letter as id of a comm": changed(content={"comm_id": "\udfff", "data": {}}),
    "half a letter in what is said": changed(
        content={"comm_id": "x", "data": {"method": "custom", "content": "\ud800"}}
    ),
    "no channel": changed(channel=None),
    "a channel that is a list": changed(channel=["shell"]),
    "a channel that is an object": changed(channel={"shell": 1}),
    "no header": changed(header=None),
    "a header that is a list": changed(header=["comm_msg"]),
    "a header that is a text": changed(header="comm_msg"),
    "an empty header": changed(header={}),
    "a type that is a list": header(msg_type=["comm_msg"]),
    "a type that is an object": header(msg_type={"comm_msg": 1}),
    "a type that is a number": header(msg_type=1),
    "an id that is an object": header(msg_id={"a": 1}),
    "a date that is none": header(date="yesterday"),
    "no id": header(msg_id=None),
    "a long id": header(msg_id="x" * 1_000_000),
    "no content": changed(content=None),
    "content that is a list": changed(content=[1]),
    "content that is a text": changed(content="comm_msg"),
    "a comm that is an object": changed(content={"comm_id": {"a": 1}, "data": {}}),
    "data that is a list": changed(content={"comm_id": "x", "data": [1]}),
    "buffers that are a number": changed(buffers=1),
    "metadata that is a list": changed(metadata=[1]),
    "a parent that is a number": changed(parent_header=1),
}
BYTES: dict[str, Frame] = {
    "nothing": b"",
    "one byte": b"\0",
    "seven bytes": b"\0" * 7,
    "no parts": struct.pack("<Q", 0),
    "endless parts": struct.pack("<Q", 2**64 - 1) + b"\0" * 64,
    "many parts": struct.pack("<Q", 100_000) + b"\0" * 800_000,
    "parts that lie outside": struct.pack("<7Q", 6, *(2**40 for _ in range(6))),
    "parts that go back": struct.pack("<7Q", 6, 300, 200, 100, 90, 80, 70) + b"\0" * 300,
    "no bytes of UTF-8": joined(b"\xff\xfe", HEADER, b"{}", b"{}", b"{}"),
    "a header of no UTF-8": joined(b"shell", b"\xff" * 20, b"{}", b"{}", b"{}"),
    "a header that is no JSON": joined(b"shell", b"{", b"{}", b"{}", b"{}"),
    "a header that is a list": joined(b"shell", b"[1]", b"{}", b"{}", b"{}"),
    "a header that is deep": joined(b"shell", DEEP.encode(), b"{}", b"{}", b"{}"),
    "no content": joined(b"shell", HEADER, b"{}", b"{}"),
    "content that is no JSON": joined(b"shell", HEADER, b"{}", b"{}", b"\0\1"),
    "content that is deep": joined(b"shell", HEADER, b"{}", b"{}", DEEP.encode()),
    "cut short": as_v1(GOOD, "shell")[:-40],
    "a thousand buffers": joined(b"shell", HEADER, b"{}", b"{}", b"{}", *([b"x"] * 1_000)),
    "a text of JSON": as_text(GOOD, "shell").encode(),
    "the older format, endless": struct.pack("!II", 2**31 - 1, 8),
    "the older format, fewer than none": struct.pack("!iI", -1, 8),
}


def cut_by(line: Line, frames: Mapping[str, Frame]) -> list[str]:
    """Throw all these; the name of the one that cut the line, if one did."""
    for name, frame in frames.items():
        line.throw(frame)
        line.settle()
        if not line.open:
            return [name]
    return []


def test_text_that_is_no_message_falls(scene: Scene) -> None:
    assert cut_by(scene.attacker(TEXT).line, TEXTS) == []
    scene.is_unharmed()


@pytest.mark.parametrize("spoken", [TEXT, V1], ids=["without-protocol", "v1"])
def test_bytes_that_are_no_message_fall(scene: Scene, spoken: Format) -> None:
    assert cut_by(scene.attacker(spoken).line, BYTES) == []
    scene.is_unharmed()


def test_text_falls_where_bytes_are_spoken(scene: Scene) -> None:
    assert cut_by(scene.attacker(V1).line, TEXTS) == []
    scene.is_unharmed()


@pytest.mark.parametrize("wire_format", [TEXT, V1], ids=lambda wire_format: wire_format.name)
def test_a_message_that_is_said_again_stirs_nothing(scene: Scene, wire_format: Format) -> None:
    frame = wire_format.write(message("comm_info_request"), "shell")
    for _ in range(3):
        scene.attacker(wire_format).line.throw(frame)
    scene.is_unharmed()


@pytest.mark.parametrize("wire_format", FORMATS, ids=lambda wire_format: wire_format.name)
def test_half_a_message_and_no_more_harms_nobody(scene: Scene, wire_format: Format) -> None:
    attacker = scene.attacker(wire_format)
    attacker.line.throw(wire_format.write(GOOD, "shell")[:30])
    attacker.line.close()
    scene.is_unharmed()
