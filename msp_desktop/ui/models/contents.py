"""A course's table of contents as a Qt tree: chapters, their questions, their diagrams."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.model import Chapter, Course

    AnyIndex = QModelIndex | QPersistentModelIndex

_TOP = -1
"""Stands for the invisible root where a branch's number is asked for."""


class RowKind(StrEnum):
    """What a row of the contents stands for."""

    PREFACE = "preface"
    CHAPTER = "chapter"
    QUESTION = "question"
    DIAGRAM = "diagram"


class ContentsRole(IntEnum):
    """What a row says besides its title (``DisplayRole``).

    ``ID`` is the chapter's or question's id, and a diagram's place in ``course.diagrams``.
    ``COUNT`` is how many questions lie below a chapter, those of its inner chapters included.
    ``DEPTH`` counts the chapters around a row.
    """

    KIND = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2
    STARRED = Qt.ItemDataRole.UserRole + 3
    NOTED = Qt.ItemDataRole.UserRole + 4
    COUNT = Qt.ItemDataRole.UserRole + 5
    DEPTH = Qt.ItemDataRole.UserRole + 6


# Joined once: a view asks for them for every row of a course.
_CHAPTER = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF = _CHAPTER | Qt.ItemFlag.ItemNeverHasChildren
_MARKS = [ContentsRole.STARRED, ContentsRole.NOTED, Qt.ItemDataRole.AccessibleTextRole]


@dataclass(slots=True)
class _Branch:
    """A chapter's place in the tree; its rows are its questions, diagrams and inner chapters."""

    chapter: Chapter
    parent: int
    row: int
    depth: int
    first_diagram: int
    count: int
    inner: list[int] = field(default_factory=list[int])

    def __len__(self) -> int:
        return len(self.chapter.questions) + len(self.chapter.diagrams) + len(self.inner)


