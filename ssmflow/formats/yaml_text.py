"""Plain data written as YAML that people can read and the reader here reads back identically."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ssmflow.flow.model import Text

WIDTH = 88
"""The emitter breaks a line behind the word that passes this, so lines stay within 100."""

UNPRINTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]")
"""Characters that nobody sees as they are, and that parsers take for a break or for nothing."""


class _Writer(yaml.SafeDumper):
    """Writes blocks, lists indented, no aliases: the format refuses them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - every value is written out
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _text(writer: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=_style(value))


def _style(value: str) -> str | None:
    """Return how a text is best written; None leaves that to the emitter, which knows quotes."""
    if UNPRINTED.search(value):
        return '"'
    if "\n" in value:
        return '"' if value != value.strip() or " \n" in value or "\n " in value else "|"
    return ">" if len(value) > WIDTH and value == value.strip() and "  " not in value else None


class Number(str):
    """A number as it is written: it needs no quotes, though it is read as a text."""

    __slots__ = ()


def _number(writer: yaml.SafeDumper, value: Number) -> yaml.ScalarNode:
    kind = "int" if value.isdigit() else "float" if "." in value else "str"
    return writer.represent_scalar(f"tag:yaml.org,2002:{kind}", str(value))


_Writer.add_representer(str, _text)
_Writer.add_representer(Number, _number)


def as_yaml(data: dict[str, Any]) -> str:
    """Return plain data as a YAML text, its keys in their order.

    Args:
        data: Mappings, lists, texts, whole numbers, True and None.
    """
    return yaml.dump(data, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=WIDTH)


def text_data(text: Text) -> str | dict[str, str]:
    """Return a text as a file has it: plain where it is in the flow's own language alone."""
    if set(text.by_language) == {text.own}:
        return text.by_language[text.own]
    return dict(text.by_language)
