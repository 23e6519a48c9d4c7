"""The line between a page and its kernel."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Any

from jupyter_client.session import new_id_bytes
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from ssmflow.serving.forking.provisioner import FORKED
from ssmflow.serving.incoming import RefusedMessageError, read_message
from ssmflow.serving.room import Room
from ssmflow.serving.routes import VISIT, require_name, secure

TOLD = frozenset(
    {"comm_close", "comm_info_reply", "comm_msg", "comm_open", "kernel_info_reply", "status"}
)
"""The types of messages that a page is told."""

COMMS_OPENED = 8  # by one page; it needs one
BURST = 400  # messages at once
GREETED_WITHIN = 10.0  # seconds
RATE = 100.0  # messages a second, for long


class Allowance:
    """How much a page may say: many messages at once, but not for long."""

    def __init__(self) -> None:
        self._left = float(BURST)
        self._since = monotonic()
        self._comms = COMMS_OPENED

    def covers(self, message_type: str) -> bool:
        """Whether one more message of that type is within it."""
        now = monotonic()
        self._left = min(BURST, self._left + RATE * (now - self._since)) - 1
        self._since = now
        if message_type == "comm_open":
            self._comms -= 1
        return self._left >= 0 and self._comms >= 0


class VisitorConnection(ZMQChannelsWebsocketConnection):
    """Carries what a page may say to its kernel's shell, and what the kernel tells to the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._allowance = Allowance()
        self._is_new = False

    async def prepare(self) -> None:
        """Take the kernel's key. That the kernel is up, and which it is, is known."""
        await self._register_session()
        self.session.key = self.kernel_manager.session.key

    def create_stream(self) -> None:
        """Connect the two channels that a page needs."""
        self._is_new = True
        identity = new_id_bytes()  # what the page calls itself would reach into other sockets
        for channel in ("iopub", "shell"):
            connect = getattr(self.kernel_manager, f"connect_{channel}")
            stream = self.channels[channel] = connect(identity=identity)
            stream.channel = channel

    def nudge(self) -> asyncio.Future[None]:
        """Wait until the kernel has said that this page hears it.

        Jupyter asks over and over until something is heard, over two more sockets. A forked kernel
        greets every listener by itself (Jupyter Enhancement Proposal 65); others only the first.
        """
        if self.kernel_manager.kernel_name != FORKED:
            waiting: asyncio.Future[None] = super().nudge()
            return waiting
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if not self._is_new:
            heard.set_result(None)
            return heard
        stream = self.channels["iopub"]

        def hear(_: object) -> None:
            if not heard.done():
                stream.stop_on_recv()
                heard.set_result(None)

        stream.on_recv(hear)
        asyncio.get_running_loop().call_later(GREETED_WITHIN, hear, None)
        return heard

    def handle_outgoing_message(self, stream: str, outgoing_msg: list[Any]) -> None:
        """Tell the page what the kernel says of widgets; all else could tell of the machine."""
        _, parts = self.session.feed_identities(outgoing_msg)
        if self.session.unpack(parts[1])["msg_type"] in TOLD:
            with suppress(WebSocketClosedError):  # the page has just gone
                super().handle_outgoing_message(stream, outgoing_msg)

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Pass on what a page may say; let everything else fall."""
        page: Any = self.websocket_handler
        try:
            message = read_message(incoming_msg)
            if not self.channels or not self._allowance.covers(message["header"]["msg_type"]):
                raise RefusedMessageError("too much")
            buffers = message.pop("buffers")
            self.session.send(self.channels["shell"], message, buffers=buffers)
        except (RefusedMessageError, ValueError):
            page.room.refuse()
        else:
            page.room.hear(self.kernel_id)


class KernelSocket(VoilaKernelWebsocketHandler):
    """Where a page connects to its kernel.

    Args:
        room: Who is in.
    """

    def initialize(self, room: Room) -> None:
        """Take the arguments that the route gives."""
        self.room = room
        self.connection: Any = None

    def set_default_headers(self) -> None:
        """The headers of a refusal."""
        secure(self)

    async def pre_get(self) -> None:
        """Wait until the kernel is there.

        Raises:
            HTTPError: There is no such kernel, or it is another visitor's.
        """
        require_name(self)
        begun = await self.kernel_manager.begun(self.kernel_id)
        if not self.room.fits(self.kernel_id, self.get_cookie(VISIT)):
            raise HTTPError(404)
        if not begun:
            # The page asks after its kernel next: without a visit it tells that there is none.
            await self.room.leave(self.kernel_id, "failed")
            raise HTTPError(404)
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """Let the page in."""
        # An answer is several small messages: none of them is to wait for others.
        self.set_nodelay(True)
        self.room.connect(kernel_id, self)
        await super().open(kernel_id)

    def on_close(self) -> None:
        """The page is cut off, or gone."""
        self.room.disconnect(self.kernel_id, self)
        if self.connection is not None:
            super().on_close()
