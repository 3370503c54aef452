"""The cache of parsed courses: the same course, or nothing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from msp_desktop.course import cache as cache_module
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_cached, load_course
from msp_desktop.course.model import characters
from msp_desktop.course.pack import Pack, PackWriter
from msp_desktop.course.shapes.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.model import Course


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


def packs(place: Path) -> list[Path]:
    return sorted(place.glob("*/*.pack"))


def only_file(place: Path) -> Path:
    (file,) = packs(place)
    return file


def rewrite(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a cached course says, as a program that knows the format would."""
    data = file.read_bytes()
    values = Pack(file).outline()
    at = int(data.split()[2], 16)
    change(values)
    writer = PackWriter(file.parent)
    writer.add(data[writer.at : at])
    writer.finish(file, values)


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
    rewrite(only_file(place), lambda values: values["files"].reverse())
    again = load_course(course_folder, cache)
    assert [one.file for one in again.chapters] != [one.file for one in course.chapters]
    assert {one.file for one in again.chapters} == {one.file for one in course.chapters}


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
    assert (other.source, other.root) == (copy, copy)
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


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: flipped(data, len(data) - 9),
        lambda data: flipped(data, 20),
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
        *(
            "outline",
            "first line",
            "last byte",
            "half",
            "longer",
            "empty",
            "zeros",
            "no first line",
        ),
        *("first line alone", "deep"),
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


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_damaged_answer_is_parsed_again(course_folder: Path, place: Path) -> None:
    cache = CourseCache(place)
    load_course(course_folder, cache)
    file = only_file(place)
    data = file.read_bytes()
    where = data.index(b"<p>")
    file.write_bytes(flipped(data, where))
    course = load_cached(course_folder, cache)
    assert course is not None
    assert texts(course) == texts(load_course(course_folder))


def test_a_pack_that_goes_while_it_is_open_is_not_missed(course_folder: Path, place: Path) -> None:
    course = load_course(course_folder, CourseCache(place))
    shutil.rmtree(place)
    assert texts(course) == texts(load_course(course_folder))


def test_a_pack_that_is_overwritten_while_it_is_open_is_parsed_again(
    course_folder: Path, place: Path
) -> None:
    course = load_course(course_folder, CourseCache(place))
    file = only_file(place)
    file.write_bytes(b"\0" * file.stat().st_size)
    assert texts(course) == texts(load_course(course_folder))


def test_where_pack_and_file_have_gone_the_answers_are_empty(
    course_folder: Path, place: Path
) -> None:
    course = load_course(course_folder, CourseCache(place))
    only_file(place).write_bytes(b"")
    for file in course_folder.glob("**/*.md"):
        file.write_text("edited meanwhile\n", encoding="utf-8")
    assert not any(texts(course))
    assert [one.title for one in course.questions]


def texts(course: Course) -> list[list[str]]:
    """Return all that is read from disk when it is looked at."""
    blocks = [chapter.intro for chapter in course.chapters]
    blocks += [question.answer for question in course.questions]
    blocks += [diagram.blocks for diagram in course.diagrams]
    return [[block.html for block in one] for one in blocks]


