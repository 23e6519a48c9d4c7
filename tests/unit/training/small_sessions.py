"""A tiny set of cases on a tiny flow, and random events of a session on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from ssmflow.flow.exercise import Case, Exercises, Ground
from ssmflow.flow.model import Choice, Flow, Rule, Step, Text
from ssmflow.training.events import Event, Kind

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def said(words: str) -> Text:
    return Text({"nl": words, "en": f"{words} (en)"}, "nl")


def choice(id_: str, to: str | None) -> Choice:
    return Choice(id_, said(id_), (Rule(to),) if to else (), restart=to is None)


def small_flow() -> Flow:
    """Return a flow of two questions: the first may skip the second, the second may restart."""
    steps: dict[str, dict[str, str | None]] = {
        "role": {"clerk": "badge", "guest": "desk"},
        "badge": {"yes": "door", "no": "desk", "again": None},
        "door": {},
        "desk": {},
    }
    made = {
        id_: Step(
            id_,
            said(id_),
            {name: choice(name, to) for name, to in choices.items()},
            outcome=None if choices else "act",
        )
        for id_, choices in steps.items()
    }
    return Flow("entry", "1", "nl", said("entry"), "role", made)


def small_case(id_: str, *, answers: dict[str, tuple[str, ...]], outcome: str) -> Case:
    grounds = {question: Ground(said(f"words on {question}")) for question in answers}
    return Case(
        id=id_,
        title=said(id_),
        level="easy",
        story=said(f"story of {id_}"),
        answers=answers,
        outcome=outcome,
        path=tuple(answers),
        explanation=said(f"because of {id_}"),
        grounds=grounds,
        hints=(said("one"), said("two")),
    )


def small_set() -> Exercises:
    cases = [
        small_case("clerk", answers={"role": ("clerk",), "badge": ("yes",)}, outcome="door"),
        small_case("lost", answers={"role": ("clerk",), "badge": ("no",)}, outcome="desk"),
        small_case("guest", answers={"role": ("guest",)}, outcome="desk"),
    ]
    return Exercises("entry", "entry", said("entry"), {each.id: each for each in cases})


class Told:
    """Makes the events of a session, one second after another."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._seq = count(1)

    def tell(
        self, kind: Kind, participant: str = "", *, after: float = 1.0, **more: object
    ) -> None:
        last = self.events[-1].at if self.events else BEGIN
        more = (
            {"data": {"nickname": f"name of {participant}"}, **more} if kind == "joined" else more
        )
        at = last + timedelta(seconds=after)
        event = Event(kind, "s", participant, at=at, seq=next(self._seq), **more)  # type: ignore[arg-type]
        self.events.append(event)

    def walk(self, participant: str, case: str, text: str) -> None:
        """Begin a case, give each answer, and hand in."""
        self.tell("began", participant, case=case)
        parts = text.split("&")
        for number, part in enumerate(parts, start=1):
            step, chosen = part.split("=")
            walk = "&".join(parts[:number])
            self.tell("answered", participant, case=case, step=step, choice=chosen, walk=walk)
        self.tell("marked", participant, case=case, walk=text)


WALKS = [
    "",
    "role=guest",
    "role=clerk",
    "role=clerk&badge=yes",
    "role=clerk&badge=no",
    "role=clerk&badge=again",
    "role=nonsense&x=y",
]
KINDS: list[Kind] = [
    "joined",
    "began",
    "answered",
    "answered",
    "went_back",
    "hinted",
    "marked",
    "marked",
    "marked",
    "retried",
    "removed",
    "erased",
    "opened",
    "closed",
    "revealed",
    "ended",
]
PEOPLE = ["ann", "bob", "cis"]


@st.composite
def sessions(draw: st.DrawFn) -> list[Event]:
    """Draw events in any order, also such as no page of ours would send."""

    def numbered(seq: int) -> Iterator[Event]:
        kind = draw(st.sampled_from(KINDS))
        person = draw(st.sampled_from(PEOPLE))
        data: dict[str, object] = {"nickname": person} if kind == "joined" else {}
        if kind == "hinted":
            data = {"hint": draw(st.sampled_from([0, 1, 2, 9, None, "x"]))}
        yield Event(
            kind,
            "s",
            "" if kind in ("opened", "closed", "revealed", "ended") else person,
            case=draw(st.sampled_from(["clerk", "lost", "guest", "unknown"])),
            walk=draw(st.sampled_from(WALKS)),
            data=data,
            at=BEGIN + timedelta(seconds=10 * seq),
            seq=seq,
        )

    joined = [
        Event("joined", "s", name, data={"nickname": name}, at=BEGIN, seq=seq)
        for seq, name in enumerate(PEOPLE[:2], start=1)
    ]
    drawn = [event for seq in range(3, draw(st.integers(3, 60))) for event in numbered(seq)]
    return [*joined, *drawn]
