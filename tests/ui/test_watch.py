"""Folders and files that are watched: all that can be, and no more than that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.survey import Places
from msp_desktop.ui import watch as watch_module
from msp_desktop.ui.watch import Watch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def watch(qapp: object) -> Watch:
    return Watch()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{number}.md" for number in range(250)]
    for path in made:
        path.write_bytes(b"x")
    return made


def names(*paths: Path) -> set[str]:
    return {str(path) for path in paths}


def test_all_are_watched_a_few_at_a_time(
    qtbot: QtBot, watch: Watch, tmp_path: Path, files: list[Path]
) -> None:
    watch.watch(Places((tmp_path,), tuple(files[:200])), files[200:])
    assert not watch.watched()
    qtbot.waitUntil(lambda: watch.watched() == names(tmp_path, *files))
    watch.watch(Places((tmp_path,), (files[0],)), ())
    assert watch.watched() == names(tmp_path, files[0])


def test_what_changes_before_it_is_watched_is_not_missed(
    qtbot: QtBot, watch: Watch, tmp_path: Path, files: list[Path]
) -> None:
    told: list[bool] = []
    watch.stirred.connect(lambda: told.append(True))
    watch.watch(Places((tmp_path,), tuple(files)), ())
    qtbot.waitUntil(lambda: bool(told))
    assert len(watch.watched()) == 251
    # What is watched already is no reason to look again.
    watch.watch(Places((tmp_path,), tuple(files)), ())
    assert not watch._adding.isActive()


def test_many_writes_are_told_once(
    qtbot: QtBot, watch: Watch, tmp_path: Path, files: list[Path]
) -> None:
    told: list[bool] = []
    watch.stirred.connect(lambda: told.append(True))
    watch.watch(Places((tmp_path,), tuple(files)), ())
    qtbot.waitUntil(lambda: len(watch.watched()) == 251)
    for path in files:
        path.write_bytes(b"y")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [True]


def test_who_writes_without_rest_is_not_waited_for(
    qtbot: QtBot, watch: Watch, tmp_path: Path, files: list[Path]
) -> None:
    told: list[bool] = []
    watch.stirred.connect(lambda: told.append(True))
    watch.watch(Places((), (files[0],)), ())
    qtbot.waitUntil(lambda: len(watch.watched()) == 1)

    def writing() -> bool:
        with files[0].open("ab") as file:
            file.write(b"y")
        return bool(told)

    qtbot.waitUntil(writing)


def test_what_cannot_all_be_watched_is_looked_at_again_and_again(
    qtbot: QtBot,
    watch: Watch,
    tmp_path: Path,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch_module, "MOST_WATCHED", 3)
    watch._poll.setInterval(10)
    with qtbot.waitSignal(watch.stirred):
        watch.watch(Places((tmp_path,), tuple(files[:4])), ())
    assert watch.watched() == names(tmp_path, *files[:2])
    watch.watch(Places((tmp_path,), tuple(files[:2])), ())
    assert not watch._poll.isActive()


def test_what_has_gone_meanwhile_is_looked_for(
    qtbot: QtBot, watch: Watch, tmp_path: Path, files: list[Path]
) -> None:
    watch._poll.setInterval(10)
    with qtbot.waitSignal(watch.stirred):
        watch.watch(Places((tmp_path,), (tmp_path / "gone.md",)), ())
    assert watch.watched() == names(tmp_path)


AS_NOBODY = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QGuiApplication
from msp_desktop.course.survey import Places
from msp_desktop.ui.watch import Watch

app = QGuiApplication(sys.argv)
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
folder = Path(sys.argv[1])
watch, told, waited = Watch(), [], QElapsedTimer()
watch.stirred.connect(lambda: told.append(True))
watch.watch(Places((folder,), (folder / "a.md", folder / "closed.md")), ())
waited.start()

def until(met):
    while not met() and waited.elapsed() < 60_000:
        app.processEvents()

until(lambda: len(watch.watched()) == 2)
print(sorted(Path(one).name for one in watch.watched()), watch._poll.isActive(), flush=True)
sys.stdin.readline()
until(lambda: told)
print(told)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_what_may_not_be_read_is_not_complained_about_and_seen_when_it_may() -> None:
    # A folder that others than root can reach, unlike pytest's own.
    place = Path(tempfile.mkdtemp())
    try:
        place.chmod(0o755)
        for name in ("a.md", "closed.md"):
            (place / name).write_bytes(b"x")
        (place / "closed.md").chmod(0)
        program = subprocess.Popen(
            [sys.executable, "-c", AS_NOBODY, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "QT_QPA_PLATFORM": "offscreen",
                "XDG_RUNTIME_DIR": str(place),
            },
        )
        assert program.stdout is not None
        assert program.stdout.readline() == f"{sorted([place.name, 'a.md'])} False\n"
        (place / "closed.md").chmod(0o644)
        told, complaints = program.communicate("\n", timeout=150)
        assert told == "[True]\n"
        assert "inotify" not in complaints
        assert "closed.md" not in complaints
    finally:
        shutil.rmtree(place)
