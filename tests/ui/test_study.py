"""The session: opening, marks, places, pictures; against a real notebook on disk."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThreadPool

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.errors import CourseMissing
from msp_desktop.course.reading import Reading
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import Paths
from msp_desktop.ui.marking import Marking
from msp_desktop.ui.saving.saver import Saver
from msp_desktop.ui.settings import Settings
from msp_desktop.ui.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXT = "# Course\n\n## One\n\n* What is first?\n  * Yes.\n* What is second?\n  * No.\n"


def now() -> datetime:
    return datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


class Session:
    """A study with its saver on one data folder."""

    def __init__(self, folder: Path, *, saving: bool = True) -> None:
        self.paths = Paths.below(folder)
        self.notebook = Notebook.open(self.paths.notebook, now=now())
        self.saver = Saver(self.paths.notebook, now=now)
        self.study = Study(
            self.notebook, CourseCache(self.paths.courses), Settings(self.paths.settings), now
        )
        self.marking = Marking(self.study)
        if saving:
            self.study.begin_saving(self.saver)

    def close(self) -> None:
        self.saver.close()
        self.study.close()
        self.notebook.close()
        QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def begin(qapp: object, tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Begin sessions on one data folder; they are closed in the end."""
    begun: list[Session] = []

    def make(**options: bool) -> Session:
        begun.append(Session(tmp_path / "data", **options))
        return begun[-1]

    yield make
    for session in begun:
        session.close()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    path = tmp_path / "course.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def opened(session: Session, path: Path, qtbot: QtBot) -> list[str]:
    """Open a course and wait for it; return its questions."""
    with qtbot.waitSignal(session.study.marks_changed):
        session.study.open(path)
    assert session.study.course is not None
    return [one.id for one in session.study.course.questions]


