"""The words of what is exported, in English; the window hands in those of its language."""

from __future__ import annotations

from typing import NamedTuple

from msp_desktop.notebook.model import Colour


class Words(NamedTuple):
    """Everything that an export says by itself; ``{…}`` is filled in."""

    title: str = "Notes and highlights in {course}"
    sheet: str = "Study sheet: {course}"
    source: str = "From {file}, {day}."
    introduction: str = "Introduction"
    elsewhere: str = "No longer in the course"
    note: str = "Note"
    bookmark: str = "Bookmark"
    tags: str = "Tags"
    highlights: str = "Highlights"
    pin: str = "Pin"
    at_line: str = "{file}, line {line}"
    unplaced: str = "not found in the course as it is now"
    unanswered: str = "Not answered in the course."
    picture: str = "Picture: {name}"
    no_questions: str = "No question has been chosen."
    anki_basic: str = "Basic"
    """What Anki calls its plainest kind of notes where it was set up in this language."""
    nothing: str = "Nothing has been written in this course yet."
    colours: tuple[str, ...] = ("yellow", "green", "blue", "pink", "purple")
    """In the order of :class:`Colour`."""

    def colour(self, colour: Colour) -> str:
        """Return what a colour is called."""
        return self.colours[list(Colour).index(colour)]


ENGLISH = Words()
