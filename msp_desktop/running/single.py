"""One window for each data folder: a second start hands its course over to the first.

The first one holds a lock that the system takes back however the program ends, so none is ever
left behind.  Who does not get it puts a small file, an errand, into a folder that the first one
watches, and waits until it is taken.  No socket is opened, and it works alike on all systems.

The folder is the user's alone.  What lies there is believed no more than anything else from disk:
a regular file of the user's, of a few kilobytes, with a path in it.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msp_desktop.running.locks import take_lock

PATIENCE = 4.0
"""Seconds that a second start waits for the first one: one that hangs takes nothing."""

STARTING = 20.0
"""Seconds that it waits for one which has not begun to listen: a slow disk has much to read."""

LARGEST = 16 * 1024
"""Bytes of the largest errand that is read."""

LONGEST_PATH = 4096
LONGEST_TOKEN = 256

MOST = 16
"""Errands that are taken at a time."""

STALE = 60.0
"""Seconds after which an errand was left behind by a start that is long gone."""

_BEAT = 0.02
_LISTENING = "listening"
_ENDING = ".errand"


class Errand(NamedTuple):
    """What a second start asks for: a course or capsule to open, None for just the window.

    ``token`` is what the desktop gave that start for its window to come to the front, "" for none.
    """

    path: Path | None
    token: str = ""


class Single:
    """One program among those on the same data; ``folder`` is where they meet.

    ``screen`` tells screens apart: a window on another one cannot come to the front on this one.
    """

    def __init__(self, folder: Path, screen: str = "") -> None:
        self._lock_file = folder / "lock"
        self.inbox = folder / "inbox"
        self._screen = screen
        self._lock = -1

    @property
    def first(self) -> bool:
        """Whether this program is the one that others hand their courses to."""
        return self._lock >= 0

    def claim(self) -> bool:
        """Become the first one; False where another one is.

        Where nobody can tell, as in a folder that cannot be written or that others may write to,
        it is True all the same, without :attr:`first`.
        """
        if self.first:
            return True
        try:
            self._make_private()
            lock = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | _NOT_FOLLOWED, 0o600)
        except OSError:
            return True
        try:
            take_lock(lock)
        except OSError as error:
            os.close(lock)
            return not isinstance(error, BlockingIOError | PermissionError)
        self._lock = lock
        self._tell("starting")
        return True

    def listens(self) -> None:
        """Tell others that errands are looked for from now on."""
        self._tell(_LISTENING)

    def release(self) -> None:
        """Be the first one no more."""
        if self.first:
            os.close(self._lock)
            self._lock = -1

    def hand_over(
        self, errand: Errand, patience: float = PATIENCE, starting: float = STARTING
    ) -> bool:
        """Hand an errand to the first program; return whether it has taken it.

        False where it does not within ``patience`` seconds (``starting`` where it has just begun),
        has ended meanwhile (then this is the first one now) or is on another screen.
        """
        screen, state = self._first_is()
        if screen != self._screen:
            return False
        file = self.inbox / f"{os.getpid()}-{time.time_ns()}{_ENDING}"
        try:
            _write(file, errand)
        except OSError:
            return False
        began = time.monotonic()
        while time.monotonic() - began < (patience if state == _LISTENING else starting):
            if not file.exists():
                return True
            if self.claim():
                break
            time.sleep(_BEAT)
            _, state = self._first_is()
        # Whoever removes it has it: it is done once.
        return not _removed(file)

    def errands(self) -> list[Errand]:
        """Take what other starts have asked for, the oldest first; what makes no sense is dropped.

        To be called by the first one only.
        """
        taken: list[tuple[int, Errand]] = []
        now = time.time()
        for file in _listed(self.inbox):
            found = _read(file)
            if not _removed(file) or found is None:
                continue
            written_at, errand = found
            if errand is not None and abs(now - written_at / 1e9) < STALE:
                taken.append((written_at, errand))
        return [errand for _, errand in sorted(taken, key=lambda one: one[0])]

    def _make_private(self) -> None:
        """Make the folders, for the user alone; raise OSError where others may write there."""
        for folder in (self._lock_file.parent, self.inbox):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if sys.platform == "win32":
                continue
            status = folder.lstat()
            if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) & 0o077:
                folder.chmod(0o700)
                status = folder.lstat()
            ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
            if not ours or status.st_mode & 0o022:
                raise PermissionError(f"others may write to {folder}")

    def _tell(self, state: str) -> None:
        with suppress(OSError):
            os.lseek(self._lock, 0, os.SEEK_SET)
            os.ftruncate(self._lock, 0)
            os.write(self._lock, f"{self._screen}\n{state}".encode("utf-8", "surrogateescape"))

    def _first_is(self) -> tuple[str, str]:
        """Return the first program's screen, and what it does."""
        try:
            lock = os.open(self._lock_file, os.O_RDONLY | _NOT_FOLLOWED)
            try:
                told = os.read(lock, LARGEST).decode("utf-8", "surrogateescape")
            finally:
                os.close(lock)
        except OSError:
            return "", ""
        screen, _, state = told.partition("\n")
        return screen, state


