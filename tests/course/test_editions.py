"""Courses that are opened again: what is read, what is parsed, and what is taken for the same."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.errors import CourseUnreadable
from msp_desktop.course.loader import Opening, digest_now, load_cached, load_course
from msp_desktop.course.parser import Packed, parse_here
from msp_desktop.course.seen import RACY

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.course.shapes.reading import Reading
    from msp_desktop.course.source import SourceFile

OLD = 10**18
"""A moment long before all clocks here, in nanoseconds."""


class Watched:
    """Opens courses and notes which files were parsed."""

    def __init__(self, folder: Path) -> None:
        self.now = OLD + 10**15
        self.cache = CourseCache(folder, clock=lambda: self.now)
        self.parsed: list[str] = []

    def open(self, path: Path, *, afresh: bool = False) -> Course:
        self.parsed.clear()
        opening = Opening(path, self.cache, parser=self._parse, afresh=afresh)
        return opening.known() or opening.parsed()

    def _parse(self, files: Iterable[SourceFile], reading: Reading) -> Generator[Packed]:
        for one in parse_here(files, reading):
            self.parsed.append(one.file.name)
            yield one


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "cache")


def text(name: str, more: str = "") -> str:
    return f"# {name}\n\n* What is {name}?\n  * It is {name}.{more}\n"


def write(path: Path, content: str, moment: int = OLD) -> None:
    """Write a file as it was written at a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, ns=(moment, moment))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    for number in range(12):
        write(folder / f"{number}.md", text(f"file {number}"))
    return folder


def test_only_what_was_edited_is_parsed_again(watched: Watched, library: Path) -> None:
    assert len({*watched.open(library).files}) == len(watched.parsed) == 12
    watched.open(library)
    assert watched.parsed == []
    write(library / "7.md", text("file 7", " And more."), OLD + 1)
    write(library / "new.md", text("new"))
    (library / "3.md").unlink()
    course = watched.open(library)
    assert sorted(watched.parsed) == ["7.md", "new.md"]
    assert course == load_course(library)
    # What was moved has another name, and with it other paths to its pictures.
    (library / "1.md").rename(library / "one.md")
    assert watched.open(library) == load_course(library)
    assert watched.parsed == ["one.md"]


def test_edit_after_edit_stays_small_on_disk_and_right(
    watched: Watched, library: Path, tmp_path: Path
) -> None:
    first = watched.open(library)
    answers = [block.html for one in first.questions for block in one.answer]
    for number in range(30):
        write(library / "7.md", text("file 7", f" {number}"), OLD + 1 + number)
        course = watched.open(library)
        assert watched.parsed == ["7.md"]
        assert course == load_course(library)
        assert len(list((tmp_path / "cache").glob("*/*.pack"))) <= 2
    # The first edition can still be read.
    assert [block.html for one in first.questions for block in one.answer] == answers


def test_many_edits_at_once_and_all_of_them(watched: Watched, library: Path) -> None:
    watched.open(library)
    for number in range(9):
        write(library / f"{number}.md", text(f"file {number}", " New."), OLD + 1)
    assert watched.open(library) == load_course(library)
    assert len(watched.parsed) == 9
    for number in range(12):
        write(library / f"{number}.md", text(f"file {number}", " Newer."), OLD + 2)
    assert watched.open(library) == load_course(library)
    assert len(watched.parsed) == 12


def test_ids_are_unique_whatever_is_parsed_again(watched: Watched, library: Path) -> None:
    for name in ("a", "b", "c"):
        write(library / f"{name}.md", text("the same") + "* What is the same?\n  * Again.\n")
    before = watched.open(library)
    assert len(set(before.question_ids)) == len(before.question_ids)
    [first, *_] = [one.id for one in before.questions if one.title == "What is the same?"]
    write(library / "a.md", text("another"), OLD + 1)
    after = watched.open(library)
    assert watched.parsed == ["a.md"]
    assert len(set(after.question_ids)) == len(after.question_ids)
    assert after == load_course(library)
    assert after.question(first) is not None
    chapter = after.chapter_of(first)
    assert chapter is not None
    assert chapter.file == "b.md"


def test_what_is_unchanged_is_not_even_read(
    watched: Watched, library: Path, tmp_path: Path
) -> None:
    course = watched.open(library)
    # Whoever reads it now reads something else: that cannot be seen from outside.
    file = library / "5.md"
    state = file.stat()
    with file.open("r+b") as opened:
        opened.write(b"@")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    if file.stat().st_ctime_ns == state.st_ctime_ns:
        assert watched.open(library) == course
    # Reloading reads all.
    assert watched.open(library, afresh=True) != course
    assert watched.parsed == ["5.md"]


