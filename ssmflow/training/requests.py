"""What may be asked of the service of training, and in which shape.

A request is a mapping of names to texts, with the name of what is asked under ``do``. Anything else
is refused before anybody looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ssmflow.errors import RefusedError
from ssmflow.training.events import LEAD, PRACTICE, Event, Pace, event_of
from ssmflow.training.store.records import Session

CODES = (
    "closed",  # the case was not open when that was done
    "malformed",
    "nickname_invalid",
    "nickname_taken",
    "no_passphrase",  # none was set
    "session_ended",
    "session_full",
    "signed_out",  # there is no such sign-in, or it has been idle for too long
    "slow_down",  # asked too often
    "too_much",  # more events than anybody needs
    "unavailable",  # the store can't be reached
    "unknown_code",
    "unknown_session",
    "unknown_token",  # nobody has it: removed, erased, or never given
    "wrong_passphrase",
)
"""Why something is refused."""

PUBLIC: Mapping[str, Mapping[str, int]] = {
    "look": {"code": 40},
    "join": {"code": 40, "nickname": 200},
    "resume": {"token": 100},
    "forget": {"token": 100},
    "sign_in": {"passphrase": 500},
}
"""For each request that anyone may make its texts, and how long each may be."""

LEADING: Mapping[str, Mapping[str, int]] = {
    "sign_out": {},
    "sessions": {},
    "create": {"title": 200, "exercises": 100, "flow": 100, "version": 100, "pace": 4},
    "watch": {"session": 40, "since": 20},
    "act": {"session": 40, "kind": 10, "case": 100, "participant": 40, "until": 40},
    "erase": {"session": 40},
}
"""The same for a trainer's, each with the ``sign_in`` besides."""

MOST_EVENTS = 200
"""Events in one request."""
LIMITS = {"case": 100, "step": 200, "choice": 200, "walk": 20_000, "key": 32}
"""The longest texts of an event, in characters."""
LONGEST_DATA = 500  # characters
LAST_NUMBER = 2**63 - 1
"""The last number that a store can give an event."""
EARLY = timedelta(seconds=5)
"""How much a clock elsewhere may be ahead."""


def checked(request: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a request.

    Args:
        request: What was asked.

    Raises:
        RefusedError: It is none of the requests, or has not the shape of it.
    """
    do = request.get("do")
    known = {**PUBLIC, **{name: {"sign_in": 100, **texts} for name, texts in LEADING.items()}}
    shape = known.get(do) if isinstance(do, str) else None
    if shape is None:
        raise RefusedError("malformed")
    texts = {name: request.get(name, "") for name in shape}
    for name, longest in shape.items():
        if not isinstance(texts[name], str) or len(texts[name]) > longest:
            raise RefusedError("malformed")
    return texts


def practised(request: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return the token and the events of an ``append``.

    Raises:
        RefusedError: It has not the shape of one, or too many events.
    """
    token, events = request.get("token"), request.get("events")
    if not isinstance(token, str) or not isinstance(events, list) or len(token) > 100:
        raise RefusedError("malformed")
    if len(events) > MOST_EVENTS or not all(isinstance(each, dict) for each in events):
        raise RefusedError("malformed")
    return token, events


def practice_event(data: Mapping[str, Any], session: Session, participant: str) -> Event:
    """Return the event that a participant's kernel tells, as theirs and nobody else's.

    Args:
        data: The event as plain data. Whose it is and where, it does not decide.
        session: The session.
        participant: The id of the participant.

    Raises:
        RefusedError: It is no event, or not one that a participant makes.
    """
    try:
        event = event_of(data)
        texts = {name: getattr(event, name) for name in (*LIMITS, "flow", "version")}
        sound = (
            event.kind in PRACTICE
            and all(isinstance(text, str) for text in texts.values())
            and all(len(texts[name]) <= longest for name, longest in LIMITS.items())
            and isinstance(event.data, dict)
            and len(repr(event.data)) <= LONGEST_DATA
            and bool(event.case)
            and len(event.key) == LIMITS["key"]
            and event.at <= datetime.now(UTC) + EARLY
        )
        at = event.at.astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise RefusedError("malformed") from None
    if not sound:
        raise RefusedError("malformed")
    theirs = replace(event, session=session.id, participant=participant, at=at, seq=0)
    return in_session(session, theirs)


def leading_event(texts: Mapping[str, str], session: Session) -> Event:
    """Return the event that a trainer's act makes.

    Args:
        texts: The texts of an ``act``.
        session: The session that it is done to.

    Raises:
        RefusedError: It is no act of a trainer, or lacks what it is about.
    """
    kind, case, participant = texts["kind"], texts["case"], texts["participant"]
    needs_case = kind in ("opened", "closed", "revealed", "extended")
    if kind not in LEAD or needs_case != bool(case) or (kind == "removed") != bool(participant):
        raise RefusedError("malformed")
    data = {}
    if kind in ("opened", "extended"):
        data = {"until": _time(texts["until"], needed=kind == "extended")}
    event: Any = {"kind": kind, "session": session.id, "participant": participant}
    return in_session(session, Event(**event, case=case, data=data))


def in_session(session: Session, event: Event) -> Event:
    """Return an event as one about the flow of its session, whatever it says itself."""
    return replace(event, flow=session.flow, version=session.version)


def since_of(text: str) -> int:
    """Return the number of the last event that somebody has; 0 where a text names none."""
    return min(int(text), LAST_NUMBER) if text.isdecimal() else 0


def _time(text: str, *, needed: bool) -> str | None:
    if not text and not needed:
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        raise RefusedError("malformed") from None


def session_data(session: Session) -> dict[str, Any]:
    """Return what is told of a session: all that is kept of it, as plain data."""
    ended = session.ended.isoformat() if session.ended else None
    return {**asdict(session), "created": session.created.isoformat(), "ended": ended}


def pace_of(text: str) -> Pace:
    """Return the pace that a text names.

    Raises:
        RefusedError: It names none.
    """
    if text == "own":
        return "own"
    if text == "step":
        return "step"
    raise RefusedError("malformed")
