"""What people on Windows install: an installer made with NSIS, and a zip to unpack anywhere."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bundling import builder

if TYPE_CHECKING:
    from bundling.builder import Build, Bundle

SCRIPT = Path(__file__).resolve().parent.parent / "windows" / "installer.nsi"
MANIFEST = SCRIPT.with_name("msp-desktop.manifest")
TOOLS = {"makensis": "NSIS 3"}
HOLDER = "The MSP Desktop authors"


def name() -> str:
    """Return what the files are called after: the system and the kind of machine."""
    return "windows-x86_64"


def packages(build: Build, bundle: Bundle, results: Path) -> list[Path]:
    """Make the installer and the zip of a bundle, and return them."""
    from msp_desktop.notebook.exchange import CAPSULE

    icons = builder.fresh(builder.WORK / "icons")
    builder.call(build, [str(build.python), "-P", builder.script(build, "icons.py"), str(icons)])
    stem = f"msp-desktop-{build.version}-{name()}"
    installer = results / f"{stem}-setup.exe"
    builder.call(build, compile_command(bundle.folder, installer, build.version, CAPSULE, icons))
    return [installer, write_zip(results / f"{stem}.zip", bundle.folder, build.epoch)]


def compile_command(
    payload: Path, output: Path, version: str, ending: str, icons: Path
) -> list[str]:
    """Return the command that makes the installer; ``ending`` is that of capsules' names.

    Warnings are errors: a language that lacks a text would be one.
    """
    size = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
    defined = {
        "PAYLOAD": payload,
        "OUTPUT": output,
        "VERSION": version,
        "NUMBERS": ".".join(map(str, numbers(version))),
        "ENDING": ending,
        "SIZE": -(-size // 1024),
        "ICONS": icons,
    }
    # On Linux its options begin with a dash, on Windows with either.
    return [
        shutil.which("makensis") or "makensis",
        "-V2",
        "-WX",
        "-INPUTCHARSET",
        "UTF8",
        *(f"-D{key}={value}" for key, value in defined.items()),
        str(SCRIPT),
    ]


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers that Windows knows: ``1.2rc3`` is 1, 2, 0, 0."""
    released = re.match(r"\d+(?:\.\d+)*", version)
    assert released is not None
    first = [min(int(one), 65535) for one in released[0].split(".")[:4]]
    one, two, three, four = [*first, 0, 0, 0, 0][:4]
    return one, two, three, four


def version_resource(version: str, program: str, said: str) -> str:
    """Return what Windows shows of a program in its properties, as PyInstaller reads it."""
    strings = {
        "CompanyName": HOLDER,
        "FileDescription": said,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": f"© 2026 {HOLDER} (MIT)",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "MSP Desktop",
        "ProductVersion": version,
    }
    told = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    four = numbers(version)
    # 0x0409 is English, 0x04B0 (1200) Unicode.
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3f, flags=0x0,"
        " OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{told}])]),"
        " VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )


def write_zip(target: Path, bundle: Path, epoch: int) -> Path:
    """Write a zip that unpacks into one folder, sorted, with one time for all."""
    moment = datetime.fromtimestamp(epoch, UTC)
    time = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in bundle.rglob("*") if path.is_file()):
            name = f"{target.stem}/{path.relative_to(bundle).as_posix()}"
            entry = zipfile.ZipInfo(name, time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, path.read_bytes())
    return target
