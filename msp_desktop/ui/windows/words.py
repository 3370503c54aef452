"""What the window says of what went wrong: each expected failure in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from msp_desktop.course import errors as course_errors
from msp_desktop.course.model import ProblemKind
from msp_desktop.ui.saving.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.errors import CourseError
    from msp_desktop.course.model import Problem
    from msp_desktop.notebook.errors import NotebookError


def course_words(error: CourseError) -> str:
    """Say why a course could not be opened, and what to do."""
    translate = QCoreApplication.translate
    if isinstance(error, course_errors.CourseMissing):
        words = translate("Words", "{path} was not found. Was it moved or renamed?")
    elif isinstance(error, course_errors.NoMarkdown):
        words = translate(
            "Words",
            "There is no Markdown file in {path}. Open a file that ends in .md, or a folder that"
            " has one.",
        )
    elif isinstance(error, course_errors.NotText) and error.detail:
        words = translate(
            "Words",
            "{path} is no Markdown: by what is in it, it is of another kind ({detail}).",
        )
    elif isinstance(error, course_errors.NotText):
        words = translate("Words", "{path} is no text, so there is nothing in it to read.")
    elif isinstance(error, course_errors.CourseTooLarge) and error.path.is_dir():
        words = translate(
            "Words",
            "There is too much in {path} to open it as one course. Open a folder inside it.",
        )
    elif isinstance(error, course_errors.CourseTooLarge):
        words = translate("Words", "{path} is too large to open. Split it into several files.")
    elif isinstance(error, course_errors.BadZip):
        words = _zip_words(error)
    else:
        words = translate("Words", "{path} cannot be read: {detail}.")
    return words.format(path=error.path, detail=error.detail)


def _zip_words(error: course_errors.BadZip) -> str:
    """Say why a zip is not opened, and what to do."""
    translate = QCoreApplication.translate
    match error.fault:
        case course_errors.ZipFault.ENCRYPTED:
            return translate(
                "Words",
                "{path} is protected by a password. Unpack it and open the folder that comes out"
                " of it.",
            )
        case course_errors.ZipFault.UNSAFE:
            return translate(
                "Words",
                "{path} is not opened: something in it leads out of its own folder, which no honest"
                " zip does.",
            )
        case course_errors.ZipFault.UNSUPPORTED:
            return translate(
                "Words",
                "{path} is packed in a way that cannot be read here. Unpack it and open the folder"
                " that comes out of it.",
            )
        case course_errors.ZipFault.TOO_LARGE:
            return translate(
                "Words",
                "There is too much in {path}. Unpack it and open a folder that comes out of it.",
            )
        case _:
            return translate(
                "Words", "{path} is damaged, or no zip. Get it anew and open it again."
            )


def stale_words(error: CourseError) -> str:
    """Say that what is shown is the last that could be read of the open course."""
    translate = QCoreApplication.translate
    if isinstance(error, course_errors.CourseMissing):
        words = translate("Words", "{path} is not there any more. What you see is how it was last.")
    elif isinstance(error, course_errors.CourseEmpty):
        words = translate("Words", "{path} is empty now. What you see is how it was last.")
    else:
        words = translate("Words", "{path} cannot be read now. What you see is how it was last.")
    return words.format(path=error.path)


def notebook_words(error: NotebookError) -> str:
    """Say that nothing is being saved, why, and what to do."""
    words = QCoreApplication.translate("Words", "Nothing is being saved. {reason}")
    return words.format(reason=describe(error))


def upkeep_words(error: NotebookError) -> str:
    """Say that the notebook, which is still being written, was found wrong or not backed up."""
    words = QCoreApplication.translate(
        "Words", "The notebook could not be checked and backed up. {reason}"
    )
    return words.format(reason=describe(error))


def problem_words(problems: Iterable[Problem]) -> str:
    """Say how files were read that are not quite text in UTF-8, or "" where all was well."""
    problems = tuple(problems)
    found = [one for one in problems if one.kind is ProblemKind.ENCODING]
    unread = [one for one in problems if one.kind is ProblemKind.UNREADABLE_FILE]
    translate = QCoreApplication.translate
    parts: list[str] = []
    if found:
        words = translate(
            "Words",
            "{file} is not in UTF-8 and was read as {encoding}. If anything looks wrong, save it as"
            " UTF-8 and open it again.",
        )
        parts.append(words.format(file=found[0].file, encoding=found[0].subject))
    damaged = [one for one in problems if one.kind is ProblemKind.BAD_BYTE]
    if damaged:
        from msp_desktop.course.decoding import REPLACEMENT

        words = translate(
            "Words",
            "In line {line} of {file}, what is shown as {sign} is no text. The file is left as it"
            " is.",
        )
        if len(damaged) > 1:
            words = translate(
                "Words",
                "In several places, first in line {line} of {file}, what is shown as {sign} is no"
                " text. Nothing is changed on disk.",
            )
        first = damaged[0]
        parts.append(words.format(file=first.file, line=first.line, sign=REPLACEMENT))
    if unread:
        words = translate("Words", "These files could not be read and are left out: {files}")
        parts.append(words.format(files=", ".join(one.file for one in unread)))
    return " ".join(parts)
