"""The cache of parsed courses: the same course, or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from msp_desktop.course import cache as cache_module
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_cached, load_course

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def course_folder(fixtures: Path, tmp_path: Path) -> Path:
    """Return a copy of a course with everything in it: problems, diagrams, several files."""
    folder = tmp_path / "course"
    shutil.copytree(fixtures / "folder", folder)
    (folder / "old.md").write_bytes((fixtures / "legacy-cp949.md").read_bytes())
    shutil.copy(fixtures / "shapes" / "hostile.md", folder / "hostile.md")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def only_file(place: Path) -> Path:
    (file,) = place.glob("*/*.json")
    return file


def rewrite(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a cached course says, as a program that knows the format would."""
    values = json.loads(file.read_bytes().partition(b"\n")[2])
    change(values)
    content = json.dumps(values).encode()
    file.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def test_a_course_comes_back_equal(course_folder: Path, place: Path) -> None:
    cache = CourseCache(place)
    assert load_cached(course_folder, cache) is None
    course = load_course(course_folder, cache)
    assert course.problems
    assert course.diagrams
    assert load_cached(course_folder, cache) == course
    assert load_course(course_folder, cache) == course
    assert load_course(course_folder) == course


def test_every_fixture_comes_back_equal(fixtures: Path, place: Path) -> None:
    cache = CourseCache(place)
    for path in (*fixtures.glob("*.md"), *fixtures.glob("shapes/*.md")):
        course = load_course(path, cache)
        assert load_cached(path, cache) == course
        assert isinstance(load_cached(path, cache).problems, tuple)  # type: ignore[union-attr]


def test_what_is_read_was_not_parsed_again(
    course_folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = CourseCache(place)
    course = load_course(course_folder, cache)
    rewrite(only_file(place), lambda values: values["chapters"].reverse())
    assert load_course(course_folder, cache).chapters == course.chapters[::-1]


def test_an_edited_course_is_another(course_folder: Path, place: Path) -> None:
    cache = CourseCache(place)
    load_course(course_folder, cache)
    file = course_folder / "2-files.md"
    file.write_text(file.read_text("utf-8") + "* Is this new?\n", encoding="utf-8")
    assert load_cached(course_folder, cache) is None
    (course_folder / "old.md").rename(course_folder / "older.md")
    assert load_cached(course_folder, cache) is None


def test_a_copy_elsewhere_has_its_own_place_name_and_problems(
    course_folder: Path, place: Path, tmp_path: Path
) -> None:
    cache = CourseCache(place)
    course = load_course(course_folder, cache)
    copy = tmp_path / "the copy"
    shutil.copytree(course_folder, copy)
    (copy / "img" / "tree.png").unlink()
    other = load_cached(copy, cache)
    assert other is not None
    assert (other.source, other.root, other.title) == (copy, copy, "the copy")
    assert other.chapters == course.chapters
    assert len(other.problems) > len(course.problems)
    assert other == load_course(copy)


def test_another_version_or_format_is_not_read(
    course_folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_course(course_folder, CourseCache(place))
    for name, value in (("__version__", "99.0"), ("FORMAT", cache_module.FORMAT + 1)):
        with monkeypatch.context() as patch:
            patch.setattr(cache_module, name, value)
            assert load_cached(course_folder, CourseCache(place)) is None
    assert load_cached(course_folder, CourseCache(place)) is not None


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        flipped,
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b" ",
        lambda data: b"",
        lambda data: b"\0" * len(data),
        lambda data: data.partition(b"\n")[2],
        lambda data: data.partition(b"\n")[0],
        lambda data: b"[" * 100_000,
    ],
    ids=[
        *("bit", "last byte", "half", "longer", "empty", "zeros", "no checksum", "checksum", "deep")
    ],
)
def test_a_damaged_file_is_as_if_not_there(
    course_folder: Path, place: Path, damage: Callable[[bytes], bytes]
) -> None:
    cache = CourseCache(place)
    course = load_course(course_folder, cache)
    file = only_file(place)
    file.write_bytes(damage(file.read_bytes()))
    assert load_cached(course_folder, cache) is None
    assert load_course(course_folder, cache) == course
    # It was written anew.
    assert load_cached(course_folder, cache) == course


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.pop("title"),
        lambda values: values.update(chapters=5),
        lambda values: values.update(chapters=[{}]),
        lambda values: values.update(problems=[["no such kind", "a.md", 1, "", ""]]),
        lambda values: values.update(preface=[["text", "<p>", 1]]),
        lambda values: values["chapters"][0].update(lines=[1]),
        lambda values: values.update(digest="0" * 64),
    ],
)
def test_a_file_of_another_shape_is_as_if_not_there(
    course_folder: Path, place: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    cache = CourseCache(place)
    load_course(course_folder, cache)
    rewrite(only_file(place), change)
    assert load_cached(course_folder, cache) is None


def test_a_file_under_anothers_name_is_not_read(
    course_folder: Path, fixtures: Path, place: Path
) -> None:
    cache = CourseCache(place)
    load_course(course_folder, cache)
    first = only_file(place)
    small = fixtures / "small-ko.md"
    course = load_course(small, cache)
    (second,) = (file for file in place.glob("*/*.json") if file != first)
    shutil.copy(first, second)
    assert load_cached(small, cache) is None
    assert load_course(small, cache) == course


def test_a_cache_that_cannot_be_written_does_no_harm(course_folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file where the folder should be")
    for place in (blocked, blocked / "below"):
        cache = CourseCache(place)
        assert load_course(course_folder, cache) == load_course(course_folder)
        assert load_cached(course_folder, cache) is None


def test_a_cache_without_the_right_to_write_does_no_harm(course_folder: Path, place: Path) -> None:
    cache = CourseCache(place)
    course = load_course(course_folder, cache)
    file = only_file(place)
    file.unlink()
    # A folder where the file should be put: root may write anywhere, but not there.
    (file / "in the way").mkdir(parents=True)
    assert load_course(course_folder, cache) == course
    assert load_cached(course_folder, cache) is None
    assert not list(place.glob("*/*.tmp"))


def test_the_oldest_make_room(fixtures: Path, place: Path, tmp_path: Path) -> None:
    courses = [tmp_path / f"{number}.md" for number in range(4)]
    for number, path in enumerate(courses):
        path.write_text(f"# {number}\n\n* Why?\n  * So.\n", encoding="utf-8")
    load_course(courses[0], CourseCache(place))
    size = only_file(place).stat().st_size
    os.utime(only_file(place), (0, 0))
    stray = only_file(place).parent.parent / "0.0-1" / "older.json"
    stray.parent.mkdir()
    stray.write_bytes(b"x" * size)
    os.utime(stray, (1, 1))
    cache = CourseCache(place, most=2 * size + 10)
    for moment, path in enumerate(courses[1:3], start=2):
        before = set(place.glob("*/*.json"))
        load_course(path, cache)
        (new,) = set(place.glob("*/*.json")) - before
        os.utime(new, (moment, moment))
    assert [load_cached(path, cache) is not None for path in courses] == [False, True, True, False]
    assert not stray.exists()
    # One that alone is too large is kept all the same: it is being read.
    small = CourseCache(place, most=1)
    load_course(courses[3], small)
    assert [load_cached(path, small) is not None for path in courses] == [False, False, False, True]
