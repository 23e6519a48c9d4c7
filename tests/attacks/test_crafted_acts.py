"""Every act of every part of all pages, with values of every wrong shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attacker import Network
from scene import Scene, helpful_messages
from served import Served
from visitor import Visitor, uncounted

from ssmflow.views import scenario_app, trainer_app, training_app, walk_app
from ssmflow.views.part import Part

PAGES = {"walk": "/", "scenarios": "/scenarios", "training": "/training", "trainer": "/trainer"}
MODULES = (scenario_app, trainer_app, training_app, walk_app)  # all parts come with them
LONG = 300_000  # characters: too many for most acts, and five fit into a message
WRONG: dict[str, Any] = {
    "nothing": None,
    "a number": 1e308,
    "a truth": True,
    "a list": ["people"],
    "an object": {"toString": "people"},
    "a deep list": [[[[[[[[[[[]]]]]]]]]]],
}
ODD: dict[str, str] = {
    "empty": "",
    "a method": "__class__",
    "a path": "../../../../etc/passwd",
    "markup": "</script><script>window.hacked=1</script>",
    "braces": "{{ 7*7 }}{% raw %}{0.__class__} %s %(x)s $&",
    "a huge number": "9" * 4_000,
    "a number that is none": "nan",
    "an end": "a\x00b\r\nSet-Cookie: a=b",
    "turned round": "\u202eabc\u2066",
    "YAML": "&a [*a, !!python/object/apply:os.system ['true']]",
    "long": "ij" * 45_000,
}


def parts(kind: type[Part[Any]] = Part) -> Iterator[type[Part[Any]]]:
    for each in kind.__subclasses__():
        yield each
        yield from parts(each)


ACTS = {f"{part.__module__}.{part.__qualname__}": part.acts for part in parts()}


LONGEST = {f"{part.__module__}.{part.__qualname__}": part.longest for part in parts()}


@pytest.fixture(scope="module", params=list(PAGES.values()), ids=list(PAGES))
def crafty(request: pytest.FixtureRequest, net: Network, app: Served) -> Iterator[Visitor]:
    own = Visitor(net, app, request.param)
    yield own
    own.line.close()


def say_all(crafty: Visitor, value: Any) -> int:
    """Ask for every act that takes something, with this value for all that it takes.

    On a line of its own, for a page may not say so much on one.
    """
    crafty.connect()
    asked = 0
    for model, state in list(crafty.learn().items()):
        kind = state.get("_anywidget_id", "")
        for act, (_, names) in ACTS.get(kind, {}).items():
            if names and not (isinstance(value, str) and LONG <= len(value) <= LONGEST[kind]):
                content = {"act": act, **dict.fromkeys(names, value)}
                crafty.send(model, {"method": "custom", "content": content})
                asked += 1
    crafty.line.settle()
    return asked


def told(crafty: Visitor) -> dict[str, Any]:
    """What the page shows, by part."""
    crafty.look()
    return {
        state["_anywidget_id"]: uncounted(state)["data"]
        for state in crafty.learn().values()
        if "_anywidget_id" in state
    }


def test_all_acts_are_known() -> None:
    assert sum(map(len, ACTS.values())) > 50


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_a_value_of_the_wrong_shape_does_nothing(scene: Scene, crafty: Visitor, value: Any) -> None:
    before = told(crafty)
    assert say_all(crafty, value)
    assert told(crafty) == before
    helped = helpful_messages(crafty.line.heard)
    assert not helped, helped[:3]
    scene.is_unharmed()


def test_a_text_that_is_too_long_does_nothing(scene: Scene, crafty: Visitor) -> None:
    before = told(crafty)
    assert say_all(crafty, "x" * LONG)
    assert told(crafty) == before
    scene.is_unharmed()


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_an_odd_text_breaks_nothing(scene: Scene, crafty: Visitor, value: str) -> None:
    assert say_all(crafty, value)
    told(crafty)
    helped = helpful_messages(crafty.line.heard)
    assert not helped, helped[:3]
    scene.is_unharmed()
