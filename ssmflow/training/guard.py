"""Codes, tokens and nicknames: who is let in, and as whom."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

ALPHABET = "CDFGHJKMNPQRTVWX34679"
"""What codes are made of: nothing that looks like something else, and no vowel, so no word."""
CODE_LENGTH = 7
"""Some 1.8 thousand million codes: guessing one at the rate that is allowed takes years."""
LONGEST_NICKNAME = 24  # characters


def new_code() -> str:
    """Return a code by which people join a session."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def as_code(typed: str) -> str:
    """Return a code as it is kept: people type spaces, hyphens and small letters."""
    return re.sub(r"[\s\u2010-\u2015-]", "", typed).upper()


def shown_code(code: str) -> str:
    """Return a code as it is shown, in two groups."""
    return f"{code[:4]}-{code[4:]}"


def new_token() -> str:
    """Return a secret that says who somebody is: 192 random bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """Return what is kept of a token. It is random, so a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def as_nickname(typed: str) -> str | None:
    """Return a nickname as it is kept; None where it can't be one.

    It has 1 to 24 characters with a letter or a digit among them, and none that can't be seen,
    turns the direction of the text, or stacks marks on one letter.
    """
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    categories = [unicodedata.category(character) for character in name]
    unseen = any(map(_is_unseen, name))
    stacked = re.search("MMM", "".join(category[0] for category in categories))
    if not 1 <= len(name) <= LONGEST_NICKNAME or unseen or stacked:
        return None
    return name if any(category[0] in "LN" for category in categories) else None


def as_title(typed: str) -> str:
    """Return a title as it is kept: without what can't be seen, or turns the direction of it."""
    return " ".join("".join(" " if _is_unseen(each) else each for each in typed).split())


def _is_unseen(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "C" or category in ("Zl", "Zp")
