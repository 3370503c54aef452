"""Hard crashes: where the system ends the program, Python says where it was, into a file.

Each program has a file of its own beside the log.  It is locked while the program lives, so the
next start knows those of programs that are gone: an empty one is removed, one that says something
is what the user is told of.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from msp_desktop.running.locks import take_lock

if TYPE_CHECKING:
    from pathlib import Path

MOST_KEPT = 3
"""Crashes that were told of and are kept for a report."""

LARGEST = 64 * 1024
"""Bytes of a crash that are read."""

_BEGINNING, _LIVE, _TOLD = "crash-", ".live.txt", ".txt"


class CrashFile:
    """The file of this program; where none can be made, a crash goes untold."""

    def __init__(self, folder: Path, began: int) -> None:
        """Make the file in a folder and have crashes written to it.

        ``began`` tells this program from others with its number: nanoseconds, say.
        """
        self._file = folder / f"{_BEGINNING}{began}-{os.getpid()}{_LIVE}"
        self._descriptor = -1
        import faulthandler

        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
            self._descriptor = os.open(self._file, flags, 0o600)
            take_lock(self._descriptor)
            faulthandler.enable(self._descriptor, all_threads=True)
        except (OSError, RuntimeError):
            self.end()

    def end(self) -> None:
        """Take the file away: the program ends as it should."""
        if self._descriptor < 0:
            return
        import faulthandler

        faulthandler.disable()
        os.close(self._descriptor)
        self._descriptor = -1
        with suppress(OSError):
            self._file.unlink()


def unheard(folder: Path) -> list[Path]:
    """Return the crashes that nobody was told of yet, the newest first.

    What programs left that were killed without a word is removed.
    """
    found: list[Path] = []
    for file in _files(folder, _LIVE):
        with suppress(OSError):
            if _lives(file):
                continue
            if file.stat().st_size == 0:
                file.unlink()
            else:
                found.append(file)
    return found


def heard(files: list[Path]) -> list[Path]:
    """Keep crashes as such that the user was told of, and only the newest; return these."""
    kept: list[Path] = []
    for file in files:
        told = file.with_name(file.name.removesuffix(_LIVE) + _TOLD)
        with suppress(OSError):
            file.replace(told)
            kept.append(told)
    for file in told_of(files[0].parent)[MOST_KEPT:] if files else ():
        with suppress(OSError):
            file.unlink()
    return kept


def told_of(folder: Path) -> list[Path]:
    """Return the crashes that the user was told of, the newest first."""
    return [file for file in _files(folder, _TOLD) if not file.name.endswith(_LIVE)]


def text(file: Path) -> str:
    """Return what a crash left: where each thread was."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def _files(folder: Path, ending: str) -> list[Path]:
    try:
        names = [one.name for one in folder.iterdir()]
    except OSError:
        return []
    names = [one for one in names if one.startswith(_BEGINNING) and one.endswith(ending)]
    return [folder / name for name in sorted(names, key=_moment, reverse=True)]


def _moment(name: str) -> int:
    number = name.removeprefix(_BEGINNING).partition("-")[0]
    return int(number) if number.isdecimal() and number.isascii() and len(number) < 25 else 0


def _lives(file: Path) -> bool:
    """Return whether the program that made a file still runs."""
    descriptor = os.open(file, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        take_lock(descriptor)
    except (BlockingIOError, PermissionError):
        return True
    finally:
        os.close(descriptor)
    return False
