"""Somebody who asks the service: who they are, and what they may."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ssmflow.errors import RefusedError, SessionGoneError, StoreUnavailableError
from ssmflow.training.caller import Caller
from ssmflow.training.lead_requests import LeadRequests
from ssmflow.training.participant_requests import ParticipantRequests
from ssmflow.training.requests import LEADING, checked
from ssmflow.training.service import Service

LOG = logging.getLogger("ssmflow.training")


class Seat:
    """One kernel's line to the service.

    Args:
        service: The service.
        push: Hears what is new, as plain data.
    """

    def __init__(self, service: Service, push: Callable[[dict[str, Any]], None]) -> None:
        self._caller = Caller(push)
        self._participant = ParticipantRequests(service, self._caller)
        self._lead = LeadRequests(service, self._caller)

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request.

        Args:
            request: What is asked, with its name under ``do``.

        Raises:
            RefusedError: It is not allowed, or not now; ``unavailable`` where the store can't be
                reached.
        """
        try:
            return await self._answered(request)
        except RefusedError:
            raise
        except StoreUnavailableError:
            raise RefusedError("unavailable", 1) from None
        except SessionGoneError:
            raise RefusedError("unknown_session") from None
        except Exception:
            LOG.exception("A request of training failed")
            raise RefusedError("unavailable", 1) from None

    async def _answered(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._caller.requests.spend()
        if request.get("do") == "append":
            return await self._participant.do_append(request)
        texts = checked(request)
        name = str(request["do"])
        if name in LEADING:
            await self._lead.require_sign_in(texts.pop("sign_in"))
        asked = self._lead if name in LEADING or name == "sign_in" else self._participant
        does: Callable[[dict[str, str]], Awaitable[dict[str, Any]]] = getattr(asked, f"do_{name}")
        return await does(texts)

    def leave(self) -> None:
        """Go away."""
        self._caller.listen_to(None)
