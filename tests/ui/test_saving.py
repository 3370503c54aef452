"""The saver through a real notebook; what it holds is read as another program would read it."""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scarcity import no_room, small_disk_at
from writing_desk import WORDING, Desk, now

from msp_desktop.notebook.errors import (
    CourseUnknown,
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotebookForeign,
    NotebookMissing,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.model import Changes, Place, QuestionRef
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.saving import saver as saver_module
from msp_desktop.ui.saving.saver import Saver
from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.saving.writes import NoteWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.saving.writes import SavedNote

PLACE = Path("folder {of notes}") / "notebook.sqlite3"

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")

pytestmark = pytest.mark.usefixtures("qapp")


class Heard:
    """Everything that a saver has said."""

    def __init__(self, saver: Saver) -> None:
        self.committed: list[Changes] = []
        self.written: list[SavedNote] = []
        self.failed: list[Exception] = []
        self.recovered = 0
        self.pending: list[int] = []
        saver.committed.connect(self.committed.append)
        saver.note_written.connect(self.written.append)
        saver.failed.connect(self.failed.append)
        saver.recovered.connect(self._recovered)
        saver.pending_changed.connect(self.pending.append)

    def _recovered(self) -> None:
        self.recovered += 1


def test_nothing_is_opened_or_started_before_the_first_write(tmp_path: Path) -> None:
    saver = Saver(tmp_path / "data" / "notebook.sqlite3", now=now)
    threads = threading.active_count()
    assert saver.flush(60_000)
    assert saver.close()
    assert threading.active_count() == threads
    assert not (tmp_path / "data").exists()


def test_what_is_said_to_be_on_disk_is_there_for_everybody(
    desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    seen: list[tuple[str, bool]] = []
    saver.note_written.connect(lambda saved: seen.append((desk.text(saved.ref), True)))
    with qtbot.waitSignal(saver.committed) as committed:
        saver.write_note(desk.refs[0], "typed", 0, WORDING)
    assert committed.args == [Changes(notes=frozenset({desk.refs[0]}))]
    assert seen == [("typed", True)]

    with qtbot.waitSignal(saver.committed):
        saver.set_bookmark(desk.refs[1], True, WORDING)
    assert desk.bookmarked(desk.refs[1])


def test_places_are_kept_and_only_the_last_one_is_written(desk: Desk, saver: Saver) -> None:
    course = desk.refs[0].course
    with desk.locked():
        for tenth in range(10):
            saver.set_place(Place(course, "basics", desk.refs[0].question, tenth / 10))
        assert saver.pending == 2, "one is being written, one waits"
    assert saver.flush(60_000)
    with Notebook.open_read_only(desk.path) as notebook:
        assert notebook.place(course) == Place(course, "basics", desk.refs[0].question, 0.9)


def test_texts_that_queue_behind_a_slow_disk_become_one_and_no_line_is_doubled(
    desk: Desk, saver: Saver
) -> None:
    heard = Heard(saver)
    typed = "A note typed on and on."
    with desk.locked():
        for end in range(1, len(typed) + 1):
            # The editor goes on from revision 0 until it hears of another one.
            saver.write_note(desk.refs[0], typed[:end], 0, WORDING)
    assert saver.flush(60_000)
    assert desk.texts_ever(desk.refs[0]) == ["A", typed]
    assert [saved.text for saved in heard.written] == ["A", typed]
    assert not any(saved.written.merged for saved in heard.written)
    assert heard.pending == [1, 2, 1, 0]


def test_order_is_kept_across_kinds_of_writes(desk: Desk, saver: Saver) -> None:
    order: list[str] = []
    heard = Heard(saver)
    ref, other, third = desk.refs
    with desk.locked():
        saver.set_bookmark(third, True, WORDING)
        saver.write_note(ref, "first", 0, WORDING)
        saver.submit(lambda notebook: notebook.note(ref), lambda note: order.append(note.text))
        saver.write_note(ref, "first, second", 0, WORDING)
        saver.set_bookmark(other, True, WORDING)
        saver.set_bookmark(other, False, WORDING)
    assert saver.flush(60_000)
    assert order == ["first"], "a job sees what was asked for before it, and no more"
    assert desk.text(ref) == "first, second"
    assert not desk.bookmarked(other)
    assert heard.committed == [
        Changes(bookmarks=frozenset({third})),
        Changes(notes=frozenset({ref})),
        Changes(notes=frozenset({ref})),
    ]


def test_typing_on_while_another_windows_text_is_merged_in_doubles_nothing(
    desk: Desk, saver: Saver
) -> None:
    ref = desk.refs[0]
    desk.write(ref, "common", 0)
    desk.write(ref, "above\ncommon", 1)
    with desk.locked():
        saver.write_note(ref, "common and mine", 1, WORDING)
        saver.write_note(ref, "common and mine, typed on", 1, WORDING)
    heard = Heard(saver)
    assert saver.flush(60_000)
    # The notebook keeps both sides' lines; what matters here is that mine is there once.
    assert desk.text(ref) == "above\ncommon\ncommon and mine, typed on"
    first, second = heard.written
    assert (first.text, first.written.merged) == ("common and mine", True)
    assert (second.text, second.written.merged) == (desk.text(ref), False)


def test_a_note_deleted_and_typed_anew_comes_back(desk: Desk, saver: Saver) -> None:
    ref = desk.refs[0]
    first = desk.write(ref, "text", 0)
    assert first is not None
    with desk.locked():
        saver.set_bookmark(ref, True, WORDING)
        saver.write_note(ref, "", first.revision, WORDING)
        saver.submit(lambda notebook: notebook.note(ref), lambda note: None)
        saver.write_note(ref, "text", first.revision, WORDING)
    assert saver.flush(60_000)
    assert desk.texts_ever(ref) == ["text", "", "text"]


@needs_limits
def test_a_failing_disk_loses_nothing_and_is_told_once(
    desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    heard = Heard(saver)
    ref, other, _ = desk.refs
    with no_room():
        with qtbot.waitSignal(saver.failed):
            saver.write_note(ref, "typed", 0, WORDING)
        saver.set_bookmark(other, True, WORDING)
        saver.write_note(ref, "typed on", 0, WORDING)
        assert not saver.flush(60_000)
        assert saver.pending == 2
        assert [type(error) for error in heard.failed] == [NotebookUnwritable]
        note, bookmark = saver.unsaved()
        assert isinstance(note, NoteWrite)
        assert (note.ref, note.text, note.base) == (ref, "typed on", 0)
        assert bookmark.at == now()
    assert heard.committed == []
    with qtbot.waitSignal(saver.recovered):
        saver.retry()
    assert (desk.text(ref), desk.bookmarked(other)) == ("typed on", True)
    assert (heard.recovered, saver.pending, saver.error) == (1, 0, None)


@needs_limits
def test_it_tries_again_by_itself(desk: Desk, saver: Saver, qtbot: QtBot) -> None:
    with no_room(), qtbot.waitSignal(saver.failed):
        saver.write_note(desk.refs[0], "typed", 0, WORDING)
    with qtbot.waitSignal(saver.recovered):
        pass
    assert desk.text(desk.refs[0]) == "typed"


@needs_limits
def test_something_new_to_write_tries_everything_at_once(
    desk: Desk, saver: Saver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "PAUSES", (3_600_000,))
    heard = Heard(saver)
    with no_room():
        for text in ("a", "ab", "abc", "abcd", "abcde"):
            saver.write_note(desk.refs[0], text, 0, WORDING)
            assert not saver.flush(60_000)
    # By itself it would try again in an hour.
    with qtbot.waitSignal(saver.recovered):
        saver.set_bookmark(desk.refs[0], True, WORDING)
    assert desk.texts_ever(desk.refs[0]) == ["abcde"]
    assert len(heard.failed) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, a megabyte large."""
    folder = tmp_path / "disk"
    with small_disk_at(folder, "1m"):
        yield folder


def test_a_full_disk_says_so_and_saves_when_there_is_room_again(
    small_disk: Path, qtbot: QtBot
) -> None:
    desk = Desk(small_disk)
    saver = Saver(desk.path, now=now)
    heard = Heard(saver)
    saver.set_bookmark(desk.refs[0], True, WORDING)
    assert saver.flush(60_000)
    rest = small_disk / "something-large"
    with rest.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(1024))
    text = "A long note. " * 20_000
    with qtbot.waitSignal(saver.failed):
        saver.write_note(desk.refs[0], text, 0, WORDING)
    (error,) = heard.failed
    assert isinstance(error, NotebookUnwritable)
    assert error.reason is Obstacle.FULL
    rest.unlink()
    with qtbot.waitSignal(saver.recovered):
        saver.retry()
    assert desk.text(desk.refs[0]) == text
    assert saver.close()


def test_a_damaged_notebook_is_left_alone_until_somebody_has_repaired_it(
    desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    heard = Heard(saver)
    sound = desk.path.read_bytes()
    ruin = b"no notebook" * 100
    desk.path.write_bytes(ruin)
    with qtbot.waitSignal(saver.failed):
        saver.write_note(desk.refs[0], "typed", 0, WORDING)
    saver.write_note(desk.refs[0], "typed on", 0, WORDING)
    assert not saver.flush(60_000)
    assert [type(error) for error in heard.failed] == [NotebookDamaged]
    assert desk.path.read_bytes() == ruin
    (kept,) = saver.unsaved()
    assert isinstance(kept, NoteWrite)
    assert kept.text == "typed on"

    desk.path.write_bytes(sound)
    with qtbot.waitSignal(saver.recovered):
        saver.retry()
    assert desk.text(desk.refs[0]) == "typed on"


def test_a_newer_notebook_is_not_written(desk: Desk, saver: Saver, qtbot: QtBot) -> None:
    with Notebook.open(desk.path, now=now()) as notebook:
        notebook._connection.execute("PRAGMA user_version = 4711")
    before = desk.path.read_bytes()
    with qtbot.waitSignal(saver.failed) as failed:
        saver.write_note(desk.refs[0], "typed", 0, WORDING)
    assert isinstance(failed.args[0], NotebookNewer)
    assert not saver.close()
    assert [write.ref for write in saver.unsaved() if isinstance(write, NoteWrite)] == [
        desk.refs[0]
    ]
    assert desk.path.read_bytes() == before


def test_a_course_that_an_older_backup_lacks_can_be_adopted_behind_what_waits_for_it(
    tmp_path: Path, desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    heard = Heard(saver)
    with Notebook.open(tmp_path / "older.sqlite3", now=now()):
        pass
    saver.write_note(desk.refs[0], "typed", 0, WORDING)
    assert saver.flush(60_000)
    for end in ("", "-wal", "-shm"):
        desk.path.with_name(desk.path.name + end).unlink(missing_ok=True)
    (tmp_path / "older.sqlite3").rename(desk.path)

    with qtbot.waitSignal(saver.failed):
        saver.write_note(desk.refs[0], "typed on", 1, WORDING)
    assert [type(error) for error in heard.failed] == [CourseUnknown]
    with qtbot.waitSignal(saver.recovered):
        saver.submit(lambda notebook: notebook.adopt(desk.course, now=now()), lambda record: None)
    assert desk.text(desk.refs[0]) == "typed on"


def test_a_notebook_that_is_gone_is_not_replaced_by_an_empty_one(
    desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    saver.write_note(desk.refs[0], "typed", 0, WORDING)
    assert saver.flush(60_000)
    away = desk.path.parent.with_name("away")
    desk.path.parent.rename(away)
    with qtbot.waitSignal(saver.failed):
        saver.write_note(desk.refs[0], "typed on", 1, WORDING)
    assert not desk.path.exists()
    away.rename(desk.path.parent)
    with qtbot.waitSignal(saver.recovered):
        saver.retry()
    assert desk.text(desk.refs[0]) == "typed on"


def test_a_job_hands_its_value_over_on_the_interfaces_thread(
    desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    threads: list[threading.Thread] = []
    values: list[object] = []

    def job(notebook: Notebook) -> Changes:
        threads.append(threading.current_thread())
        return notebook.forget(desk.refs[0].course)

    def done(value: Changes) -> None:
        threads.append(threading.current_thread())
        values.append(value)

    with qtbot.waitSignal(saver.committed) as committed:
        saver.submit(job, done)
    assert values == committed.args == [Changes(library=True)]
    writing, receiving = threads
    assert receiving is threading.main_thread()
    assert writing is not receiving


def test_a_job_with_a_bug_is_heard_of_and_holds_nothing_up(
    desk: Desk, saver: Saver, qtbot: QtBot
) -> None:
    def bug(notebook: Notebook) -> None:
        raise ZeroDivisionError

    never: Callable[[None], None] = pytest.fail
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(saver.committed):
        saver.submit(bug, never)
        saver.write_note(desk.refs[0], "typed", 0, WORDING)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert desk.text(desk.refs[0]) == "typed"


@pytest.mark.parametrize(
    "error",
    [
        *(NotebookUnwritable(PLACE, reason) for reason in Obstacle),
        NotebookBusy(PLACE),
        NotebookDamaged(PLACE, "a finding"),
        NotebookForeign(PLACE),
        NotebookMissing(PLACE),
        NotebookNewer(PLACE, 9, 1),
        NotebookReplaced(PLACE),
        CourseUnknown(PLACE),
        NotebookError("The notebook refused.", PLACE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_failure_has_words_of_its_own_that_name_the_file(error: NotebookError) -> None:
    words = describe(error)
    assert words.count(str(PLACE)) == 1
    assert words.endswith(".")
    others = (NotebookError("", PLACE), NotebookUnwritable(PLACE, Obstacle.FULL))
    assert [type(other) for other in others if describe(other) == words] in ([], [type(error)])


def test_closing_waits_for_the_disk_and_ends_the_thread(desk: Desk) -> None:
    saver = Saver(desk.path, now=now)
    threads = threading.active_count()
    saver.write_note(desk.refs[0], "typed last", 0, WORDING)
    assert saver.close()
    assert threading.active_count() == threads
    assert not desk.path.with_name(desk.path.name + "-wal").exists(), "the one file is complete"
    assert desk.text(desk.refs[0]) == "typed last"
    with pytest.raises(RuntimeError, match="closed"):
        saver.write_note(desk.refs[0], "too late", 1, WORDING)


def test_waiting_for_the_disk_has_an_end(desk: Desk, saver: Saver) -> None:
    with desk.locked():
        saver.write_note(desk.refs[0], "typed", 0, WORDING)
        assert not saver.flush(50)
        assert [type(write) for write in saver.unsaved()] == [NoteWrite]
    assert saver.flush(60_000)


def test_a_question_of_another_course_need_not_wait(desk: Desk, saver: Saver) -> None:
    heard = Heard(saver)
    saver.set_place(Place("no-such-course", "", "", 0.0))
    saver.write_note(desk.refs[0], "typed", 0, WORDING)
    saver.write_note(QuestionRef("no-such-course", "a"), "kept", 0, WORDING)
    for _ in range(3):
        saver.flush(60_000)
    assert desk.text(desk.refs[0]) == "typed"
    assert len(saver.unsaved()) == 2
    assert [type(error) for error in heard.failed] == [CourseUnknown]
