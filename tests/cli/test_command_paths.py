from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands_run import FLOWS, REPOSITORY, SHIPPED, ssmflow

RESTARTS = FLOWS / "restart-ends-a-path.yaml"


def objects(*arguments: str | Path) -> list[dict[str, object]]:
    output = ssmflow("paths", *arguments, "--format", "json").output
    return [json.loads(line) for line in output.splitlines()]


def test_each_line_is_a_path_in_the_order_of_the_choices() -> None:
    assert ssmflow("paths", RESTARTS).output.splitlines() == [
        "q=ja&r=ja → b",
        "q=ja&r=terug → (restart)",
        "q=neen → b",
    ]


def test_as_json_each_line_is_one_object() -> None:
    assert objects(RESTARTS) == [
        {"answers": {"q": "ja", "r": "ja"}, "outcome": "b"},
        {"answers": {"q": "ja", "r": "terug"}, "restart": True},
        {"answers": {"q": "neen"}, "outcome": "b"},
    ]


def test_without_a_file_the_shipped_flow_has_ten_outcomes_and_a_restart() -> None:
    found = objects()
    assert len(found) == 11
    assert sum("outcome" in path for path in found) == 10
    assert [path for path in found if "restart" in path] == [
        {
            "answers": {
                "role": "lokale-beheerder",
                "eid": "ja",
                "registered-lokale-beheerder": "ja",
                "grant-mandaatuitvoerder": "neen",
                "grant-mandaatbeheerder": "terug",
            },
            "restart": True,
        }
    ]


def test_the_answers_of_a_path_stand_in_the_order_of_the_walk() -> None:
    for line in ssmflow("paths", "--format", "json").output.splitlines():
        assert list(json.loads(line)["answers"])[:2] == ["role", "eid"]


def test_a_flow_that_is_one_outcome_has_one_path_without_answers() -> None:
    assert objects(FLOWS / "smallest.yaml") == [{"answers": {}, "outcome": "a"}]


@pytest.mark.parametrize(("limit", "listed"), [("0", 0), ("3", 3), ("11", 11), ("1000", 11)])
def test_a_limit_lists_so_many_at_most(limit: str, listed: int) -> None:
    every = ssmflow("paths").output.splitlines()
    assert ssmflow("paths", "--limit", limit).output.splitlines() == every[:listed]


def test_a_limit_below_zero_is_wrong_use() -> None:
    result = ssmflow("paths", "--limit", "-1")
    assert result.exit_code == 2
    assert "-1 is not in the range x>=0" in result.stderr


def test_the_count_is_exact_and_minds_no_limit() -> None:
    assert ssmflow("paths", "--count").output == "11\n"
    assert ssmflow("paths", "--count", "--limit", "3").output == "11\n"
    assert json.loads(ssmflow("paths", "--count", "--format", "json").output) == {"paths": 11}


def test_a_reader_that_has_seen_enough_ends_it_quietly(chain: Path) -> None:
    every = subprocess.Popen(
        [sys.executable, "-m", "ssmflow", "paths", str(chain)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=REPOSITORY,
    )
    assert every.stdout
    assert every.stderr
    with every.stdout as output, every.stderr as errors:
        assert output.read(2) == b"q0"
        output.close()
        assert errors.read() == b""
    assert every.wait(60) == 0


@pytest.mark.parametrize("command", ["show", "walk"])
def test_so_do_the_other_commands(command: str, chain: Path) -> None:
    piped = subprocess.Popen(
        [sys.executable, "-m", "ssmflow", command, str(chain)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=REPOSITORY,
    )
    assert piped.stdout
    assert piped.stderr
    with piped.stdout as output, piped.stderr as errors:
        output.close()
        assert errors.read() == b""
    assert piped.wait(60) == 0


def test_a_check_that_nobody_reads_still_tells_by_its_code() -> None:
    piped = subprocess.Popen(
        [sys.executable, "-m", "ssmflow", "check", str(FLOWS / "faulty" / "ten-faults.yaml")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=REPOSITORY,
    )
    assert piped.stdout
    assert piped.stderr
    with piped.stdout as output, piped.stderr as errors:
        output.close()
        assert errors.read() == b"10 errors, 0 warnings\n"
    assert piped.wait(60) == 1


def test_a_chain_of_ten_thousand_steps_is_counted_and_listed(chain: Path) -> None:
    assert ssmflow("paths", chain, "--count").output == "9999\n"
    longest, next_longest = objects(chain, "--limit", "2")
    assert longest["outcome"] == "q9998"
    assert next_longest["outcome"] == "out"


def test_more_paths_than_could_be_listed_are_counted(tmp_path: Path) -> None:
    steps = "".join(
        f"  q{n}: {{text: V, choices: {{a: {{label: A, to: q{n + 1}}},"
        f" b: {{label: B, to: q{n + 1}}}}}}}\n"
        for n in range(100)
    )
    file = tmp_path / "wide.yaml"
    head = "flow: wide\nversion: '1'\nlanguage: nl\ntitle: T\nstart: q0\nsteps:\n"
    file.write_text(f"{head}{steps}  q100: {{text: E, outcome: act}}\n")
    assert ssmflow("paths", file, "--count").output == f"{2**100}\n"


def test_the_shipped_flow_and_its_file_are_one() -> None:
    assert ssmflow("paths", SHIPPED).output == ssmflow("paths").output
