"""Everything that can go wrong here, and how a problem is told.

The tree of exceptions::

    SsmflowError
    ├── FileError               a file that cannot be used
    │   ├── UnreadableFileError     it is missing, no file, too large, or no text
    │   └── UnsoundFileError        it was read, and has problems: all of them are carried
    ├── WalkError               an answer that cannot be taken
    │   ├── UnknownAnswerError      no such question, or no such choice
    │   └── AnswerOffWalkError      the walk does not pass that question
    ├── TooEntangledError       rules relate more answers than can be followed
    ├── StoreError              what is kept of sessions cannot be had, or cannot take something
    │   ├── StoreUnavailableError   the database is gone, full, locked, or can only be read
    │   ├── SessionGoneError        the session is not kept, or no longer
    │   ├── CodeTakenError          another session has that code
    │   ├── NicknameTakenError      another participant has that nickname
    │   └── SessionFullError        no more can join the session
    ├── TrainingError           what is asked of a training session and can't be had
    │   └── RefusedError            it is not allowed, or not now
    └── ServingError            the app cannot be served
        ├── PortTakenError          something else listens there already
        └── ForkingError            a kernel cannot be forked
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: its name, the line and the column, both counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, or may be.

    Args:
        message: What is wrong, and what is allowed.
        location: The keys and list indexes that lead to it from the top of the file.
        severity: ``error`` where the file is refused, ``warning`` where it is not.
        place: Where that is in the file; None for a flow that came from no file.
    """

    message: str
    location: Location = ()
    severity: Severity = "error"
    place: Place | None = None

    def __str__(self) -> str:
        where = str(self.place) if self.place else ".".join(map(str, self.location)) or "flow"
        return f"{where}: {self.severity}: {self.message}"


class SsmflowError(Exception):
    """The root of every exception that ssmflow raises on purpose."""


class FileError(SsmflowError):
    """A file that cannot be used."""


class UnreadableFileError(FileError):
    """A file that is missing, is no file, is too large, or holds no text.

    Args:
        file: The file's name.
        reason: Why it cannot be read, and what can.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: error: {reason}")
        self.file = file
        self.reason = reason


class UnsoundFileError(FileError):
    """A file that was read and is refused.

    Args:
        file: The file's name.
        problems: All that was found, warnings too, in the order of the file.
    """

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class WalkError(SsmflowError):
    """An answer that a walk cannot take."""


class UnknownAnswerError(WalkError):
    """A question that the flow does not have, or a choice that the question does not have.

    Args:
        question: The id that was given for the question.
        choice: The id that was given for the choice.
        allowed: The choices of that question; empty where there is no such question.
    """

    def __init__(self, question: str, choice: str, allowed: Sequence[str]) -> None:
        self.question = question
        self.choice = choice
        self.allowed = tuple(allowed)
        found = (
            f"question {question!r} has no choice {choice!r}; it has {', '.join(self.allowed)}"
            if self.allowed
            else f"the flow has no question {question!r}"
        )
        super().__init__(found)


class AnswerOffWalkError(WalkError):
    """An answer to a question that the walk does not pass.

    Args:
        question: The question that was answered.
        passed: The questions on the walk, the present one last.
    """

    def __init__(self, question: str, passed: Sequence[str]) -> None:
        self.question = question
        self.passed = tuple(passed)
        super().__init__(
            f"the walk does not pass question {question!r}; it passes {', '.join(passed) or 'none'}"
        )


class TooEntangledError(SsmflowError):
    """Rules that relate more answers to each other than can be followed exactly.

    Args:
        step: Where it became too much.
        reason: What there is too much of, and how much is allowed.
    """

    def __init__(self, step: str, reason: str) -> None:
        self.step = step
        self.reason = reason
        super().__init__(f"at step {step!r}: {reason}")


class TrainingError(SsmflowError):
    """Something that was asked of a training session and can't be had."""


class RefusedError(TrainingError):
    """Something that is not allowed, or not now.

    Args:
        code: Why, as one of the codes that `ssmflow.training.requests` lists.
        wait: After how many seconds it may be asked again; 0 where waiting doesn't help.
    """

    def __init__(self, code: str, wait: float = 0.0) -> None:
        super().__init__(f"refused: {code}" + (f", for {wait:.0f} s" if wait else ""))
        self.code = code
        self.wait = wait


class StoreError(SsmflowError):
    """What is kept of sessions cannot be had, or cannot take what it is given."""


class StoreUnavailableError(StoreError):
    """The database is gone, full, locked, or can only be read; it may well be back later.

    Args:
        reason: What is the matter, in one line, without a password.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class SessionGoneError(StoreError):
    """A session that is not kept, or no longer.

    Args:
        session: Its id.
    """

    def __init__(self, session: str) -> None:
        self.session = session
        super().__init__(f"session {session!r} is not kept, or no longer")


class CodeTakenError(StoreError):
    """A code that another session has.

    Args:
        code: The code.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"code {code!r} is taken by another session; make another")


class NicknameTakenError(StoreError):
    """A nickname that another participant of the session has, or one that looks the same.

    Args:
        nickname: The nickname.
    """

    def __init__(self, nickname: str) -> None:
        self.nickname = nickname
        super().__init__(f"nickname {nickname!r} is taken in this session; choose another")


class SessionFullError(StoreError):
    """A session that no more can join.

    Args:
        most: How many take part at most.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"the session is full: at most {most} take part")


class ServingError(SsmflowError):
    """The app cannot be served."""


class ForkingError(ServingError):
    """A kernel could not be forked, or the process to fork from could not be prepared."""


class PortTakenError(ServingError):
    """Something else listens at the address already.

    Args:
        host: The address's host.
        port: The address's port.
    """

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        super().__init__(
            f"port {port} of {host} is taken: stop what runs there, or choose another with --port"
        )
