"""Folders and files that are watched: all that can be, and no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.survey import Places
from msp_desktop.ui import watch as watch_module
from msp_desktop.ui.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

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
