"""Faulty flows, each with every problem that is told of it: line, column and message."""

from __future__ import annotations

EXPECTED = {
    "alias": [
        "4:8: error: an anchor (&titel) is refused: write the value out",
        "12:13: error: an alias (*titel) is refused: write the value out",
    ],
    "anchor": [
        "4:8: error: an anchor (&titel) is refused: write the value out",
    ],
    "choice-given-twice": [
        "11:7: error: key 'ja' was given already, in line 10",
    ],
    "control-character": [
        "12:21: error: this is no YAML: a control character is not allowed",
    ],
    "empty": [
        "1:1: error: the file is empty",
    ],
    "key-given-twice": [
        "5:1: error: key 'title' was given already, in line 4",
    ],
    "key-is-a-list": [
        "5:3: error: a key is a text, not a list or a mapping",
    ],
    "list-at-the-top": [
        "1:1: error: the flow must be a mapping, not a list",
    ],
    "merge-key": [
        (
            "10:12: error: unknown key '<<' in choice 'ja'; allowed are label, to, restart, "
            "basis, why"
        ),
    ],
    "no-yaml": [
        "5:6: error: this is no YAML: did not find expected ',' or ']'",
    ],
    "only-a-comment": [
        "1:1: error: the file is empty",
    ],
    "own-tag": [
        "6:8: error: a tag (!mijn) is no part of the format",
    ],
    "second-document": [
        "14:1: error: a second document ('---'): a file holds one",
    ],
    "tab-indented": [
        "8:1: error: this is no YAML: found character that cannot start any token",
    ],
    "tag": [
        "4:8: error: a tag (tag:yaml.org,2002:binary) is no part of the format",
    ],
    "text-at-the-top": [
        "1:1: error: the flow must be a mapping, not the text 'een flow'",
    ],
}
