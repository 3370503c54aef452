"""What a window shows of what happens to its course outside."""

from __future__ import annotations

import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from test_window_editions import drop
from trainee_course import ANSWER, chapter, paint, write_course

from msp_desktop.ui import lookout as lookout_module
from msp_desktop.ui.lookout import Lookout
from msp_desktop.ui.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "course")


def start(trainee: Trainee, path: Path) -> None:
    """Open a course and wait until its files are watched."""
    trainee.start(path)
    until_watched(trainee, path)


def until_watched(trainee: Trainee, *paths: Path) -> None:
    def watched() -> bool:
        return all(
            {str(path) for path in paths} <= watch.watched()
            for watch in trainee.study.findChildren(Watch) or [Watch()]
        )

    trainee.until(watched)


def looks(trainee: Trainee) -> list[object]:
    """Return a list that grows with each look at the course that finds it readable."""
    heard: list[object] = []
    [lookout] = trainee.study.findChildren(Lookout)
    lookout.looked.connect(lambda *found: heard.append(found))
    return heard


def in_place(path: Path, text: str) -> None:
    with path.open("r+", encoding="utf-8") as file:
        file.truncate()
        file.write(text)


def by_renaming(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.swp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def by_deleting(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("write", [in_place, by_renaming, by_deleting])
def test_an_edit_outside_is_shown_and_reading_goes_on_where_it_was(
    trainee: Trainee, course: Path, write: object
) -> None:
    start(trainee, course)
    window = trainee.window
    read = trainee.course.chapters[0].questions[8].id
    trainee.click_question(read)
    offset = window.reader.spot().offset
    trainee.type_note("half a ")
    before = course.read_text("utf-8")
    # Twice, as what was replaced must be watched again.
    for number in (1, 2):
        new = f"Roots have grown {number} times."
        text = before.replace("And another line.", new).replace("# Trees", f"# Trees {number}")
        write(course, text)  # type: ignore[operator]
        trainee.until(lambda new=new: new in trainee.page_text)
        assert trainee.question == read
        assert window.reader.spot().offset == pytest.approx(offset, abs=0.02)
        assert window.side.tree.selectedIndexes() == [trainee.row(read)]
        assert window.windowTitle().startswith(f"Trees {number}")
        until_watched(trainee, course)
    assert window.notes.editor.hasFocus()
    QTest.keyClicks(window.notes.editor, "word")
    assert trainee.note_text == "half a word"
    trainee.until(lambda: trainee.note_state == "Saved")
    assert trainee.note_on_disk(read) == "half a word"


def test_a_touch_without_a_change_changes_nothing(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    before, page = trainee.course, trainee.window.reader.reader.page
    heard = looks(trainee)
    os.utime(course)
    trainee.until(lambda: heard)
    by_renaming(course, course.read_text("utf-8"))
    trainee.until(lambda: len(heard) > 1)
    assert trainee.course is before
    assert trainee.window.reader.reader.page is page


def test_an_edit_of_another_chapter_leaves_the_page_alone(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    reader = trainee.window.reader.reader
    trainee.click_question(trainee.course.chapters[0].questions[2].id)
    reader.selectAll()
    page, place = reader.page, reader.verticalScrollBar().value()
    text = course.read_text("utf-8").replace("Leaves question 5?", "Why do leaves turn yellow?")
    in_place(course, text)
    trainee.until(lambda: any("yellow" in one.title for one in trainee.course.questions))
    trainee.settle()
    assert reader.page is page
    assert reader.verticalScrollBar().value() == place
    assert reader.textCursor().hasSelection()
    # It can still be gone to, and the page be read anew on purpose.
    trainee.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert "Why do leaves turn yellow?" in trainee.page_text
    page = reader.page
    trainee.press(Qt.Key.Key_F5)
    trainee.until(lambda: reader.page is not page)


def test_the_contents_stay_where_they_were_scrolled(trainee: Trainee, tmp_path: Path) -> None:
    text = "# Trees\n\n" + "".join(chapter(f"Part {part}", 9) for part in range(6))
    path = write_course(tmp_path / "long", text)
    start(trainee, path)
    tree = trainee.window.side.tree
    trainee.window.side.set_collapsed([trainee.course.chapters[1].id])
    trainee.click_question(trainee.course.chapters[0].questions[4].id)
    asked = trainee.course.chapters[4].questions[0].id
    tree.scrollTo(trainee.row(asked), tree.ScrollHint.PositionAtTop)
    place = tree.visualRect(trainee.row(asked)).top()
    in_place(path, text.replace("## Part 0\n", "## Part 0\n\n* What is new here?\n  * This.\n"))
    trainee.until(lambda: "What is new here?" in trainee.page_text)
    assert tree.visualRect(trainee.row(asked)).top() == place
    assert trainee.window.side.collapsed() == [trainee.course.chapters[1].id]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.unlink(), "is not there any more"),
        (lambda path: in_place(path, ""), "is empty now"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64)), "cannot be read now"),
        (lambda path: shutil.rmtree(path.parent), "is not there any more"),
    ],
    ids=["deleted", "emptied", "no text", "folder deleted"],
)
def test_what_is_gone_stays_in_sight_and_comes_back_by_itself(
    trainee: Trainee, course: Path, harm: object, words: str
) -> None:
    start(trainee, course)
    read = trainee.course.chapters[0].questions[3].id
    trainee.click_question(read)
    before, text = trainee.course, course.read_text("utf-8")
    harm(course)  # type: ignore[operator]
    trainee.until(lambda: trainee.messages)
    [said] = trainee.messages
    assert words in said
    assert str(course) in said
    assert trainee.course is before
    assert "It is a long answer" in trainee.page_text
    write_course(course.parent, text.replace("And another line.", "And it is back."))
    trainee.until(lambda: "And it is back." in trainee.page_text)
    assert trainee.messages == []
    assert trainee.question == read


