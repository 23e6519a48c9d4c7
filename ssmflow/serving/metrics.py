"""What is counted and measured, for Prometheus: of visits and kernels, never of a person."""

from __future__ import annotations

from collections.abc import Callable

import psutil
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

START_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The figures of one server. Their names and units follow Prometheus's advice on naming."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.kernels = Gauge("ssmflow_kernels", "Kernels that live.", ["state"], registry=registry)
        self.memory = Gauge(
            "ssmflow_memory_bytes",
            "Memory of the server and all below it; what is shared counts once.",
            registry=registry,
        )
        self.kernel_start = Histogram(
            "ssmflow_kernel_start_seconds",
            "How long a kernel took to start.",
            ["way"],
            buckets=START_SECONDS,
            registry=registry,
        )
        self.visits_refused = Counter(
            "ssmflow_visits_refused", "Visits refused, as the room was full.", registry=registry
        )
        self.visits_ended = Counter(
            "ssmflow_visits_ended", "Visits that ended, by why.", ["why"], registry=registry
        )
        self.messages_refused = Counter(
            "ssmflow_messages_refused", "Messages that no page sends.", registry=registry
        )
        self.parents_replaced = Counter(
            "ssmflow_forking_parents_replaced",
            "Processes to fork from that were replaced, by why.",
            ["why"],
            registry=registry,
        )

    def count_kernels(self, state: str, count: Callable[[], int]) -> None:
        """Say how kernels in a state are counted when somebody asks.

        Args:
            state: ``visited`` or ``waiting``.
            count: Counts them.
        """
        self.kernels.labels(state).set_function(count)

    def text(self, memory: int) -> bytes:
        """All figures, in Prometheus's format for texts.

        Args:
            memory: What `memory_of` has found, in bytes.
        """
        self.memory.set(memory)
        found: bytes = generate_latest(self._registry)
        return found


def memory_of(process: int) -> int:
    """The memory of a process and all below it, in bytes.

    Where the system tells (Linux), memory that several processes share counts once. It takes about
    a millisecond a process.

    Args:
        process: Its id.
    """
    root = psutil.Process(process)
    return sum(_memory(each) for each in (root, *root.children(recursive=True)))


def _memory(process: psutil.Process) -> int:
    try:
        found = process.memory_full_info()
    except psutil.Error:  # it has ended, or is another's
        return 0
    return int(getattr(found, "pss", found.uss))
