"""The unit for systemd, read by systemd itself."""

from __future__ import annotations

import configparser
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from proxy import DEPLOY

from ssmflow.cli import commands
from ssmflow.cli.passphrase import PASSPHRASE_VARIABLE
from ssmflow.formats.library import FLOWS_VARIABLE
from ssmflow.serving.application import STOPPED_WITHIN
from ssmflow.training.place import DATA_VARIABLE

UNIT = DEPLOY / "ssmflow.service"
VARIABLES = DEPLOY / "ssmflow.env"
SERVERS = DEPLOY / "nginx" / "servers.conf"
VISITORS, THREADS, FILES = 300, 4, 12
MOST_EXPOSED = 15  # tenths, of 100: what systemd itself calls OK ends at 44


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def service() -> dict[str, str]:
    """What the unit says of the service; the last word, where a name comes twice."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNIT)
    return dict(parser["Service"])


def database_variable() -> str:
    """The variable that `ssmflow serve` reads the database's address from."""
    (option,) = (each for each in commands.commands["serve"].params if each.name == "database")
    return str(option.envvar)


def calls(group: str) -> set[str]:
    """The system calls of a group, with those of the groups in it."""
    words = analyze("syscall-filter", group).stdout.split("\n")[1:]
    lines = {word.strip() for word in words} - {""}
    named = {line for line in lines if not line.startswith("#")}
    inner = {name for name in named if name.startswith("@")}
    return (named - inner).union(*map(calls, inner))


def test_systemd_finds_nothing_to_say_about_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    here = Path(sys.executable).parent
    unit.write_text(UNIT.read_text().replace("/opt/ssmflow/bin/", f"{here}/"))
    told = analyze("verify", "--man=no", unit)
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


def test_systemd_finds_the_service_little_exposed() -> None:
    told = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", UNIT)
    assert told.returncode == 0, told.stdout


def test_the_command_is_one_that_there_is(service: dict[str, str]) -> None:
    variables = dict(
        line.split("=", 1)
        for line in VARIABLES.read_text().splitlines()
        if line and not line.startswith("#")
    )
    line = service["ExecStart"].replace("$SSMFLOW_OPTIONS", variables["SSMFLOW_OPTIONS"])
    _, command, *arguments = shlex.split(line)
    context = commands.commands[command].make_context(command, arguments)
    assert context.params["no_browser"]
    assert f"server {context.params['host']}:{context.params['port']};" in SERVERS.read_text()


def test_the_flows_are_named_by_the_variable_that_the_app_reads() -> None:
    assert f"\n#{FLOWS_VARIABLE}=/" in VARIABLES.read_text()


def test_training_sessions_are_kept_in_a_folder_that_systemd_makes_for_the_service_alone(
    service: dict[str, str],
) -> None:
    told = f"Environment={DATA_VARIABLE}=/var/lib/{service['StateDirectory']}\n"
    assert told in UNIT.read_text()
    assert service["StateDirectoryMode"] == "0700"


@pytest.mark.parametrize("name", [PASSPHRASE_VARIABLE, database_variable()])
def test_secrets_are_named_by_the_variables_that_the_command_reads(name: str) -> None:
    assert f"\n#{name}=" in VARIABLES.read_text()


def test_the_service_may_hold_a_full_room(service: dict[str, str]) -> None:
    assert int(service["TasksMax"]) > 2 * VISITORS * THREADS
    assert int(service["LimitNOFILE"]) > 2 * VISITORS * FILES


def test_the_system_calls_without_which_zeromq_ends_the_server_are_let_through() -> None:
    filters = [
        told.removeprefix("SystemCallFilter=")
        for told in UNIT.read_text().splitlines()
        if told.startswith("SystemCallFilter=")
    ]
    allowed: set[str] = set()
    for told in filters:
        groups = set().union(*map(calls, told.removeprefix("~").split()))
        allowed = allowed - groups if told.startswith("~") else allowed | groups
    assert {"sched_setscheduler", "clone3", "pidfd_open", "prctl"} <= allowed
    assert not {"chroot", "setuid"} & allowed


def test_systemd_waits_longer_than_the_server_takes_to_stop(service: dict[str, str]) -> None:
    assert float(service["TimeoutStopSec"].removesuffix("s")) > STOPPED_WITHIN
    assert service["KillMode"] == "mixed"
