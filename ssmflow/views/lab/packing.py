"""A scenario in an address: short enough for a link, and checked when it comes back."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

MAXIMUM_CHARACTERS = 1_000_000
"""The longest text that is unpacked: a small link could hold an endless one."""


def pack(text: str) -> str:
    """Return a text as letters, digits, `-` and `_`."""
    packed = zlib.compress(text.encode("utf-8"), 9)
    return urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def unpack(packed: str) -> str | None:
    """Return the text that was packed; None where it is damaged or too long."""
    try:
        content = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(content, MAXIMUM_CHARACTERS)
        return text.decode("utf-8") if unpacking.eof else None
    except (ValueError, zlib.error):
        return None
