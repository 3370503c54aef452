"""A course that is opened again is found again, whatever became of its file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Course
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

MakeCourse = Callable[..., Course]

HOUR = timedelta(hours=1)

FOUR = ("What is an image?", "What is a layer?", "What is a volume?", "What is a network?")
HALF = (*FOUR[:2], "What is a registry?", "What is a tag?")
LESS = (FOUR[0], "What is a registry?", "What is a tag?", "What is a daemon?")


def test_an_edited_file_is_the_same_course(
    notebook: Notebook, make_course: MakeCourse, now: datetime
) -> None:
    first = notebook.adopt(make_course(questions=FOUR), now=now)
    edited = make_course(questions=("Nothing of it is left?",), title="Another title")
    later = now + timedelta(hours=1)
    second = notebook.adopt(edited, now=later)
    assert second.id == first.id
    assert second.title == "Another title"
    assert second.digest == edited.digest != first.digest
    assert second.opened_at == later
    assert notebook.library() == (second,)


def test_a_path_by_another_way_is_the_same(
    notebook: Notebook, make_course: MakeCourse, now: datetime, tmp_path: Path
) -> None:
    course = make_course()
    first = notebook.adopt(course, now=now)
    (tmp_path / "link").symlink_to(course.source.parent, target_is_directory=True)
    linked = load_course(tmp_path / "link" / course.source.name)
    assert notebook.adopt(linked, now=now) == first


@pytest.mark.parametrize("leave", [True, False], ids=["copied", "moved"])
def test_the_same_text_elsewhere_is_the_same_course(
    notebook: Notebook, make_course: MakeCourse, now: datetime, tmp_path: Path, leave: bool
) -> None:
    course = make_course()
    first = notebook.adopt(course, now=now)
    (tmp_path / "usb").mkdir()
    elsewhere = tmp_path / "usb" / course.source.name
    (shutil.copyfile if leave else shutil.move)(course.source, elsewhere)
    second = notebook.adopt(load_course(elsewhere), now=now)
    assert second.id == first.id
    assert second.path == elsewhere.resolve()
    assert notebook.library() == (second,)


def test_a_copy_and_its_original_keep_sharing_their_notes(
    notebook: Notebook, make_course: MakeCourse, now: datetime
) -> None:
    original = make_course("a/docker.md", FOUR)
    first = notebook.adopt(original, now=now)
    copy = make_course("b/docker.md", FOUR)
    assert notebook.adopt(copy, now=now + HOUR).id == first.id
    # The copy goes on to be edited; the original is still the course that it was.
    edited = make_course("b/docker.md", HALF)
    assert notebook.adopt(edited, now=now + 2 * HOUR).id == first.id
    assert notebook.adopt(original, now=now + 3 * HOUR).id == first.id


@pytest.mark.parametrize(
    ("gone", "expected"),
    [(None, "b"), ("a", "a"), ("b", "b")],
    ids=["both are there: the last opened", "the first is gone", "the second is gone"],
)
def test_of_two_courses_that_became_the_same_a_third_file_is_the_one_that_moved(
    notebook: Notebook, make_course: MakeCourse, now: datetime, gone: str | None, expected: str
) -> None:
    ids: dict[str, str] = {}
    for step, name in enumerate("ab"):
        other = make_course(f"{name}/docker.md", (f"Only in {name}?",), name)
        ids[name] = notebook.adopt(other, now=now + step * HOUR).id
    same = {name: make_course(f"{name}/docker.md", FOUR) for name in "abc"}
    for step, name in enumerate("ab"):
        assert notebook.adopt(same[name], now=now + (2 + step) * HOUR).id == ids[name]
    assert ids["a"] != ids["b"]
    if gone:
        same[gone].source.unlink()
    assert notebook.adopt(same["c"], now=now + 4 * HOUR).id == ids[expected]


def test_a_path_that_now_holds_another_course_leads_to_a_new_record(
    notebook: Notebook, make_course: MakeCourse, now: datetime, tmp_path: Path
) -> None:
    course = make_course("a/README.md", FOUR)
    first = notebook.adopt(course, now=now)
    (tmp_path / "b").mkdir()
    shutil.move(course.source, tmp_path / "b" / "README.md")
    moved = notebook.adopt(load_course(tmp_path / "b" / "README.md"), now=now)
    assert moved.id == first.id
    k8s = make_course("a/README.md", ("What is a pod?",), "K8s")
    other = notebook.adopt(k8s, now=now + HOUR)
    assert other.id != first.id
    assert {one.id for one in notebook.library()} == {first.id, other.id}
    assert notebook.adopt(load_course(tmp_path / "b" / "README.md"), now=now).id == first.id


@pytest.mark.parametrize(
    ("name", "questions", "title", "gone", "same"),
    [
        ("new/docker.md", HALF, "Docker", True, True),
        ("new/docker.md", FOUR[:1], "Docker", True, True),
        ("new/docker.md", (*FOUR, *HALF[2:], *LESS[3:]), "Docker", True, True),
        ("new/docker.md", LESS, "Docker", True, False),
        ("new/docker.md", HALF, "Docker", False, False),
        ("new/docker.md", HALF, "Containers", True, False),
        ("new/course.md", HALF, "Docker", True, False),
        ("new/course.md", FOUR, "Containers", True, True),
        ("new/course.md", FOUR, "Containers", False, False),
    ],
    ids=[
        "half of the questions",
        "one of them left",
        "many more questions",
        "less than half",
        "the old file is still there",
        "another title",
        "another name",
        "another name and title, the same questions",
        "those beside the old file",
    ],
)
def test_a_moved_and_edited_course(
    notebook: Notebook,
    make_course: MakeCourse,
    now: datetime,
    name: str,
    questions: tuple[str, ...],
    title: str,
    gone: bool,
    same: bool,
) -> None:
    course = make_course("old/docker.md", FOUR, "Docker")
    first = notebook.adopt(course, now=now)
    if gone:
        course.source.unlink()
    second = notebook.adopt(make_course(name, questions, title), now=now + HOUR)
    assert (second.id == first.id) is same
    assert len(notebook.library()) == (1 if same else 2)


def test_a_folder_is_a_course_of_its_own(
    notebook: Notebook, make_course: MakeCourse, now: datetime
) -> None:
    file = make_course("whole/docker.md", FOUR)
    make_course("whole/k8s.md", ("What is a pod?",))
    folder = load_course(file.source.parent)
    assert notebook.adopt(folder, now=now).id != notebook.adopt(file, now=now).id
    assert notebook.adopt(folder, now=now).path == file.source.parent.resolve()


def test_a_known_course_that_may_not_be_looked_at_is_no_obstacle(
    make_course: MakeCourse,
    common_ground: Path,
    without_privileges: Callable[[], AbstractContextManager[None]],
    now: datetime,
) -> None:
    closed = make_course("elsewhere/docker.md")
    shut = common_ground / "shut"
    shut.mkdir()
    hidden = shut / "docker.md"
    hidden.write_bytes(closed.source.read_bytes())
    opened = make_course("courses/other.md", title="Another name")
    data = common_ground / "data"
    data.mkdir()
    data.chmod(0o777)
    with Notebook.open(data / "notebook.sqlite3", now=now) as notebook:
        notebook.adopt(load_course(hidden), now=now)
        shut.chmod(0o000)
        with without_privileges():
            assert notebook.recognised(opened, now=now).title == "Another name"
