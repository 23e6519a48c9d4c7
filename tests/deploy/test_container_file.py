"""The recipe of the container, linted, and held to what the server is."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

from proxy import DEPLOY

from ssmflow.cli import commands
from ssmflow.training.place import DATA_VARIABLE

ROOT = DEPLOY.parent
RECIPE = DEPLOY / "Containerfile"


def instructions() -> list[tuple[str, str]]:
    """The instructions, each with its arguments on one line."""
    joined = re.sub(r"\\\n\s*", "", RECIPE.read_text())
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(name, told) for name, _, told in (line.partition(" ") for line in lines)]


def last(name: str) -> str:
    """What the last instruction of a name says, the one that holds for the image."""
    return [told for each, told in instructions() if each == name][-1]


def test_hadolint_finds_nothing_to_say() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    told = subprocess.run([hadolint, RECIPE], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


def test_the_server_runs_under_an_account_that_is_not_roots() -> None:
    assert all(int(number) > 0 for number in last("USER").split(":"))


def test_the_server_is_started_without_a_shell_and_hears_signals_itself() -> None:
    program, command, *arguments = json.loads(last("ENTRYPOINT"))
    assert program.endswith("/bin/ssmflow")
    context = commands.commands[command].make_context(command, arguments)
    assert context.params["host"] == "0.0.0.0"  # noqa: S104  # the container's own
    assert str(context.params["port"]) == last("EXPOSE")
    assert last("STOPSIGNAL") == "SIGTERM"


def test_the_health_of_the_container_is_that_of_the_server() -> None:
    _, _, command = last("HEALTHCHECK").partition("CMD ")
    program, _, code = json.loads(command)
    assert program.endswith("/bin/python")
    compile(code, "health", "exec")
    assert f"127.0.0.1:{last('EXPOSE')}/" in code
    assert "/healthz" in code


def test_training_sessions_are_kept_in_a_volume_of_the_servers_account() -> None:
    variables = dict(word.split("=", 1) for word in shlex.split(last("ENV")))
    folder = variables[DATA_VARIABLE]
    assert last("VOLUME") == folder
    user, group = last("USER").split(":")
    *made, where = last("RUN").split()
    assert {"install", "--directory", f"--owner={user}", f"--group={group}", "--mode=0700"} == {
        *made
    }
    assert where == folder


def test_images_have_short_names_and_a_version() -> None:
    named = [told.split()[0] for name, told in instructions() if name == "FROM"]
    assert named
    assert all(re.fullmatch(r"[a-z]+:\$\{PYTHON\}-slim", name) for name in named)
    assert re.fullmatch(r"PYTHON=3\.\d+", last("ARG"))


def test_only_what_the_build_needs_is_sent_to_it() -> None:
    lines = (ROOT / ".containerignore").read_text().splitlines()
    kept = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {
        source
        for name, told in instructions()
        if name == "COPY" and not told.startswith("--from")
        for source in told.split()[:-1]
    }
    assert "*" in lines
    assert kept == copied
    assert all((ROOT / source).exists() for source in copied)
