"""The process that kernels are forked from: it runs the notebook, then waits for what is asked.

The server starts it, and it ends with the server.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import traceback
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssmflow.serving.forking.messages import hear, say
from ssmflow.serving.forking.new_process import become_new, call_process, end_with, fork_for
from ssmflow.serving.forking.reads import recorded_reads

if TYPE_CHECKING:
    from ssmflow.serving.forking.prepared_kernel import PreparedKernel

# What a kernel would otherwise load when it starts or hears its first message.
LOADED_LATE = (
    "IPython.core.completerlib",
    "ipykernel.subshell_manager",
    "psutil",
    "tornado.platform.asyncio",
)


def main() -> None:
    """Prepare a kernel, say that it is ready, and fork it whenever that is asked."""
    line = socket.socket(fileno=int(sys.argv[1]))
    server = int(sys.argv[2])
    # The end of the line tells it too, but only once the notebook has run.
    end_with(server)
    # Ctrl-C in the terminal is the server's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    call_process("ssmflow-parent")
    try:
        kernel = _prepare(Path(sys.argv[3]), Path(sys.argv[4]))
    except Exception:
        traceback.print_exc()
        say(line, event="failed")
        return
    # Nothing that stands now is looked at again, so its pages stay shared with every fork.
    gc.collect()
    gc.freeze()
    gc.disable()
    say(line, event="ready")
    _fork_on_request(line, server, kernel)


def _prepare(notebook: Path, ran_into: Path) -> PreparedKernel:
    # Nobody debugs here, and the library takes 12 MB and patches Python's threads.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    from ssmflow.serving.forking.prepared_kernel import PreparedKernel

    for name in LOADED_LATE:
        import_module(name)
    kernel = PreparedKernel()
    found: dict[str, Any] = {}
    try:
        with recorded_reads() as found["reads"]:
            found |= asdict(kernel.run(_cells(notebook)))
    finally:
        ran_into.write_text(json.dumps(found), encoding="utf-8")
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise RuntimeError(f"{notebook} has started threads, which a fork would not have")
    return kernel


def _cells(notebook: Path) -> list[str]:
    """The cells of code of a notebook file."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _fork_on_request(line: socket.socket, server: int, kernel: PreparedKernel) -> None:
    """Fork a kernel for each request, until the server is gone."""
    while request := hear(line):
        if fork_for(server):
            _be_a_kernel(line, kernel, request)


def _be_a_kernel(line: socket.socket, kernel: PreparedKernel, request: dict[str, Any]) -> None:
    """Serve one visitor, in a process of its own, and end it."""

    def ready() -> None:
        say(line, event="up", kernel=request["kernel"], pid=os.getpid())
        line.close()

    status = 1
    try:
        become_new()
        call_process("ssmflow-kernel")
        gc.enable()
        kernel.serve(Path(request["connection_file"]), ready)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
