"""Why a course could not be opened: one class for each reason that a user can act on."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ZipFault(Enum):
    """What is wrong with a zip that is not opened."""

    DAMAGED = "damaged, or no zip"
    ENCRYPTED = "protected by a password"
    UNSAFE = "a name in it leads out of its folder"
    UNSUPPORTED = "packed in a way that is not supported"
    TOO_LARGE = "too much in it"


class CourseError(Exception):
    """A course that cannot be opened.  ``path`` is what was asked for."""

    reason = "cannot be opened"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {self.reason}{': ' if detail else ''}{detail}")
        self.path = path
        self.detail = detail


class CourseMissing(CourseError):
    """There is nothing at the path."""

    reason = "no such file or folder"


class CourseUnreadable(CourseError):
    """The system refuses to read it; ``detail`` is the system's own word."""

    reason = "cannot be read"


class NoMarkdown(CourseError):
    """A folder without a Markdown file, or a file that is something else."""

    reason = "no Markdown file (.md, .markdown) here"


class NotText(CourseError):
    """A file that is no text at all; ``detail`` says what it is instead, where that is known."""

    reason = "not a text file"


class CourseEmpty(CourseError):
    """The open course has nothing in it any more: somebody is about to write it, perhaps."""

    reason = "empty"


class CourseTooLarge(CourseError):
    """A course beyond what is read into memory; ``detail`` gives size and limit."""

    reason = "too large"


class BadZip(CourseError):
    """A zip that is not opened; ``fault`` says why, ``detail`` names what is meant."""

    reason = "not a zip that can be opened"

    def __init__(self, path: Path, fault: ZipFault, detail: str = "") -> None:
        super().__init__(path, f"{fault.value}{': ' if detail else ''}{detail}")
        self.fault = fault
        self.subject = detail


class Cancelled(Exception):
    """Opening a course was given up."""