class ContentsModel(QAbstractItemModel):
    """Shows a :class:`Course` as a tree and marks the questions that are bookmarked or noted.

    Only chapters have nodes of their own. An index carries the number of the chapter around it
    (plus one, 0 at the top), so a course with thousands of questions costs no more to show than one
    with few.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._branches: list[_Branch] = []
        self._tops: list[int] = []
        self._preface = 0
        self._places: dict[str, tuple[int, int]] | None = None
        self._bookmarked: frozenset[str] = frozenset()
        self._noted: frozenset[str] = frozenset()

    @property
    def course(self) -> Course | None:
        """The course that is shown."""
        return self._course

    def set_course(self, course: Course | None) -> None:
        """Show a course, or nothing; the marks stay as they are."""
        self.beginResetModel()
        self._course = course
        self._preface = 1 if course is not None and course.preface else 0
        self._places = None
        self._tops = []
        chapters = course.chapters if course is not None else ()
        self._branches = _grown(chapters, self._tops, self._preface)
        self.endResetModel()

    def set_marks(self, bookmarked: frozenset[str], noted: frozenset[str]) -> None:
        """Say which questions are bookmarked and noted; only rows that differ are told of."""
        changed = (self._bookmarked ^ bookmarked) | (self._noted ^ noted)
        self._bookmarked, self._noted = bookmarked, noted
        for question in changed:
            index = self.index_of(question)
            if index.isValid():
                self.dataChanged.emit(index, index, _MARKS)

    def index_of(self, question_id: str) -> QModelIndex:
        """Return a question's index, an invalid one where the course has no such question."""
        if self._places is None:
            self._places = {
                question.id: (number, row)
                for number, branch in enumerate(self._branches)
                for row, question in enumerate(branch.chapter.questions)
            }
        place = self._places.get(question_id)
        return self.createIndex(place[1], 0, place[0] + 1) if place else QModelIndex()

    def index_of_chapter(self, chapter_id: str) -> QModelIndex:
        """Return a chapter's index, an invalid one where the course has no such chapter."""
        for number, branch in enumerate(self._branches):
            if branch.chapter.id == chapter_id:
                return self._index_of_branch(number)
        return QModelIndex()

    def chapter_indexes(self) -> list[QModelIndex]:
        """Return the indexes of all chapters in reading order."""
        return [self._index_of_branch(number) for number in range(len(self._branches))]

    def retranslate(self) -> None:
        """Tell the views that the words of this model's own are in another language now."""
        if self._preface:
            index = self.index(0, 0)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DisplayRole])

    # What Qt asks.

    def index(
        self,
        row: int,
        column: int,
        parent: AnyIndex = QModelIndex(),  # noqa: B008
    ) -> QModelIndex:
        number = self._number(parent)
        if number != _TOP:
            rows = len(self._branches[number])
        else:
            rows = 0 if parent.isValid() else self._preface + len(self._tops)
        there = column == 0 and 0 <= row < rows
        return self.createIndex(row, 0, number + 1) if there else QModelIndex()

    def parent(self, index: AnyIndex) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        around = index.internalId() - 1 if index.isValid() else _TOP
        return QModelIndex() if around == _TOP else self._index_of_branch(around)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return self._preface + len(self._tops)
        number = self._number(parent)
        return 0 if number == _TOP else len(self._branches[number])

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        return self.rowCount(parent) > 0

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _LEAF if self._number(index) == _TOP else _CHAPTER

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._course is None:
            return None
        row, around = index.row(), index.internalId() - 1
        if around == _TOP:
            if row < self._preface:
                return self._preface_data(role)
            return self._chapter_data(self._branches[self._tops[row - self._preface]], role)
        branch = self._branches[around]
        questions, diagrams = branch.chapter.questions, branch.chapter.diagrams
        if row < len(questions):
            return self._question_data(branch, row, role)
        row -= len(questions)
        if row < len(diagrams):
            return self._diagram_data(branch, row, role)
        return self._chapter_data(self._branches[branch.inner[row - len(diagrams)]], role)

    def _preface_data(self, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.tr("Preface")
            case ContentsRole.KIND:
                return str(RowKind.PREFACE)
            case ContentsRole.DEPTH:
                return 0
            case _:
                return None

    def _chapter_data(self, branch: _Branch, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._chapter_title(branch)
            case Qt.ItemDataRole.AccessibleTextRole:
                count = self.tr("%n question(s)", "", branch.count)
                return f"{self._chapter_title(branch)}, {count}"
            case ContentsRole.KIND:
                return str(RowKind.CHAPTER)
            case ContentsRole.ID:
                return branch.chapter.id
            case ContentsRole.COUNT:
                return branch.count
            case ContentsRole.DEPTH:
                return branch.depth
            case _:
                return None

    def _question_data(self, branch: _Branch, row: int, role: int) -> object:
        question = branch.chapter.questions[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return question.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join([question.title, *self._marks_in_words(question.id)])
            case ContentsRole.KIND:
                return str(RowKind.QUESTION)
            case ContentsRole.ID:
                return question.id
            case ContentsRole.STARRED:
                return question.id in self._bookmarked
            case ContentsRole.NOTED:
                return question.id in self._noted
            case ContentsRole.DEPTH:
                return branch.depth + 1
            case _:
                return None

    def _diagram_data(self, branch: _Branch, row: int, role: int) -> object:
        title = branch.chapter.diagrams[row].title
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title or self.tr("Diagram")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("Diagram: {title}").format(title=title) if title else None
            case ContentsRole.KIND:
                return str(RowKind.DIAGRAM)
            case ContentsRole.ID:
                return branch.first_diagram + row
            case ContentsRole.DEPTH:
                return branch.depth + 1
            case _:
                return None

    def _chapter_title(self, branch: _Branch) -> str:
        course = self._course
        return branch.chapter.title or (course.title if course else "") or self.tr("Untitled")

    def _marks_in_words(self, question: str) -> list[str]:
        words: list[str] = []
        if question in self._bookmarked:
            words.append(self.tr("bookmarked"))
        if question in self._noted:
            words.append(self.tr("has a note"))
        return words

    # Where things are.

    def _number(self, index: AnyIndex) -> int:
        """Return the number of the chapter that a row stands for; _TOP where it is none."""
        if not index.isValid():
            return _TOP
        row, around = index.row(), index.internalId() - 1
        if around == _TOP:
            return self._tops[row - self._preface] if row >= self._preface else _TOP
        branch = self._branches[around]
        row -= len(branch.chapter.questions) + len(branch.chapter.diagrams)
        return branch.inner[row] if row >= 0 else _TOP

    def _index_of_branch(self, number: int) -> QModelIndex:
        branch = self._branches[number]
        return self.createIndex(branch.row, 0, branch.parent + 1)


def _grown(chapters: Iterable[Chapter], tops: list[int], preface: int) -> list[_Branch]:
    """Return the chapters as branches, each below the last one of a higher level.

    The numbers of those that stand at the top are added to ``tops``.
    """
    branches: list[_Branch] = []
    around: list[int] = []
    diagrams = 0
    for number, chapter in enumerate(chapters):
        while around and branches[around[-1]].chapter.level >= chapter.level:
            around.pop()
        parent = around[-1] if around else _TOP
        row = preface + len(tops) if parent == _TOP else len(branches[parent])
        (tops if parent == _TOP else branches[parent].inner).append(number)
        own = len(chapter.questions)
        for outer in around:
            branches[outer].count += own
        branches.append(_Branch(chapter, parent, row, len(around), diagrams, own))
        around.append(number)
        diagrams += len(chapter.diagrams)
    return branches
