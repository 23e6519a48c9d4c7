"""The passphrase of the trainers, of which nothing is kept but a hash."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters
LONGEST = 200  # characters

_HASHER = PasswordHasher()


def passphrase_hash(passphrase: str) -> str:
    """Return what is kept of a passphrase: an argon2id hash (RFC 9106).

    Raises:
        ValueError: It is shorter than 10 characters, or longer than 200.
    """
    if not SHORTEST <= len(passphrase) <= LONGEST:
        limits = f"{SHORTEST} to {LONGEST}"
        raise ValueError(f"a passphrase has {limits} characters, this one {len(passphrase)}")
    return _HASHER.hash(passphrase)


def passphrase_fits(kept: str, passphrase: str) -> bool:
    """Tell whether a passphrase is the one of which a hash is kept. It takes some 0.1 s on purpose.

    Args:
        kept: What `passphrase_hash` returned.
        passphrase: What somebody typed.
    """
    if len(passphrase) > LONGEST:
        return False
    try:
        # A browser can send half a character, which no text of UTF-8 holds.
        return _HASHER.verify(kept, passphrase.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
