"""A sign-in that another server on the same store has ended, or has let last longer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from asking import Asker, Scene, play

from ssmflow.training.guard import token_hash
from ssmflow.training.service import Service


@asynccontextmanager
async def at_another(url: str, trainer: Asker) -> AsyncIterator[tuple[Service, Asker]]:
    """The same trainer, who watches the same session at another server."""
    service = Service(url)
    assert await service.start() is None
    try:
        there = Scene(service).anyone()
        there.token, there.session = trainer.token, trainer.session
        await there.lead("watch", session=there.session["id"], since="0")
        yield service, there
    finally:
        await service.close()


def test_a_board_at_another_server_is_told_of_a_sign_out(url: str) -> None:
    async def scene(here: Scene) -> None:
        trainer = await here.trainer()
        async with at_another(url, trainer) as (service, there):
            await trainer.lead("sign_out")
            await service.look_at_sign_ins()
            service.look_for_idle()
            await there.until_heard(lambda message: message.get("push") == "signed_out")

    play(url, scene)


def test_who_is_busy_at_one_server_stays_signed_in_at_another(url: str) -> None:
    async def scene(here: Scene) -> None:
        trainer = await here.trainer()
        async with at_another(url, trainer) as (service, there):
            hashed, past = token_hash(trainer.token), datetime.now(UTC) - timedelta(seconds=1)
            service.sign_ins[hashed] = past  # as this server knew it, it is over by now
            await service.look_at_sign_ins()
            service.look_for_idle()
            assert hashed in service.sign_ins
            assert {"push": "signed_out"} not in there.heard

    play(url, scene)
