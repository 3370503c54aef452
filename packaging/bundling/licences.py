"""The licences of everything inside: a table, and the texts beside it."""

from __future__ import annotations

import json
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = Path(__file__).resolve().parent / "licence_texts"


class Component(NamedTuple):
    """One thing inside, under one licence (SPDX)."""

    name: str
    distribution: str
    """What it is called in requirements.txt; empty for what comes with another."""
    licence: str
    holder: str
    source: str
    texts: tuple[str, ...] = ()
    """Texts of ours, where its package has none."""


_QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt")
_QT_HOLDER = "The Qt Company Ltd. and other contributors"

COMPONENTS = (
    Component(
        "PySide6 and Qt",
        "PySide6_Essentials",
        "LGPL-3.0-only",
        _QT_HOLDER,
        "https://download.qt.io/official_releases/QtForPython/ and"
        " https://download.qt.io/official_releases/qt/",
        _QT_TEXTS,
    ),
    Component(
        "Shiboken",
        "shiboken6",
        "LGPL-3.0-only",
        _QT_HOLDER,
        "https://download.qt.io/official_releases/QtForPython/",
        _QT_TEXTS,
    ),
    Component(
        "ICU",
        "",
        "Unicode-DFS-2016",
        "Unicode, Inc. and others",
        "https://github.com/unicode-org/icu",
        ("ICU.txt",),
    ),
    Component(
        "Python",
        "",
        "PSF-2.0",
        "Python Software Foundation",
        "https://www.python.org/downloads/source/",
    ),
    Component(
        "Markdown",
        "Markdown",
        "BSD-3-Clause",
        "The Python Markdown Project",
        "https://github.com/Python-Markdown/markdown",
    ),
    Component(
        "Pygments",
        "Pygments",
        "BSD-2-Clause",
        "the Pygments team",
        "https://github.com/pygments/pygments",
    ),
    Component("appdirs", "appdirs", "MIT", "ActiveState", "https://github.com/ActiveState/appdirs"),
    Component("nh3", "nh3", "MIT", "messense", "https://github.com/messense/nh3"),
    Component("PyYAML", "PyYAML", "MIT", "Ingy döt Net, Kirill Simonov", "https://pyyaml.org/"),
    Component(
        "libyaml (in PyYAML and mmdr)",
        "",
        "MIT",
        "Ingy döt Net, Kirill Simonov",
        "https://github.com/yaml/libyaml",
        ("MIT.txt",),
    ),
    Component(
        "Expat (in Python)",
        "",
        "MIT",
        "Thai Open Source Software Center Ltd, Clark Cooper, Expat maintainers",
        "https://github.com/libexpat/libexpat",
        ("MIT.txt",),
    ),
    Component(
        "bzip2",
        "",
        "bzip2-1.0.6",
        "Julian R Seward",
        "https://sourceware.org/bzip2/",
        ("bzip2-1.0.6.txt",),
    ),
    Component(
        "ziamath", "ziamath", "MIT", "Collin J. Delker", "https://github.com/cdelker/ziamath"
    ),
    Component(
        "ziafont", "ziafont", "MIT", "Collin J. Delker", "https://github.com/cdelker/ziafont"
    ),
    Component(
        "STIX Two Math (font)",
        "",
        "OFL-1.1",
        "The STIX Fonts Project Authors",
        "https://github.com/stipub/stixfonts",
        ("OFL-1.1.txt",),
    ),
    Component(
        "DejaVu Sans (font)",
        "",
        "Bitstream-Vera",
        "Bitstream, Inc.; Tavmjong Bah; DejaVu changes are in the public domain",
        "https://dejavu-fonts.github.io/",
        ("Bitstream-Vera.txt",),
    ),
    Component(
        "latex2mathml",
        "latex2mathml",
        "MIT",
        "Ronie Martinez",
        "https://github.com/roniemartinez/latex2mathml",
        ("MIT.txt",),
    ),
    Component(
        "unimathsymbols.txt",
        "",
        "LPPL-1.3c",
        "Günter Milde",
        "https://milde.users.sourceforge.net/LUCR/Math/ (the file itself, unchanged, is inside)",
    ),
    Component(
        "mmdr",
        "mmdr",
        "MIT",
        "1jehuang",
        "https://github.com/1jehuang/mermaid-rs-renderer",
        ("MIT.txt",),
    ),
    Component(
        "PyInstaller's starter",
        "pyinstaller",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "PyInstaller Development Team",
        "https://github.com/pyinstaller/pyinstaller",
    ),
)

