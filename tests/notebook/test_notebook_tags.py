"""Tags and labels, by one window or by two."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from msp_desktop.notebook.errors import CourseUnknown
from msp_desktop.notebook.model import Bookmark, Changes, QuestionRef, Tag, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.tags import tag_names

if TYPE_CHECKING:
    from pathlib import Path

HOUR = timedelta(hours=1)


def names(notebook: Notebook, ref: QuestionRef) -> set[str]:
    return {one.name for one in notebook.tags.of(ref.course) if one.ref == ref}


def test_tags_are_there_after_reopening(
    notebook: Notebook, path: Path, ref: QuestionRef, now: datetime
) -> None:
    changes = notebook.tags.write(ref, {"exam"}, (), now=now)
    assert changes == Changes(tags=frozenset({ref}))
    notebook.tags.write(ref, {"exam", "again"}, {"exam"}, now=now + HOUR)
    notebook.close()
    with Notebook.open(path, now=now) as again:
        assert again.tags.of(ref.course) == (Tag(ref, "exam", now), Tag(ref, "again", now + HOUR))
        assert again.tags.of("another") == ()


def test_the_same_tags_again_change_nothing(
    notebook: Notebook, ref: QuestionRef, now: datetime
) -> None:
    notebook.tags.write(ref, {"exam"}, (), now=now)
    assert not notebook.tags.write(ref, {"exam"}, (), now=now)
    assert not notebook.tags.write(ref, {"exam"}, {"exam"}, now=now)
    assert not notebook.tags.write(ref, (), (), now=now)
    assert notebook.tags.write(ref, (), {"exam"}, now=now)
    assert notebook.tags.of(ref.course) == ()


def test_two_windows_lose_no_tag(
    notebook: Notebook, path: Path, ref: QuestionRef, now: datetime
) -> None:
    notebook.tags.write(ref, {"one", "two"}, (), now=now)
    with Notebook.open(path, now=now) as other:
        other.tags.write(ref, {"one", "two", "theirs"}, {"one", "two"}, now=now)
        other.tags.write(ref, {"one", "theirs"}, {"one", "two", "theirs"}, now=now)
        notebook.tags.write(ref, {"one", "two", "mine"}, {"one", "two"}, now=now)
        assert names(notebook, ref) == {"one", "theirs", "mine"}
        assert other.changed_elsewhere()
        assert names(other, ref) == {"one", "theirs", "mine"}


def test_subjects_and_courses_have_their_own(
    notebook: Notebook, ref: QuestionRef, now: datetime
) -> None:
    highlight = QuestionRef(ref.course, "a-highlight")
    notebook.tags.write(ref, {"here"}, (), now=now)
    notebook.tags.write(highlight, {"there"}, (), now=now)
    assert (names(notebook, ref), names(notebook, highlight)) == ({"here"}, {"there"})
    with pytest.raises(CourseUnknown):
        notebook.tags.write(QuestionRef("no-such-course", "q"), {"tag"}, (), now=now)


def test_how_tags_are_kept() -> None:
    assert tag_names(["  #Exam  2 \n", "##", "", "Exam 2", "도커"]) == {"Exam 2", "도커"}
    assert tag_names(["도커"]) == {"도커"}
    assert tag_names(["half \ud83d"]) == {"half \ufffd"}


def test_a_label_is_there_after_reopening(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.set_bookmark(ref, True, wording, now=now)
    changes = notebook.label_bookmark(ref, "for the exam", wording, now=now + HOUR)
    assert changes == Changes(bookmarks=frozenset({ref}))
    assert not notebook.label_bookmark(ref, "for the exam", wording, now=now + HOUR)
    notebook.close()
    with Notebook.open(path, now=now) as again:
        assert again.bookmarks(ref.course) == (Bookmark(ref, wording, now, "for the exam"),)


def test_a_labelled_bookmark_comes_back_with_its_label(
    notebook: Notebook, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.set_bookmark(ref, True, wording, now=now, label="half \ud83d")
    (before,) = notebook.bookmarks(ref.course)
    assert before.label == "half \ufffd"
    assert notebook.set_bookmark(ref, False, wording, now=now, known_label=before.label)
    again = before.created_at
    notebook.set_bookmark(ref, True, before.wording, now=again, label=before.label)
    assert notebook.bookmarks(ref.course) == (before,)


def test_a_bookmark_labelled_in_one_window_and_taken_away_in_another_stays(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.set_bookmark(ref, True, wording, now=now)
    with Notebook.open(path, now=now) as other:
        other.label_bookmark(ref, "theirs", wording, now=now)
        assert not notebook.set_bookmark(ref, False, wording, now=now, known_label="")
        assert [one.label for one in notebook.bookmarks(ref.course)] == ["theirs"]
        # The other way round: taken away first, labelled later.
        assert notebook.set_bookmark(ref, False, wording, now=now, known_label="theirs")
        other.label_bookmark(ref, "again", wording, now=now + HOUR)
        (back,) = notebook.bookmarks(ref.course)
        assert (back.label, back.created_at) == ("again", now + HOUR)
