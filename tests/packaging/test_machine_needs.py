import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6
import pytest

import machine

PACKAGING = Path(machine.__file__).parent
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks things")

# Imported as whoever runs the tests, then asked as a user who may not install anything.
ASK = """
import os, sys
sys.path.insert(0, sys.argv[1])
import machine
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    machine.ensure(screen=True, ensurepip=False)
except machine.SetUpError as error:
    print(error)
"""


def touch(folder, names):
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    return folder


def test_only_what_no_folder_has_is_missing(tmp_path):
    most = [name for name in machine.LIBRARIES if "xcb-cursor" not in name and "EGL" not in name]
    first = touch(tmp_path / "first", most)
    lacking = {"libEGL.so.1": "libegl1", "libxcb-cursor.so.0": "libxcb-cursor0"}
    assert machine.missing_libraries([first]) == lacking

    second = touch(tmp_path / "second", ["libEGL.so.1", "libxcb-cursor.so.0"])
    assert machine.missing_libraries([first, second]) == {}


def test_a_korean_font_is_known_by_its_file(tmp_path):
    touch(tmp_path / "latin", ["DejaVuSans.ttf", "NotoSans-Regular.ttf"])
    assert not machine.has_korean_font([tmp_path, tmp_path / "absent"])
    touch(tmp_path / "latin" / "noto", ["NotoSansCJK-Regular.ttc"])
    assert machine.has_korean_font([tmp_path])


def test_one_command_names_every_package_once():
    lacking = {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        machine.FONT_NAME: machine.FONT_PACKAGE,
    }
    install = "sudo apt-get install -y --no-install-recommends fonts-noto-cjk libglib2.0-0"
    assert machine.install_command(lacking, listed=True) == install
    assert machine.install_command(lacking, listed=False) == f"sudo apt-get update && {install}"


@pytest.fixture
def programs():
    """A folder with apt-get, if this system has it, and nothing else; any user can look into it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        apt = shutil.which("apt-get")
        if apt is not None:
            Path(folder, "apt-get").symlink_to(apt)
        yield Path(folder)


@linux
def test_a_user_without_root_is_told_what_to_install(programs):
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(PACKAGING)],
        env={**os.environ, "PATH": str(programs)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "This machine lacks: Xvfb." in asked.stdout
    if Path("/etc/debian_version").exists():
        command = asked.stdout.strip().splitlines()[-1]
        assert command.endswith("sudo apt-get install -y --no-install-recommends xvfb")


@linux
def test_qt_finds_every_library_that_it_links_to():
    """On a fresh machine that dev.py has just set up, a library that Qt newly needs shows here."""
    pyside = Path(PySide6.__file__).parent
    plugins = pyside / "Qt" / "plugins"
    files = [pyside / "QtWidgets.abi3.so", pyside / "QtSvgWidgets.abi3.so", pyside / "lupdate"]
    for kind in ("platforms/libqxcb*", "platforms/libqoffscreen*", "platforms/libqwayland*"):
        files += plugins.glob(kind)
    files += plugins.glob("xcbglintegrations/*")
    assert len(files) == 8
    listed = subprocess.run(
        ["ldd", *map(str, files)], capture_output=True, text=True, check=True
    ).stdout
    assert "libxcb-cursor.so.0 => " in listed
    assert [line for line in listed.splitlines() if "not found" in line] == []
