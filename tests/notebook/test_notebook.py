"""What is written in a notebook and read from it again."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_desktop.course.model import Course
from msp_desktop.notebook.errors import CourseUnknown
from msp_desktop.notebook.model import (
    Bookmark,
    Changes,
    CourseRecord,
    Note,
    Place,
    QuestionRef,
    Wording,
)
from msp_desktop.notebook.notebook import Notebook

MakeCourse = Callable[..., Course]

HOUR = timedelta(hours=1)


def reopened(notebook: Notebook, now: datetime) -> Notebook:
    notebook.close()
    return Notebook.open(notebook.path, now=now)


def test_a_bookmark_is_there_after_reopening(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    assert notebook.set_bookmark(ref, True, wording, now=now) == Changes(bookmarks=frozenset({ref}))
    with reopened(notebook, now) as again:
        assert again.bookmarks(ref.course) == (Bookmark(ref, wording, now),)
        assert again.bookmarked(ref)


def test_marking_what_is_marked_changes_nothing(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.set_bookmark(ref, True, wording, now=now)
    assert not notebook.set_bookmark(ref, True, wording, now=now + HOUR)
    assert notebook.bookmarks(ref.course)[0].created_at == now


def test_unmarking(notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime) -> None:
    assert not notebook.set_bookmark(ref, False, wording, now=now)
    notebook.set_bookmark(ref, True, wording, now=now)
    assert notebook.set_bookmark(ref, False, wording, now=now).bookmarks == {ref}
    assert notebook.bookmarks(ref.course) == ()
    assert not notebook.bookmarked(ref)


def test_bookmarks_and_notes_stand_in_the_order_they_were_made(
    notebook: Notebook, record: CourseRecord, wording: Wording, now: datetime
) -> None:
    refs = [QuestionRef(record.id, name) for name in ("c", "a", "b")]
    for step, ref in enumerate(refs):
        notebook.set_bookmark(ref, True, wording, now=now + step * HOUR)
        notebook.write_note(ref, ref.question, base=0, wording=wording, now=now + step * HOUR)
    notebook.write_note(refs[0], "later", base=1, wording=wording, now=now + 5 * HOUR)
    assert [one.ref for one in notebook.bookmarks(record.id)] == refs
    assert [one.ref for one in notebook.notes(record.id)] == refs


def test_each_course_has_its_own(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime, make_course: MakeCourse
) -> None:
    other = notebook.adopt(make_course("other/k8s.md", ("What is a pod?",), "K8s"), now=now)
    notebook.set_bookmark(ref, True, wording, now=now)
    notebook.write_note(ref, "mine", base=0, wording=wording, now=now)
    assert notebook.bookmarks(other.id) == ()
    assert notebook.notes(other.id) == ()
    assert notebook.note(ref._replace(course=other.id)) is None


def test_a_note_is_there_after_reopening(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    written = notebook.write_note(ref, "이미지는 *읽기 전용*", base=0, wording=wording, now=now)
    expected = Note(ref, wording, "이미지는 *읽기 전용*", 1, now, now)
    assert written.note == expected
    assert written.changes == Changes(notes=frozenset({ref}))
    assert not written.merged
    with reopened(notebook, now) as again:
        assert again.note(ref) == expected
        assert again.notes(ref.course) == (expected,)


def test_a_times_zone_does_not_matter_but_must_be_known(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    seoul = now.astimezone(timezone(9 * HOUR))
    notebook.write_note(ref, "text", base=0, wording=wording, now=seoul)
    note = notebook.note(ref)
    assert note is not None
    assert note.created_at == now
    assert note.created_at.utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="zone"):
        notebook.write_note(ref, "x", base=1, wording=wording, now=now.replace(tzinfo=None))
    assert notebook.note(ref) == note


def test_an_edit_counts_revisions_and_keeps_the_time_of_making(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "one", base=0, wording=wording, now=now)
    renamed = Wording("What is an image, really?", "Basics")
    note = notebook.write_note(ref, "two", base=1, wording=renamed, now=now + HOUR).note
    assert note == Note(ref, renamed, "two", 2, now, now + HOUR)


def test_writing_the_same_text_again_changes_nothing(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    first = notebook.write_note(ref, "one", base=0, wording=wording, now=now)
    second = notebook.write_note(ref, "one", base=1, wording=wording, now=now + HOUR)
    assert second.note == first.note
    assert not second.changes
    assert not second.merged
    # The same write once more, as after an error that came too late: nothing is doubled.
    third = notebook.write_note(ref, "one", base=0, wording=wording, now=now + HOUR)
    assert third.note == first.note
    assert not third.merged


@pytest.mark.parametrize("nothing", ["", " ", "\n \t\n"])
def test_a_text_of_nothing_deletes_the_note_but_not_its_history(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime, nothing: str
) -> None:
    notebook.write_note(ref, "one", base=0, wording=wording, now=now)
    written = notebook.write_note(ref, nothing, base=1, wording=wording, now=now + HOUR)
    assert written.note is None
    assert written.changes.notes == {ref}
    assert notebook.note(ref) is None
    assert notebook.notes(ref.course) == ()
    assert [(one.revision, one.text) for one in notebook.versions(ref)] == [(2, ""), (1, "one")]
    again = notebook.write_note(ref, "new", base=0, wording=wording, now=now + 2 * HOUR)
    assert again.note == Note(ref, wording, "new", 3, now + 2 * HOUR, now + 2 * HOUR)
    assert not again.merged


def test_deleting_what_is_not_there_changes_nothing(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    written = notebook.write_note(ref, "  ", base=0, wording=wording, now=now)
    assert written.note is None
    assert not written.changes
    assert notebook.versions(ref) == ()


def test_two_windows_on_one_note_lose_nothing(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "top\nmiddle\nend", base=0, wording=wording, now=now)
    with Notebook.open(path, now=now) as other:
        other.write_note(ref, "TOP\nmiddle\nend", base=1, wording=wording, now=now)
        mine = notebook.write_note(ref, "top\nmiddle\nEND", base=1, wording=wording, now=now)
        assert mine.merged
        assert mine.note is not None
        assert (mine.note.text, mine.note.revision) == ("TOP\nmiddle\nEND", 3)
        # On the same line both stay, and a window that only looked takes the other's text.
        mine = notebook.write_note(ref, "mine\nmiddle\nEND", base=3, wording=wording, now=now)
        theirs = other.write_note(ref, "theirs\nmiddle\nEND", base=3, wording=wording, now=now)
        assert theirs.note is not None
        assert theirs.note.text == "mine\ntheirs\nmiddle\nEND"
        looked = notebook.write_note(ref, "mine\nmiddle\nEND", base=4, wording=wording, now=now)
        assert looked.merged
        assert looked.note == theirs.note
        assert not looked.changes


def test_a_note_deleted_elsewhere_comes_back_with_what_is_added(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "one", base=0, wording=wording, now=now)
    with Notebook.open(path, now=now) as other:
        other.write_note(ref, "", base=1, wording=wording, now=now)
    unchanged = notebook.write_note(ref, "one", base=1, wording=wording, now=now)
    assert unchanged.note is None
    assert unchanged.merged
    edited = notebook.write_note(ref, "one more", base=1, wording=wording, now=now)
    assert edited.note is not None
    assert edited.note.text == "one more"


def test_a_base_from_another_notebook_merges_as_if_nothing_were_in_common(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "restored", base=0, wording=wording, now=now)
    written = notebook.write_note(ref, "in the editor", base=40, wording=wording, now=now)
    assert written.note is not None
    assert written.note.text == "restored\nin the editor"


def test_the_last_fifty_versions_and_the_last_of_each_day_are_kept(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    # Five days of thirty writes each.
    for step in range(150):
        when = now.replace(hour=8) + timedelta(days=step // 30, minutes=step % 30)
        notebook.write_note(ref, f"text {step + 1}", base=step, wording=wording, now=when)
    versions = notebook.versions(ref)
    assert [one.revision for one in versions] == [*range(150, 100, -1), 90, 60, 30]
    assert all(one.text == f"text {one.revision}" for one in versions)
    written = notebook.write_note(ref, "text 151", base=150, wording=wording, now=now)
    assert len(notebook.versions(ref)) == len(versions) + 1
    # An editor that began at a dropped revision is merged from the nearest one before.
    written = notebook.write_note(ref, "text 70\nmore", base=70, wording=wording, now=now)
    assert written.note is not None
    assert written.note.text == "text 151\ntext 70\nmore"


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(st.characters() | st.characters(categories=["Cs"])))
def test_any_text_is_kept_to_the_letter(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime, text: str
) -> None:
    before = notebook.versions(ref)
    base = before[0].revision if before else 0
    note = notebook.write_note(ref, text, base=base, wording=wording, now=now).note
    stored = note.text if note else ""
    if text.strip():
        # Halves of surrogate pairs are no text; everything around them stays.
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert stored == whole
    else:
        assert stored == ""


def test_what_belongs_to_no_course_is_refused_by_name(
    notebook: Notebook, path: Path, wording: Wording, now: datetime
) -> None:
    nowhere = QuestionRef("no-such-course", "q")
    for write in (
        lambda: notebook.set_bookmark(nowhere, True, wording, now=now),
        lambda: notebook.write_note(nowhere, "text", base=0, wording=wording, now=now),
        lambda: notebook.set_place(Place("no-such-course", "c", "q", 0.0), now=now),
    ):
        with pytest.raises(CourseUnknown) as caught:
            write()
        assert caught.value.path == path
    assert notebook.check() == ()


def test_the_reading_place_is_the_last_one(
    notebook: Notebook, record: CourseRecord, now: datetime
) -> None:
    assert notebook.place(record.id) is None
    notebook.set_place(Place(record.id, "basics", "what-is-a-layer", 0.25), now=now)
    last = Place(record.id, "basics", "", 1.0)
    notebook.set_place(last, now=now + HOUR)
    with reopened(notebook, now) as again:
        assert again.place(record.id) == last


@pytest.mark.parametrize("offset", [-0.1, 1.01, float("nan")])
def test_a_place_lies_within_its_question(offset: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Place("c", "chapter", "q", offset)


def test_changes_join() -> None:
    one, two = QuestionRef("c", "1"), QuestionRef("c", "2")
    joined = Changes(bookmarks=frozenset({one})) | Changes(notes=frozenset({two}), library=True)
    assert joined == Changes(frozenset({one}), frozenset({two}), library=True)
    assert joined
    assert not Changes() | Changes()


def test_a_change_in_another_window_is_noticed_once(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.changed_elsewhere()
    notebook.set_bookmark(ref, True, wording, now=now)
    assert not notebook.changed_elsewhere()
    with Notebook.open(path, now=now) as other:
        other.write_note(ref, "from there", base=0, wording=wording, now=now)
        assert notebook.changed_elsewhere()
        assert not notebook.changed_elsewhere()
        assert other.changed_elsewhere() is False
        note = notebook.note(ref)
        assert note is not None
        assert note.text == "from there"


def test_closing_leaves_one_complete_file(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "text", base=0, wording=wording, now=now)
    other = Notebook.open(path, now=now)
    notebook.close()
    other.close()
    assert not Path(f"{path}-wal").exists()
    lonely = path.with_name("copy.sqlite3")
    lonely.write_bytes(path.read_bytes())
    with Notebook.open(lonely, now=now) as copy:
        assert [one.text for one in copy.notes(ref.course)] == ["text"]


def test_the_library_lists_the_last_opened_first(
    notebook: Notebook, make_course: MakeCourse, now: datetime
) -> None:
    docker = notebook.adopt(make_course("a/docker.md", ("One?",)), now=now)
    cloud = notebook.adopt(make_course("b/cloud.md", ("Two?",)), now=now + HOUR)
    assert notebook.library() == (cloud, docker)
    again = notebook.adopt(make_course("a/docker.md", ("One?",)), now=now + 2 * HOUR)
    assert again == docker._replace(opened_at=now + 2 * HOUR)
    assert notebook.library() == (again, cloud)


def test_a_forgotten_course_keeps_its_notes(
    notebook: Notebook,
    record: CourseRecord,
    ref: QuestionRef,
    wording: Wording,
    make_course: MakeCourse,
    now: datetime,
) -> None:
    notebook.write_note(ref, "kept", base=0, wording=wording, now=now)
    assert notebook.forget(record.id) == Changes(library=True)
    assert not notebook.forget(record.id)
    assert notebook.library() == ()
    assert [one.text for one in notebook.notes(record.id)] == ["kept"]
    assert notebook.adopt(make_course(), now=now) == record
    assert notebook.library() == (record,)


@pytest.mark.skipif(os.name == "nt", reason="file names are text on Windows")
def test_a_course_in_a_folder_whose_name_is_no_text(
    notebook: Notebook, make_course: MakeCourse, now: datetime
) -> None:
    course = make_course(os.fsdecode(b"caf\xe9/docker.md"))
    record = notebook.adopt(course, now=now)
    assert notebook.library()[0].path == course.source.resolve()
    assert notebook.adopt(course, now=now) == record
