"""The words of what is exported, in English and Korean; whoever exports says which."""

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
    asked: str = "Asked: {times}, known: {known}, last on {day}"
    at_line: str = "{file}, line {line}"
    unplaced: str = "not found in the course as it is now"
    unanswered: str = "Not answered in the course."
    picture: str = "Picture: {name}"
    reviews: str = "Past reviews"
    known: str = "knew it"
    unknown: str = "did not know it"
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

KOREAN = Words(
    title="{course}의 메모와 형광펜",
    sheet="학습지: {course}",
    source="{file}, {day}",
    introduction="들어가며",
    elsewhere="과정에 더는 없음",
    note="메모",
    bookmark="북마크",
    tags="태그",
    highlights="형광펜",
    pin="핀",
    asked="물음 {times}회, 앎 {known}회, 마지막 {day}",
    at_line="{file}, {line}번째 줄",
    unplaced="지금의 과정에서는 찾지 못함",
    unanswered="과정에 답변이 없습니다.",
    picture="그림: {name}",
    reviews="지난 복습",
    known="알았음",
    unknown="몰랐음",
    no_questions="고른 질문이 없습니다.",
    anki_basic="기본",
    nothing="이 과정에는 아직 적은 것이 없습니다.",
    colours=("노랑", "초록", "파랑", "분홍", "보라"),
)
