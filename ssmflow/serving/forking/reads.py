"""Which files a notebook has read: once they change, what it has made is out of date."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

LISTED = ("os.listdir", "os.scandir")
NO_FILES = ("/dev", "/proc", "/sys")

Stamp = tuple[int, int, int] | None
"""When a file was changed, in nanoseconds, its size in bytes and its inode; None where there is no
such file."""


def stamp(file: str) -> Stamp:
    """What changes when a file does."""
    try:
        found = os.stat(file)  # noqa: PTH116  # once a second for every file: no Path is made
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@contextmanager
def recorded_reads() -> Iterator[dict[str, Stamp]]:
    """The files that are read and the folders that are listed meanwhile, by their absolute paths.

    Python's own and those of packages are left out, as they do not change under a server.
    """
    reads: dict[str, Stamp] = {}
    recording = True

    def record(event: str, arguments: tuple[object, ...]) -> None:
        if not recording or event not in ("open", *LISTED):
            return
        path = arguments[0]
        if isinstance(path, str | bytes) and not (event == "open" and _writes(arguments)):
            file = str(Path(os.fsdecode(path)).absolute())
            reads.setdefault(file, stamp(file))

    sys.addaudithook(record)
    try:
        yield reads
    finally:
        recording = False
        for file in list(_packages(reads)):
            del reads[file]


def _writes(arguments: tuple[object, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _packages(files: Iterable[str]) -> Iterator[str]:
    """Those that belong to an installation of Python, and what is no file at all."""
    paths = sysconfig.get_paths()
    homes = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    looked_through = {*sys.path, *_folders_of_modules()}
    for file in files:
        source = file.endswith((".py", ".pyc")) or file in looked_through
        if source or any(file.startswith(f"{home}/") for home in {*homes, *NO_FILES}):
            yield file


def _folders_of_modules() -> Iterator[str]:
    """Where Python has looked for modules: it lists these folders by itself."""
    for module in list(sys.modules.values()):
        yield from map(str, getattr(module, "__path__", ()))
