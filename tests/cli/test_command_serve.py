"""What `ssmflow serve` refuses. What it serves is in the tests of serving."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from commands_run import FLOWS, SHIPPED, process

UNSOUND = FLOWS / "faulty" / "one-label-twice.yaml"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port where something listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def refused(*arguments: str | Path) -> CompletedProcess[str]:
    result = process("serve", "--no-browser", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    return result


def test_a_port_that_is_taken_is_one_line(taken: int) -> None:
    told = "is taken: stop what runs there, or choose another with --port"
    result = refused("--port", str(taken))
    assert result.stderr == f"ssmflow: error: port {taken} of 127.0.0.1 {told}\n"


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_a_port_that_there_is_not_is_one_line(port: str) -> None:
    told = f"there is no port {port}: it is a number from 0 to 65535"
    assert refused("--port", port).stderr == f"ssmflow: error: {told}\n"


def test_a_port_that_is_no_number_is_wrong_use() -> None:
    assert "'http' is not a valid integer" in refused("--port", "http").stderr


def test_an_address_of_another_machine_is_one_line() -> None:
    lines = refused("--host", "192.0.2.1", "--port", "0").stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("ssmflow: error: cannot listen at 192.0.2.1")


def test_an_unsound_flow_is_told_with_its_problems_and_not_served() -> None:
    assert refused(UNSOUND).stderr.splitlines() == [
        f"{UNSOUND}:11:21: error: choices 'ja' and 'neen' have one label, 'Ja'",
        "ssmflow: error: the flow is unsound, so it is not served",
    ]


def test_one_unsound_flow_keeps_a_whole_folder_from_being_served(tmp_path: Path) -> None:
    (tmp_path / "smallest.yaml").write_text((FLOWS / "smallest.yaml").read_text())
    (tmp_path / UNSOUND.name).write_text(UNSOUND.read_text())
    lines = refused(tmp_path).stderr.splitlines()
    assert lines[0].startswith(f"{tmp_path / UNSOUND.name}:11:21: error: ")
    assert len(lines) == 2


def test_an_unsound_flow_is_told_before_the_port_is_tried(taken: int) -> None:
    assert "is taken" not in refused(UNSOUND, "--port", str(taken)).stderr


def test_a_file_that_is_not_there_is_one_line() -> None:
    assert refused("nothing.yaml").stderr == "nothing.yaml: error: there is no such file\n"


def test_a_folder_without_a_flow_is_one_line(tmp_path: Path) -> None:
    told = f"{tmp_path}: error: the folder holds no flow (.yaml or .yml)\n"
    assert refused(tmp_path).stderr == told


def test_two_flows_are_wrong_use_for_a_folder_is_how_several_are_served() -> None:
    assert "unexpected extra argument" in refused(SHIPPED, SHIPPED).stderr
