"""Kernels that are forks: each a process of its own, which ends with its visitor or the server."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from attacker import Network, network
from sample_notebooks import DIES, LOADS, RAISES, notebook
from served import Answer, Served, served
from tellers import TELLER, Asker
from visitor import kernel_of
from watching import until

from ssmflow.serving.forking import AVAILABLE

REPLACED = 'ssmflow_forking_parents_replaced_total{{why="{}"}}'
Come = Callable[[Served], Asker]
BREAKS_LATE = """
import time
from pathlib import Path
Path({running!r}).touch()
while not Path({ended!r}).exists():
    time.sleep(0.01)
raise ValueError("too late")
"""
THREADED = """
import threading, time
threading.Thread(target=time.sleep, args=[60], daemon=True).start()
"""
pytestmark = pytest.mark.skipif(not AVAILABLE, reason="kernels are forked on Linux alone")


@pytest.fixture
def net() -> Iterator[Network]:
    with network() as own:
        yield own


@pytest.fixture
def come(net: Network) -> Iterator[Come]:
    """Lets a visitor come to a page; all leave at the end."""
    with ExitStack() as leaving:

        def come(page: Served) -> Asker:
            asker = Asker(net, page)
            leaving.callback(asker.line.close)
            return asker

        yield come


@pytest.fixture(scope="module")
def teller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page whose kernels tell of themselves."""
    path = notebook(tmp_path_factory.mktemp("teller") / "teller.ipynb", TELLER)
    with served(path, environment={"FOR_KERNELS": "yes"}) as page:
        parent_of(page)
        yield page


def parent_of(page: Served) -> psutil.Process:
    """The process that the kernels of a page are forked from, once it has run the notebook."""
    until(lambda: page.ask("/healthz").status == 200, "no kernel can be forked", within=60)
    parent = page.forking_parent()
    assert parent
    return parent


def has_another_parent(page: Served, former: psutil.Process) -> None:
    """Wait until kernels are forked from another process; the former ends once that is ready."""
    until(lambda: page.forking_parent() not in (None, former), "no other came", within=60)


def is_dead(process: psutil.Process) -> bool:
    """Whether a process has ended, also where nobody has waited for it yet."""
    with suppress(psutil.NoSuchProcess):
        # Its first thread is one before the others have ended, and only then can it be waited for.
        return process.status() == psutil.STATUS_ZOMBIE and len(process.threads()) < 2
    return True


def test_kernels_are_forks_that_the_server_has_adopted(come: Come, teller: Served) -> None:
    parent = parent_of(teller)
    told = come(teller).ask()
    assert told["parent"] == teller.process.pid
    assert told["pid"] not in (parent.pid, teller.process.pid)
    assert told["group"] == told["pid"]


def test_a_fork_has_what_a_new_process_has(come: Come, teller: Served) -> None:
    told = come(teller).ask()
    assert told["standard_input"] == os.devnull
    assert told["collects"] is True
    assert told["environment"]["FOR_KERNELS"] == "yes"


def test_visitors_draw_different_random_numbers(come: Come, teller: Served) -> None:
    drawn = [come(teller).ask()["remembered"][0] for _ in range(6)]
    assert len(set(drawn)) == 6


def test_nothing_of_one_visitor_is_in_the_process_of_another(come: Come, teller: Served) -> None:
    first = come(teller)
    for _ in range(3):
        mine = first.ask()
    second = come(teller)
    other = second.ask()
    assert len(mine["remembered"]) == 3
    assert len(other["remembered"]) == 1
    assert first.kernel not in str(other)
    assert not [name for name in other["environment"] if name.startswith("VOILA_")]


def test_a_visitor_hears_nothing_of_what_another_does(come: Come, teller: Served) -> None:
    quiet, busy = come(teller), come(teller)
    heard = len(quiet.line.heard)
    busy.ask()
    quiet.line.settle()
    assert len(quiet.line.heard) == heard


def test_no_zombie_is_left_after_500_visits(teller: Served) -> None:
    before = len(teller.kernels())
    for _ in range(500):
        _leave(teller, teller.ask("/"))
    until(lambda: not teller.zombies(), "there are zombies")
    until(lambda: len(teller.kernels()) <= before + 40, "kernels are left")


def test_nobody_is_given_a_kernel_that_died_while_it_waited(tmp_path: Path, come: Come) -> None:
    with served(notebook(tmp_path / "teller.ipynb", TELLER)) as page:
        until(page.kernels, "no kernel waits")
        waiting = page.kernels()
        for kernel in waiting:
            kernel.kill()
        until(lambda: all(map(is_dead, waiting)), "kernels do not die")
        assert come(page).ask()["pid"] not in [kernel.pid for kernel in waiting]


def test_kernels_end_with_a_server_that_is_killed(tmp_path: Path, come: Come) -> None:
    path = notebook(tmp_path / "teller.ipynb", TELLER)
    with served(path) as page:
        come(page).ask()
        parent = page.forking_parent()
        assert parent
        below = [*page.kernels(), parent]
        assert len(below) >= 2
        page.process.send_signal(signal.SIGKILL)
        _, alive = psutil.wait_procs(below, timeout=60)
        assert alive == []


