"""How many visitors a machine bears."""

from __future__ import annotations

from ssmflow.serving.machine import memory, visitors

GIGABYTE = 1_000_000_000


def test_more_memory_bears_more_visitors() -> None:
    assert visitors(8 * GIGABYTE, forked=True) > 3 * visitors(2 * GIGABYTE, forked=True)


def test_forked_kernels_let_more_visitors_in() -> None:
    assert visitors(4 * GIGABYTE, forked=True) > 3 * visitors(4 * GIGABYTE, forked=False)


def test_two_gigabytes_bear_a_classroom() -> None:
    assert 30 < visitors(2 * GIGABYTE, forked=True) < 100


def test_the_smallest_machine_lets_somebody_in() -> None:
    assert visitors(100_000_000, forked=False) == 2


def test_this_machine_has_memory() -> None:
    assert memory() > 100_000_000
