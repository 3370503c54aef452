"""The dialog that asks for another edition of a course, and how much of it is in the open one."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
)

from msp_desktop.course.errors import CourseError
from msp_desktop.course.illustrations import subject_of_picture
from msp_desktop.course.source import ENDINGS, ZIP
from msp_desktop.notebook.comparing import compare, is_text, standing
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.numbers import Numbers
from msp_desktop.ui.elsewhere import opened_notebook
from msp_desktop.ui.windows.amounts import amounts
from msp_desktop.ui.windows.buttons import standard_buttons
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from msp_desktop.notebook.model import CourseRecord
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.ui.study import Study

SIZE = QSize(760, 440)
LIST_WIDTH = 300
ROW_SPACING = 3


class Held(NamedTuple):
    """A course of the library in which something is written, and how much."""

    record: CourseRecord
    numbers: Numbers

    def __bool__(self) -> bool:
        return bool(self.numbers)


class Match(NamedTuple):
    """How much of another course is in the open one.

    ``questions`` are the other's, ``same`` those of them that are here; of what is written there
    ``along`` finds its question here, and ``homeless`` does not.
    """

    held: Held
    questions: int
    same: int
    along: int
    homeless: int


class AdoptDialog(QDialog):
    """Lists courses with something written in them, and says of each how much would find its place.

    Signals: ``chosen(record)`` with the CourseRecord to bring everything from.
    """

    chosen = Signal(object)

    def __init__(self, study: Study, notebook: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Adopt notes from another edition"))
        self.resize(SIZE)
        self._study = study
        self._notebook = notebook
        self._worker = Worker(self)
        self._courses: list[Held] = []
        self._match: Match | None = None
        self.list = QListWidget()
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setSpacing(ROW_SPACING)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Courses with notes"))
        self.details = QLabel()
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setWordWrap(True)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setContentsMargins(12, 4, 12, 4)
        self.buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole
        self.adopt = self.buttons.addButton(self.tr("Adopt"), role.AcceptRole)
        self.adopt.setDefault(True)
        self.file = self.buttons.addButton(self.tr("Another file…"), role.ActionRole)
        self.file.clicked.connect(self._ask_for_file)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.list.currentRowChanged.connect(self._look_into)
        self.list.itemActivated.connect(self.accept)
        self._say(self.tr("Looking for courses with notes…"))
        self._worker.submit(partial(_written_in, notebook, self._other()), self._list)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being looked for."""
        return self._worker.idle

    def accept(self) -> None:
        """Close, and tell which course was chosen."""
        match, self._match = self._match, None
        if match is not None and match.held:
            super().accept()
            self.chosen.emit(match.held.record)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self.details)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        safe = QLabel(
            self.tr("The other course keeps everything. What comes is a copy; it can be undone."),
            wordWrap=True,
        )
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(area, 1)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(safe)
        column.addWidget(self.buttons)

    def _other(self) -> str:
        """Return the id of the open course, which is not to be listed."""
        return self._study.record.id if self._study.record is not None else ""

    def _say(self, words: str, match: Match | None = None) -> None:
        self.details.setText(words)
        self._match = match
        self.adopt.setEnabled(match is not None and bool(match.held))

    def _list(self, found: list[Held] | NotebookError) -> None:
        if isinstance(found, NotebookError):
            self._study.troubled.emit(found)
            self.reject()
            return
        self._courses = found
        for one in found:
            self.list.addItem(_entry(one))
        if found:
            self.list.setCurrentRow(0)
            self.list.setFocus()
        else:
            self._say(
                self.tr(
                    "There is no other course in which anything is written. Choose another"
                    " edition's file if it was renamed."
                )
            )

    def _look_into(self, row: int) -> None:
        if 0 <= row < len(self._courses):
            self._say(self.tr("Comparing the questions…"))
            held, study = self._courses[row], self._study
            self._worker.drop()
            job = partial(_matched, study, self._notebook, self._other(), held)
            self._worker.submit(job, self._show)

    def _show(self, match: Match | Exception) -> None:
        if isinstance(match, Exception):
            self._say(self.tr("The course cannot be read at present."))
            return
        locale = QLocale()
        written = self.tr("Written in it: {numbers}.")
        parts = [written.format(numbers=amounts(match.held.numbers))]
        if match.questions:
            words = self.tr("Of its {questions} questions, {same} are in the open course, too.")
            questions, same = locale.toString(match.questions), locale.toString(match.same)
            parts.append(words.format(questions=questions, same=same))
        if match.along:
            words = self.tr("Notes and marks that find their question: {number}.")
            parts.append(words.format(number=locale.toString(match.along)))
        if match.homeless:
            words = self.tr("To be decided on afterwards: {number}.")
            parts.append(words.format(number=locale.toString(match.homeless)))
        self._say("\n\n".join(parts), match)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Another edition's file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{ending}" for ending in (*ENDINGS, ZIP))
        translate = QCoreApplication.translate
        dialog.setNameFilters(
            [
                translate("Dialogs", "Courses ({patterns})").format(patterns=patterns),
                translate("Dialogs", "All files (*)"),
            ]
        )
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def _take_file(self, name: str) -> None:
        self._say(self.tr("Comparing the questions…"))
        self._worker.drop()
        job = partial(_of_file, self._study, self._notebook, Path(name))
        self._worker.submit(job, self._file_known)

    def _file_known(self, held: Held | Exception | None) -> None:
        if isinstance(held, Exception):
            self._say(self.tr("The course cannot be read at present."))
        elif held is None or not held or held.record.id == self._other():
            self._say(self.tr("Nothing is written in that course that could be brought here."))
        else:
            known = [one.record.id for one in self._courses]
            if held.record.id not in known:
                self._courses.append(held)
                self.list.addItem(_entry(held))
                known.append(held.record.id)
            row = known.index(held.record.id)
            if self.list.currentRow() == row:
                self._look_into(row)
            self.list.setCurrentRow(row)


