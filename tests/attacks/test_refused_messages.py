"""Messages that would run, read, stop or steer something in a kernel: none of them arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scene import Scene
from wire import CHANNELS, FORMATS, TEXT, Format, as_text, message


def contents(code: str) -> dict[str, dict[str, Any]]:
    """What each type of message carries, with code that leaves a mark where it runs."""
    execution = {"silent": False, "store_history": True, "allow_stdin": True, "stop_on_error": True}
    expressions: dict[str, Any] = {"user_expressions": {"mark": code}}
    variables = {"type": "request", "seq": 1, "command": "evaluate"}
    return {
        "execute_request": {"code": code, **execution, **expressions},
        "complete_request": {"code": "open", "cursor_pos": 4},
        "inspect_request": {"code": "open", "cursor_pos": 4, "detail_level": 1},
        "history_request": {"hist_access_type": "tail", "n": 100, "output": True, "raw": True},
        "is_complete_request": {"code": code},
        "debug_request": {**variables, "arguments": {"expression": code, "context": "repl"}},
        "input_reply": {"value": code},
        "shutdown_request": {"restart": False},
        "interrupt_request": {},
        "create_subshell_request": {},
        "list_subshell_request": {},
        "usage_request": {},
        "connect_request": {},
        "comm_info_request ": {},
        "apply_request": {"code": code},
        "execute_reply": {"status": "ok", "execution_count": 1},
        "unknown_request": {"code": code},
    }


@pytest.mark.parametrize("kind", contents(""))
def test_no_channel_takes_the_message_in_any_format(
    scene: Scene, tmp_path: Path, kind: str
) -> None:
    mark = tmp_path / "mark"
    content = contents(f"open({str(mark)!r}, 'w').close()")[kind]
    for wire_format in FORMATS:
        attacker = scene.attacker(wire_format)
        for channel in (*CHANNELS, "hb", "", "Shell"):
            attacker.line.throw(wire_format.write(message(kind, content), channel))
    scene.is_unharmed()
    assert not mark.exists()


@pytest.mark.parametrize("wire_format", FORMATS, ids=lambda wire_format: wire_format.name)
def test_a_harmless_header_hides_no_message_that_runs(
    scene: Scene, tmp_path: Path, wire_format: Format
) -> None:
    mark = tmp_path / "mark"
    content = {"code": f"open({str(mark)!r}, 'w').close()", "silent": False}
    attacker = scene.attacker(wire_format)
    hidden = message("execute_request", content)
    for outer in ("comm_msg", "kernel_info_request"):
        header = hidden["header"] | {"type": outer}
        for disguise in ({"msg_type": outer}, {"parent_header": message(outer)["header"]}):
            said = hidden | {"header": header} | disguise
            attacker.line.throw(wire_format.write(said, "shell"))
    for kind in ("execute_request\0", "EXECUTE_REQUEST", "comm_msg\0execute_request"):
        attacker.line.throw(wire_format.write(message(kind, content), "shell"))
    scene.is_unharmed()
    assert not mark.exists()


@pytest.mark.parametrize(
    "order", [("execute_request", "comm_msg"), ("comm_msg", "execute_request")]
)
def test_a_type_that_is_given_twice_runs_nothing(
    scene: Scene, tmp_path: Path, order: tuple[str, str]
) -> None:
    mark = tmp_path / "mark"
    content = {"code": f"open({str(mark)!r}, 'w').close()", "silent": False}
    frame = as_text(message("twice", content), "shell")
    attacker = scene.attacker(TEXT)
    first, last = order
    attacker.line.throw(frame.replace('"twice"', f'"{first}", "msg_type": "{last}"'))
    scene.is_unharmed()
    assert not mark.exists()