@pytest.mark.parametrize(
    "change",
    [
        *("size", "time", "another file"),
        pytest.param(
            "kept times", marks=pytest.mark.skipif(os.name == "nt", reason="nothing tells of it")
        ),
    ],
)
def test_whatever_tells_of_an_edit_is_noticed(watched: Watched, library: Path, change: str) -> None:
    before = watched.open(library)
    file = library / "5.md"
    new = text("file 6") if change != "size" else text("file 5", " More.")
    if change == "another file":
        write(library / "draft", new)
        (library / "draft").replace(file)
    elif change == "kept times":
        # As unpacking and copying do; only the entry's own time tells.
        write(file, new)
    else:
        write(file, new, OLD + (change == "time"))
    assert watched.open(library) != before
    assert watched.parsed == ["5.md"]


def test_what_was_written_just_before_it_was_read_is_read_again(
    watched: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    write(path, text("first"), watched.now - RACY)
    assert watched.open(path).title == "first"
    state = path.stat()
    # In the same tick of a coarse clock, in place and of the same size.
    path.write_text(text("other"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert watched.open(path).title == "other"
    # From then on it is known for sure.
    watched.now += 10 * RACY
    watched.open(path)
    seen = watched.cache.seen(path)
    assert seen is not None
    assert seen.digest("a.md", seen.files["a.md"][1]) is not None


def test_a_clock_that_runs_ahead_is_never_believed(watched: Watched, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write(path, text("first"), watched.now + 10**13)
    watched.open(path)
    seen = watched.cache.seen(path)
    assert seen is not None
    assert seen.digest("a.md", seen.files["a.md"][1]) is None


@pytest.mark.parametrize("ruin", [b"", b"garbage", b"[" * 10_000, b"00000000[]", None])
def test_what_was_seen_and_is_damaged_is_as_if_it_were_not_there(
    watched: Watched, library: Path, tmp_path: Path, ruin: bytes | None
) -> None:
    course = watched.open(library)
    [file] = (tmp_path / "cache").glob("*/*.seen")
    file.write_bytes(file.read_bytes()[:-30] if ruin is None else ruin)
    assert watched.open(library) == course
    assert watched.parsed == []
    assert watched.cache.seen(library) is not None


def test_a_digest_is_told_without_reading_much(watched: Watched, library: Path) -> None:
    assert digest_now(library, watched.cache, 0) is None
    course = watched.open(library)
    assert digest_now(library, watched.cache, 0) == course.digest
    write(library / "5.md", text("edited"), OLD + 1)
    assert digest_now(library, watched.cache, 10) is None
    new = digest_now(library, watched.cache, 1000)
    assert new not in (None, course.digest)
    # Looking is not opening: the files of the former edition are still taken from there.
    assert watched.open(library).digest == new
    assert watched.parsed == ["5.md"]
    shutil.rmtree(library)
    assert digest_now(library, watched.cache, 10**9) is None


def test_news_are_told_only_where_there_are_some(watched: Watched, library: Path) -> None:
    course = watched.open(library)
    for touched in (OLD + 5, OLD + 6):
        os.utime(library / "5.md", ns=(touched, touched))
        assert Opening(library, watched.cache).news(course.digest) is None
    write(library / "5.md", text("edited"), OLD + 7)
    news = Opening(library, watched.cache).news(course.digest)
    assert news == load_course(library)


def test_places_are_all_folders_and_files(watched: Watched, library: Path, tmp_path: Path) -> None:
    (library / "img" / "deep").mkdir(parents=True)
    (library / "_hidden").mkdir()
    opening = Opening(library, watched.cache)
    opening.digest()
    places = opening.places()
    assert set(places.folders) == {library, library / "img", library / "img" / "deep"}
    assert set(places.files) == {library / f"{number}.md" for number in range(12)}
    alone = Opening(library / "5.md", watched.cache)
    alone.digest()
    assert alone.places() == ((library,), (library / "5.md",))


def test_a_file_that_goes_between_listing_and_parsing_is_left_out(
    watched: Watched, library: Path
) -> None:
    opening = Opening(library, watched.cache)
    assert opening.known() is None
    opening._survey._held.clear()
    (library / "5.md").unlink()
    write(library / "6.md", text("edited meanwhile"), OLD + 1)
    course = opening.parsed()
    assert "5.md" not in course.files
    assert [(one.kind, one.subject) for one in course.problems] == [("unreadable-file", "5.md")]
    assert any(one.title == "edited meanwhile" for one in course.chapters)
    assert load_cached(library, watched.cache) == load_course(library)


def test_the_only_file_that_goes_is_an_error(watched: Watched, tmp_path: Path) -> None:
    write(tmp_path / "a.md", text("alone"))
    opening = Opening(tmp_path / "a.md", watched.cache)
    assert opening.known() is None
    opening._survey._held.clear()
    (tmp_path / "a.md").chmod(0)
    if os.access(tmp_path / "a.md", os.R_OK):
        (tmp_path / "a.md").unlink()
        (tmp_path / "a.md").mkdir()
    with pytest.raises(CourseUnreadable):
        opening.parsed()
