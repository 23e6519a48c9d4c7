"""A trainer's page without a browser, which looks at the board of a session."""

from __future__ import annotations

from benchmarks.training.alone import PASSPHRASE
from benchmarks.training.crowd.page import KernelPage


class LeaderPage(KernelPage):
    """A page of the trainer with a kernel of its own."""

    async def watch(self, session: str) -> None:
        """Sign in, and look at the board of a session.

        Args:
            session: The id of the session.
        """
        await self.open(f"~session={session}&~view=board")
        await self.do("why", {"act": "sign_in", "passphrase": PASSPHRASE})
        while not self.part("numbers"):
            self.hear(await self.kernel.receive())

    @property
    def joined(self) -> int:
        """How many have joined, as the board says."""
        return int(self.part("numbers")["numbers"][0]["count"])