def screen_of_environment() -> str:
    """Return what tells this start's screen from another."""
    names = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    return "|".join(os.environ.get(name, "") for name in names)


def token_of_environment() -> str:
    """Return what the desktop gave this start for its window to come to the front."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID", "")
    return token if _is_token(token) else ""


_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def _write(file: Path, errand: Errand) -> None:
    """Put an errand where it is found whole or not at all."""
    import json

    text = json.dumps({"path": str(errand.path) if errand.path else None, "token": errand.token})
    begun = file.with_suffix(".tmp")
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOT_FOLLOWED, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(text.encode())
        begun.replace(file)
    except OSError:
        begun.unlink(missing_ok=True)
        raise


def _listed(inbox: Path) -> list[Path]:
    """Return some of the errands in a folder; what was begun and left behind is removed."""
    found: list[Path] = []
    with suppress(OSError), os.scandir(inbox) as entries:
        for entry in entries:
            path = Path(entry.path)
            if path.suffix == _ENDING:
                found.append(path)
            elif path.suffix == ".tmp" and _age(path) > STALE:
                _removed(path)
            if len(found) == MOST:
                break
    return found


def _read(file: Path) -> tuple[int, Errand | None] | None:
    """Return when a file was written, and its errand, if it is one; None for no file of ours."""
    try:
        descriptor = os.open(file, os.O_RDONLY | _NOT_FOLLOWED | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        # A link, or nothing that can be opened.
        return None
    try:
        status = os.fstat(descriptor)
        ours = sys.platform == "win32" or status.st_uid == os.geteuid()
        if not stat.S_ISREG(status.st_mode) or not ours or status.st_size > LARGEST:
            return None
        return status.st_mtime_ns, _parsed(os.read(descriptor, LARGEST))
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _parsed(data: bytes) -> Errand | None:
    """Return the errand that a file holds, None where it makes no sense."""
    import json
    from typing import Any, cast

    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or set(cast("dict[str, Any]", value)) != {"path", "token"}:
        return None
    held = cast("dict[str, object]", value)
    path, token = held["path"], held["token"]
    if not isinstance(token, str) or (token and not _is_token(token)):
        return None
    if path is None:
        return Errand(None, token)
    if not isinstance(path, str) or len(path) > LONGEST_PATH or "\0" in path:
        return None
    return Errand(Path(path), token) if Path(path).is_absolute() else None


def _is_token(text: str) -> bool:
    return 0 < len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def _removed(file: Path) -> bool:
    """Remove a file; return whether it was there and is gone."""
    try:
        file.unlink()
    except OSError:
        return False
    return True


def _age(file: Path) -> float:
    try:
        return time.time() - file.lstat().st_mtime
    except OSError:
        return 0.0
