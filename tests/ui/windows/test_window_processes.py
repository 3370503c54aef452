"""The program beside itself, and without the right to write."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from program import RunningProgram, english, running
from trainee_course import write_course

from msp_desktop.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

SMALL = "# Small\n\n## Only\n\n* Why?\n  * So.\n* How?\n  * Thus.\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "small", SMALL)


def test_a_bookmark_made_in_one_window_shows_in_the_other(tmp_path: Path, course: Path) -> None:
    data = tmp_path / "data"
    with running(data, course) as one, running(data, course) as other:
        question = one.see()["question"]
        one.tell(commands=["bookmark"])
        one.until(lambda seen: seen["starred"] == [question])
        other.until(lambda seen: seen["starred"] == [question])
        other.tell(commands=["bookmark"])
        one.until(lambda seen: seen["starred"] == [])


def test_a_note_written_in_one_window_shows_in_the_other(tmp_path: Path, course: Path) -> None:
    data = tmp_path / "data"
    with running(data, course) as one, running(data, course) as other:
        one.tell(type="from the first")
        other.until(lambda seen: seen["note"] == "from the first")
        other.tell(type=", and the second")
        one.until(lambda seen: seen["note"] == "from the first, and the second")


def test_two_windows_writing_one_note_lose_no_line(tmp_path: Path, course: Path) -> None:
    data = tmp_path / "data"
    with running(data, course) as one, running(data, course) as other:
        one.tell(type="begun\r")
        other.until(lambda seen: seen["note"] == "begun\n")
        for number in range(8):
            one.tell(type=f"one {number}\r")
            other.tell(type=f"other {number}\r")

        def settled(seen: dict[str, str]) -> bool:
            return seen["state"] == "Saved" and seen["note"].count("\n") >= 17

        first, second = one.until(settled), other.until(settled)
        lines = {f"{who} {number}" for who in ("one", "other") for number in range(8)} | {"begun"}
        assert lines <= set(first["note"].splitlines())
        assert lines <= set(second["note"].splitlines())
    with running(data, course) as again:
        assert lines <= set(again.see()["note"].splitlines())


def test_two_windows_read_one_library(tmp_path: Path) -> None:
    library = tmp_path / "library"
    for number in range(400):
        path = library / f"{number // 40:02}" / f"{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        asked = f"* What is {number}?\n  * It is {number}.\n* Why?\n  * So.\n"
        path.write_text(f"# File {number}\n\n## Part\n\n{asked}", encoding="utf-8")
    first = library / "00" / "000.md"
    data = tmp_path / "data"
    # Both find nothing in the cache, and write it at the same time.
    started: list[RunningProgram] = []
    begins = [
        Thread(target=lambda: started.append(RunningProgram(data, library))) for _ in range(2)
    ]
    for one in begins:
        one.start()
    for one in begins:
        one.join()
    one, other = started
    try:
        assert all("It is 0." in program.see()["page"] for program in started)
        one.tell(commands=["bookmark"])
        other.until(lambda seen: len(seen["starred"]) == 1)
        for number in range(3):
            first.write_text(first.read_text("utf-8").replace("So.", f"So {number}. So."), "utf-8")
            for program in started:
                program.until(lambda seen, number=number: f"So {number}." in seen["page"])
        one.tell(close=True)
        assert one.hear_out() == 0
        # What the first one leaves behind is all that the other one needs, and so is nothing.
        shutil.rmtree(Paths.below(data).courses)
        other.tell(commands=["next-chapter"])
        other.tell(commands=["next-chapter"])
        other.until(lambda seen: "It is 1." in seen["page"])
    finally:
        complaints = [program.end() for program in started]
    assert not any("Traceback" in told for told in complaints), complaints


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_being_asked_to_end_saves_the_last_words(
    tmp_path: Path, course: Path, number: signal.Signals
) -> None:
    data = tmp_path / "data"
    with running(data, course) as program:
        program.see(type="the last words")
        os.kill(program.id, number)
        assert program.hear_out() == 0
    with running(data, course) as program:
        assert program.see()["note"] == "the last words"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may enter, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="msp-desktop-"))
    folder.chmod(0o755)
    yield folder
    for one in (folder, *folder.rglob("*")):
        if one.is_dir():
            one.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_nobody(data: Path, course: Path) -> Generator[RunningProgram]:
    """Run the program bound by permissions, which the superuser is not."""
    superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    with running(data, course, *(["--nobody"] if superuser else [])) as program:
        yield program


def lock(folder: Path) -> None:
    """Let folders and files be read and no more."""
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_without_the_right_to_write_the_program_reads_on_and_says_so(open_folder: Path) -> None:
    course = write_course(open_folder / "small", SMALL)
    data = open_folder / "data"
    english(data)
    lock(open_folder)
    with as_nobody(data, course) as program:
        seen = program.see(commands=["bookmark"], type="lost?")
        assert "So." in seen["page"]
        assert any("Nothing is being saved." in said for said in seen["messages"])
        assert seen["read only"]
        assert seen["note"] == ""
        assert seen["dialogs"] == []
        program.tell(close=True)
        assert program.hear_out() == 0


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_notebook_that_may_only_be_read_is_read(open_folder: Path) -> None:
    course = write_course(open_folder / "small", SMALL)
    data = open_folder / "data"
    with running(data, course) as program:
        program.tell(type="from a better day")
        program.until(lambda seen: seen["state"] == "Saved")
        program.tell(close=True)
        program.hear_out()
    before = Paths.below(data).notebook.read_bytes()
    lock(open_folder)
    with as_nobody(data, course) as program:
        seen = program.see()
        assert seen["note"] == "from a better day"
        assert seen["read only"]
        assert any("Nothing is being saved." in said for said in seen["messages"])
    assert Paths.below(data).notebook.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_only_notebook_writable_is_enough(open_folder: Path) -> None:
    """Settings and cache that cannot be written are no reason to complain."""
    course = write_course(open_folder / "small", SMALL)
    data = open_folder / "data"
    english(data)
    lock(open_folder)
    notebook = Paths.below(data).data
    data.chmod(0o755)
    notebook.mkdir()
    notebook.chmod(0o777)
    data.chmod(0o555)
    with as_nobody(data, course) as program:
        program.tell(type="saved all the same")
        seen = program.until(lambda seen: seen["state"] == "Saved")
        assert seen["messages"] == []
        program.tell(close=True)
        assert program.hear_out() == 0


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_course_that_may_not_be_read_is_named(open_folder: Path) -> None:
    course = write_course(open_folder / "small", SMALL)
    course.chmod(0o000)
    data = open_folder / "data"
    english(data)
    for one in (data, *data.rglob("*")):
        one.chmod(0o777 if one.is_dir() else 0o666)
    with as_nobody(data, course) as program:
        [said] = program.see()["messages"]
        assert str(course) in said
        assert "cannot be read" in said
    # Nor one in a folder that may not be entered, which the notebook may know from before.
    course.chmod(0o644)
    course.parent.chmod(0o000)
    with as_nobody(data, course) as program:
        seen = program.see()
        assert str(course) in seen["messages"][0]
        assert not any("Nothing is being saved." in said for said in seen["messages"])
