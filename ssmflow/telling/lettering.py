"""How texts fit in a picture: SVG breaks no lines of its own, so they are broken here."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width

# The widths of letters as parts of their size, rounded up over common system fonts.
_NARROW = frozenset("iljtfr.,:;'\u2018\u2019!|()[]/ \u00a0I")
_BROAD = frozenset("mwMW@%…—")


def width_of(text: str, size: float) -> float:
    """Estimate how wide a text is, in the unit of its size; rather too wide than too narrow."""
    return size * sum(map(_width, text))


@lru_cache(maxsize=1024)
def _width(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.39
    if letter in _BROAD:
        return 0.97
    return 0.72 if letter.isupper() else 0.6


@lru_cache(maxsize=4096)
def wrapped(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text into lines.

    Args:
        text: The text; a word wider than a line is broken, after a hyphen where it has one.
        width: What a line may be wide.
        size: The size of the letters.
        most: How many lines there may be; the last ends with … where more would be needed.
    """
    lines = [""]
    for word in _pieces(text, width, size):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line for line in lines if line]
    if len(kept) > most:
        kept[most - 1 :] = [_ended(kept[most - 1], width, size)]
    return tuple(kept)


def _pieces(text: str, width: float, size: float) -> list[str]:
    """Return the words, those that no line holds in pieces."""
    pieces: list[str] = []
    for word in text.split(" "):
        piece = ""
        for letter in word:
            while piece and width_of(piece + letter, size) > width:
                # A word that is made of two is broken where they meet.
                head = piece[: piece.rfind("-") + 1] or piece
                pieces.append(head)
                piece = piece[len(head) :]
            piece += letter
        pieces.append(piece)
    return pieces


def _ended(line: str, width: float, size: float) -> str:
    """End a line with …, after a whole word where that leaves half of the line."""
    while line and width_of(line + "…", size) > width:
        words, _, piece = line.rpartition(" ")
        line = words if words and len(piece) < len(words) else line[:-1]
    return line.rstrip(" ,;:.") + "…"
