"""A disk that fails once: of all calls by which a child process writes, one is refused.

Linux lets one process decide about another one's system calls (seccomp's user notifications), so
what runs is the real program on the real file system, with nothing put in between.  Calls that
write are counted; the one that is to fail returns an error and never happens.

Source: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import select
import socket
import struct
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[str], None]

# x86-64's numbers of the calls that write, make or move something.
_WRITING = {
    "write": 1,
    "pwrite64": 18,
    "writev": 20,
    "pwritev": 296,
    "copy_file_range": 326,
    "fsync": 74,
    "fdatasync": 75,
    "ftruncate": 77,
    "fallocate": 285,
    "rename": 82,
    "renameat": 264,
    "renameat2": 316,
    "mkdir": 83,
    "mkdirat": 258,
    "unlink": 87,
    "unlinkat": 263,
}
_OPENAT = 257
_ARCHITECTURE = 0xC000003E

# The descriptor that may always be written: by it a child says what has returned.
_VOICE = 100

# Where seccomp's description of a call has its parts.
_NUMBER, _ARCH, _FIRST, _THIRD = 0, 4, 16, 32
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000

_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER = 317, 1, 8
_NO_NEW_PRIVILEGES = 38
_RECEIVE, _SEND, _CONTINUE = 0xC0502100, 0xC0182101, 1


class Done(NamedTuple):
    """What a child said, how many calls it made that write, and how it ended: 0 is well."""

    said: list[str]
    calls: int
    status: int


def can_fail() -> bool:
    """Return whether this system lets a process be treated so."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    return run(lambda say: say("heard"), 0, 0).said == ["heard"]


def run(work: Callable[[Say], None], fail: int, error: int) -> Done:
    """Do some work in a child process whose ``fail``-th writing call fails; 0 for none of them.

    To be called from a process that has one thread only.
    """
    ours, theirs = socket.socketpair()
    voice, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(mouth, _VOICE)
        status = 1
        try:
            listener = _listen()
            socket.send_fds(theirs, [b"listen"], [listener])
            os.close(listener)
            work(_say)
            status = 0
        except BaseException as failure:
            _say(f"! {type(failure).__name__}: {failure}")
        finally:
            os._exit(status)
    os.close(mouth)
    theirs.close()
    with ours, os.fdopen(voice, "rb") as said:
        _, descriptors, *_ = socket.recv_fds(ours, 16, 1)
        calls = _decide(descriptors[0], fail, error) if descriptors else 0
        _, status = os.waitpid(child, 0)
        return Done(said.read().decode().splitlines(), calls, status)


def _say(words: str) -> None:
    os.write(_VOICE, f"{words}\n".encode())


def _program() -> list[tuple[int, int, int, int]]:
    """Return the filter: what writes is asked about, all else is allowed.

    Each step is a code, how many steps to skip if it holds and if not, and a value.
    """
    numbers = list(_WRITING.values())
    count = len(numbers)
    # The steps behind the tests of the number, and where they stand behind the last of them.
    tail = [
        (_EQUAL, 1, 0, _OPENAT),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _THIRD),
        (_ANY_BIT, 3, 0, os.O_CREAT),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FIRST),
        (_EQUAL, 1, 0, _VOICE),
        (_RETURN, 0, 0, _ASK),
        (_RETURN, 0, 0, _ALLOW),
    ]
    descriptor = 5
    tests = [
        (_EQUAL, count - place - 1 + descriptor, 0, number) for place, number in enumerate(numbers)
    ]
    head = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, _ARCHITECTURE),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _NUMBER),
    ]
    return head + tests + tail


def _listen() -> int:
    """Have the writing calls of this process decided about elsewhere; return by what."""
    libc = ctypes.CDLL(None, use_errno=True)
    steps = _program()
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    described = struct.pack("@HxxxxxxP", len(steps), ctypes.addressof(code))
    whole = ctypes.create_string_buffer(described)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener = libc.syscall(_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, whole)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "no seccomp here")
    return int(listener)


def _decide(listener: int, fail: int, error: int) -> int:
    """Let each call of a child happen but one; return how many there were when it ended."""
    calls = 0
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while True:
        [(_, event)] = poll.poll()
        if not event & select.POLLIN:
            os.close(listener)
            return calls
        asked = bytearray(80)
        try:
            fcntl.ioctl(listener, _RECEIVE, asked)
        except FileNotFoundError:
            continue
        (identifier,) = struct.unpack_from("=Q", asked)
        calls += 1
        refused = calls == fail
        answer = struct.pack(
            "=QqiI", identifier, 0, -error if refused else 0, 0 if refused else _CONTINUE
        )
        try:
            fcntl.ioctl(listener, _SEND, answer)
        except FileNotFoundError:
            continue