def _entry(one: Held) -> QListWidgetItem:
    """Return a line of the list: the course's title and its file."""
    item = QListWidgetItem(f"{one.record.title}\n{one.record.path.name}")
    item.setToolTip(str(one.record.path))
    return item


# On another thread


def _held(notebook: Notebook, record: CourseRecord) -> Held:
    name = record.id
    drawn = {one.id for one in notebook.highlights.of(name)}
    removed = {one.id for one in notebook.highlights.deleted(name)}
    notes = [one for one in notebook.notes(name) if one.ref.question not in removed]
    tags = notebook.tags.of(name)
    return Held(
        record,
        Numbers(
            notes=len(notes),
            bookmarks=len(notebook.bookmarks(name)),
            highlights=len(drawn),
            tags=len(tags),
            pins=len(notebook.pins.of(name)),
            reviews=len(notebook.reviews.of(name)),
        ),
    )


def _written_in(path: Path, other: str) -> list[Held] | NotebookError:
    """Return the courses in which something is written, but for one."""
    try:
        with opened_notebook(path) as notebook:
            listed = [_held(notebook, one) for one in notebook.library() if one.id != other]
    except NotebookError as error:
        return error
    return [one for one in listed if one]


def _of_file(study: Study, path: Path, file: Path) -> Held | Exception | None:
    """Return what is written in the course of a file, None where it was never opened."""
    try:
        course = study.opened_again(file)
        with opened_notebook(path) as notebook:
            record = notebook.recognised(course, now=datetime.now(UTC))
            return _held(notebook, record)
    except (CourseError, NotebookError) as error:
        return error


def _matched(study: Study, path: Path, name: str, held: Held) -> Match | Exception:
    """Return how much of a course is in the open one."""
    now = datetime.now(UTC)
    try:
        course = study.opened_again()
        with opened_notebook(path) as notebook:
            before = notebook.editions.latest(held.record.id)
            if before is None:
                other = study.opened_again(held.record.path)
                before = standing(other, held.record.id, now=now).edition
            comparison = compare(before, standing(course, name, now=now).edition)
            subjects = _subjects(notebook, held.record.id)
    except (AssertionError, CourseError, NotebookError) as error:
        return error
    matching = comparison.matching
    # What hangs on a picture or a pin comes with that.
    along = sum(one in comparison.targets or not is_text(one) for one in subjects)
    questions = len(matching.pairs) + len(matching.gone)
    return Match(held, questions, len(matching.pairs), along, len(subjects) - along)


def _subjects(notebook: Notebook, course: str) -> list[str]:
    """Return what each note, mark and tag in a course hangs on: a question, or a picture."""
    drawn = {one.id: one.ref.question for one in notebook.highlights.of(course)}
    removed = {one.id for one in notebook.highlights.deleted(course)}
    subjects = [one.ref.question for one in notebook.bookmarks(course)]
    subjects += [one.ref.question for one in (*notebook.notes(course), *notebook.tags.of(course))]
    found = [drawn.get(one, one) for one in subjects if one not in removed]
    pinned = [subject_of_picture(one.picture) for one in notebook.pins.of(course)]
    return [*found, *drawn.values(), *pinned]
