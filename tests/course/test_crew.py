"""Helpers that parse: as the program itself does, and without any power over it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from msp_desktop.cli import HELPER
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.crew import (
    COMMAND,
    CREW_FROM,
    MOST_HELPERS,
    ParsingFailed,
    crew,
    parse_with,
)
from msp_desktop.course.errors import Cancelled
from msp_desktop.course.loader import Opening, load_cached, load_course
from msp_desktop.course.parser import parse_here
from msp_desktop.course.progress import Progress
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from msp_desktop.course.model import Course
    from msp_desktop.course.parser import Packed

TEXT = "# Course\n\n## One\n\n* What is it?\n  * A `thing`.\n"


def sources(number: int, text: str = TEXT) -> list[SourceFile]:
    made = (f"폴더/{one}.md" for one in range(number))
    return [SourceFile(name, Path(name), f"{text}* And {name}?\n".encode()) for name in made]


def test_helpers_say_what_the_program_itself_would() -> None:
    files = [
        *sources(20),
        SourceFile("old.md", Path("old.md"), "* 왜?\n  * 그래서.\n".encode("cp949")),
    ]
    files += [SourceFile("none.md", Path("none.md"), b"\0"), SourceFile("e.md", Path("e.md"), b"")]
    done = {one.file.name: one for one in parse_with(2, files, Reading.AUTOMATIC, Progress())}
    here = {one.file.name: one for one in parse_here(files, Reading.AUTOMATIC)}
    assert done.keys() == here.keys()
    for name, one in here.items():
        assert done[name].outline == one.outline
        assert done[name].pieces == one.pieces
    [plain] = parse_with(1, files[:1], Reading.NONE, Progress())
    assert plain.outline == next(parse_here(files[:1], Reading.NONE)).outline
    assert plain.outline != here[files[0].name].outline


STARTED: list[str] = []
sys.addaudithook(lambda event, _: STARTED.append(event) if event == "subprocess.Popen" else None)


def test_a_little_is_parsed_here_and_much_by_helpers() -> None:
    progress = Progress()
    files = sources(3)
    started = []
    for number, size in ((3, 1000), (1, CREW_FROM), (3, CREW_FROM)):
        progress.begin(number, size)
        before = len(STARTED)
        assert len(list(crew(progress)(files[:number], Reading.AUTOMATIC))) == number
        started.append(len(STARTED) - before)
    assert started == [0, 1, min(os.cpu_count() or 1, MOST_HELPERS, 3)]


def test_a_course_parsed_by_helpers_is_the_same(fixtures: Path, tmp_path: Path) -> None:
    progress = Progress()
    cache = CourseCache(tmp_path)

    def parser(files: Iterable[SourceFile], reading: Reading) -> Generator[Packed]:
        return parse_with(2, files, reading, progress)

    opening = Opening(fixtures / "folder", cache, parser=parser, progress=progress)
    assert opening.known() is None
    course = opening.parsed()
    assert course == load_course(fixtures / "folder")
    assert (progress.done_files, progress.files) == (4, 4)
    assert progress.done_bytes == progress.bytes > 0


@pytest.fixture
def mortal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the programs that are started killed after a second's work, as by a lack of memory."""
    wrapper = tmp_path / "python"
    wrapper.write_text(f'#!/bin/sh\nulimit -t 1\nexec {sys.executable} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(wrapper))


@pytest.mark.skipif(sys.platform != "linux", reason="programs are limited otherwise")
def test_a_file_that_kills_its_helper_is_left_out_alone(tmp_path: Path, mortal: None) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    for file in sources(3):
        (folder / Path(file.name).name).write_bytes(file.data)
    (folder / "1.md").write_text("*a* `b`\n\n" * 400_000, encoding="utf-8")
    progress = Progress()
    cache = CourseCache(tmp_path / "cache")
    opening = Opening(folder, cache, parser=crew(progress), progress=progress)
    assert opening.known() is None
    course = opening.parsed()
    assert sorted({one.file for one in course.chapters}) == ["0.md", "2.md"]
    assert [(one.kind, one.subject) for one in course.problems] == [("unreadable-file", "1.md")]
    assert texts(course)
    # It may go well the next time.
    assert load_cached(folder, cache) is None


def texts(course: Course) -> list[str]:
    return [block.html for one in course.questions for block in one.answer]


def test_where_no_helper_can_be_started_the_program_parses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bad in (tmp_path / "none", Path("/bin/true")):
        monkeypatch.setattr(sys, "executable", str(bad))
        done = list(parse_with(2, sources(3), Reading.AUTOMATIC, Progress()))
        assert [one.file.name for one in done] == [file.name for file in sources(3)]


def test_cancelling_ends_helpers_in_the_middle_of_a_file() -> None:
    # Minutes of work.
    text = "".join(f"* Question {one}?\n  * `Answer` *{one}*.\n" for one in range(1_000_000))
    progress = Progress()
    files = [*sources(1), *sources(3, text)]
    parsing = parse_with(2, files, Reading.AUTOMATIC, progress)
    assert next(parsing).file.name == files[0].name
    Timer(0.1, progress.cancel).start()
    with pytest.raises(Cancelled):
        list(parsing)


def test_who_stops_listening_leaves_no_helper_behind() -> None:
    before = children()
    parsing = parse_with(2, sources(10), Reading.AUTOMATIC, Progress())
    next(parsing)
    parsing.close()
    assert children() == before


def children() -> set[str]:
    """Return the processes that this one has started, where that can be told."""
    listed = Path("/proc/self/task").glob("*/children")
    return {child for one in listed for child in one.read_text().split()}


def test_a_bug_in_a_helper_is_told() -> None:
    [file] = sources(1)
    with pytest.raises(ParsingFailed, match=r"Traceback(.|\n)*no-such-reading"):
        list(parse_with(1, [file], "no-such-reading", Progress()))  # type: ignore[arg-type]


def test_nothing_in_the_current_folder_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("markdown", "json", "struct", "msp_desktop"):
        (tmp_path / f"{module}.py").write_text("open('taken', 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert len(list(parse_with(1, sources(1), Reading.AUTOMATIC, Progress()))) == 1
    assert not (tmp_path / "taken").exists()


def test_a_packaged_program_serves_when_it_is_told_so() -> None:
    assert HELPER == COMMAND
    done = subprocess.run(
        [sys.executable, "-m", "msp_desktop", HELPER], input=b"", capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"ready\n", b"")