def test_what_comes_back_as_it_was_is_not_shown_anew(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    before, text = trainee.course, course.read_text("utf-8")
    course.unlink()
    trainee.until(lambda: trainee.messages)
    course.write_text(text, encoding="utf-8")
    trainee.until(lambda: not trainee.messages)
    assert trainee.course is before


def test_a_question_that_is_reworded_takes_the_note_under_the_hands_along(
    trainee: Trainee, course: Path
) -> None:
    start(trainee, course)
    trainee.until_followed()
    read = trainee.course.chapters[0].questions[3].id
    trainee.click_question(read)
    trainee.type_note("about the fou")
    in_place(course, course.read_text("utf-8").replace("Roots question 4?", "What else is there?"))
    trainee.until(lambda: "What else is there?" in trainee.page_text)
    QTest.keyClicks(trainee.window.notes.editor, "rth")
    assert trainee.note_text == "about the fourth"
    reworded = trainee.course.chapters[0].questions[3].id
    trainee.until(lambda: trainee.note_on_disk(reworded) == "about the fourth")
    assert trainee.note_on_disk(read) == ""
    assert trainee.question == reworded
    QTest.keyClicks(trainee.window.notes.editor, ", and more")
    assert trainee.note_text == "about the fourth, and more"
    trainee.until(lambda: trainee.note_on_disk(reworded) == "about the fourth, and more")
    assert trainee.note_on_disk(read) == ""


def test_a_question_that_goes_leaves_its_note_under_the_hands(
    trainee: Trainee, course: Path
) -> None:
    start(trainee, course)
    trainee.until_followed()
    read = trainee.course.chapters[0].questions[3].id
    trainee.click_question(read)
    trainee.type_note("about the fou")
    text = course.read_text("utf-8")
    in_place(course, text.replace(f"* Roots question 4?\n{ANSWER}\n", ""))
    trainee.until(lambda: "Roots question 4?" not in trainee.page_text)
    QTest.keyClicks(trainee.window.notes.editor, "rth")
    assert trainee.note_text == "about the fourth"
    trainee.until(lambda: trainee.note_on_disk(read) == "about the fourth")
    # Whoever reads on gets the note of what is read then.
    trainee.click_question(trainee.course.chapters[0].questions[3].id)
    assert trainee.note_text == ""


# Folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "library"
    write_course(path, f"# One\n\n{chapter('Roots', 3)}", "1.md")
    write_course(path, f"# Two\n\n{chapter('Leaves', 3)}", "2.md")
    return path


def files(trainee: Trainee) -> list[str]:
    return list(dict.fromkeys(one.file for one in trainee.course.chapters))


def test_files_come_and_go(trainee: Trainee, folder: Path) -> None:
    start(trainee, folder)
    read = trainee.course.chapters[-1].questions[1].id
    trainee.click_question(read)
    write_course(folder, f"# New\n\n{chapter('Bark', 2)}", "1b.md")
    trainee.until(lambda: files(trainee) == ["1.md", "1b.md", "2.md"])
    assert trainee.question == read
    inner = folder / "inner"
    inner.mkdir()
    until_watched(trainee, inner)
    write_course(inner, f"# Deep\n\n{chapter('Pith', 2)}", "a.md")
    trainee.until(lambda: files(trainee) == ["1.md", "1b.md", "2.md", "inner/a.md"])
    (folder / "1.md").unlink()
    trainee.until(lambda: files(trainee) == ["1b.md", "2.md", "inner/a.md"])
    shutil.rmtree(inner)
    trainee.until(lambda: files(trainee) == ["1b.md", "2.md"])
    assert trainee.question == read
    # What was edited is said once, and nothing else.
    assert all(one.startswith("This course has changed.") for one in trainee.messages)
    assert len(trainee.messages) <= 1


def test_a_file_that_is_being_written_is_waited_for(trainee: Trainee, folder: Path) -> None:
    start(trainee, folder)
    file = folder / "2.md"
    text = file.read_text("utf-8")
    in_place(file, "")
    trainee.until(lambda: trainee.messages)
    assert files(trainee) == ["1.md", "2.md"]
    in_place(file, text.replace("And another line.", "And now it is whole."))
    trainee.until(lambda: not trainee.messages)
    [answer] = {one.html for one in trainee.course.chapters[-1].questions[0].answer}
    assert "And now it is whole." in answer


def test_a_file_that_stays_empty_is_empty(
    trainee: Trainee, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout_module, "UNFINISHED", 100)
    start(trainee, folder)
    in_place(folder / "2.md", "")
    trainee.until(lambda: files(trainee) == ["1.md"])
    assert trainee.messages == []


# Pictures and zips


def colour_of_diagram(trainee: Trainee) -> str:
    canvas = trainee.window.diagram.canvas
    return canvas.grab().toImage().pixelColor(canvas.rect().center()).name()


def test_another_picture_is_shown_in_its_place(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    picture = course.parent / "img" / "roots.png"
    until_watched(trainee, picture, picture.parent)
    trainee.settle()
    before = trainee.course
    assert colour_of_diagram(trainee) == "#a52a2a"
    paint(picture, "blue")
    trainee.until(lambda: colour_of_diagram(trainee) == "#0000ff")
    # Replaced by another file of that name, and deleted.
    paint(picture.with_name("draft.png"), "yellow")
    picture.with_name("draft.png").replace(picture)
    trainee.until(lambda: colour_of_diagram(trainee) == "#ffff00")
    picture.unlink()
    trainee.until(lambda: colour_of_diagram(trainee) != "#ffff00")
    paint(picture, "green")
    trainee.until(lambda: colour_of_diagram(trainee) == "#008000")
    assert trainee.course is before


def test_what_a_picture_leads_to_is_watched_with_it(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    picture = course.parent / "img" / "roots.png"
    until_watched(trainee, picture, picture.parent)
    trainee.settle()
    told: list[int] = []
    trainee.study.repainted.connect(lambda: told.append(1))
    # It comes, changes, is replaced and goes.
    sidecar = picture.with_name("roots.png.links.json")
    sidecar.write_text("{}", encoding="utf-8")
    trainee.until(lambda: len(told) == 1)
    until_watched(trainee, sidecar)
    in_place(sidecar, '{"version": 1}')
    trainee.until(lambda: len(told) == 2)
    by_renaming(sidecar, '{"version": 1, "pins": []}')
    trainee.until(lambda: len(told) == 3)
    until_watched(trainee, sidecar)
    sidecar.unlink()
    trainee.until(lambda: len(told) == 4)


def pack(folder: Path, path: Path) -> None:
    draft = path.with_suffix(".tmp")
    with zipfile.ZipFile(draft, "w") as file:
        for one in sorted(folder.rglob("*")):
            file.write(one, one.relative_to(folder.parent))
    draft.replace(path)


def test_a_zip_is_opened_and_watched(trainee: Trainee, course: Path, tmp_path: Path) -> None:
    path = tmp_path / "강의.zip"
    pack(course.parent, path)
    start(trainee, path)
    assert trainee.course.title == "Trees"
    trainee.settle()
    assert colour_of_diagram(trainee) == "#a52a2a"
    read = trainee.course.chapters[0].questions[5].id
    trainee.click_question(read)
    trainee.type_note("kept")
    in_place(course, course.read_text("utf-8").replace("And another line.", "And a new zip."))
    paint(course.parent / "img" / "roots.png", "blue")
    pack(course.parent, path)
    trainee.until(lambda: "And a new zip." in trainee.page_text)
    trainee.until(lambda: colour_of_diagram(trainee) == "#0000ff")
    assert (trainee.question, trainee.note_text) == (read, "kept")
    trainee.until(lambda: trainee.note_state == "Saved")
    trainee.close()
    trainee.start()
    assert trainee.course.source == path
    assert trainee.note_text == "kept"


def test_a_zip_is_taken_where_a_file_is(trainee: Trainee, course: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(course.parent, path)
    window = trainee.start(write_course(tmp_path / "other", f"# Other\n\n{chapter('Bark', 2)}"))
    assert drop(window, QUrl.fromLocalFile(str(path)))
    trainee.until(lambda: trainee.course.source == path)
    trainee.settle()
    window.commands["open-file"].trigger()
    trainee.until(lambda: window.findChildren(QFileDialog))
    [dialog] = window.findChildren(QFileDialog)
    assert "*.zip" in dialog.nameFilters()[0]
    dialog.close()
    window.commands.recent.aboutToShow.emit()
    assert [one.text() for one in window.commands.recent.actions()][:2] == ["Trees", "Other"]


def test_a_bad_zip_says_why_it_is_not_opened(trainee: Trainee, tmp_path: Path) -> None:
    trainee.start(write_course(tmp_path / "course"))
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as file:
        file.writestr("../a.md", "# Out\n")
    trainee.study.open(bad)
    trainee.until(lambda: trainee.messages)
    [said] = trainee.messages
    assert "leads out of its own folder" in said
    assert trainee.course.title == "Trees"


# Where nothing tells


def test_coming_back_to_the_window_is_a_reason_to_look(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    [watch] = trainee.study.findChildren(Watch)
    watcher = watch._watcher
    watcher.removePaths([*watcher.files(), *watcher.directories()])
    in_place(course, course.read_text("utf-8").replace("And another line.", "From afar."))
    application = QGuiApplication.instance()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    trainee.until(lambda: "From afar." in trainee.page_text)
