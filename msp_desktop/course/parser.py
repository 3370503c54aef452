"""Parsing the files of a course one by one: each gives what a pack keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from msp_desktop.course.errors import NotText
from msp_desktop.course.model import ParsedFile, Problem, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from msp_desktop.course.reading import Reading
    from msp_desktop.course.source import SourceFile


class Packed(NamedTuple):
    """A parsed file as it is kept: see :func:`msp_desktop.course.kept.packed`.

    ``outline`` is None where the file could not be parsed for want of memory.
    """

    file: SourceFile
    outline: Any
    pieces: bytes


class Parser(Protocol):
    """Parses files in any order."""

    def __call__(self, files: Iterable[SourceFile], reading: Reading) -> Generator[Packed]:
        """Yield each of the files, parsed."""
        ...


def parse_here(files: Iterable[SourceFile], reading: Reading) -> Generator[Packed]:
    """Parse files one after the other on this thread."""
    from msp_desktop.course.packing import packed

    for file in files:
        yield Packed(file, *packed(*parse_source(file, reading)))


def parse_source(file: SourceFile, reading: Reading) -> tuple[ParsedFile, tuple[Problem, ...]]:
    """Parse a file and note what is odd about it: it may be no text at all."""
    from msp_desktop.course.identity import Names
    from msp_desktop.course.parse import parse_file

    try:
        text, encoding, faults = file.text()
    except NotText as error:
        what = f" but {error.detail}" if error.detail else ""
        words = f"not a text file{what}: {file.name}"
        problem = Problem(ProblemKind.UNREADABLE_FILE, file.name, 1, words, error.detail)
        return ParsedFile("", (), (), ()), (problem,)
    problems: list[Problem] = []
    name = encoding.upper()
    if encoding != "utf-8":
        words = f"read as {name}, not UTF-8; save it as UTF-8 to be sure"
        problems.append(Problem(ProblemKind.ENCODING, file.name, 1, words, name))
    for fault in faults:
        what = "a NUL" if fault.is_nul else f"no {name}"
        words = f"byte {fault.byte} of the file is {what}, and is shown as \ufffd"
        problems.append(Problem(ProblemKind.BAD_BYTE, file.name, fault.line, words, name))
    return parse_file(text, file.name, Names(), reading), tuple(problems)
