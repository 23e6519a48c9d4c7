"""Files that are compressed once."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ssmflow.serving.files import keep, keep_file

LONG = b"const answer = 42;\n" * 100


def test_a_script_is_kept_compressed() -> None:
    kept = keep(LONG, "app.js")
    assert gzip.decompress(kept.compressed) == LONG
    assert len(kept.compressed) < len(LONG) / 10
    assert kept.type == "text/javascript"


@pytest.mark.parametrize(("content", "name"), [(b"short", "a.js"), (LONG, "a.woff2")])
def test_what_would_not_shrink_is_kept_as_it_is(content: bytes, name: str) -> None:
    assert keep(content, name).compressed == b""


def test_the_tag_changes_with_the_content() -> None:
    assert keep(LONG, "a.js").tag != keep(LONG + b" ", "a.js").tag


def test_a_file_is_read_anew_once_it_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    file.write_bytes(LONG)
    first = keep_file(str(file))
    assert keep_file(str(file)) is first
    file.write_bytes(LONG + b"more")
    assert keep_file(str(file)).content == LONG + b"more"
