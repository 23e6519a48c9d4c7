"""What a page may say to its kernel; all else is refused before a kernel hears of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import count, pairwise
from types import MappingProxyType
from typing import Any, NoReturn

WIDGET_CONTROL = "jupyter.widget.control"
"""The one target that a page may open a comm to: it asks for the states of all widgets."""

HEADER = ("msg_id", "msg_type", "session", "username", "version", "date")
LONGEST = 200  # characters of a part of a header, or of an id
BUFFERS = 100  # of one message
METHODS = frozenset({"update", "custom", "request_state", "request_states"})


_NUMBERS = count()


class RefusedMessageError(Exception):
    """A message that no page of ours sends."""


def read_message(frame: str | bytes) -> dict[str, Any]:
    """Read a message of a page, and keep no more of it than a kernel needs.

    Args:
        frame: What came: bytes in the protocol ``v1.kernel.websocket.jupyter.org``, or a text of
            JSON as the older protocol has it.

    Raises:
        RefusedMessageError: It is neither, or says what no page of ours says.
    """
    try:
        found = _of_bytes(frame) if isinstance(frame, bytes) else _of_text(frame)
        channel, header, metadata, content, buffers = found
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedMessageError("no message") from error
    _require(channel == "shell" and isinstance(header, dict) and isinstance(content, dict))
    header = {name: header.get(name, "") for name in HEADER}
    _require(all(_is_short(part) for part in header.values()))
    check = ACCEPTED.get(header["msg_type"])
    _require(check is not None and check(content))
    _require(not buffers or header["msg_type"] == "comm_msg")
    return {
        "header": header,
        "parent_header": {},
        # The number makes a message that is sent again another: a kernel logs one it has seen.
        "metadata": {**_version(metadata), "number": next(_NUMBERS)},
        "content": content,
        "buffers": buffers,
    }


def _of_bytes(frame: bytes) -> tuple[str, Any, Any, Any, list[bytes]]:
    """Of the newer protocol: how many offsets, the offsets, the channel, four parts, buffers."""
    count = int.from_bytes(frame[:8], "little")
    _require(6 <= count <= 6 + BUFFERS)
    offsets = [int.from_bytes(frame[8 * at : 8 * at + 8], "little") for at in range(1, count + 1)]
    _require(offsets == sorted(offsets) and offsets[-1] <= len(frame))
    channel, header, _, metadata, content, *buffers = (
        frame[start:end] for start, end in pairwise(offsets)
    )
    return channel.decode(), _json(header), _json(metadata), _json(content), buffers


def _of_text(frame: str) -> tuple[str, Any, Any, Any, list[bytes]]:
    message = _json(frame)
    return message["channel"], message["header"], message.get("metadata"), message["content"], []


def _json(text: str | bytes) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(_: object) -> NoReturn:
    raise RefusedMessageError("no JSON")


def _require(holds: bool) -> None:
    if not holds:
        raise RefusedMessageError("not what a page says")


def _is_short(part: object) -> bool:
    return isinstance(part, str) and len(part) <= LONGEST


def _version(metadata: object) -> dict[str, str]:
    """The version of the widgets' protocol, the one thing of a message's metadata that counts."""
    version = metadata.get("version") if isinstance(metadata, dict) else None
    return {"version": version} if isinstance(version, str) and _is_short(version) else {}


def _opens_control(content: Mapping[str, Any]) -> bool:
    return content.get("target_name") == WIDGET_CONTROL and _is_short(content.get("comm_id"))


def _speaks_to_widget(content: Mapping[str, Any]) -> bool:
    data = content.get("data")
    if not isinstance(data, dict) or not _is_short(content.get("comm_id")):
        return False
    method, state = data.get("method"), data.get("state", {})
    return isinstance(method, str) and method in METHODS and isinstance(state, dict)


ACCEPTED: Mapping[str, Callable[[Mapping[str, Any]], bool]] = MappingProxyType(
    {
        "comm_info_request": lambda _: True,
        "comm_msg": _speaks_to_widget,
        "comm_open": _opens_control,
        "kernel_info_request": lambda _: True,
    }
)
"""The types of messages that a page sends, each with what its content has to be."""
