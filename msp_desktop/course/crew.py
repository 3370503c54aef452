"""Parsing many files at once, in programs of their own.

A parser that runs on a thread takes the interpreter from the window, cannot be stopped inside a
file, and leaves its memory behind.  Helpers do none of that, use all processors, and one that dies
takes one file with it and not the window.  They are this program again, told to parse what comes in
and nothing else: they open no file and no window.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING

from msp_desktop.course.parser import Packed, parse_here
from msp_desktop.course.reading import Reading
from msp_desktop.course.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from msp_desktop.course.parser import Parser
    from msp_desktop.course.progress import Progress

COMMAND = "parse-files"
"""What a frozen program is told so that it serves."""

CREW_FROM = 256 * 1024
"""Bytes to parse from which on it is worth starting helpers."""

MOST_HELPERS = 4

_LENGTHS = struct.Struct("<QQ")
_READY = b"ready\n"


class ParsingFailed(Exception):
    """A helper met a bug; the message is its traceback."""


def crew(progress: Progress) -> Parser:
    """Return a parser that takes helpers where there is much to do, as ``progress`` says then."""

    def parse(files: Iterable[SourceFile], reading: Reading) -> Generator[Packed]:
        if progress.bytes < CREW_FROM:
            return parse_here(files, reading)
        size = max(1, min(os.cpu_count() or 1, MOST_HELPERS, progress.files))
        return parse_with(size, files, reading, progress)

    return parse


def parse_with(
    size: int, files: Iterable[SourceFile], reading: Reading, progress: Progress
) -> Generator[Packed]:
    """Yield files as ``size`` helpers have parsed them; on this thread where none can be started.

    Raises ParsingFailed, and Cancelled where ``progress`` was.
    """
    source = iter(files)
    try:
        helpers = [_Helper() for _ in range(size)]
    except OSError:
        yield from parse_here(source, reading)
        return
    crew = _Crew(helpers, source, reading)
    progress.stop_with(crew.stop)
    try:
        yield from crew.results()
    finally:
        progress.stop_with(None)
        crew.stop()
        crew.join()
    progress.check()


class _Crew:
    """Some helpers, each with a thread that hands it files and takes what it made of them."""

    def __init__(
        self, helpers: list[_Helper], source: Iterator[SourceFile], reading: Reading
    ) -> None:
        self._helpers = helpers
        self._source = source
        self._reading = reading
        self._lock = Lock()
        self._stopped = False
        self._done: SimpleQueue[Packed | BaseException | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, args=(one,), daemon=True) for one in helpers]

    def results(self) -> Iterator[Packed]:
        for thread in self._threads:
            thread.start()
        working = len(self._threads)
        while working:
            result = self._done.get()
            if result is None:
                working -= 1
            elif isinstance(result, BaseException):
                raise result
            else:
                yield result

    def stop(self) -> None:
        """Have all helpers end at once, whatever they are doing."""
        self._stopped = True
        for helper in self._helpers:
            helper.kill()

    def join(self) -> None:
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        for helper in self._helpers:
            helper.end()

    def _work(self, helper: _Helper) -> None:
        try:
            while (file := self._next()) is not None:
                result = self._parsed(helper, file)
                if self._stopped:
                    break
                self._done.put(result)
        except BaseException as error:
            self._done.put(error)
        finally:
            self._done.put(None)

    def _next(self) -> SourceFile | None:
        with self._lock:
            return None if self._stopped else next(self._source, None)

    def _parsed(self, helper: _Helper, file: SourceFile) -> Packed:
        for _ in range(2):
            try:
                return helper.parse(file, self._reading)
            except (OSError, EOFError):
                # It died, perhaps of another file's leavings: a new one tries it once more.
                if self._stopped:
                    break
                helper.start_again()
        return Packed(file, None, b"")


class _Helper:
    """A program that parses files.  Raises OSError where it cannot be started."""

    def __init__(self) -> None:
        self._process = self._started()

    def start_again(self) -> None:
        self.end()
        self._process = self._started()

    def parse(self, file: SourceFile, reading: Reading) -> Packed:
        """Have a file parsed.  Raises OSError or EOFError where the helper dies of it."""
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        _send(to, json.dumps([file.name, reading]).encode(), file.data)
        outline, pieces = _receive(back)
        if not outline:
            raise ParsingFailed(pieces.decode("utf-8", "replace"))
        return Packed(file, json.loads(outline), pieces)

    def kill(self) -> None:
        with suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._process.wait()

    def _started(self) -> Popen[bytes]:
        flags = 0
        if sys.platform == "win32":
            from subprocess import BELOW_NORMAL_PRIORITY_CLASS, CREATE_NO_WINDOW

            flags = BELOW_NORMAL_PRIORITY_CLASS | CREATE_NO_WINDOW
        # It is this program itself that is started.
        command = _command()
        process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, creationflags=flags)  # noqa: S603
        assert process.stdout is not None
        if process.stdout.read(len(_READY)) != _READY:
            process.kill()
            process.communicate()
            raise OSError("a helper does not answer")
        return process


def _command() -> list[str]:
    """Return how to start this program as a helper."""
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    # Without -P, modules that lie in the current folder would be imported, and with them what
    # somebody put into a folder of courses.
    root = str(Path(__file__).resolve().parents[2])
    code = f"import sys; sys.path.insert(0, {root!r}); from {__name__} import serve; serve()"
    return [sys.executable, "-P", "-c", code]


def serve() -> None:
    """Parse what comes in, until nothing comes any more."""
    if hasattr(os, "nice"):
        # The window goes first.
        os.nice(5)
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    # What anybody prints must not get in between.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    outgoing.write(_READY)
    outgoing.flush()
    with suppress(EOFError, BrokenPipeError):
        while True:
            _send(outgoing, *_answer(*_receive(incoming)))


def _answer(asked: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Return a file as parsed, or nothing and the traceback of the bug that kept it from that."""
    try:
        name, reading = json.loads(asked)
        [packed] = parse_here([SourceFile(name, Path(name), data)], Reading(reading))
        return json.dumps(packed.outline).encode(), packed.pieces
    except MemoryError:
        # What the next file would find is unknown; a new helper begins with nothing.
        os._exit(1)
    except Exception:
        from traceback import format_exc

        return b"", format_exc().encode("utf-8", "backslashreplace")


def _send(to: IO[bytes], first: bytes, second: bytes) -> None:
    to.write(_LENGTHS.pack(len(first), len(second)))
    to.write(first)
    to.write(second)
    to.flush()


def _receive(file: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the next two byte strings.  Raises EOFError where there are none."""
    first, second = _LENGTHS.unpack(_exactly(file, _LENGTHS.size))
    return _exactly(file, first), _exactly(file, second)


def _exactly(file: IO[bytes], length: int) -> bytes:
    data = file.read(length)
    if len(data) != length:
        raise EOFError
    return data
