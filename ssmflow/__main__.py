"""The command `ssmflow`, and `python -m ssmflow`.

It holds only what an older Python still understands, so that it can say what is wrong.
"""

from __future__ import annotations

import sys

OLDEST = (3, 11)


def main() -> None:
    """Run the command line; on a Python that is too old, say so in one line and exit with 2."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.stderr.write("ssmflow: error: Python 3.11 or later is needed, this is " + found + "\n")
        sys.exit(2)
    from ssmflow.cli import commands

    commands()


if __name__ == "__main__":
    main()
