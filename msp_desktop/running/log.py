"""The log: what the program did and what went wrong, without a word of notes or courses.

An entry is one line: time, process, level, what happened, and facts (numbers and words of the
program's own).  Lines that belong to an entry, as a traceback's, are indented below it.

The log never stops the program: entries wait in memory until :meth:`Log.begin`, are written on a
thread of their own from then on, and one that cannot be written is given up.  Several programs may
write to one log: each entry is appended in one piece.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.running.locks import take_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from threading import Semaphore

LEVELS = ("error", "warning", "info", "debug")
"""From what is always written to what is only written when it is asked for."""

NAME = "msp-desktop.log"

LARGEST = 256 * 1024
"""Bytes at which the log is begun anew."""

FORMER = 2
"""Logs that are kept beside the one that is written."""

LONGEST = 16 * 1024
"""Characters of the longest entry."""

MOST_WAITING = 1000
"""Entries that wait to be written; a disk that hangs is not to fill the memory."""


class Log:
    """Writes entries up to a level into a folder; ``echo`` has them on the error output as well."""

    def __init__(
        self,
        folder: Path,
        level: str = "info",
        *,
        echo: bool = False,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._folder = folder
        self.level = level
        self._most = LEVELS.index(level)
        self._echo = echo
        self._now = now or _now
        self._waiting: deque[str] = deque()
        # Rung for each entry that waits, once there is a thread that listens.
        self._bell: Semaphore | None = None

    @property
    def file(self) -> Path:
        """The log that is written to now."""
        return self._folder / NAME

    def error(self, event: str, below: str = "", **facts: object) -> None:
        """Note that something failed that should not; the lines ``below`` are indented."""
        self._note("error", event, below, facts)

    def warning(self, event: str, below: str = "", **facts: object) -> None:
        """Note that something did not go as it usually does."""
        self._note("warning", event, below, facts)

    def info(self, event: str, below: str = "", **facts: object) -> None:
        """Note what the program did."""
        self._note("info", event, below, facts)

    def debug(self, event: str, below: str = "", **facts: object) -> None:
        """Note what only somebody who looks for a fault wants to know."""
        self._note("debug", event, below, facts)

    def begin(self) -> None:
        """Write from now on, on a thread of its own: what waits, and what comes."""
        if self._bell is not None:
            return
        from threading import Semaphore, Thread

        self._bell = Semaphore(0)
        # A disk that hangs must not keep the program from ending.
        Thread(target=self._listen, args=(self._bell,), name="log-writer", daemon=True).start()
        self._bell.release()

    def flush(self, seconds: float = 0.5) -> None:
        """Write all that waits, or what can be written within some seconds."""
        if self._bell is None:
            self._write_waiting()
            return
        from time import monotonic, sleep

        until = monotonic() + seconds
        while self._waiting and monotonic() < until:
            sleep(0.002)

    def _note(self, level: str, event: str, below: str, facts: dict[str, object]) -> None:
        if LEVELS.index(level) > self._most:
            return
        said = " ".join([event, *(f"{name}={_word(value)}" for name, value in facts.items())])
        moment = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        head = f"{moment}Z {os.getpid()} {level} {said}"
        text = "\n    ".join([head, *below.splitlines()])[:LONGEST] + "\n"
        if self._echo:
            # Where there is no console there is no such stream either.
            with suppress(OSError, ValueError, AttributeError):
                sys.stderr.write(text)
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(text)
            if self._bell is not None:
                self._bell.release()

    def _listen(self, bell: Semaphore) -> None:
        while bell.acquire():
            self._write_waiting()

    def _write_waiting(self) -> None:
        while self._waiting:
            append(self._folder, self._waiting[0])
            # Only now: whoever waits for all to be written looks whether any is left.
            self._waiting.popleft()


def append(folder: Path, text: str) -> bool:
    """Append an entry to the log in a folder, and begin it anew where it is large.

    Returns whether it was written.  An entry is never torn by another program's, nor put into a
    log that another program has just set aside.
    """
    file = folder / NAME
    data = text.encode("utf-8", "backslashreplace")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _ in range(3):
            with _opened(file) as log:
                if not _same(log, file):
                    # Another program set it aside between opening it and having it alone.
                    continue
                if os.fstat(log).st_size + len(data) > LARGEST and _set_aside(folder):
                    continue
                return os.write(log, data) == len(data)
    except OSError:
        pass
    return False


def logs(folder: Path) -> list[Path]:
    """Return the logs that there are, the oldest first."""
    names = [*(f"msp-desktop.{number}.log" for number in range(FORMER, 0, -1)), NAME]
    return [folder / name for name in names if os.path.lexists(folder / name)]


def tail(folder: Path, most: int) -> str:
    """Return the last entries of the logs in a folder, up to so many bytes, in whole lines."""
    data = b""
    for file in reversed(logs(folder)):
        with suppress(OSError):
            data = file.read_bytes()[-(LARGEST * 2) :] + data
        if len(data) > most:
            data = data[-most:].partition(b"\n")[2]
            break
    return data.decode("utf-8", "replace")


@contextmanager
def _opened(file: Path) -> Generator[int]:
    """Give an open log, this program's alone while it is: a lock that no dead program keeps.

    Where it cannot be had, because another program hangs with it, it is done without.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    log = os.open(file, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if sys.platform != "win32":
            _lock(log)
        yield log
    finally:
        os.close(log)


def _lock(log: int) -> None:
    from time import sleep

    for _ in range(50):
        try:
            take_lock(log)
        except BlockingIOError:
            sleep(0.002)
        except OSError:
            return
        else:
            return


def _same(log: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(log), file.stat())
    except OSError:
        return False


def _set_aside(folder: Path) -> bool:
    """Make the log a former one; the oldest goes. Return whether that was possible."""
    files = [folder / NAME, *(folder / f"msp-desktop.{one}.log" for one in range(1, FORMER + 1))]
    try:
        for newer, older in reversed(list(pairwise(files))):
            if newer.exists():
                newer.replace(older)
    except OSError:
        return False
    return True


def _word(value: object) -> str:
    """Return a fact as one word, so that a line can be taken apart."""
    return "_".join(str(value).split()) or "-"


def _now() -> datetime:
    return datetime.now(UTC)
