"""Safe mode and portable copies: the real program leaves alone what it should."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from starting import ROOT, Started, environment, start_and_end

from msp_desktop import paths
from msp_desktop.paths import Paths
from msp_desktop.ui.settings import Language, Look, Settings

SMALL = Path(__file__).parent / "fixtures" / "small-en.md"


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A data folder that was used before: a dark window that knows its last course."""
    data = tmp_path / "data"
    settings = Settings(Paths.below(data).settings)
    settings.look, settings.language = Look.DARK, Language.ENGLISH
    settings.last_course = str(SMALL)
    settings.save()
    program = Started("--data-dir", data)
    assert "questions=4" in program.until("course-opened")
    assert program.close() == 0
    return data


def test_safe_mode_reads_and_writes_no_settings_and_no_cache(used: Path) -> None:
    before = {name: contents(used / name) for name in ("config", "cache")}
    program = Started("--data-dir", used, "--safe-mode")
    program.until("began", "safe=True")
    # Not the last course: that may be what is wrong.
    assert "kind=folder" in program.until("course-opened")
    assert program.close() == 0
    assert {name: contents(used / name) for name in before} == before
    # What was written in the notebook is there as always.
    assert (used / "data" / "notebook.sqlite3").exists()
    again = Started("--data-dir", used)
    assert "questions=4" in again.until("course-opened")
    assert again.close() == 0


def test_safe_mode_goes_around_damaged_settings_and_caches(used: Path) -> None:
    (used / "config" / "settings.ini").write_bytes(
        b"\xff\x00[window\ngeometry=@ByteArray(\x7f" * 50
    )
    for file in (used / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\xff" * 100)
    program = Started("--data-dir", used, "--safe-mode", SMALL)
    assert "questions=4" in program.until("course-opened")
    assert program.close() == 0


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The program as it lies on a stick."""
    folder = tmp_path / "stick"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "msp_desktop", folder / "msp_desktop", ignore=ignored)
    shutil.copytree(ROOT / "resources", folder / "resources")
    (folder / "pyproject.toml").touch()
    return folder


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other folders")
@pytest.mark.parametrize("marked", [True, False])
def test_a_portable_copy_keeps_everything_beside_itself(
    stick: Path, tmp_path: Path, marked: bool
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    if marked:
        (stick / "portable").touch()
    env = environment(HOME=str(home), PYTHONPATH=str(stick))
    words = () if marked else ("--portable",)
    program = Started(*words, SMALL, env=env)
    program.until("began", "portable=True")
    program.until("course-opened")
    assert program.close() == 0
    kept = contents(stick / "msp-desktop-data")
    assert {name.split("/")[0] for name in kept} == {"data", "config", "cache", "log"}
    # Fonts' caches are the system's own.
    assert [name for name in contents(home) if "fontconfig" not in name] == []
    # The commands about what was written look there, too.
    done = start_and_end("notebook", "check", env=env)
    if marked:
        assert done.stdout.startswith(f"{stick}/msp-desktop-data/data/notebook.sqlite3: sound")
    # A named folder goes before the mark.
    other = Started("--data-dir", tmp_path / "other", SMALL, env=env)
    other.until("began", "portable=False")
    assert other.close() == 0
    assert (tmp_path / "other" / "data").is_dir()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other folders")
def test_a_course_beside_a_portable_copy_goes_along(stick: Path, tmp_path: Path) -> None:
    shutil.copy(SMALL, stick / "course.md")
    env = environment(HOME=str(tmp_path), PYTHONPATH=str(stick))
    program = Started("--portable", stick / "course.md", env=env)
    program.until("course-opened")
    assert program.close() == 0
    moved = stick.rename(tmp_path / "another computer")
    program = Started("--portable", env=env | {"PYTHONPATH": str(moved)})
    assert "questions=4" in program.until("course-opened")
    assert program.close() == 0


def test_where_the_program_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.program_folder() == ROOT
    # An installed package: its environment may be thrown away, what lies beside it not.
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "venv/lib/site-packages/m/paths.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    assert paths.program_folder() == tmp_path
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    bundle = tmp_path / "mount" / "usr" / "lib" / "msp-desktop"
    bundle.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(bundle / "msp-desktop"))
    assert paths.program_folder() == bundle
    monkeypatch.setenv("APPIMAGE", str(tmp_path / "apps" / "msp.AppImage"))
    monkeypatch.setenv("APPDIR", str(tmp_path / "another"))
    assert paths.program_folder() == bundle
    monkeypatch.setenv("APPDIR", str(tmp_path / "mount"))
    assert paths.program_folder() == tmp_path / "apps"
    monkeypatch.delenv("APPDIR")
    application = tmp_path / "MSP Desktop.app" / "Contents" / "MacOS" / "msp-desktop"
    monkeypatch.setattr(sys, "executable", str(application))
    assert paths.program_folder() == tmp_path


def test_the_marks_name_is_what_the_help_says() -> None:
    told = " ".join(start_and_end("--help").stdout.split())
    assert f"an empty file called {paths.PORTABLE_MARK} beside it" in told
    assert paths.PORTABLE_FOLDER in told
