"""The installer for Windows: compiled with a stand-in for the program, and tried with Wine."""

import ast
import os
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from bundling import icons, windows
from msp_desktop.notebook.exchange import CAPSULE

WINE = shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")
STUB = Path("/usr/share/nsis/Stubs/lzma_solid-amd64-unicode")
needs_nsis = pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
SCRIPT = windows.SCRIPT.read_text("utf-8")

# A program that runs until somebody ends it.
WAITING = """Unicode true
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
OutFile "waiting.exe"
Section
Sleep 120000
SectionEnd
"""


@pytest.fixture(scope="module")
def drawn_icons(tmp_path_factory, qapp):
    folder = tmp_path_factory.mktemp("icons")
    icons.main(folder)
    return folder


@pytest.fixture
def payload(tmp_path):
    folder = tmp_path / "payload"
    (folder / "_internal" / "resources").mkdir(parents=True)
    (folder / "_internal" / "resources" / "가.txt").write_text("words")
    (folder / "msp-desktop.exe").write_bytes(b"console")
    (folder / "msp-desktop-gui.exe").write_bytes(b"window")
    return folder


def compiled(payload, target, version, drawn_icons, *more):
    command = windows.compile_command(payload, target, version, CAPSULE, drawn_icons)
    command[1:1] = more
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@needs_nsis
def test_the_installer_compiles_without_a_warning_and_has_everything(
    payload, tmp_path, drawn_icons
):
    made = compiled(payload, tmp_path / "msp-1-setup.exe", "1.2", drawn_icons)
    data = made.read_bytes()
    assert data[:2] == b"MZ"
    assert b'level="asInvoker"' in data
    assert "The MSP Desktop authors".encode("utf-16-le") in data
    if shutil.which("7z"):
        listed = subprocess.run(["7z", "l", made], capture_output=True, text=True).stdout
        for name in ("msp-desktop.exe", "msp-desktop-gui.exe", "가.txt", "program.ico"):
            assert name in listed


def test_every_text_is_there_in_both_languages():
    texts = dict[str, set[str]]()
    for name, language in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", SCRIPT, re.MULTILINE):
        texts.setdefault(name, set()).add(language)
    assert set(map(frozenset, texts.values())) == {frozenset({"ENGLISH", "KOREAN"})}
    assert set(re.findall(r"\$\(([A-Z_]+)\)", SCRIPT)) == set(texts)
    assert len(texts) > 10


def test_nothing_but_the_program_is_ever_deleted():
    deleted = re.findall(r"^\s*(?:RMDir|Delete)\s+(?:/r\s+)?\"(.+)\"$", SCRIPT, re.MULTILINE)
    allowed = (r"$INSTDIR", r"$SMPROGRAMS\${APP}.lnk", r"$DESKTOP\${APP}.lnk")
    assert deleted
    assert all(place.startswith(allowed) for place in deleted)
    assert re.findall(r"RMDir /r .*", SCRIPT) == ['RMDir /r "$INSTDIR\\_internal"']
    assert "HKLM" not in SCRIPT
    assert "RequestExecutionLevel user" in SCRIPT


def test_the_version_is_told_in_numbers():
    assert windows.numbers("0.1.0") == (0, 1, 0, 0)
    assert windows.numbers("1.2rc3") == (1, 2, 0, 0)
    assert windows.numbers("1.2.3.4.5") == (1, 2, 3, 4)
    assert windows.numbers("99999.1") == (65535, 1, 0, 0)


def test_the_version_resource_can_be_read_by_pyinstaller():
    tree = ast.parse(windows.version_resource("1.2", "msp-desktop", "It's ours"), mode="eval")
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert called == {
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    }
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {"msp-desktop.exe", "It's ours", "1.2", "040904B0", 1200} <= texts


def test_the_manifest_asks_for_what_the_program_counts_on():
    tree = ET.parse(windows.MANIFEST)
    found = {element.tag.rpartition("}")[2]: element for element in tree.iter()}
    assert found["requestedExecutionLevel"].get("level") == "asInvoker"
    assert found["dpiAwareness"].text.startswith("PerMonitorV2")
    assert found["longPathAware"].text == "true"
    assert found["activeCodePage"].text == "UTF-8"
    assert found["supportedOS"].get("Id") == "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"
    namespaces = {element.tag.partition("}")[0] for element in tree.iter()}
    assert "{http://schemas.microsoft.com/SMI/2019/WindowsSettings" in namespaces


