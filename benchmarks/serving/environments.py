"""An environment of its own for each peer, with the exact versions that were tried."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).parent / "requirements"
ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".venv" / "bench"
VISITORS = "visitors"  # the environment of visitors who need nothing of their server's


def python(name: str) -> Path:
    """Return the Python of an environment; make it, or make it anew where its versions changed.

    Args:
        name: That of a file of requirements, without its ending; empty for our own environment.

    Raises:
        RuntimeError: It could not be made; with the last lines that pip said.
    """
    if not name:
        return Path(sys.executable)
    wanted = REQUIREMENTS / f"{name}.txt"
    folder = ENVIRONMENTS / name
    mark = folder / "made-of"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    if not mark.is_file() or mark.read_text(encoding="ascii") != digest:
        print(f"  making the environment {name}", flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        _run([*pip, "--disable-pip-version-check", "--no-input", "-r", str(wanted)])
        mark.write_text(digest, encoding="ascii")
    return folder / "bin" / "python"


def version(name: str, package: str) -> str:
    """Return the version of a package in an environment."""
    asked = f"import importlib.metadata as m; print(m.version({package!r}))"
    answer = subprocess.run(  # noqa: S603  # our own question
        [python(name), "-c", asked], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  # our own command
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(" ".join((done.stderr or done.stdout).strip().splitlines()[-2:]))
