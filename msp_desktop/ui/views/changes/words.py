"""What the page and its message say, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from msp_desktop.ui.models.changes import Section
from msp_desktop.ui.models.differences import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from msp_desktop.ui.models.changes import (
        Candidate,
        ChangedQuestion,
        ChangesReport,
        Decision,
        Heading,
    )
    from msp_desktop.ui.models.differences import Piece

MOST_READ = 600
"""Characters of changed words that are read out."""


def section_words(heading: Heading) -> str:
    """Return what a section is called, and how much is in it."""
    translate = QCoreApplication.translate
    names = {
        Section.DECISIONS: translate("Changes", "To be decided"),
        Section.EDITED: translate("Changes", "Edited"),
        Section.MOVED: translate("Changes", "Moved"),
        Section.NEW: translate("Changes", "New"),
        Section.GONE: translate("Changes", "Gone"),
        Section.KEPT: translate("Changes", "Unchanged"),
        Section.UNPLACED: translate("Changes", "Kept without a place"),
    }
    return f"{names[heading.section]} {_number(heading.number)}"


def count_words(counts: Mapping[Section, int]) -> str:
    """Say how many questions were edited, moved, added and taken away; "" for none."""
    translate = QCoreApplication.translate
    named = (
        (Section.EDITED, translate("Changes", "{number} edited")),
        (Section.MOVED, translate("Changes", "{number} moved")),
        (Section.NEW, translate("Changes", "{number} new")),
        (Section.GONE, translate("Changes", "{number} gone")),
    )
    parts = [
        words.format(number=_number(counts[section]))
        for section, words in named
        if counts.get(section)
    ]
    return ", ".join(parts)


def message_words(counts: Mapping[Section, int]) -> str:
    """Say in a line that the course has changed, and how much."""
    translate = QCoreApplication.translate
    numbers, decisions = count_words(counts), counts.get(Section.DECISIONS, 0)
    said: list[str] = []
    if numbers:
        words = translate("Changes", "This course has changed. Questions: {numbers}.")
        said.append(words.format(numbers=numbers))
    if decisions:
        words = translate("Changes", "Marks to be decided on: {number}.")
        said.append(words.format(number=_number(decisions)))
    return " ".join(said)


def intro_words(report: ChangesReport, counts: Mapping[Section, int]) -> tuple[str, str, str]:
    """Say what is compared, how much changed, and how much went along; "" where there is none."""
    translate = QCoreApplication.translate
    above = report.title
    if report.since is not None:
        words = translate("Changes", "{course}, compared with how it was on {day}")
        above = words.format(course=report.title, day=day(report.since))
    numbers = count_words(counts)
    title = translate("Changes", "Questions: {numbers}").format(numbers=numbers) if numbers else ""
    below = ""
    if report.carried:
        words = translate(
            "Changes", "Notes and marks that went along with their questions: {number}."
        )
        below = words.format(number=_number(report.carried))
    return above, title, below


def where_words(changed: ChangedQuestion) -> str:
    """Say where a question stands, and where it stood if that is elsewhere."""
    translate = QCoreApplication.translate
    moved = changed.former_chapter and changed.former_chapter != changed.chapter
    if changed.section is Section.GONE:
        return translate("Changes", "was in {chapter}").format(chapter=changed.former_chapter)
    if moved and changed.section in (Section.MOVED, Section.EDITED):
        words = translate("Changes", "{chapter} (was in {former})")
        return words.format(chapter=changed.chapter, former=changed.former_chapter)
    if changed.section is Section.MOVED:
        words = translate("Changes", "{chapter} (elsewhere in the chapter)")
        return words.format(chapter=changed.chapter)
    return changed.chapter


def unworded(changed: ChangedQuestion) -> str:
    """Say of an edited question that none of its answer's words are others."""
    translate = QCoreApplication.translate
    if changed.former_title and changed.former_title != changed.title:
        return translate("Changes", "The answer's words are the same.")
    return translate("Changes", "The words are the same.")


def read_out(changed: ChangedQuestion, pieces: Iterable[Piece]) -> str:
    """Return what a screen reader says of a question and its changed words."""
    translate = QCoreApplication.translate
    said = [where_words(changed)]
    if changed.former_title and changed.former_title != changed.title:
        said.append(translate("Changes", "Was: {title}").format(title=changed.former_title))
    removed = translate("Changes", "Removed: {words}.")
    added = translate("Changes", "Added: {words}.")
    for kind, text in pieces:
        words = " ".join(text.split())
        if words and kind in (Kind.REMOVED, Kind.ADDED):
            said.append((removed if kind is Kind.REMOVED else added).format(words=words))
    return " ".join(said)[:MOST_READ]


def kind_words(decision: Decision) -> str:
    """Say what something that is to be decided on is, and where it was."""
    translate = QCoreApplication.translate
    kinds = {
        "highlight": translate("Changes", "Highlight"),
        "note": translate("Changes", "Note"),
        "bookmark": translate("Changes", "Bookmark"),
        "tags": translate("Changes", "Tags"),
    }
    place = " › ".join(filter(None, (decision.chapter, decision.title)))
    return " · ".join(filter(None, (kinds.get(decision.kind, ""), place)))


def fit_words(candidate: Candidate, *, known: bool) -> str:
    """Say where a candidate stands, and how well it fits if that is ``known``."""
    place = " › ".join(filter(None, (candidate.chapter, candidate.title)))
    if not candidate.share or not known:
        return place
    words = QCoreApplication.translate("Changes", "{share} alike")
    percent = QLocale().toString(round(100 * candidate.share))
    return f"{place} · {words.format(share=percent + '%')}"


def day(moment: datetime) -> str:
    """Return a day as the user's language writes it, with the time where it was today."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    locale = QLocale()
    short = QLocale.FormatType.ShortFormat
    if local.date() == QDateTime.currentDateTime().date():
        return locale.toString(local, short)
    return locale.toString(local.date(), QLocale.FormatType.LongFormat)


def _number(count: int) -> str:
    return QLocale().toString(count)
