"""What a browser can say of widgets, and no page of ours says: it counts for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from scene import Scene, helpful_messages
from visitor import Visitor

EVIL = "export default { render() { window.hacked = 1; } }"
OF_PARTS: list[dict[str, Any]] = [
    {"data": {"heading": "<img src=x onerror=window.hacked=1>"}},
    {"drawing": {}},
    {"_esm": EVIL},
    {"_css": "* { display: none }"},
    {"_view_module": "https://elsewhere.example/evil.js"},
    {"_model_name": "HTMLModel", "value": "<script>window.hacked=1</script>"},
    {"_anywidget_id": "elsewhere"},
    {"layout": None},
    {"_dom_classes": ["page-banner"]},
    {"nowhere": 1, "__class__": "os", "_page": None, "acts": {}},
]
OF_BOXES: list[dict[str, Any]] = [
    {"children": []},
    {"children": ["IPY_MODEL_nowhere"]},
    {"_dom_classes": 7},
    {"layout": "IPY_MODEL_nowhere"},
    {"box_style": "<script>"},
]


@pytest.fixture
def crafty(scene: Scene) -> Iterator[Visitor]:
    own = Visitor(scene.network, scene.app)
    yield own
    own.line.close()


def only_the_crafty_can_have_noticed(scene: Scene, crafty: Visitor, before: Visitor) -> None:
    """Others see what they saw, also those who come afterwards."""
    crafty.line.settle()
    crafty.look()
    helped = helpful_messages(crafty.line.heard)
    assert not helped, helped[:3]
    newcomer = Visitor(scene.network, scene.app)
    assert newcomer.data("heading")["heading"] == before.data("heading")["heading"]
    newcomer.walk_to_and_fro()
    newcomer.line.close()
    scene.is_unharmed()


@pytest.mark.parametrize("state", OF_PARTS, ids=lambda state: next(iter(state)))
def test_a_part_takes_nothing_but_its_acts(
    scene: Scene, crafty: Visitor, state: dict[str, Any]
) -> None:
    before = crafty.shown()
    for model, known in before.items():
        if "_esm" in known:
            crafty.update(model, **state)
    assert crafty.shown() == before
    crafty.walk_to_and_fro()
    only_the_crafty_can_have_noticed(scene, crafty, scene.neighbour)


@pytest.mark.parametrize("state", OF_BOXES, ids=lambda state: next(iter(state)))
def test_what_holds_the_parts_is_spoilt_for_nobody_else(
    scene: Scene, crafty: Visitor, state: dict[str, Any]
) -> None:
    for model, known in crafty.shown().items():
        if "children" in known:
            crafty.update(model, **state)
    only_the_crafty_can_have_noticed(scene, crafty, scene.neighbour)


def test_a_button_of_an_earlier_step_leads_nowhere(scene: Scene, crafty: Visitor) -> None:
    (early, *_) = crafty.buttons("ssmflow-choices")
    crafty.choose()
    before = crafty.shown()
    crafty.update(early, disabled=False, description="Verder")
    for _ in range(3):
        crafty.press(early)
    assert crafty.shown() == before
    only_the_crafty_can_have_noticed(scene, crafty, scene.neighbour)


ACTS: list[tuple[str, dict[str, Any]]] = [
    ("lines", {"act": "change", "question": "nowhere", "choice": "ja"}),
    ("lines", {"act": "change", "question": "__class__", "choice": "__class__"}),
    ("lines", {"act": "change", "question": "", "choice": ""}),
    ("edges", {"act": "go", "question": "nowhere"}),
    ("edges", {"act": "go", "question": 99}),
    ("languages", {"act": "speak", "language": "../../en"}),
    ("languages", {"act": "open", "flow": "../../../etc/passwd"}),
    ("heading", {"act": "fail"}),
    ("heading", {"act": "answer", "question": "q", "choice": "a"}),
    ("heading", {"act": "_receive"}),
    ("heading", {"act": "__init__"}),
    ("heading", {"act": ["dismiss"]}),
    ("heading", {"act": None}),
    ("heading", {}),
]


@pytest.mark.parametrize(("part", "act"), ACTS, ids=lambda part: str(part))
def test_an_act_that_does_not_fit_the_walk_does_nothing(
    scene: Scene, part: str, act: dict[str, Any]
) -> None:
    scene.attacker().act(part, **act)
    scene.is_unharmed()


@pytest.mark.parametrize("said", [None, 7, [], "click", {"event": ["click"]}, {"event": "x"}])
def test_what_is_no_act_does_nothing(scene: Scene, said: object) -> None:
    attacker = scene.attacker()
    for model in attacker.learn():
        attacker.send(model, {"method": "custom", "content": said})
    scene.is_unharmed()


@pytest.mark.parametrize("method", ["echo_update", "backbone", "", None, ["update"]])
def test_a_method_that_is_none_does_nothing(scene: Scene, method: object) -> None:
    attacker = scene.attacker()
    for model in attacker.learn():
        attacker.send(model, {"method": method, "state": {"data": {}}})
    scene.is_unharmed()
