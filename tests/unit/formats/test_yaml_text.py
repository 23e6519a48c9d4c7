"""What is written as YAML is read back as it was, and people can read it too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow.formats.documents import compose
from ssmflow.formats.nodes import data_of
from ssmflow.formats.yaml_text import as_yaml

LOOKALIKES = ["no", "on", "1", "012", "null", "~", "", "true", "2021-04-27", "=", "<<", "12:30"]
texts = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=" \n\t\r:-#'\"a|>%&*!?[]{},é😀\x85\u2028\ufeff", max_size=120),
    st.sampled_from(LOOKALIKES),
)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_whatever_is_written_is_read_back(data: dict[str, object]) -> None:
    document = compose(as_yaml(data), "written")
    assert document.problems == []
    assert document.root is not None
    assert data_of(document.root) == data


@pytest.mark.parametrize("text", LOOKALIKES)
def test_a_text_that_looks_like_something_else_stands_in_quotes(text: str) -> None:
    assert as_yaml({"a": text}) == f"a: '{text}'\n"


def test_long_texts_are_folded_and_paragraphs_stay_blocks() -> None:
    written = as_yaml({"long": "één woord " * 30 + "slot", "two": "Eén.\n\nTwee.", "x": None})
    assert max(map(len, written.splitlines())) <= 100
    assert "long: >-\n" in written
    assert "two: |-\n  Eén.\n\n  Twee.\nx: null\n" in written
