"""One window for each data folder: who is first, what is handed over, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.running import single
from msp_desktop.running.single import Errand, Single

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="tried as on Linux and macOS")

# The first program of a folder: says so, and then every errand that comes, until its input ends.
FIRST = """
import sys, threading
from pathlib import Path
from msp_desktop.running.single import Single
one = Single(Path(sys.argv[1]), sys.argv[2])
claimed = one.claim() and one.first
if "starting" not in sys.argv:
    one.listens()
print(claimed, flush=True)
def listen():
    while True:
        for errand in one.errands():
            print(errand.path, errand.token, flush=True)
if len(sys.argv) == 3:
    threading.Thread(target=listen, daemon=True).start()
sys.stdin.read()
"""


class Other:
    """A program that was first."""

    def __init__(self, folder: Path, screen: str = "", *more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", FIRST, str(folder), screen, *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            errors="surrogateescape",
            env=os.environ | {"PYTHONIOENCODING": "utf-8:surrogateescape"},
            cwd=Path(__file__).parents[2],
        )
        assert self.said() == "True"

    def said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance"


@pytest.fixture
def first(folder: Path) -> Iterator[Other]:
    other = Other(folder)
    yield other
    other.kill()


def write(folder: Path, name: str, data: bytes) -> Path:
    file = folder / "inbox" / name
    file.write_bytes(data)
    return file


def errand(path: object = "/course.md", token: object = "") -> bytes:
    return json.dumps({"path": path, "token": token}).encode()


def test_the_first_is_told_what_the_second_was_to_open(folder: Path, first: Other) -> None:
    second = Single(folder)
    assert not second.claim()
    assert not second.first
    # A name that is no text comes through as well.
    path = Path(os.fsdecode(b"/courses/\xed\x95\x9c \xff.md"))
    assert second.hand_over(Errand(Path("/courses/강의 1.md"), "token-1"))
    assert first.said() == "/courses/강의 1.md token-1"
    assert second.hand_over(Errand(None))
    assert first.said() == "None "
    assert second.hand_over(Errand(path))
    assert second.hand_over(Errand(path))
    assert first.said() == f"{path} "
    assert list((folder / "inbox").iterdir()) == []


def test_a_folder_has_one_first_and_another_folder_another(tmp_path: Path) -> None:
    one, two = Single(tmp_path / "a"), Single(tmp_path / "b")
    assert one.claim()
    assert two.claim()
    assert (one.first, two.first) == (True, True)


def test_whoever_is_killed_is_first_no_more(folder: Path, first: Other) -> None:
    second = Single(folder)
    assert not second.claim()
    first.kill()
    assert second.claim()
    assert second.first


def test_the_end_of_the_first_is_noticed_while_waiting(folder: Path) -> None:
    first = Other(folder, "", "deaf")
    second = Single(folder)
    assert not second.claim()
    first.kill()
    began = time.monotonic()
    assert not second.hand_over(Errand(Path("/course.md")), patience=60)
    assert time.monotonic() - began < 60
    assert second.first
    # What was asked for is done by whoever asked, and by nobody else.
    assert second.errands() == []


def test_one_that_does_not_answer_is_not_waited_for(folder: Path) -> None:
    first = Other(folder, "", "deaf")
    second = Single(folder)
    assert not second.hand_over(Errand(Path("/course.md")), patience=0.2)
    assert not second.first
    # It will not open the course when it wakes up.
    assert list((folder / "inbox").iterdir()) == []
    first.kill()


def test_one_that_is_still_starting_is_waited_for_longer(folder: Path) -> None:
    first = Other(folder, "", "starting")
    second = Single(folder)
    began = time.monotonic()
    assert not second.hand_over(Errand(Path("/course.md")), patience=0, starting=0.3)
    assert time.monotonic() - began >= 0.3
    first.kill()


def test_a_window_on_another_screen_is_left_alone(folder: Path) -> None:
    first = Other(folder, ":1")
    other, same = Single(folder, ":2"), Single(folder, ":1")
    assert not other.claim()
    assert not other.hand_over(Errand(None), patience=60)
    assert same.hand_over(Errand(None), patience=60)
    first.kill()


def test_whoever_lets_go_lets_the_next_one_in(folder: Path) -> None:
    first, second = Single(folder), Single(folder)
    assert first.claim()
    assert not second.claim()
    first.release()
    assert not first.first
    assert second.claim()


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 5000, b'{"path": "/a", "token": ""'),
        *(errand("relative.md"), errand("/a\0b"), errand("/" + "a" * 5000), errand(7)),
        *(errand("/a", "x" * 300), errand("/a", "two\nlines"), errand("/a", None)),
        errand("/a", "é"),
        json.dumps({"path": "/a", "token": "", "run": "rm"}).encode(),
        errand("/a") + b" " * single.LARGEST,
    ],
)
def test_what_makes_no_sense_is_refused_and_removed(folder: Path, data: bytes) -> None:
    first = Single(folder)
    assert first.claim()
    write(folder, "1.errand", data)
    write(folder, "2.errand", errand("/good.md"))
    assert [one.path for one in first.errands()] == [Path("/good.md")]
    assert list((folder / "inbox").iterdir()) == []


def test_links_pipes_and_folders_are_no_errands(folder: Path, tmp_path: Path) -> None:
    first = Single(folder)
    assert first.claim()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(errand())
    (folder / "inbox" / "1.errand").symlink_to(elsewhere)
    os.mkfifo(folder / "inbox" / "2.errand")
    (folder / "inbox" / "3.errand").mkdir()
    assert first.errands() == []
    assert elsewhere.exists()


def test_a_flood_is_taken_a_few_at_a_time(folder: Path) -> None:
    first = Single(folder)
    assert first.claim()
    for number in range(100):
        write(folder, f"{number}.errand", errand(f"/{number}.md"))
    assert len(first.errands()) == single.MOST


def test_what_a_start_of_long_ago_left_behind_is_not_done(folder: Path) -> None:
    first = Single(folder)
    assert first.claim()
    old = time.time() - 2 * single.STALE
    for name in ("1.errand", "2.tmp"):
        file = write(folder, name, errand())
        os.utime(file, (old, old))
    assert first.errands() == []
    assert list((folder / "inbox").iterdir()) == []


def test_only_the_user_may_write_there(folder: Path) -> None:
    (folder / "inbox").mkdir(parents=True, mode=0o777)
    (folder / "inbox").chmod(0o777)
    one = Single(folder)
    assert one.claim()
    assert (folder / "inbox").stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "lock").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs the superuser")
def test_another_users_folder_is_not_believed(folder: Path) -> None:
    (folder / "inbox").mkdir(parents=True)
    os.chown(folder / "inbox", 65534, 65534)
    one = Single(folder)
    # The program starts all the same, and nobody can tell it anything.
    assert one.claim()
    assert not one.first
    write(folder, "1.errand", errand())
    os.chown(folder / "inbox" / "1.errand", 65534, 65534)
    assert one.errands() == []


def test_a_link_in_the_place_of_the_inbox_is_not_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "inbox").symlink_to(elsewhere)
    one = Single(folder)
    assert one.claim()
    assert not one.first


def test_where_no_folder_can_be_made_everybody_starts(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    one, two = Single(tmp_path / "data" / "instance"), Single(tmp_path / "data" / "instance")
    assert one.claim()
    assert two.claim()
    assert not one.first


def test_tokens_of_the_desktop_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESKTOP_STARTUP_ID", raising=False)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "kwin-1")
    assert single.token_of_environment() == "kwin-1"
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "x" * 1000)
    assert single.token_of_environment() == ""
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "openbox_TIME12")
    assert single.token_of_environment() == "openbox_TIME12"
