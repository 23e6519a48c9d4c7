"""A real nginx with the shipped configuration, in front of one served app or several."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

import psutil
from free_ports import free_port
from watching import until

DEPLOY = Path(__file__).parents[2] / "deploy"
CONFIGURATION = DEPLOY / "nginx.conf"
HERE = "127.0.0.1"
SHIPPED_PORTS = (8866, 8867)
MAIN = """\
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/main.log;
worker_processes 2;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/ssmflow.conf;
}}
"""
"""What Debian's own main file has, for a folder of the test's."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """A header that is there exactly once."""
        (value,) = self.headers.get_all(name, [])
        return str(value)


@dataclass(frozen=True)
class Proxy:
    """A running nginx.

    Args:
        folder: Where its files and logs are.
        process: It.
        plain: Its port for http.
        secure: Its port for https.
        base_url: The path below which the app is served.
    """

    folder: Path
    process: subprocess.Popen[bytes]
    plain: int
    secure: int
    base_url: str

    @property
    def origin(self) -> str:
        return f"https://{HERE}:{self.secure}"

    @property
    def url(self) -> str:
        return self.origin + self.base_url

    @property
    def trust(self) -> ssl.SSLContext:
        """What trusts its certificate, and no other."""
        return ssl.create_default_context(cafile=self.folder / "certificate.pem")

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        source: str = HERE,
    ) -> Answer:
        """Ask for a path over https, from an address of this machine."""
        line = http.client.HTTPSConnection(
            HERE, self.secure, context=self.trust, source_address=(source, 0), timeout=60
        )
        return self._ask(line, path, method, headers)

    def ask_plainly(self, path: str) -> Answer:
        """Ask for a path over http."""
        return self._ask(http.client.HTTPConnection(HERE, self.plain, timeout=60), path, "GET", {})

    @staticmethod
    def _ask(
        line: http.client.HTTPConnection, path: str, method: str, headers: Mapping[str, str] | None
    ) -> Answer:
        try:
            line.request(method, path, headers=dict(headers or {}))
            told = line.getresponse()
            return Answer(told.status, told.headers, told.read())
        finally:
            line.close()

    def workers(self) -> set[int]:
        return {child.pid for child in psutil.Process(self.process.pid).children()}

    def reload(self) -> None:
        """Let it read its configuration anew, and wait until new workers serve."""
        before = self.workers()
        command(self.folder, "-s", "reload")
        until(lambda: len(self.workers() - before) == len(before), "no new workers")

    def log(self, name: str = "ssmflow.log") -> str:
        return (self.folder / name).read_text()

    def requests(self) -> list[dict[str, Any]]:
        """What the log tells of each request."""
        # The last line may still be on its way into the file.
        whole, _, _ = self.log().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nginx for a folder of the test's; what it says must be good."""
    nginx = ["nginx", "-e", str(folder / "main.log"), "-p", str(folder)]
    told = subprocess.run(
        [*nginx, "-c", str(folder / "nginx.conf"), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told


def certify(folder: Path) -> None:
    """Make a certificate for this machine, signed by itself."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-subj", f"/CN={HERE}", "-addext", f"subjectAltName=IP:{HERE}", "-days", "2"]
    where = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", *key, *name, *where], check=True, capture_output=True
    )


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """A text with other words for some; each must be there."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def behind(folder: Path, apps: Sequence[int]) -> None:
    """Say where the apps are, as the shipped file for their number does."""
    several = len(apps) > 1
    shipped = folder / ("several-servers.conf" if several else "servers.conf")
    ports = {
        f"{HERE}:{old}": f"{HERE}:{new}" for old, new in zip(SHIPPED_PORTS, apps, strict=False)
    }
    text = replaced(shipped.read_text(), ports)
    (folder / "servers.conf").write_text(text)


def configure(
    folder: Path, *, apps: Sequence[int], plain: int, secure: int, path: str = "/"
) -> None:
    """Put the shipped files into a folder, with its paths and ports for those of a server.

    Args:
        folder: The folder.
        apps: The ports of the apps, one or two.
        plain: The port for http.
        secure: The port for https.
        path: The path that belongs to the app.
    """
    shutil.copytree(DEPLOY / "nginx", folder / "ssmflow")  # and makes the folder
    behind(folder / "ssmflow", apps)
    certify(folder)
    (folder / "ssmflow" / "site.conf").write_text(
        f"server_name {HERE};\n"
        f"ssl_certificate {folder}/certificate.pem;\n"
        f"ssl_certificate_key {folder}/key.pem;\n"
    )
    changes = {
        "/etc/nginx/ssmflow": f"{folder}/ssmflow",
        "/var/log/nginx": str(folder),
        "listen 80;": f"listen {plain};",
        "listen [::]:80;": f"listen [::]:{plain};",
        "443 ssl": f"{secure} ssl",
        "location / {\n        proxy_pass": f"location {path} {{\n        proxy_pass",
    }
    if len(apps) > 1:
        # Which server was asked, only a test needs to know.
        changes["$request_time}'"] = '$request_time,"asked":"$upstream_addr"}\''
    (folder / "ssmflow.conf").write_text(replaced(CONFIGURATION.read_text(), changes))
    user = "user root;" if psutil.Process().username() == "root" else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))


@contextmanager
def proxied(
    folder: Path, app: int | Sequence[int], base_url: str = "/", path: str = "/"
) -> Iterator[Proxy]:
    """Start nginx in front of the app at a port, or of two, and stop it at the end."""
    plain, secure = free_port(), free_port()
    apps = [app] if isinstance(app, int) else app
    configure(folder, apps=apps, plain=plain, secure=secure, path=path)
    command(folder, "-t")
    nginx = ["nginx", "-e", str(folder / "main.log"), "-p", str(folder)]
    with subprocess.Popen([*nginx, "-c", str(folder / "nginx.conf")]) as process:
        try:
            proxy = Proxy(folder, process, plain, secure, base_url)
            until(lambda: listens(secure), "nginx does not listen")
            yield proxy
        finally:
            process.terminate()


def listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HERE, port)) == 0
