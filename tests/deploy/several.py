"""Two servers of the app behind one nginx."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import psutil
from proxy import Answer, Proxy, proxied
from served import Served, started
from visitor import kernel_of
from watching import until

COOKIE = "ssmflow_server"
PASSPHRASE = "drie wilde ganzen"  # noqa: S105  # of servers that live as long as a test


@dataclass(frozen=True)
class Servers:
    """Both servers, and what stands before them."""

    each: tuple[Served, Served]
    proxy: Proxy

    def visit(self, cookie: str = "") -> tuple[str, str]:
        """Open the page: the kernel that it has, and the cookie with which to come back."""
        answer = self.proxy.ask("/", headers=as_header(cookie))
        assert answer.status == 200
        return kernel_of(answer.body.decode()), given(answer)

    def home(self, kernel: str) -> int:
        """Which of both has a kernel, 0 or 1; one that was just given may still be starting."""
        found: list[int] = []

        def looks() -> bool:
            found[:] = [at for at, server in enumerate(self.each) if knows(server, kernel)]
            return len(found) == 1

        until(looks, "no server has the kernel")
        return found[0]


def knows(server: Served, kernel: str) -> bool:
    # A server may be dead, and a process end while we look.
    with suppress(psutil.NoSuchProcess):
        return bool(server.kernels_of(kernel))
    return False


def as_header(cookie: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}


def told(answer: Answer) -> SimpleCookie:
    """The cookies that come with an answer."""
    cookies = SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie", []):
        cookies.load(line)
    return cookies


def given(answer: Answer) -> str:
    """The number of the server that a visit was given."""
    return told(answer)[COOKIE].value


@contextmanager
def two_servers(
    folder: Path, *options: str, alone: Sequence[Sequence[str]] = ((), ())
) -> Iterator[Servers]:
    """Start two servers and nginx, and stop them all at the end.

    Args:
        folder: Where their files go.
        options: The options of both.
        alone: The options of each alone.
    """
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(_started(folder / f"server-{number}", *options, *own))
            for number, own in enumerate(alone)
        )
        proxy = stack.enter_context(proxied(folder / "nginx", [first.port, second.port]))
        yield Servers((first, second), proxy)


def on_one_database(folder: Path, address: str) -> AbstractContextManager[Servers]:
    """Start two servers that keep sessions in one database, whose trainers have a passphrase."""
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE)
    return two_servers(folder, "--database", address, "--passphrase-file", str(secret))


def _started(folder: Path, *options: str) -> AbstractContextManager[Served]:
    folder.mkdir()
    serve = [sys.executable, "-m", "ssmflow", "serve", "--no-browser", "--port", "0"]
    keeps = ["--ahead", "1", "--data", str(folder / "data")]
    return started([*serve, *keeps, *options], folder=folder)
