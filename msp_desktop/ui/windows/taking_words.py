"""The words of taking things elsewhere and bringing them back, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from msp_desktop.course.errors import CourseError
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.exchange.unpacking import CapsuleRefused, Fault
from msp_desktop.notebook.exchange.words import ENGLISH, KOREAN
from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.windows.amounts import amounts
from msp_desktop.ui.windows.words import course_words

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.notebook.exchange.bringing import Preview
    from msp_desktop.notebook.exchange.portion import Outcome
    from msp_desktop.notebook.exchange.words import Words


_TITLE = 40


def export_words() -> Words:
    """Return what exported files say by themselves."""
    return KOREAN if QLocale().language() is QLocale.Language.Korean else ENGLISH


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
    translate = QCoreApplication.translate
    held = f"“{preview.title}”: {amounts(preview.numbers)}."
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
    parts = [translate("Taking", "“{title}” was imported.").format(title=title)]
    for what, counted in (
        (outcome.added, translate("Taking", "New: {number}.")),
        (outcome.changed, translate("Taking", "Brought up to date: {number}.")),
        (outcome.merged, translate("Taking", "Merged: {number}.")),
    ):
        if what:
            parts.append(counted.format(number=locale.toString(len(what))))
    if outcome.conflicts:
        notes = ", ".join(f"“{_short(one.title)}”" for one in outcome.conflicts[:3])
        more = "…" if len(outcome.conflicts) > 3 else ""
        both = translate("Taking", "Changed on both sides, so look at them: {notes}.")
        parts.append(both.format(notes=f"{notes}{more}"))
    return " ".join(parts)


def _short(title: str) -> str:
    """Return as much of a title as it takes to know it by."""
    return title if len(title) <= _TITLE else f"{title[:_TITLE].rstrip()}…"
