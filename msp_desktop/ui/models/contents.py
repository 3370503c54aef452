"""A course's table of contents as a Qt tree: chapters, their questions, their diagrams."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from msp_desktop.course.model import ids_of
from msp_desktop.ui.models.branches import TOP, Branch, Branches

if TYPE_CHECKING:
    from msp_desktop.course.model import Chapter, Course

    AnyIndex = QModelIndex | QPersistentModelIndex

DEEPEST = 6
"""A row that lies deeper stands no further right: its title needs the room."""


class RowKind(StrEnum):
    """What a row of the contents stands for."""

    PREFACE = "preface"
    FOLDER = "folder"
    CHAPTER = "chapter"
    QUESTION = "question"
    DIAGRAM = "diagram"


class ContentsRole(IntEnum):
    """What a row says besides its title (``DisplayRole``).

    ``ID`` is the chapter's or question's id, and a diagram's place in ``course.diagrams``.
    ``COUNT`` is how many questions lie below a folder or a chapter, however deep.  ``DEPTH`` counts
    the folders and chapters around a row, as far as it is indented for them.
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


class ContentsModel(QAbstractItemModel):
    """Shows a :class:`Course` as a tree and marks the questions that are bookmarked or noted.

    Only folders and chapters have objects of their own (:class:`Branch`).  An index carries the
    number of the branch around it (plus one, 0 at the top), so a course with thousands of questions
    costs no more to show than one with few, and those of a closed chapter are not even read.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._tree = Branches(None, 0)
        self._preface = 0
        self._numbers: dict[str, int] | None = None
        self._bookmarked: frozenset[str] = frozenset()
        self._noted: frozenset[str] = frozenset()

    @property
    def course(self) -> Course | None:
        """The course that is shown."""
        return self._course

    @property
    def branches(self) -> list[Branch]:
        """The folders and chapters in reading order; their places here are their numbers."""
        return self._tree.all

    def set_course(self, course: Course | None) -> None:
        """Show a course, or nothing; the marks stay as they are."""
        self.beginResetModel()
        self._course = course
        self._preface = 1 if course is not None and course.preface else 0
        self._numbers = None
        self._tree = Branches(course, self._preface)
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
        place = self._course.place_of(question_id) if self._course is not None else None
        number = self._number_of(place[0].id) if place else None
        if place is None or number is None:
            return QModelIndex()
        return self.createIndex(place[1], 0, number + 1)

    def index_of_chapter(self, chapter_id: str) -> QModelIndex:
        """Return a chapter's index, an invalid one where the course has no such chapter."""
        number = self._number_of(chapter_id)
        return QModelIndex() if number is None else self.index_of_branch(number)

    def index_of_branch(self, number: int) -> QModelIndex:
        """Return the index of a folder or a chapter by its number."""
        branch = self._tree.all[number]
        return self.createIndex(branch.row, 0, branch.parent + 1)

    def number_of_branch(self, index: AnyIndex) -> int:
        """Return the number of the folder or chapter that a row stands for, TOP for another row."""
        if not index.isValid():
            return TOP
        row, around = index.row(), index.internalId() - 1
        if around == TOP:
            return self._tree.tops[row - self._preface] if row >= self._preface else TOP
        branch = self._tree.all[around]
        row -= branch.leaves
        return branch.inner[row] if row >= 0 else TOP

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
        number = self.number_of_branch(parent)
        if number != TOP:
            rows = len(self._tree.all[number])
        else:
            rows = 0 if parent.isValid() else self._preface + len(self._tree.tops)
        there = column == 0 and 0 <= row < rows
        return self.createIndex(row, 0, number + 1) if there else QModelIndex()

    def parent(self, index: AnyIndex) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        around = index.internalId() - 1 if index.isValid() else TOP
        return QModelIndex() if around == TOP else self.index_of_branch(around)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return self._preface + len(self._tree.tops)
        number = self.number_of_branch(parent)
        return 0 if number == TOP else len(self._tree.all[number])

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        return self.rowCount(parent) > 0

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _LEAF if self.number_of_branch(index) == TOP else _CHAPTER

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._course is None:
            return None
        row, around = index.row(), index.internalId() - 1
        if around == TOP:
            if row < self._preface:
                return self._preface_data(role)
            return self._chapter_data(self._tree.all[self._tree.tops[row - self._preface]], role)
        branch = self._tree.all[around]
        if row >= branch.leaves:
            return self._chapter_data(self._tree.all[branch.inner[row - branch.leaves]], role)
        assert branch.chapter is not None
        questions = len(branch.chapter.questions)
        if row < questions:
            return self._question_data(branch.chapter, row, branch.depth + 1, role)
        return self._diagram_data(branch, row - questions, role)

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

    def _chapter_data(self, branch: Branch, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._chapter_title(branch)
            case Qt.ItemDataRole.AccessibleTextRole:
                count = self.tr("%n question(s)", "", branch.count)
                return f"{self._chapter_title(branch)}, {count}"
            case ContentsRole.KIND:
                return str(RowKind.CHAPTER if branch.chapter is not None else RowKind.FOLDER)
            case ContentsRole.ID:
                return branch.chapter.id if branch.chapter is not None else branch.key
            case ContentsRole.COUNT:
                return branch.count
            case ContentsRole.DEPTH:
                return min(branch.depth, DEEPEST)
            case _:
                return None

    def _question_data(self, chapter: Chapter, row: int, depth: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return chapter.questions[row].title
            case Qt.ItemDataRole.AccessibleTextRole:
                question = chapter.questions[row]
                return ", ".join([question.title, *self._marks_in_words(question.id)])
            case ContentsRole.KIND:
                return str(RowKind.QUESTION)
            case ContentsRole.ID:
                return ids_of(chapter.questions)[row]
            case ContentsRole.STARRED:
                return ids_of(chapter.questions)[row] in self._bookmarked
            case ContentsRole.NOTED:
                return ids_of(chapter.questions)[row] in self._noted
            case ContentsRole.DEPTH:
                return min(depth, DEEPEST)
            case _:
                return None

    def _diagram_data(self, branch: Branch, row: int, role: int) -> object:
        assert branch.chapter is not None
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
                return min(branch.depth + 1, DEEPEST)
            case _:
                return None

    def _chapter_title(self, branch: Branch) -> str:
        course, chapter = self._course, branch.chapter
        own = branch.title or (chapter.title if chapter is not None else "")
        return own or (course.title if course else "") or self.tr("Untitled")

    def _marks_in_words(self, question: str) -> list[str]:
        words: list[str] = []
        if question in self._bookmarked:
            words.append(self.tr("bookmarked"))
        if question in self._noted:
            words.append(self.tr("has a note"))
        return words

    def _number_of(self, chapter_id: str) -> int | None:
        if self._numbers is None:
            self._numbers = {
                branch.chapter.id: number
                for number, branch in enumerate(self._tree.all)
                if branch.chapter is not None
            }
        return self._numbers.get(chapter_id)
