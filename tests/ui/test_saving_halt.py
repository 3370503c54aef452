"""Savers that must not write any more, and what becomes of what they were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from writing_desk import WORDING, Desk, now

from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.model import Place
from msp_desktop.ui.saving.saver import Saver
from msp_desktop.ui.saving.writes import BookmarkWrite, NoteWrite, PlaceWrite

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")


def contents(desk: Desk) -> dict[str, bytes]:
    return {
        one.name: one.read_bytes()
        for one in desk.path.parent.iterdir()
        if one.is_file() and not one.name.endswith("-shm")
    }


def test_nothing_is_written_after_damage_was_met(desk: Desk, saver: Saver) -> None:
    saver.write_note(desk.refs[0], "on disk", 0, WORDING)
    assert saver.flush(60_000)
    failed: list[Exception] = []
    recovered: list[bool] = []
    saver.failed.connect(failed.append)
    saver.recovered.connect(lambda: recovered.append(True))
    before = contents(desk)
    damage = NotebookDamaged(desk.path, "a test says so")
    saver.halt(damage)
    saver.halt(NotebookDamaged(desk.path, "once more"))
    saver.write_note(desk.refs[0], "typed on", 1, WORDING)
    saver.set_bookmark(desk.refs[1], True, WORDING)
    assert not saver.flush(60_000)
    saver.retry()
    assert not saver.flush(60_000)
    assert failed == [damage]
    assert saver.error is damage
    assert recovered == []
    assert [type(one) for one in saver.unsaved()] == [NoteWrite, BookmarkWrite]
    saver.close(500)
    # The log is not even moved into the file.
    assert contents(desk) == before


def test_a_write_under_way_ends_as_it_may(desk: Desk, saver: Saver, qtbot: QtBot) -> None:
    saver.write_note(desk.refs[0], "under way", 0, WORDING)
    saver.halt(NotebookDamaged(desk.path, "a test says so"))
    saver.write_note(desk.refs[1], "too late", 0, WORDING)
    qtbot.waitUntil(lambda: saver.pending == 1)
    assert saver.error is not None
    assert desk.text(desk.refs[0]) == "under way"
    assert desk.text(desk.refs[1]) == ""


def test_what_is_not_on_disk_is_handed_over(desk: Desk, saver: Saver) -> None:
    place = Place(desk.refs[0].course, "basics", desk.refs[0].question, 0.5)
    with desk.locked():
        saver.write_note(desk.refs[0], "first", 0, WORDING)
        saver.write_note(desk.refs[1], "second", 0, WORDING)
        saver.set_place(place)
        saver.submit(lambda notebook: notebook.library(), lambda _: None)
        left = saver.hand_over(10)
        assert [type(one) for one in left] == [NoteWrite, NoteWrite, PlaceWrite]
    other = Saver(desk.path, now=now)
    for write in left:
        other.mark(write)
    assert other.close()
    assert (desk.text(desk.refs[0]), desk.text(desk.refs[1])) == ("first", "second")


def test_what_is_just_being_written_is_waited_for(desk: Desk, saver: Saver) -> None:
    saver.write_note(desk.refs[0], "under way", 0, WORDING)
    assert saver.hand_over() == ()
    assert saver.pending == 0
    assert desk.text(desk.refs[0]) == "under way"
