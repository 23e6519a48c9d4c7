"""Where training sessions are kept, when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

DATA_VARIABLE = "SSMFLOW_DATA"
"""The environment variable that names the folder."""


def data_folder() -> Path:
    """Return the folder for sessions: the one that SSMFLOW_DATA names, else the user's own."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named).absolute() if named else user_data_path("ssmflow")


def store_url(folder: Path) -> str:
    """Return the address of the store in a folder, which is made where it is missing.

    Args:
        folder: The folder. It is made for nobody but its owner: nicknames are people's.

    Raises:
        OSError: It can't be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'training.sqlite'}"