def test_a_notebook_that_still_runs_ends_with_a_server_that_is_killed(tmp_path: Path) -> None:
    with served(notebook(tmp_path / "loads.ipynb", LOADS)) as page:
        until(page.forking_parent, "no notebook runs")
        below = page.forking_parent()
        assert below
        page.process.send_signal(signal.SIGKILL)
        _, alive = psutil.wait_procs([below], timeout=60)
        assert alive == []


def test_a_dead_parent_is_told_and_replaced_and_nobody_loses_a_kernel(
    tmp_path: Path, come: Come
) -> None:
    log = tmp_path / "log"
    path = notebook(tmp_path / "teller.ipynb", TELLER)
    with served(path, log=log) as page:
        parent = parent_of(page)
        visitor = come(page)
        visitor.ask()
        parent.kill()
        # Until it is told, what the dead one was just forking may pass for another.
        until(lambda: page.figure(REPLACED.format("died")) == 1, "it is not told")
        has_another_parent(page, parent)
        assert len(visitor.ask()["remembered"]) == 2
        assert len(come(page).ask()["remembered"]) == 1
        assert page.figure(REPLACED.format("died")) == 1
        # Between a fork and its parent stands one more, which ends at once.
        until(lambda: not page.zombies(), "there are zombies")
    assert "The process that forks kernels for teller.ipynb died" in log.read_text()


def test_a_changed_notebook_is_what_new_visitors_see(tmp_path: Path, come: Come) -> None:
    path = notebook(tmp_path / "teller.ipynb", TELLER)
    with served(path) as page:
        parent, old = parent_of(page), come(page)
        notebook(path, TELLER.replace("remembered = []", "remembered = [7]"))
        has_another_parent(page, parent)
        until(lambda: come(page).ask()["remembered"][0] == 7, "the old notebook stays")
        assert old.ask()["remembered"][0] != 7


def test_a_changed_file_that_the_notebook_read_is_what_new_visitors_see(
    tmp_path: Path, come: Come
) -> None:
    read = tmp_path / "read.txt"
    read.write_text("1")
    reading = "remembered = [int(open('read.txt').read())]"
    path = notebook(tmp_path / "teller.ipynb", TELLER.replace("remembered = []", reading))
    with served(path) as page:
        parent = parent_of(page)
        assert come(page).ask()["remembered"][0] == 1
        read.write_text("2")
        has_another_parent(page, parent)
        until(lambda: come(page).ask()["remembered"][0] == 2, "the old file stays")


def test_a_notebook_that_breaks_leaves_the_last_good_one(tmp_path: Path, come: Come) -> None:
    log = tmp_path / "log"
    path = notebook(tmp_path / "teller.ipynb", TELLER)
    with served(path, log=log) as page:
        parent = parent_of(page)
        notebook(path, RAISES)
        until(lambda: "no kernel can be forked" in log.read_text(), "it is not told")
        assert len(come(page).ask()["remembered"]) == 1
        notebook(path, TELLER.replace("remembered = []", "remembered = [7]"))
        has_another_parent(page, parent)
        until(lambda: come(page).ask()["remembered"][0] == 7, "it stays with the old one")


def test_a_file_that_is_mended_while_the_broken_one_runs_is_run_too(
    tmp_path: Path, come: Come
) -> None:
    running, ended = tmp_path / "running", tmp_path / "ended"
    path = notebook(tmp_path / "teller.ipynb", TELLER)
    with served(path) as page:
        parent = parent_of(page)
        notebook(path, BREAKS_LATE.format(running=str(running), ended=str(ended)))
        until(running.exists, "it does not run", within=60)
        notebook(path, TELLER.replace("remembered = []", "remembered = [7]"))
        ended.touch()
        has_another_parent(page, parent)
        until(lambda: come(page).ask()["remembered"][0] == 7, "it stays with the old one")


@pytest.mark.parametrize(
    "source",
    [
        RAISES,
        DIES,
        THREADED,
    ],
)
def test_a_notebook_that_cannot_be_forked_is_run_for_each_visitor(
    tmp_path: Path, source: str
) -> None:
    log = tmp_path / "log"
    with served(notebook(tmp_path / "odd.ipynb", source), log=log) as page:
        answer = page.ask("/")
        assert answer.status == 200
        assert page.figure('ssmflow_kernel_start_seconds_count{way="ordinary"}') == 1
    assert "odd.ipynb: no kernel can be forked" in log.read_text()


def test_many_at_once_each_have_a_kernel_of_their_own(come: Come, teller: Served) -> None:
    askers = [come(teller) for _ in range(20)]
    assert len({asker.ask()["pid"] for asker in askers}) == 20


def _leave(page: Served, visit: Answer) -> None:
    """Say goodbye, as a page does when its visitor leaves."""
    answer = page.ask(
        f"/voila/api/shutdown/{kernel_of(visit.text)}?_xsrf=x",
        method="POST",
        headers={"Cookie": f"{visit.cookies}; _xsrf=x"},
    )
    assert answer.status == 204
