from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands_run import FLOWS, REPOSITORY, process, ssmflow

REMEMBERED = FLOWS / "remembered-answer.yaml"
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]")


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """Return what a real terminal receives."""
    reading, writing = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "ssmflow", *map(str, arguments)],
        env={**kept, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
        stdout=writing,
        cwd=REPOSITORY,
    ):
        os.close(writing)
        received = b""
        while True:
            try:
                received += os.read(reading, 65536)
            except OSError:  # the other end is closed
                break
    os.close(reading)
    return received.decode()


def test_a_flow_is_a_tree_in_which_a_shared_step_stands_once() -> None:
    assert ssmflow("show", REMEMBERED).output.splitlines() == [
        "De laatste vraag is gedeeld; de eerste beslist (remembered-answer, version 1)",
        "first: Eerste vraag?",
        "├── A → shared: Gedeelde vraag?",
        "│   ├── Ga door [first=a] → out-a [act]: Uitkomst a",
        "│   ├── Ga door [first=b|c, extra=ja] → out-b [refer]: Uitkomst b",
        "│   ├── Ga door [else] → out-other [stop]: Andere uitkomst",
        "│   └── Terug → restart",
        "├── B → extra: Extra vraag, alleen na B?",
        "│   ├── Ja → shared, above",
        "│   └── Neen → shared, above",
        "└── C → shared, above",
    ]


def test_reconstructed_arrows_are_marked() -> None:
    shown = ssmflow("show", FLOWS / "parking-permit.yaml").output
    assert "Auto [else, reconstructed] → no-permit" in shown


def test_another_language_gives_its_texts() -> None:
    shown = ssmflow("show", FLOWS / "parking-permit.yaml", "--language", "en").output
    assert "resident: Do you live in the city?" in shown


def test_a_program_reads_the_steps_as_json() -> None:
    shown = json.loads(ssmflow("show", REMEMBERED, "--format", "json").output)
    assert list(shown["steps"]) == ["first", "extra", "shared", "out-a", "out-b", "out-other"]
    assert shown["start"] == "first"
    assert shown["steps"]["out-b"]["outcome"] == "refer"
    assert shown["steps"]["shared"]["choices"]["door"]["to"][1] == {
        "when": {"first": ["b", "c"], "extra": ["ja"]},
        "to": "out-b",
    }
    assert shown["steps"]["shared"]["choices"]["terug"]["restart"] is True


@pytest.mark.parametrize("command", ["show", "paths", "walk"])
@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1"])
def test_a_terminal_that_lacks_characters_gets_no_traceback(command: str, encoding: str) -> None:
    result = process(command, PYTHONIOENCODING=encoding)
    assert (result.returncode, result.stderr) == (0, "")
    assert "role" in result.stdout


def test_a_character_that_a_terminal_lacks_is_a_question_mark() -> None:
    shown = process("paths", PYTHONIOENCODING="iso-8859-1").stdout
    assert "role=mandaatbeheerder&eid=neen ? no-eid\n" in shown


def test_a_tree_without_box_characters_is_still_a_tree() -> None:
    lines = process("show", REMEMBERED, PYTHONIOENCODING="ascii").stdout.splitlines()
    assert lines[2].startswith("+-- A ? shared")


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_a_narrow_terminal_cuts_nothing_and_is_never_overrun(columns: int) -> None:
    lines = process("show", REMEMBERED, COLUMNS=str(columns)).stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert "…" not in "".join(lines)


def test_a_terminal_has_colours_and_no_color_takes_them_away() -> None:
    assert COLOUR.search(on_a_terminal("show", REMEMBERED))
    without = on_a_terminal("show", REMEMBERED, NO_COLOR="1")
    assert "out-other" in without
    assert not COLOUR.search(without)


def test_what_is_no_terminal_gets_no_colours() -> None:
    assert "\x1b" not in process("show", REMEMBERED, TERM="xterm-256color").stdout


@pytest.mark.parametrize("command", ["show", "walk"])
def test_a_flow_s_text_commands_no_terminal_and_is_no_markup(command: str, tmp_path: Path) -> None:
    file = tmp_path / "wild.yaml"
    wild = r'"\e[31mRood \a\r\x9b1m [bold]vet[/bold]"'
    head = "flow: wild\nversion: '1'\nlanguage: nl\n"
    file.write_text(f"{head}title: {wild}\nstart: a\nsteps:\n  a: {{text: {wild}, outcome: act}}\n")
    received = on_a_terminal(command, file, NO_COLOR="1")
    assert "[31mRood" in received
    assert "[bold]vet[/bold]" in received
    assert "\x1b[31m" not in received
    assert not set("\a\x9b") & set(received)


@pytest.mark.parametrize("columns", [20, 80, 300])
def test_no_step_of_a_deep_flow_is_lost_however_narrow_the_terminal(
    columns: int, tmp_path: Path
) -> None:
    file = tmp_path / "deep.yaml"
    steps = "".join(
        f"  q{n}: {{text: V, choices: {{j: {{label: J, to: q{n + 1}}}, n: {{label: N, to: o}}}}}}\n"
        for n in range(99)
    )
    ends = "  q99: {text: E, outcome: act}\n  o: {text: U, outcome: stop}\n"
    head = "flow: deep\nversion: '1'\nlanguage: nl\ntitle: T\nstart: q0\nsteps:\n"
    file.write_text(head + steps + ends)
    shown = process("show", file, COLUMNS=str(columns)).stdout
    lines = [line.split("→ ")[-1].lstrip("│ ") for line in shown.splitlines()]
    assert [f"q{n}: V" in lines for n in range(99)] == [True] * 99


def test_a_chain_of_ten_thousand_steps_is_shown_each_step_once(chain: Path) -> None:
    shown = ssmflow("show", chain).output
    assert len(re.findall(r"q\d+(?: \[act\])?: ", shown)) == 9_999
    assert re.search(r"→ q\d+, below", shown)
