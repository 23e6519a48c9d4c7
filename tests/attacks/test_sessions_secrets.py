"""Where secrets could lie about: environments, the list of processes, the log, and answers."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from attacker import Network
from room_people import PASSPHRASE
from served import started
from training_room import SERVE, TrainingRoom, served_room
from watching import until

from ssmflow.training.guard import shown_code, token_hash
from ssmflow.views.trainer.after import After
from ssmflow.views.trainer.door import Door


@dataclass(frozen=True)
class Looked:
    """What could be found while a session was held, and what of it is secret."""

    environments: list[str]
    commands: list[str]
    log: str
    answers: str
    secrets: list[str]


@pytest.fixture(scope="module", params=["forked", "not-forked"])
def looked(
    net: Network, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Looked:
    """A session from joining to deleting, with wrong tries, and what is found meanwhile."""
    folder: Path = tmp_path_factory.mktemp("looked")
    options = ["--no-fork"] if request.param == "not-forked" else []
    with served_room(net, folder, *options) as room:
        one = room.participant("Jonathan-Bo")
        one.hand_in()
        own = room.trainer.until_listed("Jonathan-Bo")["id"]
        wrong_attempts(room)
        secrets = [PASSPHRASE, one.token, token_hash(one.token), *room.trainer.sign_ins]
        secrets += ["Jonathan-Bo", room.trainer.code, shown_code(room.trainer.code), own]
        environments, commands = processes(room)
        paths = ("/training", "/trainer", "/metrics", "/healthz", "/")
        answers = "".join(room.app.ask(path).text for path in paths)
        room.trainer.look_at("after", After)
        room.trainer.want(After, "erase", session=room.trainer.session)
        room.trainer.until(lambda: not room.trainer.session, "the session is not deleted")
    # The whole of it, with what is written when the server stops.
    log = (folder / "log").read_text()
    return Looked(environments, commands, log, answers, secrets)


def wrong_attempts(room: TrainingRoom) -> None:
    """Who mistypes a passphrase or a code gives away most of it."""
    crafty = room.new_trainer()
    crafty.want(Door, "sign_in", passphrase=f"{PASSPHRASE}s")
    crafty.line.settle()
    guessing = room.anyone()
    guessing.knock("CDFGHJK")
    assert not guessing.ask_in("Jonathan-Bo")


def processes(room: TrainingRoom) -> tuple[list[str], list[str]]:
    """The environments and the commands of the server and all that it has started."""
    server = psutil.Process(room.app.process.pid)
    environments, commands = [], []
    for process in (server, *server.children(recursive=True)):
        # It may end while we look.
        with suppress(psutil.NoSuchProcess):
            environment, command = str(process.environ()), " ".join(process.cmdline())
            environments.append(environment)
            commands.append(command)
    return environments, commands


def found(looked: Looked, texts: list[str]) -> list[str]:
    return [secret for secret in looked.secrets for text in texts if secret in text]


def test_no_environment_holds_a_passphrase_or_who_takes_part(looked: Looked) -> None:
    assert len(looked.environments) > 3
    assert found(looked, looked.environments) == []


def test_no_line_of_a_command_does(looked: Looked) -> None:
    assert found(looked, looked.commands) == []


def test_the_log_says_nothing_of_who_takes_part_and_nothing_that_is_secret(looked: Looked) -> None:
    assert '"page": "training"' in looked.log
    assert found(looked, [looked.log]) == []


def test_no_answer_to_a_stranger_does(looked: Looked) -> None:
    assert found(looked, [looked.answers]) == []


def test_the_key_of_the_service_is_in_no_answer_and_not_in_the_list_of_processes(
    looked: Looked,
) -> None:
    (key,) = {
        text.split('{"key": "')[1][:32] for text in looked.environments if '{"key": "' in text
    }
    assert key not in looked.answers
    assert key not in str(looked.commands)
    assert key not in looked.log


def test_what_the_operator_gives_by_the_environment_reaches_no_kernel(tmp_path: Path) -> None:
    given = {
        "SSMFLOW_PASSPHRASE": "negen stille wolken",
        "SSMFLOW_DATABASE": "postgresql://trainers:elf-gele-bussen@127.0.0.1:1/nowhere",
    }
    log = tmp_path / "log"
    with started([sys.executable, *SERVE], folder=tmp_path, log=log, variables=given) as app:
        assert app.ask("/training").status == 200
        server = psutil.Process(app.process.pid)
        # The kernel that was just given away is replaced in its own time.
        until(lambda: len(server.children()) >= 4, "there are no kernels")
        told = [str(child.environ()) for child in server.children()]
    assert len(told) >= 4
    assert "SSMFLOW_TRAINING" in told[0]
    secrets = ("negen stille wolken", "elf-gele-bussen")
    assert [secret for secret in secrets for text in told if secret in text] == []
    assert [secret for secret in secrets if secret in log.read_text()] == []