def test_icons_have_every_size_and_are_drawn(drawn_icons):
    from PySide6.QtGui import QImageReader

    data = (drawn_icons / "program.ico").read_bytes()
    kind, count = struct.unpack("<2xHH", data[:6])
    assert (kind, count) == (1, len(icons.ICO_SIZES))
    for index in range(count):
        width, _, _, _, _, bits, length, place = struct.unpack_from(
            "<BBBBHHII", data, 6 + 16 * index
        )
        assert (width or 256) == icons.ICO_SIZES[index]
        assert bits == 32
        assert place + length <= len(data)
    reader = QImageReader(str(drawn_icons / "capsule.ico"))
    assert reader.imageCount() == len(icons.ICO_SIZES)
    for index, size in enumerate(icons.ICO_SIZES):
        reader.jumpToImage(index)
        image = reader.read()
        assert image.width() == size
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(size // 2, size // 2).alpha() == 255


def test_the_zip_unpacks_into_one_folder_and_is_the_same_each_time(payload, tmp_path):
    made = [
        windows.write_zip(tmp_path / name / "msp-1-windows.zip", payload, 1_700_000_000)
        for name in ("a", "b")
        if (tmp_path / name).mkdir() is None
    ]
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as archive:
        assert "msp-1-windows/_internal/resources/가.txt" in archive.namelist()
        assert archive.testzip() is None


class Machine:
    """A Windows of its own, in a folder."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.environment = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }
        self.environment.pop("DISPLAY", None)
        self.run("wineboot", "-i")
        self.run("winecfg", "-v", "win10")
        (self.local,) = (prefix / "drive_c" / "users").glob(f"{self.user()}/AppData/Local")
        self.programs = self.local / "Programs" / "MSP Desktop"

    def user(self):
        names = [path.name for path in (self.prefix / "drive_c" / "users").iterdir()]
        return next(name for name in names if name != "Public")

    def run(self, *command):
        return subprocess.run(
            [WINE, *map(str, command)], env=self.environment, capture_output=True, timeout=300
        ).returncode

    def value(self, key, name=None):
        wanted = ["/ve"] if name is None else ["/v", name]
        done = subprocess.run(
            [WINE, "reg", "query", f"HKCU\\{key}", *wanted],
            env=self.environment,
            capture_output=True,
            timeout=300,
        )
        if done.returncode != 0:
            return None
        text = done.stdout.decode("utf-8", "replace")
        found = re.search(r"REG_(?:SZ|DWORD) +(.*?)\r?$", text, re.MULTILINE)
        return found[1] if found else ""

    def stop(self):
        server = shutil.which("wineserver64", path="/usr/lib/wine") or "wineserver"
        subprocess.run([server, "-k"], env=self.environment, capture_output=True, timeout=60)


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path / "windows")
    yield made
    made.stop()


@pytest.mark.slow
@needs_nsis
@pytest.mark.skipif(WINE is None or not STUB.exists(), reason="no Wine for 64 bits")
def test_installing_upgrading_and_removing(payload, tmp_path, drawn_icons, machine, qtbot):
    """One long way, because making a Windows takes its time."""
    amd64 = "-XTarget amd64-unicode"
    old = compiled(payload, tmp_path / "msp-1-setup.exe", "1.0", drawn_icons, amd64)
    notebook = machine.local / "msp-desktop" / "notebook.sqlite3"
    notebook.parent.mkdir(parents=True)
    notebook.write_bytes(b"what somebody wrote")
    assert machine.run(old, "/S") == 0
    program = machine.programs / "msp-desktop-gui.exe"
    assert program.read_bytes() == b"window"
    assert (machine.programs / "_internal/resources/가.txt").exists()
    uninstall = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\msp-desktop"
    assert machine.value(uninstall, "DisplayVersion") == "1.0"
    assert machine.value(rf"Software\Classes\{CAPSULE}") == "MSPDesktop.Capsule"
    opened = machine.value(r"Software\Classes\MSPDesktop.Capsule\shell\open\command")
    assert opened.endswith(r'\Programs\MSP Desktop\msp-desktop-gui.exe" "%1"')
    # Nobody asked for Markdown.
    assert machine.value(r"Software\Classes\.md\OpenWithProgids", "MSPDesktop.Course") is None

    # A portable copy's data, and a file that the next version does without.
    (machine.programs / "msp-desktop-data").mkdir()
    (machine.programs / "msp-desktop-data" / "notebook.sqlite3").write_bytes(b"portable")
    (payload / "_internal/resources/가.txt").rename(payload / "_internal/resources/나.txt")
    script = tmp_path / "waiting.nsi"
    script.write_text(WAITING)
    subprocess.run(["makensis", "-V1", script], check=True, cwd=tmp_path)
    shutil.copy(tmp_path / "waiting.exe", program)
    new = compiled(payload, tmp_path / "msp-2-setup.exe", "2.0", drawn_icons, amd64)

    with subprocess.Popen([WINE, program], env=machine.environment) as running:
        held = f"/{machine.programs.name}/msp-desktop-gui.exe"
        qtbot.waitUntil(lambda: any(held in one for one in mapped_files()))
        assert machine.run(new, "/S") == 2, "a running program was written over"
        assert (machine.programs / "_internal/resources/가.txt").exists()
        assert machine.value(uninstall, "DisplayVersion") == "1.0"
        assert machine.run("taskkill", "/f", "/im", "msp-desktop-gui.exe") == 0
        running.wait(60)

    assert machine.run(new, "/S", "/MARKDOWN") == 0
    assert program.read_bytes() == b"window"
    assert not (machine.programs / "_internal/resources/가.txt").exists()
    assert (machine.programs / "_internal/resources/나.txt").exists()
    assert machine.value(uninstall, "DisplayVersion") == "2.0"
    assert machine.value(r"Software\Classes\.md\OpenWithProgids", "MSPDesktop.Course") == ""
    # Which program opens .md is left as it was.
    assert machine.value(r"Software\Classes\.md") in (None, "(value not set)")

    where = machine.value(uninstall, "InstallLocation")
    # _?= has it not copy itself elsewhere first, so that its end can be waited for.
    assert machine.run(machine.programs / "uninstall.exe", "/S", f"_?={where}") == 0
    left = sorted(path.name for path in machine.programs.iterdir())
    assert left in (["msp-desktop-data"], ["msp-desktop-data", "uninstall.exe"])
    assert notebook.read_bytes() == b"what somebody wrote"
    assert machine.value(uninstall, "DisplayVersion") is None
    assert machine.value(rf"Software\Classes\{CAPSULE}") is None
    assert machine.value(r"Software\Classes\.md\OpenWithProgids", "MSPDesktop.Course") is None


def mapped_files():
    """Yield what the processes of this machine have open."""
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            yield maps.read_text("utf-8", "replace")
        except OSError:
            continue
