"""The words of taking things elsewhere and bringing them back, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from msp_desktop.course.errors import CourseError
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.exchange.unpacking import CapsuleRefused, Fault
from msp_desktop.notebook.exchange.words import Words
from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.windows.words import course_words

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.notebook.exchange.bringing import Preview
    from msp_desktop.notebook.exchange.portion import Outcome


def export_words() -> Words:
    """Return what exported files say by themselves."""
    translate = QCoreApplication.translate
    return Words(
        title=translate("Export", "Notes and highlights in {course}"),
        sheet=translate("Export", "Study sheet: {course}"),
        source=translate("Export", "From {file}, {day}."),
        introduction=translate("Export", "Introduction"),
        elsewhere=translate("Export", "No longer in the course"),
        note=translate("Export", "Note"),
        bookmark=translate("Export", "Bookmark"),
        tags=translate("Export", "Tags"),
        highlights=translate("Export", "Highlights"),
        pin=translate("Export", "Pin"),
        at_line=translate("Export", "{file}, line {line}"),
        unplaced=translate("Export", "not found in the course as it is now"),
        unanswered=translate("Export", "Not answered in the course."),
        picture=translate("Export", "Picture: {name}"),
        no_questions=translate("Export", "No question has been chosen."),
        #: What Anki calls its kind of notes "Basic" in this language.
        anki_basic=translate("Export", "Basic"),
        nothing=translate("Export", "Nothing has been written in this course yet."),
        colours=(
            translate("Export", "yellow"),
            translate("Export", "green"),
            translate("Export", "blue"),
            translate("Export", "pink"),
            translate("Export", "purple"),
        ),
    )


def trouble_words(error: Exception, path: Path) -> str:
    """Say why something could not be taken elsewhere or brought in."""
    translate = QCoreApplication.translate
    if isinstance(error, CapsuleRefused):
        return _refusal(error.fault).format(path=path)
    if isinstance(error, NotebookError):
        return describe(error)
    if isinstance(error, CourseError):
        return course_words(error)
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return translate("Taking", "{path} cannot be read or written: {detail}.").format(
        path=path, detail=detail
    )


def _refusal(fault: Fault) -> str:
    translate = QCoreApplication.translate
    match fault:
        case Fault.FOREIGN:
            words = translate("Taking", "{path} is not a study capsule.")
        case Fault.DAMAGED:
            words = translate(
                "Taking",
                "{path} is damaged or cut off. Copy it again from where it was made.",
            )
        case Fault.NEWER:
            words = translate(
                "Taking",
                "A newer version of this program made {path}. Install that version to open it.",
            )
        case Fault.UNSAFE:
            words = translate(
                "Taking",
                "A name in {path} leads out of its folder. Nobody makes such a capsule by mistake.",
            )
        case Fault.TOO_LARGE:
            words = translate("Taking", "There is more in {path} than a capsule may hold.")
    return f"{words} {translate('Taking', 'Nothing was changed.')}"


def preview_words(preview: Preview) -> tuple[str, str]:
    """Say what a capsule holds, and what importing it will do."""
    translate, locale = QCoreApplication.translate, QLocale()
    held = translate(
        "Taking", "“{title}”: {notes} notes, {highlights} highlights, {bookmarks} bookmarks."
    ).format(
        title=preview.title,
        notes=locale.toString(preview.notes),
        highlights=locale.toString(preview.highlights),
        bookmarks=locale.toString(preview.bookmarks),
    )
    if preview.known is None:
        then = translate(
            "Taking", "The course is not here yet. Choose the folder that it is to be put in."
        )
    else:
        then = translate(
            "Taking",
            "It is merged with what you have written in {path}. Nothing of either is lost, and a"
            " backup is made first.",
        ).format(path=preview.known)
    return held, then


def outcome_words(outcome: Outcome) -> str:
    """Say what an import did."""
    translate, locale = QCoreApplication.translate, QLocale()
    title = outcome.record.title
    if not outcome:
        return translate("Taking", "“{title}” was imported. There was nothing new in it.").format(
            title=title
        )
    counts = [locale.toString(len(one)) for one in outcome[2:]]
    words = translate(
        "Taking",
        "“{title}” was imported. New: {added}. Brought up to date: {changed}. Merged: {merged}.",
    ).format(title=title, added=counts[0], changed=counts[1], merged=counts[2])
    if outcome.conflicts:
        notes = ", ".join(one.title for one in outcome.conflicts[:3])
        more = "…" if len(outcome.conflicts) > 3 else ""
        both = translate("Taking", "Changed on both sides, so look at them: {notes}.").format(
            notes=f"{notes}{more}"
        )
        words = f"{words} {both}"
    return words
