"""A kernel that has run the notebook, and is ready but for what a fork cannot take along.

Before the fork there is no thread, no event loop and no socket of ZeroMQ. ipykernel's own
initialization makes those in one go with the rest, so here it is done in two halves.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel
from jupyter_client.session import new_id
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream


class NotebookFailedError(Exception):
    """A cell of the notebook raised."""


@dataclass(frozen=True)
class Ran:
    """What the notebook has shown.

    Args:
        outputs: For each cell of code its outputs, as a notebook file has them.
        widgets: The state of every widget, as ``application/vnd.jupyter.widget-state+json``.
    """

    outputs: list[list[dict[str, Any]]]
    widgets: dict[str, Any]


class Unheard:
    """Stands where the socket will be; until then nobody listens."""

    def send_multipart(self, *_: object, **__: object) -> None:
        """Say it to nobody."""


class VisitorKernel(IPythonKernel):
    """A kernel that runs no code of a visitor: it has no handler for a message that would."""

    # The messages of comms come besides.
    msg_types = ["comm_info_request", "kernel_info_request"]  # noqa: RUF012
    control_msg_types = []  # noqa: RUF012
    shell: Any

    def start(self) -> None:
        """Listen to the shell's channel, without the advice that there is no debugger."""
        Kernel.start(self)

    @contextmanager
    def shown_to(self, outputs: list[dict[str, Any]]) -> Iterator[None]:
        """Collect what is displayed meanwhile, and send it to nobody."""

        def collect(message: dict[str, Any]) -> None:
            content = message["content"]
            shown = {"data": content["data"], "metadata": content["metadata"] or {}}
            outputs.append({"output_type": "display_data", **shown})

        publishers = (self.shell.display_pub, self.shell.displayhook)
        for publisher in publishers:
            publisher.register_hook(collect)
        try:
            yield
        finally:
            for publisher in publishers:
                publisher.unregister_hook(collect)


class ForkedKernelApp(IPKernelApp):
    """An application of ipykernel with the shell and the output channel alone.

    Nobody debugs here or starts threads of requests, the server asks the system whether the kernel
    lives and ends it by a signal. What is left out saves each visitor threads and descriptors.
    """

    name = "ssmflow-kernel"

    def init_control(self, context: zmq.Context[Any]) -> None:
        """A channel for control that nobody hears: the server looks for it in vain otherwise."""
        self.control_socket = context.socket(zmq.ROUTER)
        self.control_socket.linger = 0
        self.control_port = self._bind_socket(self.control_socket, self.control_port)
        self.control_thread = None
        self.shell_channel_thread = None

    def init_iopub(self, context: zmq.Context[Any]) -> None:
        """The output channel, without the local port for what subprocesses would print."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        # Greet each listener, also one who is back before the last was found to be gone.
        self.iopub_socket.setsockopt(zmq.XPUB_VERBOSE, 1)
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.iopub_thread = IOPubThread(self.iopub_socket, pipe=False, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket


class PreparedKernel:
    """A kernel that can run a notebook, and then serve one visitor in each fork."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False  # one file, which all forks would write
        app = ForkedKernelApp.instance(config=config)
        app.capture_fd_output = False  # two threads and four descriptors a kernel
        app.parent_handle = 1  # no advice on how to end it
        super(IPKernelApp, app).initialize([])
        self._app = app
        self._kernel = app.kernel = VisitorKernel.instance(
            parent=app,
            session=app.session,
            iopub_socket=Unheard(),
            profile_dir=app.profile_dir,
            user_ns={},
            log=app.log,
        )
        app.init_path()
        app.init_shell()
        app.init_gui_pylab()
        app.init_extensions()
        app.init_code()

    def run(self, cells: list[str]) -> Ran:
        """Run a notebook.

        Args:
            cells: Its cells of code.

        Raises:
            NotebookFailedError: A cell raised; the traceback stands on standard error.
        """
        outputs = [self._run(cell) for cell in cells]
        ipywidgets = sys.modules.get("ipywidgets")
        if ipywidgets is None:
            return Ran(outputs, {})
        # Registered while importing only where a shell was there to see; a visitor makes none.
        self._kernel.comm_manager.targets.pop("jupyter.widget", None)
        return Ran(outputs, ipywidgets.Widget.get_manager_state())

    def _run(self, source: str) -> list[dict[str, Any]]:
        outputs: list[dict[str, Any]] = []
        printed = StringIO()
        with self._kernel.shown_to(outputs), redirect_stdout(printed):
            result = self._kernel.shell.run_cell(source, store_history=False)
        if not result.success:
            sys.stderr.write(printed.getvalue())
            raise NotebookFailedError
        if text := printed.getvalue():
            outputs.append({"output_type": "stream", "name": "stdout", "text": text})
        return outputs

    def serve(self, connection_file: Path, ready: Callable[[], None]) -> None:
        """Serve one visitor until the process is ended.

        Args:
            connection_file: Where the sockets' addresses and the key stand.
            ready: Called once the sockets can be reached.
        """
        app, kernel = self._app, self._kernel
        app.session.pid = os.getpid()
        app.session.session = new_id()
        app.connection_file = str(connection_file)
        app.init_connection_file()
        app.init_sockets()
        app.init_io()
        app.init_signal()
        self._connect()
        kernel.ident = new_id()
        ready()
        app.start()

    def _connect(self) -> None:
        """Put the channels where the kernel and its shell expect them."""
        app, kernel = self._app, self._kernel
        kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
        kernel.shell_stream = ZMQStream(app.shell_socket)
        kernel.iopub_thread = app.iopub_thread
        kernel.iopub_socket = app.iopub_socket
        kernel.stdin_socket = app.stdin_socket
        kernel.shell.displayhook.pub_socket = app.iopub_socket
        kernel.shell.displayhook.topic = kernel._topic("execute_result")
        kernel.shell.display_pub.pub_socket = app.iopub_socket