def test_answers_are_as_tuples_are(course_folder: Path, place: Path) -> None:
    cache = CourseCache(place)
    kept, parsed = load_course(course_folder, cache), load_course(course_folder)
    for one, other in zip(kept.questions, parsed.questions, strict=True):
        assert one == other
        assert other == one
        assert hash(one) == hash(other)
        assert (one.answered, len(one.answer)) == (other.answered, len(other.answer))
        assert (one.answer[:1], list(reversed(one.answer))) == (
            other.answer[:1],
            list(reversed(other.answer)),
        )
        assert repr(one.answer) == repr(other.answer)
        assert characters(one.answer) == characters(other.answer)
        assert one.answer != (*other.answer, other.answer[0])
        assert one.answer != [*other.answer]
    assert kept.questions[0].answer != kept.questions[1].answer
    assert kept.pictures == parsed.pictures
    assert kept.anchors == parsed.anchors
    assert len(kept.anchors) == len(tuple(kept.anchors))
    assert kept.anchors[0] == parsed.anchors[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.pop("course"),
        lambda values: values.update(course=["0" * 64, "automatic"]),
        lambda values: values.update(files=5),
        lambda values: values.update(files=[[]]),
        lambda values: values.update(base=["gone.pack", ""]),
        lambda values: values.update(base=["../../../etc/passwd", ""]),
        lambda values: values["files"].__setitem__(0, ["a.md", "", False, 0, 0, None]),
        lambda values: values["files"][0][-1].__setitem__(0, 5),
        lambda values: values["files"][0][-1].__setitem__(1, ["one"]),
        lambda values: values["files"][0][-1].__setitem__(3, [{}]),
        lambda values: values["files"][0][-1][3].pop(),
        lambda values: values["files"][-1][-1].__setitem__(4, "q1 q2 q3"),
        lambda values: values["files"][-1][-1][3].__setitem__(8, None),
        lambda values: values["files"][0][-1].__setitem__(6, [["no such kind", 1, "", ""]]),
        lambda values: values.clear(),
    ],
)
def test_a_file_of_another_shape_is_as_if_not_there(
    course_folder: Path, place: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    cache = CourseCache(place)
    course = load_course(course_folder, cache)
    rewrite(only_file(place), change)
    assert load_cached(course_folder, cache) is None
    assert load_course(course_folder, cache) == course
    assert load_cached(course_folder, cache) == course


def test_a_file_under_anothers_name_is_not_read(
    course_folder: Path, fixtures: Path, place: Path
) -> None:
    cache = CourseCache(place)
    load_course(course_folder, cache)
    first = only_file(place)
    small = fixtures / "small-ko.md"
    course = load_course(small, cache)
    (second,) = (file for file in packs(place) if file != first)
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


def test_each_way_of_reading_has_its_own(course_folder: Path, place: Path) -> None:
    cache = CourseCache(place)
    automatic = load_course(course_folder, cache)
    assert load_cached(course_folder, cache, reading=Reading.NONE) is None
    plain = load_course(course_folder, cache, reading=Reading.NONE)
    assert plain.questions == ()
    assert load_cached(course_folder, cache) == automatic
    assert load_cached(course_folder, cache, reading=Reading.NONE) == plain


# Room


@pytest.fixture
def courses(tmp_path: Path) -> list[Path]:
    """Return four small courses that take the same room."""
    made = [tmp_path / f"{number}.md" for number in range(4)]
    for number, path in enumerate(made):
        path.write_text(f"# {number}\n\n* Why?\n  * So.\n", encoding="utf-8")
    return made


def age(place: Path, moment: int) -> None:
    for file in place.glob("*/*"):
        os.utime(file, (moment, min(moment, file.stat().st_mtime)))


def test_what_was_used_longest_ago_makes_room(courses: list[Path], place: Path) -> None:
    load_course(courses[0], CourseCache(place))
    size = sum(file.stat().st_size for file in place.glob("*/*"))
    cache = CourseCache(place, most=2 * size + 100)
    age(place, 1)
    load_course(courses[1], cache)
    age(place, 2)
    # It is used again, so the other one goes.
    assert load_cached(courses[0], cache) is not None
    for file in place.glob("*/*.seen"):
        os.utime(file, (3, 3))
    load_course(courses[2], cache)
    assert [load_cached(path, cache) is not None for path in courses] == [True, False, True, False]
    # One that alone is too large is kept all the same: it is being read.
    small = CourseCache(place, most=1)
    load_course(courses[3], small)
    assert [load_cached(path, small) is not None for path in courses] == [False, False, False, True]


def test_what_others_left_goes(courses: list[Path], place: Path) -> None:
    older = place / "0.0-1" / "older.json"
    older.parent.mkdir(parents=True)
    older.write_bytes(b"x")
    cache = CourseCache(place)
    load_course(courses[0], cache)
    assert not older.parent.exists()
    folder = only_file(place).parent
    drafts = [folder / "new.1-1.tmp", folder / "new.2-2.tmp"]
    for draft in drafts:
        draft.write_bytes(b"x")
    os.utime(drafts[0], (1, 1))
    load_course(courses[1], cache)
    # One may be being written.
    assert [draft.exists() for draft in drafts] == [False, True]


def test_all_of_a_kept_course_is_read_from_the_cache_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n\n[x](b.md)\n\n## B\n\n* Why?\n  * So.\n* Which?\n  - A. one\n  - B. two\n* And?\n",
        encoding="utf-8",
    )
    cache = CourseCache(tmp_path / "cache")
    parsed = load_course(path)
    load_course(path, cache)
    kept = load_course(path, cache)
    # Nothing is left that it could be parsed from again.
    path.unlink()
    assert kept.questions == parsed.questions
    assert [one.answered for one in kept.questions] == [True, False, False]
