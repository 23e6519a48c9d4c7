"""Too much: comms without end, comms of other kinds, and messages that are too long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scene import Scene, helpful_messages
from visitor import CONTROL, Visitor
from wire import Message, message

TOO_LONG = 9_000_000  # bytes
WIDGET = {
    "state": {"_model_module": "@jupyter-widgets/controls", "_model_name": "HTMLModel"},
    "buffer_paths": [],
}
TARGETS = ["jupyter.widget", "jupyter.widget.version", "", "__main__", "os.system", "a" * 90]


def opening(target: str, number: int) -> Message:
    data = WIDGET if target == "jupyter.widget" else {}
    content = {"comm_id": f"flood-{number}", "target_name": target, "data": data}
    return message("comm_open", content) | {"metadata": {"version": "2.1.0"}}


@pytest.fixture
def flooder(scene: Scene) -> Iterator[Visitor]:
    """A visitor of their own: who says too much may not be heard any more."""
    own = Visitor(scene.network, scene.app)
    yield own
    own.line.close()


def only_the_flooder_noticed(scene: Scene, flooder: Visitor) -> None:
    """Nothing helpful was told, and others go on."""
    flooder.line.settle()
    helped = helpful_messages(flooder.line.heard)
    assert not helped, helped[:3]
    scene.is_unharmed()


def test_two_thousand_widgets_are_not_made(scene: Scene, flooder: Visitor) -> None:
    before = set(flooder.learn())
    for number in range(2_000):
        flooder.line.say(opening("jupyter.widget", number))
    flooder.line.settle()
    flooder.line.close()
    flooder.connect()
    flooder.look()
    assert set(flooder.learn()) == before
    only_the_flooder_noticed(scene, flooder)


@pytest.mark.parametrize("target", TARGETS)
def test_a_page_opens_no_comm_but_the_one_that_it_needs(scene: Scene, target: str) -> None:
    attacker = scene.attacker()
    for number in range(5):
        attacker.line.say(opening(target, number))
        attacker.line.say(opening(target, number) | {"metadata": {}})
    since = len(attacker.line.heard)
    attacker.line.say(message("comm_info_request"))
    told = attacker.line.hear(lambda said: said["msg_type"] == "comm_info_reply", since)
    assert not [comm for comm in told["content"]["comms"] if comm.startswith("flood")]
    scene.is_unharmed()


def test_two_thousand_of_the_one_comm_harm_nobody(scene: Scene, flooder: Visitor) -> None:
    for number in range(2_000):
        flooder.line.say(opening(CONTROL, number) | {"metadata": {"version": "1.0.0"}})
    only_the_flooder_noticed(scene, flooder)


def test_two_thousand_messages_to_nobody_harm_nobody(scene: Scene, flooder: Visitor) -> None:
    for number in range(2_000):
        flooder.send(f"nobody-{number}", {"method": "custom", "content": {"event": "click"}})
    only_the_flooder_noticed(scene, flooder)


def test_two_thousand_clicks_at_once_harm_nobody(scene: Scene, flooder: Visitor) -> None:
    (button, *_) = flooder.buttons("ssmflow-choices")
    for _ in range(2_000):
        flooder.press(button)
    only_the_flooder_noticed(scene, flooder)


@pytest.mark.parametrize("place", ["content", "header", "metadata", "bytes"])
def test_a_message_that_is_too_long_cuts_its_own_line_alone(
    scene: Scene, flooder: Visitor, place: str
) -> None:
    said = message("comm_msg", {"comm_id": "control", "data": {"method": "request_states"}})
    if place == "bytes":
        flooder.line.throw(b"\0" * TOO_LONG)
    else:
        flooder.line.say(said | {place: said[place] | {"padding": "x" * TOO_LONG}})
    flooder.line.wait(lambda: not flooder.line.open, "the line stays open")
    flooder.connect()
    flooder.look()
    flooder.walk_to_and_fro()
    only_the_flooder_noticed(scene, flooder)


def test_closing_the_comms_of_widgets_ends_nothing(scene: Scene) -> None:
    attacker = scene.attacker()
    for model in attacker.learn():
        attacker.line.say(message("comm_close", {"comm_id": model, "data": {}}))
    scene.is_unharmed()
