"""Notes on pictures in the real window: written, shown, listed, found, and not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pen import Pen
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from trainee_course import write_course

from msp_desktop.course.illustrations import subject_of_picture
from msp_desktop.course.pictures import path_of
from msp_desktop.ui.views.toast import Toast

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.notebook.model import Wording
    from msp_desktop.ui.views.reader.view import Reader

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TITLE = Qt.ItemDataRole.DisplayRole
MISSING = "Not found in this edition"
LEAF = "img/a leaf #1.png"
ROOTS = "img/roots.png"
PICTURE, DIAGRAM = subject_of_picture(LEAF), subject_of_picture(ROOTS)


class Viewer:
    """Looks at pictures in the reader and in their pane."""

    def __init__(self, trainee: Trainee) -> None:
        self._trainee = trainee
        self.pen = Pen(trainee)

    @property
    def reader(self) -> Reader:
        return self._trainee.window.reader.reader

    def show_leaf(self) -> None:
        """Read the answer with the picture of a leaf."""
        question = self._trainee.course.questions[-1].id
        self._trainee.window.walk.question(question)
        self.reader.go_to_picture(LEAF, question)

    def rect(self, path: str) -> QRectF:
        """Return where in the view a picture is."""
        page = self.reader.page
        assert page is not None
        places = [
            (written.position + at, source)
            for written in page.roll.written()
            for at, source in written.marks.pictures
        ]
        [position] = [at for at, source in places if path_of(source) == path]
        rect = self.reader.marker.marks.pictures.rect(subject_of_picture(path), position)
        assert rect is not None
        return rect.translated(0, -self.reader.verticalScrollBar().value())

    def middle(self, path: str) -> QPoint:
        seen = self.rect(path).intersected(QRectF(self.reader.viewport().rect()))
        assert not seen.isEmpty(), f"{path} is out of sight"
        return seen.center().toPoint()

    def menu(self, path: str) -> QMenu:
        """Open the menu of a picture on the page."""
        view, spot = self.reader.viewport(), self.middle(path)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot), Qt.KeyboardModifier(0)
        )
        QApplication.sendEvent(view, event)
        return self._open_menu()

    def menu_in_pane(self) -> QMenu:
        """Open the menu of the picture in the diagram pane."""
        canvas = self._trainee.window.diagram.canvas
        canvas.customContextMenuRequested.emit(canvas.rect().center())
        return self._open_menu()

    def _open_menu(self) -> QMenu:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, menu: QMenu, name: str) -> None:
        [action] = [one for one in menu.actions() if one.objectName() == name]
        menu.close()
        # There is no window manager here that would do it.
        self._trainee.window.activateWindow()
        action.trigger()

    def write(self, text: str) -> None:
        """Type a note, and wait until it is on disk."""
        assert self._trainee.window.notes.editor.hasFocus()
        QTest.keyClicks(self._trainee.window.notes.editor, text)
        self._trainee.until(lambda: self._trainee.note_state == "Saved")

    def is_signed(self, path: str) -> bool:
        """Return whether the page's margin has a note's sign beside a picture."""
        page, view = self.reader.page, self.reader.viewport()
        assert page is not None
        colour = page.formats.theme.colour("note").rgb()
        rect = self.rect(path).toRect()
        image = view.grab().toImage()
        return any(
            image.pixel(x, y) == colour
            for x in range(rect.right(), image.width())
            for y in range(max(0, rect.top()), min(rect.top() + 14, image.height()))
        )


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "trees")


@pytest.fixture
def viewer(trainee: Trainee, course: Path) -> Viewer:
    trainee.start(course)
    made = Viewer(trainee)
    made.show_leaf()
    return made


def write_on_leaf(viewer: Viewer, text: str = "It turns red.") -> None:
    viewer.choose(viewer.menu(LEAF), "note")
    viewer.write(text)


def write_on_roots(trainee: Trainee, viewer: Viewer, text: str = "Deeper than it is high.") -> None:
    trainee.window.gallery.show_diagram(0)
    trainee.settle()
    viewer.choose(viewer.menu_in_pane(), "note")
    viewer.write(text)


def wording(trainee: Trainee, subject: str) -> Wording:
    note = trainee.study.note(subject)
    assert note is not None
    return note.wording


def test_a_picture_of_an_answer_takes_a_note(trainee: Trainee, viewer: Viewer) -> None:
    assert not viewer.is_signed(LEAF)
    viewer.choose(viewer.menu(LEAF), "note")
    hint = trainee.window.notes.editor.placeholderText()
    assert hint == "Write a note on this picture in Markdown…"
    viewer.write("It turns red.")
    assert trainee.window.notes.header.title.text() == "Note — Picture: a leaf"
    assert trainee.note_on_disk(PICTURE) == "It turns red."
    assert wording(trainee, PICTURE) == ("a leaf", "Leaves")
    trainee.until(lambda: viewer.is_signed(LEAF))
    trainee.press(Qt.Key.Key_Escape)
    assert trainee.note_text == ""
    QTest.mouseMove(viewer.reader.viewport(), QPoint(3, 3))
    QTest.mouseMove(viewer.reader.viewport(), viewer.middle(LEAF))
    trainee.until(lambda: viewer.pen.card == "It turns red.")
    QTest.mouseMove(viewer.reader.viewport(), QPoint(3, 3))
    trainee.until(lambda: viewer.pen.card == "")
    menu = viewer.menu(LEAF)
    assert "remove-note" in {one.objectName() for one in menu.actions()}
    menu.close()


def test_its_note_is_there_tomorrow_and_shown_where_it_is_gone_to(
    trainee: Trainee, viewer: Viewer
) -> None:
    write_on_leaf(viewer)
    trainee.close()
    trainee.start()
    viewer.show_leaf()
    assert viewer.is_signed(LEAF)
    trainee.until(lambda: viewer.pen.card == "It turns red.")


def tab_to(trainee: Trainee, viewer: Viewer, subject: str) -> None:
    """Press Tab until a picture has the focus, from the next link on or from the last one back."""
    for keys in (Qt.KeyboardModifier.NoModifier, SHIFT):
        for _ in range(8):
            trainee.press(Qt.Key.Key_Tab, keys)
            if viewer.reader.marker.marks.focused_picture() == subject:
                return
            viewer.reader.setFocus()
    raise AssertionError(f"{subject} is not reached")


def test_keys_are_enough(trainee: Trainee, viewer: Viewer) -> None:
    viewer.reader.setFocus()
    tab_to(trainee, viewer, PICTURE)
    trainee.press(Qt.Key.Key_M, CTRL | SHIFT)
    viewer.write("By keys.")
    assert trainee.note_on_disk(PICTURE) == "By keys."
    trainee.press(Qt.Key.Key_Escape)
    assert viewer.reader.hasFocus()
    tab_to(trainee, viewer, PICTURE)
    trainee.until(lambda: viewer.pen.card == "By keys.")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(viewer.reader.viewport(), event)
    viewer.choose(viewer._open_menu(), "remove-note")
    trainee.until(lambda: trainee.study.note(PICTURE) is None)


def test_a_diagram_takes_a_note_in_its_pane(trainee: Trainee, viewer: Viewer) -> None:
    write_on_roots(trainee, viewer)
    assert trainee.note_on_disk(DIAGRAM) == "Deeper than it is high."
    assert wording(trainee, DIAGRAM) == ("Roots Summary", "Roots")
    # The page shows the same picture, and so its note.
    trainee.window.noting.choose(DIAGRAM)
    assert trainee.window.reader.chapter == trainee.course.chapters[0].id
    assert viewer.is_signed(ROOTS)
    trainee.until(lambda: viewer.pen.card == "Deeper than it is high.")
    trainee.window.notes.tags.commit()


def test_the_keys_write_on_what_the_pane_shows(trainee: Trainee, viewer: Viewer) -> None:
    viewer.choose(viewer.menu(LEAF), "show")
    trainee.settle()
    trainee.window.diagram.canvas.setFocus()
    trainee.press(Qt.Key.Key_M, CTRL | SHIFT)
    viewer.write("From the pane.")
    assert trainee.note_on_disk(PICTURE) == "From the pane."


def test_looking_at_a_picture_shows_its_note(trainee: Trainee, viewer: Viewer) -> None:
    write_on_leaf(viewer)
    trainee.press(Qt.Key.Key_Escape)
    QTest.mouseClick(viewer.reader.viewport(), Qt.MouseButton.LeftButton, pos=viewer.middle(LEAF))
    assert trainee.note_text == "It turns red."


def test_notes_on_pictures_are_listed_where_they_stand(trainee: Trainee, viewer: Viewer) -> None:
    write_on_leaf(viewer)
    write_on_roots(trainee, viewer)
    first, last = trainee.course.questions[0], trainee.course.questions[-1]
    for question in (first, last):
        trainee.window.walk.question(question.id)
        trainee.write_note("on the question")
    side = trainee.window.side
    side.show_tab("notes")
    assert trainee.listed(TITLE) == [
        *(first.title, "Picture: Roots Summary", last.title, "Picture: a leaf"),
    ]
    page = side._lists["notes"]
    page.filters.chapter.click()
    assert trainee.listed(TITLE) == [last.title, "Picture: a leaf"]
    page.filters.chapter.click()
    page.field.setText("higher")
    assert page.model.rowCount() == 0
    page.field.setText("deeper")
    assert trainee.listed(TITLE) == ["Picture: Roots Summary"]
    trainee.click_mark(0)
    assert trainee.window.reader.chapter == trainee.course.chapters[0].id
    viewer.middle(ROOTS)
    assert trainee.note_text == "Deeper than it is high."
    page.field.setText("turns")
    trainee.click_mark(0)
    assert trainee.question == last.id
    viewer.middle(LEAF)


def test_removing_one_is_undone(trainee: Trainee, viewer: Viewer) -> None:
    write_on_leaf(viewer)
    trainee.settle()
    viewer.choose(viewer.menu(LEAF), "remove-note")
    trainee.until(lambda: trainee.study.note(PICTURE) is None)
    assert not viewer.is_signed(LEAF)
    [toast] = trainee.window.findChildren(Toast)
    assert toast.isVisible()
    trainee.window.commands["undo"].trigger()
    trainee.until(lambda: trainee.study.note(PICTURE) is not None)
    trainee.settle()
    assert trainee.note_on_disk(PICTURE) == "It turns red."
    assert viewer.is_signed(LEAF)


def find(trainee: Trainee, words: str, hits: int) -> None:
    trainee.press(Qt.Key.Key_K, CTRL)
    trainee.window.search.line.selectAll()
    QTest.keyClicks(trainee.window.search.line, words)
    trainee.until(
        lambda: (
            (trainee.hits, trainee.window.search._answered)
            == (hits, trainee.window.search.line.seen)
        )
    )


def test_search_leads_there(trainee: Trainee, viewer: Viewer) -> None:
    write_on_leaf(viewer, "It turns vermilion.")
    trainee.window.walk.question(trainee.course.questions[0].id)
    find(trainee, "vermilion", 1)
    trainee.press(Qt.Key.Key_Return)
    trainee.until(lambda: trainee.question == trainee.course.questions[-1].id)
    viewer.middle(LEAF)
    assert trainee.note_text == "It turns vermilion."


def test_search_finds_no_note_of_a_removed_highlight(trainee: Trainee, viewer: Viewer) -> None:
    viewer.pen.select("It is a long")
    trainee.press(Qt.Key.Key_H)
    viewer.pen.click("It is a long")
    viewer.pen.press_button("highlight-note")
    viewer.write("vermilion")
    find(trainee, "vermilion", 1)
    trainee.press(Qt.Key.Key_Escape)
    [highlight] = viewer.pen.highlights
    trainee.window.marking.remove(highlight.id)
    trainee.settle()
    find(trainee, "vermilion", 0)
    trainee.press(Qt.Key.Key_Escape)
    trainee.window.commands["undo"].trigger()
    trainee.settle()
    find(trainee, "vermilion", 1)


def test_a_missing_picture_keeps_its_note(trainee: Trainee, viewer: Viewer, course: Path) -> None:
    write_on_leaf(viewer)
    trainee.press(Qt.Key.Key_Escape)
    file = course.parent / LEAF
    kept = file.read_bytes()
    file.unlink()
    side = trainee.window.side
    side.show_tab("notes")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: trainee.listed(TITLE) == [MISSING, "Picture: a leaf"])
    # Nothing is to be decided: it comes back with the picture.
    assert not trainee.marks.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    trainee.click_mark(1)
    assert trainee.note_text == "It turns red."
    # The page says that it is missing, and has its note there.
    assert viewer.is_signed(LEAF)
    file.write_bytes(kept)
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: trainee.listed(TITLE) == ["Picture: a leaf"])


def test_a_picture_that_was_taken_out_keeps_its_note(
    trainee: Trainee, viewer: Viewer, course: Path
) -> None:
    write_on_leaf(viewer)
    text = course.read_text("utf-8")
    course.write_text(text.replace("![a leaf](img/a%20leaf%20%231.png)", "no picture"), "utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: "no picture" in trainee.page_text)
    trainee.window.side.show_tab("notes")
    assert trainee.listed(TITLE) == [MISSING, "Picture: a leaf"]
    trainee.click_mark(1)
    assert trainee.note_text == "It turns red."
    trainee.close()
    trainee.start()
    trainee.window.side.show_tab("notes")
    assert trainee.listed(TITLE) == [MISSING, "Picture: a leaf"]
    trainee.click_mark(1)
    assert trainee.note_text == "It turns red."
