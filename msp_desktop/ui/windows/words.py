"""What the window says of what went wrong: each expected failure in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from msp_desktop.course import errors as course_errors
from msp_desktop.course.model import ProblemKind
from msp_desktop.notebook import errors as notebook_errors
from msp_desktop.notebook.errors import Obstacle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.errors import CourseError
    from msp_desktop.course.model import Problem
    from msp_desktop.notebook.errors import NotebookError


def course_words(error: CourseError) -> str:
    """Say why a course could not be opened, and what to do."""
    translate = QCoreApplication.translate
    if isinstance(error, course_errors.CourseMissing):
        words = translate("Words", "{path} is not there any more. Was it moved or renamed?")
    elif isinstance(error, course_errors.NoMarkdown):
        words = translate(
            "Words",
            "There is no Markdown file in {path}. Open a file that ends in .md, or a folder that"
            " has one.",
        )
    elif isinstance(error, course_errors.NotText):
        words = translate(
            "Words",
            "{path} is not a text in UTF-8, UTF-16 or CP949. Save it as UTF-8 in an editor and"
            " open it again.",
        )
    elif isinstance(error, course_errors.CourseTooLarge):
        words = translate("Words", "{path} is too large to open ({detail}).")
    else:
        words = translate("Words", "{path} cannot be read: {detail}.")
    return words.format(path=error.path, detail=error.detail)


def notebook_words(error: NotebookError) -> str:
    """Say what keeps the notebook from being written or read, and what to do."""
    translate = QCoreApplication.translate
    reason = ""
    if isinstance(error, notebook_errors.NotebookUnwritable):
        words = translate("Words", "Nothing is being saved: {path} cannot be written. {reason}")
        reason = {
            Obstacle.PERMISSION: translate(
                "Words", "You may not write there; change its permissions."
            ),
            Obstacle.READ_ONLY: translate("Words", "It can only be read."),
            Obstacle.FULL: translate("Words", "The disk is full; make some room."),
            Obstacle.FAILING: translate("Words", "The disk reports an error; check it."),
        }[error.reason]
    elif isinstance(error, notebook_errors.NotebookNewer):
        words = translate(
            "Words",
            "Your notebook was written by a newer version of this program. You can read it, but"
            " nothing is being saved; install the newer version to write.",
        )
    elif isinstance(error, notebook_errors.NotebookDamaged):
        words = translate("Words", "Your notebook {path} is damaged. It was left as it is.")
    elif isinstance(error, notebook_errors.NotebookBusy):
        words = translate(
            "Words", "Another program keeps your notebook {path} locked. Trying again…"
        )
    elif isinstance(error, notebook_errors.NotebookReplaced):
        words = translate(
            "Words",
            "Your notebook {path} was moved or replaced while it was open. Start the program anew"
            " to go on writing.",
        )
    else:
        words = translate("Words", "Your notebook {path} cannot be used.")
    return words.format(path=error.path, reason=reason)


def problem_words(problems: Iterable[Problem]) -> str:
    """Say how a file was read that was not in UTF-8, or "" where all was as it should be."""
    problems = tuple(problems)
    found = [one for one in problems if one.kind is ProblemKind.ENCODING]
    unread = [one for one in problems if one.kind is ProblemKind.UNREADABLE_FILE]
    translate = QCoreApplication.translate
    parts: list[str] = []
    if found:
        words = translate(
            "Words", "{file} is not in UTF-8 and was read as {encoding}. Is all of it legible?"
        )
        parts.append(words.format(file=found[0].file, encoding=found[0].subject))
    if unread:
        words = translate("Words", "These files could not be read: {files}")
        parts.append(words.format(files=", ".join(one.file for one in unread)))
    return " ".join(parts)