BUILD_ONLY = ("pyinstaller-hooks-contrib", "altgraph", "packaging", "setuptools")
"""What the build needs and the packages do not have inside."""

NOTICE = """\
MSP Desktop is under the MIT licence (MSP-Desktop.txt). Inside are also the following, each
under a licence of its own, whose text is in this folder.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are separate
shared libraries in the folder _internal/PySide6 and can be replaced by changed versions that fit;
nothing in the program keeps you from it, and its own source is free. They are unchanged, but for
debug information and for ICU's data, of which other languages' are left out. Their source is where
the list says, for the version that it names. What Qt itself contains of others is listed at
https://doc.qt.io/qt-6/licenses-used-in-qt.html

"""


def notice(versions: dict[str, str], crates: list[tuple[str, str, str]]) -> str:
    """Return the list of everything inside.

    ``versions`` are those of distributions; ``crates`` names, versions and licences of what is
    compiled into others.
    """
    lines = [NOTICE]
    for one in COMPONENTS:
        version = versions.get(one.distribution, "")
        lines.append(f"{one.name} {version}".rstrip())
        lines += [f"  {one.licence}; © {one.holder}", f"  {one.source}", ""]
    lines += ["Compiled into mmdr and nh3 (https://crates.io/):", ""]
    lines += [f"  {name} {version}: {licence}" for name, version, licence in crates]
    return "\n".join(lines) + "\n"


def crates(site: Path) -> list[tuple[str, str, str]]:
    """Return what the bills of materials in a folder of packages list, with their licences."""
    found = {
        (part["name"], part.get("version", ""), licence_of(part))
        for bill in bills(site)
        for part in bill.get("components", ())
    }
    return sorted(found)


def bills(site: Path) -> Iterator[dict[str, Any]]:
    """Yield the bills of materials that packages bring along."""
    for path in sorted(site.glob("*.dist-info/sboms/*.json")):
        yield json.loads(path.read_text("utf-8"))


def licence_of(part: dict[str, Any]) -> str:
    """Return the licence that a bill of materials says a part is under."""
    said = [
        entry.get("expression") or entry.get("license", {}).get("id") or "?"
        for entry in part.get("licenses", ())
    ]
    return " AND ".join(said) or "see its source"


def write(folder: Path, site: Path, versions: dict[str, str], own: Path) -> None:
    """Write the list and the texts into a folder; ``own`` is the program's licence."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.txt").write_text(notice(versions, crates(site)), encoding="utf-8")
    (folder / "MSP-Desktop.txt").write_bytes(own.read_bytes())
    (folder / "Python.txt").write_bytes(_python().read_bytes())
    for one in COMPONENTS:
        for text in one.texts:
            (folder / text).write_bytes((TEXTS / text).read_bytes())
        stem = one.distribution.lower().replace("-", "_")
        for path in sorted(site.glob(f"{stem}-*.dist-info/**/*")):
            if stem and path.is_file() and path.name.upper().startswith(("LICEN", "COPYING")):
                (folder / f"{one.distribution}.txt").write_bytes(path.read_bytes())


def _python() -> Path:
    """Return the text of Python's licence, wherever this Python keeps it."""
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    places.append(Path(f"/usr/share/doc/python{version}/copyright"))
    for place in places:
        if place.exists():
            return place
    raise FileNotFoundError("the text of Python's licence is not where Python usually has it")