def test_a_course_that_was_opened_before_is_there_at_once(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    session = begin()
    opened(session, course, qtbot)
    other = begin()
    heard: list[object] = []
    other.study.opening.connect(heard.append)
    other.study.open(course)
    assert other.study.course is not None
    assert heard == []


def test_a_course_that_cannot_be_opened_leaves_the_former_one(
    begin: Callable[..., Session], course: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = begin()
    opened(session, course, qtbot)
    left: list[bool] = []
    session.study.leaving.connect(lambda: left.append(True))
    with qtbot.waitSignal(session.study.failed) as failed:
        session.study.open(tmp_path / "gone.md")
    assert isinstance(failed.args[0], CourseMissing)
    assert session.study.course is not None
    assert session.study.course.source == course
    assert left == []


def test_a_course_given_up_never_arrives(
    begin: Callable[..., Session], course: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = begin()
    listed = "".join(f"* Question {number}?\n  * Yes.\n\n" for number in range(20_000))
    large = tmp_path / "large.md"
    large.write_text(f"# Large\n\n## All\n\n{listed}", encoding="utf-8")
    session.study.open(large)
    session.study.cancel()
    opened(session, course, qtbot)
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(0)
    assert session.study.course is not None
    assert session.study.course.source == course


def test_of_two_courses_opened_at_once_the_later_one_counts(
    begin: Callable[..., Session], course: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = begin()
    other = tmp_path / "other.md"
    other.write_text(TEXT.replace("Course", "Other"), encoding="utf-8")
    session.study.open(other)
    opened(session, course, qtbot)
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(0)
    assert session.study.course is not None
    assert session.study.course.source == course


def test_each_press_of_a_bookmark_counts_however_slow_the_disk_is(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    session = begin()
    first, second = opened(session, course, qtbot)
    for _ in range(3):
        session.marking.toggle_bookmark(first)
        session.marking.toggle_bookmark(second)
    session.marking.toggle_bookmark(second)
    assert session.saver.flush(60_000)
    qtbot.waitUntil(lambda: session.study.starred() == {first})


def test_what_is_written_before_there_is_a_saver_asks_for_one(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    session = begin(saving=False)
    first, second = opened(session, course, qtbot)
    session.study.write_wanted.connect(lambda: session.study.begin_saving(session.saver))
    session.marking.toggle_bookmark(first)
    ref = session.study.ref(second)
    assert ref is not None
    session.study.writing.note(ref, "words", 0, session.study.wording(ref.question))
    assert session.saver.flush(60_000)
    qtbot.waitUntil(lambda: session.study.starred() == {first})
    note = session.study.note(second)
    assert note is not None
    assert note.text == "words"


def test_a_notebook_that_can_only_be_read_takes_nothing_and_says_nothing(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    session = begin(saving=False)
    first, _ = opened(session, course, qtbot)
    session.marking.toggle_bookmark(first)
    session.study.keep_place("", first, 0.5)
    assert session.study.starred() == frozenset()
    assert session.saver.pending == 0


def test_a_write_in_another_session_is_told_once(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    one, other = begin(), begin()
    first, _ = opened(one, course, qtbot)
    assert one.saver.flush(60_000)
    opened(other, course, qtbot)
    ref = one.study.ref(first)
    assert ref is not None
    assert ref == other.study.ref(first)
    told: list[object] = []
    other.study.note_changed.connect(told.append)
    with qtbot.waitSignal(other.study.note_changed):
        one.study.writing.note(ref, "words", 0, one.study.wording(ref.question))
    note = other.study.note(first)
    assert note is not None
    assert note.text == "words"
    other.study._look_elsewhere()
    assert told == [ref]


def test_a_note_that_is_found_while_reading_after_an_own_write_is_told(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    one, other = begin(), begin()
    first, second = opened(one, course, qtbot)
    assert one.saver.flush(60_000)
    opened(other, course, qtbot)
    ref, another = one.study.ref(first), one.study.ref(second)
    assert ref is not None
    assert another is not None
    told: list[object] = []
    other.study.note_changed.connect(told.append)
    other.study._look.stop()
    one.study.writing.note(ref, "words", 0, one.study.wording(ref.question))
    assert one.saver.flush(60_000)
    other.study.writing.note(another, "other words", 0, other.study.wording(another.question))
    assert other.saver.flush(60_000)
    assert ref in told
    other.study._look_elsewhere()
    assert sorted(told, key=str) == sorted([ref, another], key=str)


def test_a_located_picture_is_found_as_long_as_it_is_there(
    begin: Callable[..., Session], course: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = begin()
    opened(session, course, qtbot)
    elsewhere = tmp_path / "elsewhere" / "found.png"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"a picture")
    assert session.study.pictures.find("img/lost.png") is None
    session.study.pictures.locate("img/lost.png", elsewhere)
    assert session.study.pictures.find("img/lost.png") == elsewhere
    assert session.saver.flush(60_000)
    again = begin()
    opened(again, course, qtbot)
    assert again.study.pictures.find("img/lost.png") == elsewhere
    elsewhere.unlink()
    assert again.study.pictures.find("img/lost.png") is None


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_located_picture_in_a_locked_folder_is_as_if_it_were_gone(
    begin: Callable[..., Session], course: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = begin()
    opened(session, course, qtbot)
    session.study.pictures.locate("a.png", tmp_path / ("n" * 300) / "too-long-a-name.png")
    assert session.study.pictures.find("a.png") is None


def test_a_closed_session_writes_nothing(
    begin: Callable[..., Session], course: Path, qtbot: QtBot
) -> None:
    session = begin()
    first, _ = opened(session, course, qtbot)
    assert session.saver.close()
    session.study.close()
    session.study.keep_place("", first, 0.5)
    session.marking.toggle_bookmark(first)
    assert session.study.ref(first) is None


def test_what_the_questions_are_is_kept_for_each_course(
    begin: Callable[..., Session], course: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = begin()
    assert len(opened(session, course, qtbot)) == 2
    with qtbot.waitSignal(session.study.marks_changed):
        session.study.opener.set_reading(Reading.NONE)
    assert session.study.course is not None
    assert session.study.course.questions == ()
    other = tmp_path / "other.md"
    other.write_text(TEXT, encoding="utf-8")
    assert len(opened(session, other, qtbot)) == 2
    again = begin()
    assert opened(again, course, qtbot) == []
    assert again.study.opener.reading is Reading.NONE
    with qtbot.waitSignal(again.study.marks_changed):
        again.study.opener.set_reading(Reading.AUTOMATIC)
    assert len(again.study.course.questions) == 2
