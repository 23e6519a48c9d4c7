"""Tiny flows to draw, and what a test reads from a picture."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from ssmflow.flow.model import Choice, Flow, Rule, Step, Text

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> ]]> & \"'\x00\x0b\ufffe\ud800\u202e"


def text(words: str) -> Text:
    return Text({"nl": words}, "nl")


def flow(steps: Mapping[str, Mapping[str, str]], told: str = "") -> Flow:
    """Return a flow of steps, each a mapping of answer to next step; the first is the start."""
    made = {
        id_: Step(
            id_,
            text(told or id_),
            {name: Choice(name, text(name), (Rule(to),)) for name, to in choices.items()},
            outcome=None if choices else "stop",
        )
        for id_, choices in steps.items()
    }
    return Flow("tiny", "1", "nl", text("tiny"), next(iter(steps)), made)


def read(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314


def texts(picture: str) -> list[str]:
    return ["".join(found.itertext()) for found in read(picture).iter(f"{SVG}text")]


def of_class(picture: str, name: str, tag: str = "*") -> list[ElementTree.Element]:
    found = read(picture).iter(SVG + tag if tag != "*" else tag)
    return [each for each in found if name in each.get("class", "").split()]
