"""Horizontal bars as SVG: one for each outcome, two beside a variant, a number behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ssmflow.telling.lettering import width_of, wrapped
from ssmflow.telling.numbers import percentage, points
from ssmflow.telling.svg import ACTION, SECONDARY, TEXT, WHITE, Element, add, picture, written

NARROWEST = 280.0
"""The width in CSS pixels that a picture fits in: a window of 320 without its margins."""
NATURAL = 640.0
LINE = 19.0
THICK = 20.0
SIZE = 15
_SPACE = 7.0
_BOLD = 1.15
_STRIPES = "M-20 20" + "l20-20m-11 20" * 74


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the picture.

    Args:
        label: What it counts, as plain text.
        share: Its part of the whole, from 0 to 1.
        beside: Its part in the variant; None where there is none.
    """

    label: str
    share: Fraction
    beside: Fraction | None = None


def bar_picture(
    bars: Sequence[Bar],
    language: str,
    *,
    title: str,
    names: tuple[str, str] | None = None,
    room: float = NARROWEST,
) -> str:
    """Draw bars, each under its label and with its number behind it.

    The bars grow with the picture and the letters keep their size, so it fits from `room` up. The
    longest bar fills the picture; all of them start at nothing.

    Args:
        bars: The rows, from above.
        language: The BCP 47 tag of the labels; numbers are written as it does.
        title: What the picture is, for those who do not see it.
        names: What the first and the second bar of a row are called; told in a legend where any
            row has two.
        room: The width in CSS pixels that the picture has at least; lines of a label fit in it.
    """
    root = picture(title, language, class_="ssmflow-picture ssmflow-bars", width=NATURAL, height=0)
    root.set("font-size", str(SIZE))
    paired = any(bar.beside is not None for bar in bars)
    below = _legend(root, names, room) if names and paired else 0.0
    scale = _scale(bars, language, room)
    for bar in bars:
        below = _row(root, bar, below, scale, language, room)
    root.set("height", str(round(below)))
    return written(root)


def _scale(bars: Sequence[Bar], language: str, room: float) -> Fraction:
    """Return the percentage of the picture's width for a share of 1, with room for the numbers."""
    shares = [share for bar in bars for share in (bar.share, bar.beside) if share is not None]
    numbers = [number for bar in bars for number in _numbers(bar, language)]
    behind = max((width_of(number, SIZE) * _BOLD for number in numbers), default=0.0) + _SPACE
    longest = Fraction(max(20, round(100 * (1 - behind / room))))
    return longest / max(*shares, Fraction(1, 100)) if shares else longest


def _numbers(bar: Bar, language: str) -> list[str]:
    """Return what stands behind the bar or the two bars of a row."""
    first = percentage(bar.share, language)
    if bar.beside is None:
        return [first]
    difference = points(bar.beside - bar.share, language)
    return [first, f"{percentage(bar.beside, language)} ({difference})"]


def _row(root: Element, bar: Bar, top: float, scale: Fraction, language: str, room: float) -> float:
    """Draw a row; return where the next one starts."""
    for line in wrapped(bar.label, room, SIZE, 4):
        add(root, "text", line, x=0, y=top + LINE - 4)
        top += LINE
    top += 2
    shares = [bar.share] if bar.beside is None else [bar.share, bar.beside]
    for place, (share, told) in enumerate(zip(shares, _numbers(bar, language), strict=True)):
        length = f"{float(share * scale):.2f}%"
        _beam(root, length, top, second=place == 1)
        weight = "600" if place == len(shares) - 1 else "400"
        add(root, "text", told, x=length, dx=_SPACE, y=top + THICK - 5, font_weight=weight)
        top += THICK + 4
    return top + 14


def _beam(root: Element, width: str | float, top: float, *, second: bool) -> None:
    """Draw one bar: full, or the second one open with stripes."""
    kind = "ssmflow-second" if second else "ssmflow-first"
    # A picture in the picture cuts the stripes off at the end of the bar, whatever its length.
    beam = add(root, "svg", x=0, y=top, width=width, height=THICK, class_=f"ssmflow-beam {kind}")
    fill = WHITE if second else ACTION
    add(beam, "rect", width="100%", height=THICK, fill=fill)
    if second:
        add(beam, "path", d=_STRIPES, stroke=SECONDARY, stroke_width=2, fill="none")
        add(beam, "rect", width="100%", height=THICK, fill="none", stroke=TEXT, stroke_width=4)
    # What is nothing still shows where bars begin.
    add(root, "path", d=f"M0 {top - 2:.0f}v{THICK + 4:.0f}", stroke=TEXT, stroke_width=2)


def _legend(root: Element, names: tuple[str, str], room: float) -> float:
    top = 0.0
    for place, name in enumerate(names):
        _beam(root, 36, top, second=place == 1)
        for line in wrapped(name, room - 44, SIZE, 2):
            add(root, "text", line, x=44, y=top + THICK - 5)
            top += LINE
        top += 8
    return top + 10
