from __future__ import annotations

import pytest
from led_room import Room, in_room

from ssmflow.views.trainer.invitation import Invitation, base_of


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://oefenen.example/trainer", "https://oefenen.example/"),
        ("http://10.0.0.5:8866/trainer/", "http://10.0.0.5:8866/"),
        ("https://example.org/een/pad/trainer", "https://example.org/een/pad/"),
        ("https://example.org/lab/tree/trainer.ipynb", ""),
        ("javascript://x/trainer", ""),
        ("https://iemand@example.org/trainer", ""),
        ("https:///trainer", ""),
        ("https://example.org/<b>/trainer", ""),
        ("https://[oeps/trainer", ""),
        ("", ""),
    ],
)
def test_the_link_to_join_stands_beside_the_page_of_the_trainer(address: str, base: str) -> None:
    assert base_of(address) == base


def test_the_invitation_has_a_code_a_link_and_a_qr_code(url: str) -> None:
    async def scene(room: Room) -> None:
        await room.session()
        code = room.lead.session["code"]
        assert (room.shows(Invitation)["link"], room.shows(Invitation)["qr"]) == ("", "")
        room.says(Invitation, "seen_at", address="https://oefenen.example/trainer")
        shown = room.shows(Invitation)
        assert shown["link"] == f"https://oefenen.example/training#~join={code}"
        assert shown["code"] == f"{code[:4]}-{code[4:]}"
        assert shown["qr"].startswith("<svg")
        assert shown["alone"] == ""
        room.says(Invitation, "seen_at", address="http://localhost:8866/trainer")
        assert room.shows(Invitation)["alone"]

    in_room(url, scene)
