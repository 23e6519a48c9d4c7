"""What the tables of training sessions say of results."""

from __future__ import annotations

from typing import Any

from benchmarks.training.tables import tables


def times(value: float) -> dict[str, float]:
    return {"number": 9, "p50": value / 2, "p95": value, "longest": 2 * value}


def results(polling: float = 0.01, live: float = 0.2, answer: float = 0.05) -> dict[str, Any]:
    heard = ("board, one answers", "board of another server, one answers", "board, all answer")
    waiting = {
        "idle": {"service": polling, "another": 0.0, "database": 0.1},
        "busy": {"service": 0.3, "another": 0.0},
        **{each: times(live) for each in heard},
    }
    confirming = {
        "writes a second": [100.0, 200.0],
        "1": {"a second": 50.0, "core": 0.1, **times(1)},
    }
    together = {
        "people": 100,
        "done": 100,
        "clicks": 9000,
        "click to answer": times(answer),
        "back after the kill": times(9),
        "clicks made again": 7,
        "server there again after": 1.5,
        "trainer's board back after": 3.0,
    }
    return {
        "date": "2026-01-01",
        "machine": {
            "processor": "2 cores",
            "memory": "24 GiB",
            "system": "Linux",
            "python": "3.11",
        },
        "plan": {"participants": 300, "boards": 5},
        "stores": {"PostgreSQL": {"waiting": waiting, "confirming": confirming}},
        "pages": {
            "waiting": {"server": 0.2},
            "answering": {"server": 0.9},
            "memory": 4e9,
            "click to answer": times(0.03),
            "board": times(0.4),
        },
        "room": {"alone": {"click to answer": times(0.02)}, "together": together, "faults": []},
    }


def rows_with(told: dict[str, Any], words: str) -> list[str]:
    return [line for line in tables(told).splitlines() if words in line]


def test_polling_counts_what_the_database_takes_as_well() -> None:
    (row,) = rows_with(results(polling=0.45), "while nobody does anything | 0.55")
    assert row.endswith("| **not met** |")
    assert rows_with(results(polling=0.3), "nobody does anything | 0.40")[0].endswith("| met |")


def test_a_board_is_live_where_95_in_a_hundred_answers_come_within_a_second() -> None:
    assert all("| met |" in row for row in rows_with(results(live=0.9), "within 1 s"))
    assert all("**not met**" in row for row in rows_with(results(live=1.1), "within 1 s"))


def test_a_click_is_answered_in_time_where_95_in_a_hundred_are() -> None:
    assert "150 ms: met" in rows_with(results(answer=0.14), "150 ms")[0]
    assert "150 ms: **not met**" in rows_with(results(answer=0.16), "150 ms")[0]


def test_what_is_missing_is_counted() -> None:
    told = results()
    told["room"]["faults"] = ["something"]
    assert "| 1 |" in rows_with(told, "missing")[0]
