"""A course to list, and a hand and an eye for the pane that lists it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest

from msp_desktop.course.model import Block, BlockKind, Chapter, Course, Diagram, Lines, Question
from msp_desktop.notebook.model import Bookmark, Note, QuestionRef, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QAbstractItemView

    from msp_desktop.ui.views.side import SidePane

LINES = Lines(1, 1)
NOON = datetime(2024, 11, 22, 12, tzinfo=UTC)
LONG = (
    "컨테이너를 백그라운드로 실행하고 나서 중간에 셸로 들어가 파일을 고치는 방법도 있나요, 없나요?"
)


def question(name: str, title: str = "") -> Question:
    return Question(name, title or f"Question {name}", "", LINES, ())


def diagram(title: str) -> Diagram:
    return Diagram("img/a.svg", title, "", "course.md", LINES, ())


def chapter(
    name: str,
    title: str,
    level: int = 2,
    questions: Sequence[Question] = (),
    diagrams: Sequence[str] = (),
) -> Chapter:
    drawn = tuple(diagram(one) for one in diagrams)
    return Chapter(name, title, "", level, "course.md", LINES, (), tuple(questions), drawn)


def course_of(*chapters: Chapter, preface: bool = False) -> Course:
    text = (Block(BlockKind.TEXT, "<p>Links</p>", LINES),) if preface else ()
    root = Path("course")
    return Course(root / "course.md", root, "A course", text, chapters, (), (), "0")


def sample(*, preface: bool = True) -> Course:
    """Two chapters with one of a lower level between them, and a diagram in each of those two."""
    images = [question("q1", "Are layers shared?"), question("q2", LONG)]
    return course_of(
        chapter("images", "Images", 2, images, ["All layers"]),
        chapter("cache", "Cache", 3, [question("q3", "When is it used?")]),
        chapter("pods", "Pods", 2, [question("q4", "Why not containers?")], ["A pod"]),
        preface=preface,
    )


def large(chapters: int, questions: int) -> Course:
    """A course with as many questions in each of its chapters."""
    return course_of(
        *(
            chapter(
                f"c{number}",
                f"Chapter {number}",
                2,
                [
                    question(f"q{number}-{one}", f"{number}-{one} {LONG}"[: 10 + one % 50])
                    for one in range(questions)
                ],
            )
            for number in range(chapters)
        )
    )


def with_title(course: Course, question_id: str, title: str) -> Course:
    """The same course with one question asked in other words."""
    return course._replace(
        chapters=tuple(
            one._replace(
                questions=tuple(
                    asked._replace(title=title) if asked.id == question_id else asked
                    for asked in one.questions
                ),
            )
            for one in course.chapters
        ),
    )


def bookmark(question_id: str, title: str = "", chapter_title: str = "") -> Bookmark:
    return Bookmark(QuestionRef("c", question_id), Wording(title, chapter_title), NOON)


def note(question_id: str, text: str, days: int = 0, title: str = "") -> Note:
    when = NOON + timedelta(days=days)
    return Note(QuestionRef("c", question_id), Wording(title, "Gone"), text, 1, NOON, when)


def titles(view: QAbstractItemView) -> list[str]:
    """What the rows that a person can scroll to say, from the top down."""
    model, found = view.model(), []

    def walk(parent: QModelIndex) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if view.visualRect(index).isValid():
                found.append(index.data())
                walk(index)

    walk(QModelIndex())
    return found


def click(view: QAbstractItemView, index: QModelIndex, at: QPoint | None = None) -> None:
    """Click in the middle of a row, or at a place counted from its top left corner."""
    rect = view.visualRect(index)
    place = rect.center() if at is None else rect.topLeft() + at
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def in_view(view: QAbstractItemView, index: QModelIndex) -> bool:
    """Whether all of a row is on the screen, but for the pixel that Qt scrolls short."""
    rect = view.visualRect(index)
    return rect.isValid() and view.viewport().rect().contains(rect.adjusted(0, 0, 0, -1))


def colours(pane: SidePane, view: QAbstractItemView, index: QModelIndex) -> set[str]:
    """The colours that a row is painted in."""
    image = view.viewport().grab(view.visualRect(index)).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def spot(view: QAbstractItemView, index: QModelIndex, colour: QColor) -> QRect:
    """The part of a row that has a colour, counted from its top left corner."""
    image = view.viewport().grab(view.visualRect(index)).toImage()
    found = QRect()
    for x in range(image.width()):
        for y in range(image.height()):
            if image.pixelColor(x, y) == colour:
                found = found.united(QRect(x, y, 1, 1))
    return found
