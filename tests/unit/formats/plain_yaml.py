"""A flow file as an editor sees it: in YAML 1.2 `no` is a text and `1` a number."""

from __future__ import annotations

import re
from pathlib import Path

import yaml


class CoreLoader(yaml.CSafeLoader):
    """A loader that guesses no more than the core schema does (YAML 1.2, section 10.3)."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for kind, shape, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[1-9][0-9]*|0", list("-+0123456789")),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{shape})$"), first
    )


def as_an_editor_sees(file: Path) -> object:
    """Return the values of a YAML file, its keys as texts, as JSON has them."""
    return with_text_keys(yaml.load(file.read_text(encoding="utf-8"), CoreLoader))  # noqa: S506


def with_text_keys(value: object) -> object:
    """Return the value with every key as the text that JSON would make of it."""
    if isinstance(value, dict):
        return {_text(key): with_text_keys(item) for key, item in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


def _text(key: object) -> str:
    return "null" if key is None else str(key)
