"""How a served page starts and stops."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sample_notebooks import STEPS, notebook
from served import served
from watching import until

from ssmflow.errors import PortTakenError, ServingError
from ssmflow.serving import Page, serve


def alone(notebook: Path) -> list[Page]:
    return [Page("", notebook, {"nl": "Proef", "en": "Trial"})]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Lets Ctrl-C reach what is started, also where the suite itself runs in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_and_its_kernels(
    steps: Path, tmp_path: Path, sent: signal.Signals
) -> None:
    log = tmp_path / "log"
    with served(steps, log=log) as page:
        page.ask("/")
        until(page.kernels, "no kernel starts")
        kernels = page.kernels()
        page.process.send_signal(sent)
        assert page.process.wait(timeout=60) == 0
        _, alive = psutil.wait_procs(kernels, timeout=60)
    assert alive == []
    assert "Traceback" not in log.read_text()


def test_a_stopped_server_leaves_no_sockets_behind(steps: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "t"
    temporary.mkdir()
    with served(steps, variables={"TMPDIR": str(temporary)}) as page:
        page.ask("/")
        assert list(temporary.glob("voila_*"))
    assert list(temporary.iterdir()) == []


def test_a_taken_port_is_refused_in_one_line(steps: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} of 127.0.0.1 is taken"):
            serve(alone(steps), title="Proef", port=port, open_browser=False)


def test_an_address_of_another_machine_is_refused_in_one_line(steps: Path) -> None:
    with pytest.raises(ServingError, match=r"cannot listen at 192\.0\.2\.1, port 0"):
        serve(alone(steps), title="Proef", host="192.0.2.1", port=0, open_browser=False)


def test_a_notebook_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="there is no notebook"):
        serve(alone(tmp_path / "nowhere.ipynb"), title="Proef", open_browser=False)


def test_settings_that_lie_about_change_nothing(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "voila.json").write_text('{"VoilaConfiguration": {"strip_sources": false}}')
    steps = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(steps, folder=elsewhere) as page:
        text = page.ask("/").text
    assert "page-coming-map" in text
    assert "traitlets" not in text


def test_a_kernel_of_that_name_elsewhere_is_not_taken(tmp_path: Path) -> None:
    other = tmp_path / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(
        '{"argv": ["/nowhere/python", "{connection_file}"], "language": "python", '
        '"display_name": "Another Python"}'
    )
    steps = notebook(tmp_path / "steps.ipynb", STEPS)
    with served(steps, variables={"JUPYTER_PATH": str(tmp_path / "jupyter")}) as page:
        assert "vnd.voila.cell-output" in page.ask("/").text
