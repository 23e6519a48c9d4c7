"""What a page may say to its kernel, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from ssmflow.serving.incoming import RefusedMessageError, read_message

CLICK = {"comm_id": "m", "data": {"method": "custom", "content": {"event": "click"}}}
HEADER = {
    "msg_id": "1",
    "msg_type": "comm_msg",
    "session": "s",
    "username": "",
    "version": "5.3",
    "date": "2026-01-01T00:00:00Z",
}


def frame(
    content: object = CLICK,
    *,
    channel: str = "shell",
    metadata: object = None,
    buffers: tuple[bytes, ...] = (),
    **header: object,
) -> bytes:
    """A message in the newer protocol, as Jupyter's own code writes it."""
    parts = [HEADER | header, {"of": "another"}, metadata or {}, content]
    found: bytes = serialize_msg_to_ws_v1(
        [*(json.dumps(part).encode() for part in parts), *buffers], channel
    )
    return found


def text(content: object = CLICK, *, channel: str = "shell", **header: object) -> str:
    """The same in the older protocol."""
    parts = {"header": HEADER | header, "parent_header": {}, "metadata": {}, "content": content}
    return json.dumps({**parts, "channel": channel, "buffers": []})


@pytest.mark.parametrize("write", [frame, text])
def test_a_click_passes(write: Any) -> None:
    message = read_message(write())
    assert message["content"] == CLICK
    assert message["header"] == HEADER


def test_a_message_keeps_nothing_that_a_kernel_does_not_need() -> None:
    message = read_message(frame(metadata={"version": "2.1.0", "more": 1}, subshell_id="x"))
    assert "subshell_id" not in message["header"]
    assert message["parent_header"] == {}
    assert message["metadata"].keys() == {"version", "number"}
    assert message["metadata"]["version"] == "2.1.0"


def test_a_message_that_comes_again_is_another() -> None:
    first, second = read_message(frame()), read_message(frame())
    assert first["metadata"] != second["metadata"]


def test_an_upload_brings_its_buffers() -> None:
    content = {"comm_id": "m", "data": {"method": "update", "state": {}, "buffer_paths": []}}
    assert read_message(frame(content, buffers=(b"one", b"two")))["buffers"] == [b"one", b"two"]


def test_a_page_may_ask_for_the_states_of_widgets() -> None:
    opens = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
    assert read_message(frame(opens, msg_type="comm_open"))["content"] == opens
    asks = {"comm_id": "c", "data": {"method": "request_states"}}
    assert read_message(frame(asks))["content"] == asks


@pytest.mark.parametrize("write", [frame, text])
@pytest.mark.parametrize(
    "kind",
    [
        "execute_request",
        "complete_request",
        "inspect_request",
        "history_request",
        "is_complete_request",
        "debug_request",
        "input_reply",
        "shutdown_request",
        "interrupt_request",
        "create_subshell_request",
        "usage_request",
        "comm_close",
        "",
    ],
)
def test_no_other_type_of_message_passes(write: Any, kind: str) -> None:
    with pytest.raises(RefusedMessageError):
        read_message(write({"code": "1"}, msg_type=kind))


@pytest.mark.parametrize("write", [frame, text])
@pytest.mark.parametrize("channel", ["control", "stdin", "iopub", "", "SHELL"])
def test_no_other_channel_is_open(write: Any, channel: str) -> None:
    with pytest.raises(RefusedMessageError):
        read_message(write(channel=channel))


@pytest.mark.parametrize(
    "content",
    [
        {"comm_id": "c", "target_name": "jupyter.widget", "data": {}},
        {"comm_id": "c", "target_name": "anything"},
        {"target_name": "jupyter.widget.control"},
        {},
    ],
)
def test_no_other_comm_is_opened(content: object) -> None:
    with pytest.raises(RefusedMessageError):
        read_message(frame(content, msg_type="comm_open"))


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "text",
        {"comm_id": 1, "data": {"method": "custom"}},
        {"comm_id": "m" * 1000, "data": {"method": "custom"}},
        {"comm_id": "m", "data": None},
        {"comm_id": "m", "data": {"method": "invent"}},
        {"comm_id": "m", "data": {"method": ["custom"]}},
        {"comm_id": "m", "data": {"method": "update", "state": ["children"]}},
    ],
)
def test_no_message_of_another_shape_reaches_a_widget(content: object) -> None:
    with pytest.raises(RefusedMessageError):
        read_message(frame(content))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff" * 8,
        b"\x00" * 100,
        frame()[:-10],
        (2**63).to_bytes(8, "little") + b"x" * 100,
        "not JSON",
        "[]",
        "null",
        "{}",
        '{"channel": "shell", "header": [], "content": {}}',
        "[" * 100_000,
        '{"channel": "shell", "header": {}, "content": NaN}',
        "9" * 10_000,
    ],
)
def test_what_is_no_message_is_refused(raw: str | bytes) -> None:
    with pytest.raises(RefusedMessageError):
        read_message(raw)


@pytest.mark.parametrize("part", ["msg_id", "session", "username", "version", "date"])
@pytest.mark.parametrize("value", [1, None, ["x"], {"x": 1}, "x" * 1000])
def test_every_part_of_a_header_is_a_short_text(part: str, value: object) -> None:
    with pytest.raises(RefusedMessageError):
        read_message(frame(**{part: value}))  # type: ignore[arg-type]  # all go into the header


@given(st.binary(max_size=400) | st.text(max_size=400))
def test_whatever_comes_is_read_or_refused(raw: str | bytes) -> None:
    try:
        message = read_message(raw)
    except RefusedMessageError:
        return
    assert message["header"]["msg_type"]


@given(st.data())
def test_a_damaged_message_is_read_or_refused(data: st.DataObject) -> None:
    whole = frame()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + data.draw(st.binary(min_size=1, max_size=9)) + whole[place + 1 :]
    try:
        read_message(damaged)
    except RefusedMessageError:
        return
