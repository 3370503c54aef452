"""A lock on an open file, which the system takes back however the program that holds it ends."""

from __future__ import annotations

import os
import sys

# Windows keeps others from reading what is locked, so that is no byte of the file.
_LOCKED_BYTE = 1 << 20


def take_lock(descriptor: int) -> None:
    """Lock an open file for this program alone, without waiting; closing it ends that.

    Raises BlockingIOError, on Windows PermissionError, where another program has locked it, and
    any other OSError where it cannot be locked at all.
    """
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
