"""What the operator gives for training sessions: the passphrase, and where they are kept."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ssmflow.cli.options import WrongUse
from ssmflow.errors import StoreUnavailableError
from ssmflow.training.passphrase import LONGEST, SHORTEST
from ssmflow.training.store.address import store_address

PASSPHRASE_VARIABLE = "SSMFLOW_PASSPHRASE"  # noqa: S105  # the name of one
DATABASE_VARIABLE = "SSMFLOW_DATABASE"


def passphrase_of(ask: bool, file: Path | None) -> str | None:
    """Return the passphrase that is asked for, or stands in a file or in the environment.

    It is taken out of the environment, which every kernel gets.

    Args:
        ask: Whether it is asked for in the terminal.
        file: The file with it, and nothing else.

    Returns:
        The passphrase; None where none was given, so that the one before stays.

    Raises:
        WrongUse: It is too short or too long, or the file can't be read.
    """
    named = os.environ.pop(PASSPHRASE_VARIABLE, None)
    passphrase = _asked() if ask else _in_file(file) if file else named
    if passphrase is None:
        return None
    if not SHORTEST <= len(passphrase) <= LONGEST:
        limits = f"{SHORTEST} to {LONGEST} characters"
        raise WrongUse(f"ssmflow: error: a passphrase has {limits}: a few words are a good one")
    return passphrase


def database_of(url: str | None) -> str | None:
    """Return the address of a database, where one was given.

    It is taken out of the environment, which every kernel gets: it may hold a password.

    Args:
        url: What was given, as an option or in the environment.

    Raises:
        WrongUse: It is none, or not of a kind that can be used.
    """
    os.environ.pop(DATABASE_VARIABLE, None)
    try:
        if url is not None:
            store_address(url)
    except StoreUnavailableError as error:
        raise WrongUse(f"ssmflow: error: --database: {error.reason}") from None
    return url


def _asked() -> str:
    asked: str = click.prompt(
        "Passphrase for trainers", hide_input=True, confirmation_prompt="The same again", err=True
    )
    return asked


def _in_file(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip("\r\n")
    except UnicodeDecodeError:
        raise WrongUse(f"ssmflow: error: {file}: it is no text in UTF-8") from None
