"""Files that are read and compressed once, and served from memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
from dataclasses import dataclass
from functools import lru_cache

from tornado.web import HTTPError, StaticFileHandler

COMPRESSIBLE = ("application/javascript", "application/json", "image/svg+xml", "text/")
LEAST = 600  # bytes; what is smaller hardly shrinks
FOR_GOOD = f"public, max-age={365 * 24 * 3600}, immutable"
KEPT = 512  # files

# Python reads further types from the system's own lists, which differ between machines.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("image/svg+xml", ".svg")


@dataclass(frozen=True, slots=True)
class Kept:
    """The content of a file.

    Args:
        content: All of it.
        compressed: The same, by gzip; nothing where that does not pay.
        type: Its media type.
        tag: What changes with the content.
    """

    content: bytes
    compressed: bytes
    type: str
    tag: str


def keep(content: bytes, name: str) -> Kept:
    """Compress what is to be sent many times.

    Args:
        content: What is sent.
        name: The name of its file, which tells its type.
    """
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    pays = len(content) >= LEAST and kind.startswith(COMPRESSIBLE)
    tag = hashlib.sha256(content).hexdigest()[:32]
    return Kept(content, gzip.compress(content, mtime=0) if pays else b"", kind, f'"{tag}"')


@lru_cache(KEPT)
def _keep_file(path: str, changed: int, size: int) -> Kept:  # noqa: ARG001  # they tell versions
    with open(path, "rb") as file:  # noqa: PTH123  # the path is checked, and a text
        return keep(file.read(), path)


def keep_file(path: str) -> Kept:
    """The content of a file, read anew where the file has changed.

    Raises:
        OSError: It cannot be read.
    """
    found = os.stat(path)  # noqa: PTH116  # for every request
    return _keep_file(path, found.st_mtime_ns, found.st_size)


class KeptFiles(StaticFileHandler):
    """Serves what is kept.

    A browser keeps what carries its version in its address for good, and asks again for all else,
    which is answered in a word where nothing has changed.
    """

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a file, or say that it has not changed."""
        if "\0" in path:
            raise HTTPError(404)
        self.path = self.parse_url_path(path)
        absolute = self.get_absolute_path(self.root, self.path)
        self.absolute_path = self.validate_absolute_path(self.root, absolute)
        if self.absolute_path is not None:
            self.send(keep_file(self.absolute_path), include_body)

    def send(self, kept: Kept, include_body: bool, *, versioned: bool = False) -> None:
        """Send what is kept, compressed for whoever takes that.

        Args:
            kept: What.
            include_body: Whether to send more than what is said of it.
            versioned: Whether the path carries its version, if its query does not.
        """
        for_good = versioned or "v" in self.request.arguments
        self.set_header("Cache-Control", FOR_GOOD if for_good else "no-cache")
        self.set_header("Etag", kept.tag)
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(304)
            return
        self.set_header("Content-Type", kept.type)
        content = kept.content
        if kept.compressed and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            content = kept.compressed
        self.set_header("Content-Length", len(content))
        if include_body:
            self.write(content)
