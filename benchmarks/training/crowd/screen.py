"""The page of practice, as its kernel tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.serving.crowd.faults import VisitError
from benchmarks.serving.crowd.widget_page import as_text
from benchmarks.training.crowd.memory import Memory
from benchmarks.training.crowd.page import KernelPage
from ssmflow.flow.model import Text

AT = "ssmflow-at-"
LANGUAGE = "nl"


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody sees: the screen and the case, with what is told of it.

    Where a case is walked, that is the step, its choices, the trace and the number of hints; in
    the summary, for each case how often it was tried and with how many hints.
    """

    screen: str
    case: str = ""
    told: tuple[object, ...] = ()


class TrainingPage(KernelPage):
    """A page of practice with a kernel of its own."""

    async def until_recorded(self) -> None:
        """Wait until the page says that all is recorded.

        Raises:
            VisitError: It says that something will not be.
        """
        while self.recorded != "recorded":
            if self.recorded in ("closed", "full"):
                raise VisitError(f"the page says that it is {self.recorded}")
            self.hear(await self.kernel.receive())

    @property
    def recorded(self) -> str:
        """What the page says of what was done last; empty where it is in no session."""
        session = self.part("session").get("session")
        return str(session["state"]) if session else ""

    @property
    def screen(self) -> str:
        """The screen that is looked at."""
        for state in self.states.values():
            for name in state.get("_dom_classes", ()):
                if name.startswith(AT):
                    return str(name.removeprefix(AT))
        raise VisitError("no screen is looked at")

    def seen(self) -> Seen:
        """Return what is seen."""
        screen = self.screen
        match screen:
            case "case":
                case = self.part("next_hint")
                lines = self.part("set_aside").get("lines", ())
                trace = tuple((line["question"], line["answer"]) for line in lines)
                heading = as_text(str(self.part("announce").get("heading", "")))
                told = (heading, tuple(self.choices.values()), trace, len(case.get("hints", ())))
                return Seen(screen, str(case.get("case", "")), told)
            case "marking":
                return Seen(screen, str(self.part("way_label").get("case", "")))
            case "summary":
                rows = self.part("rows").get("rows", ())
                return Seen(screen, "", tuple(tuple(row["numbers"][:2]) for row in rows))
        return Seen(screen)


def should_be_seen(memory: Memory) -> Seen:
    """Return what is to be seen by who remembers this."""
    if not memory.at:
        efforts = [memory.efforts.get(case) for case in memory.exercises.cases]
        rows = ((len(each.handed), each.hints) if each and each.handed else () for each in efforts)
        return Seen("summary", "", tuple(rows))
    effort = memory.effort
    if not effort.walking:
        return Seen("marking", memory.at)
    step = effort.walk.current
    labels = tuple(_plain(choice.label) for choice in step.choices.values())
    trace = tuple((each.question.id, _plain(each.choice.label)) for each in effort.walk.trace)
    return Seen("case", memory.at, (_plain(step.text), labels, trace, effort.hints))


def _plain(text: Text) -> str:
    return " ".join(text.in_language(LANGUAGE).split())
