"""A merge patch does what RFC 7396 says, on data and on the nodes of a file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmflow.formats.documents import compose
from ssmflow.formats.flow_data import patch_between
from ssmflow.formats.nodes import data_of, merged, nodes_of, too_large

texts = st.text(max_size=3)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
mappings = st.dictionaries(texts, values, max_size=4)
patches = st.dictionaries(
    texts,
    st.recursive(
        st.none() | texts | st.lists(texts, max_size=2),
        lambda inner: st.dictionaries(texts, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def merge(base: Any, patch: Any) -> Any:
    """Do what the pseudo-code of RFC 7396, section 2, says."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge(result.get(name), value)
    return result


@given(mappings, patches)
def test_nodes_merge_as_the_standard_says(base: dict[str, Any], patch: dict[str, Any]) -> None:
    assert data_of(merged(nodes_of(base), nodes_of(patch))) == merge(base, patch)


@given(mappings, mappings)
def test_the_patch_between_two_makes_one_the_other(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert merge(before, patch_between(before, after)) == after


@given(mappings)
def test_the_patch_between_a_thing_and_itself_is_empty(data: dict[str, Any]) -> None:
    assert patch_between(data, data) == {}


def test_a_patch_holds_only_what_differs() -> None:
    before = {"a": {"b": "1", "c": ["2"]}, "d": "3", "e": "4"}
    after = {"a": {"b": "5", "c": ["2"]}, "d": "3", "f": {"g": "6"}}
    assert patch_between(before, after) == {"e": None, "a": {"b": "5"}, "f": {"g": "6"}}


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_every_plain_null_removes(null: str) -> None:
    patch = compose(f"a: {null}\n", "patch").root
    assert patch is not None
    assert data_of(patch) == {"a": None}
    assert data_of(merged(nodes_of({"a": "1", "b": "2"}), patch)) == {"b": "2"}


def test_a_quoted_null_is_a_text_and_so_is_one_in_a_list() -> None:
    patch = compose("{a: 'null', b: [null], c: [{when: {q: null}}]}", "patch").root
    assert patch is not None
    assert data_of(patch) == {"a": "null", "b": ["null"], "c": [{"when": {"q": "null"}}]}


def test_a_text_looks_like_nothing_else_but_for_restart_and_page() -> None:
    root = compose("{a: 1, b: true, c: no, restart: true, page: 3}", "file").root
    assert root is not None
    assert data_of(root) == {"a": "1", "b": "true", "c": "no", "restart": True, "page": 3}
    assert data_of(nodes_of({"restart": True, "page": 3})) == {"restart": True, "page": 3}


def test_what_is_changed_keeps_its_order_and_what_is_new_comes_last() -> None:
    result = merged(nodes_of({"a": "1", "b": "2", "c": "3"}), nodes_of({"d": "4", "b": "5"}))
    assert list(data_of(result)) == ["a", "b", "c", "d"]


def test_data_that_no_file_could_hold_is_told() -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert too_large({"a": "b"}) is None
    assert too_large(deep) == "nested deeper than 32 levels"
    assert too_large({"a": "x" * 5_000_001}) == "it is larger than 5 MB, the most that is read"
