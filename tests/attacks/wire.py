"""How a message to a kernel looks on the wire, in each of the formats that Jupyter knows.

Source: https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

Message = dict[str, Any]
Frame = str | bytes
CHANNELS = ("shell", "control", "stdin", "iopub")
_numbers = count()


def message(kind: str, content: Any = None, **header: Any) -> Message:
    """A message of a kind, well-formed where the content is."""
    told = {
        "msg_id": f"attack-{next(_numbers)}",
        "msg_type": kind,
        "session": "attacker",
        "username": "attacker",
        "version": "5.4",
        "date": "2026-01-01T00:00:00Z",
    }
    return {
        "header": told | header,
        "parent_header": {},
        "metadata": {"version": "1.0.0"},  # of the control of widgets
        "content": {} if content is None else content,
    }


def as_text(said: Mapping[str, Any], channel: str) -> str:
    """JSON in a text frame."""
    return json.dumps({**said, "channel": channel, "buffers": []})


def as_binary(said: Mapping[str, Any], channel: str) -> bytes:
    """JSON in a binary frame, behind the number of its parts and where each begins."""
    part = json.dumps({**said, "channel": channel}).encode()
    return struct.pack("!II", 1, 8) + part


def as_v1(said: Mapping[str, Any], channel: str) -> bytes:
    """The parts one after another, behind their number and where each begins."""
    parts = ("header", "parent_header", "metadata", "content")
    return joined(channel.encode(), *(json.dumps(said[part]).encode() for part in parts))


def joined(*parts: bytes) -> bytes:
    """Parts of a message in the v1 format, whatever they hold."""
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<Q{len(offsets)}Q", len(offsets), *offsets) + b"".join(parts)


@dataclass(frozen=True)
class Format:
    """A format: the subprotocol that it goes by, and how it writes a message."""

    name: str
    protocol: str | None
    write: Callable[[Mapping[str, Any], str], Frame]


TEXT = Format("text", None, as_text)
BINARY = Format("binary", None, as_binary)
V1 = Format("v1", "v1.kernel.websocket.jupyter.org", as_v1)
FORMATS = (TEXT, BINARY, V1)


def read(frame: Frame, protocol: str | None) -> Message:
    """What a server says, in any of the formats; buffers are left out."""
    if isinstance(frame, str):
        found: Message = json.loads(frame)
        return found
    if protocol == V1.protocol:
        return _read_v1(frame)
    number = int(struct.unpack_from("!I", frame)[0])
    starts = [*struct.unpack_from(f"!{number}I", frame, 4), len(frame)]
    said: Message = json.loads(frame[starts[0] : starts[1]])
    return said


def _read_v1(frame: bytes) -> Message:
    (number,) = struct.unpack_from("<Q", frame)
    offsets = struct.unpack_from(f"<{number}Q", frame, 8)
    parts = [frame[start:end] for start, end in pairwise(offsets)]
    names = ("header", "parent_header", "metadata", "content")
    said = dict(zip(names, map(json.loads, parts[1:5]), strict=True))
    return {**said, "msg_type": said["header"]["msg_type"], "channel": parts[0].decode()}
