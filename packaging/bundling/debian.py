"""The Debian package."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bundling import system

if TYPE_CHECKING:
    from pathlib import Path

    from bundling.elf import Needs
    from msp_desktop.licences import Inside

TEXTS = "/usr/lib/msp-desktop/_internal/licences"
"""Where the package has the texts of all licences."""

CONTROL = """Package: msp-desktop
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: fonts-noto-cjk, shared-mime-info
Suggests: {suggests}
Section: education
Priority: optional
Description: reader for courses of questions and answers
 MSP Desktop opens courses of questions and answers that are written in
 Markdown, with the chapter's diagram beside the text and a notebook that
 saves what is written as it is typed. It works without a network, in
 Korean and English, and brings a course on Docker and Kubernetes along.
"""

OVERRIDES = """# The program is a bundle with a Python of its own and no sources beside it.
msp-desktop: package-installs-python-bytecode
# ICU's data is a library of nothing but tables, and some modules of Python ask the C library only
# through the program that loads them.
msp-desktop: shared-library-lacks-prerequisites
# Python and Qt come with their own copies, which they were tried with.
msp-desktop: embedded-library
# The font of formulas is read by its library, not by the system, and other systems lack it.
msp-desktop: duplicate-font-file
# PyInstaller's starter is taken as it is given out.
msp-desktop: hardening-no-pie
"""


def write(
    target: Path,
    bundle: Path,
    share: Path,
    needs: Needs,
    inside: Inside,
    maintainer: str,
    epoch: int,
    work: Path,
) -> Path:
    """Write the package, made in the folder ``work``; all its files carry the time ``epoch``.

    There are no maintainer scripts: caches of icons, kinds of files and entries are kept by the
    triggers of the packages they belong to, and nothing touches what users wrote.
    """
    if work.exists():
        shutil.rmtree(work)
    library = work / "usr/lib/msp-desktop"
    library.parent.mkdir(parents=True)
    shutil.copytree(bundle, library, symlinks=True)
    shutil.copytree(share, work / "usr/share")
    program = work / "usr/bin/msp-desktop"
    program.parent.mkdir()
    program.symlink_to("../lib/msp-desktop/msp-desktop")
    version = inside.parts[0].version
    document = work / "usr/share/doc/msp-desktop"
    document.mkdir(parents=True)
    (document / "copyright").write_text(copyright_text(inside), encoding="utf-8")
    moment = datetime.fromtimestamp(epoch, UTC)
    _write_texts(work, version, maintainer, moment)
    size = _settle(work, epoch)
    control = work / "DEBIAN/control"
    control.parent.mkdir(mode=0o755)
    architecture = target.stem.rpartition("_")[2]
    control.write_text(
        control_text(needs, version, architecture, maintainer, size), encoding="utf-8"
    )
    _write_digests(work)
    for path in (work / "DEBIAN", *(work / "DEBIAN").iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (epoch, epoch))
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(work), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
    )
    return target


def control_text(needs: Needs, version: str, architecture: str, maintainer: str, size: int) -> str:
    """Return the control file; ``size`` is what is installed, in bytes."""
    return CONTROL.format(
        version=version,
        architecture=architecture,
        maintainer=maintainer,
        size=-(-size // 1024),
        depends=", ".join(system.dependencies(needs.libraries, needs.symbols)),
        suggests=", ".join(sorted(system.OPTIONAL.values())),
    )


def copyright_text(inside: Inside) -> str:
    """Return the machine-readable list of copyrights and licences."""
    own, *others = inside.parts
    paragraphs = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: MSP Desktop\n"
        f"Comment: The texts of all licences are in {TEXTS},\n"
        " with a list of what is inside, its versions and where its source is.",
        f"Files: *\nCopyright: 2026 {own.holder}\nLicense: Expat",
    ]
    paragraphs += [
        f"Files: usr/lib/msp-desktop/*\nCopyright: {one.holder}\n"
        f"License: {one.licence.split(' ')[0]}\nComment: {one.name}, {one.source}"
        for one in others
        if one.licence != "MIT"
    ]
    expat = _without_holder(own.texts[0].read_text("utf-8")).rstrip()
    paragraphs.append(f"License: Expat\n{_indented(expat)}")
    for name in sorted({one.licence.split(" ")[0] for one in others} - {"MIT"}):
        shared = _SHARED.get(name, f"The text is in {TEXTS}.")
        paragraphs.append(f"License: {name}\n {shared}")
    return "\n\n".join(paragraphs) + "\n"


_SHARED = {
    "LGPL-3.0-only": "The text is in /usr/share/common-licenses/LGPL-3.",
    "GPL-2.0-or-later": "The text is in /usr/share/common-licenses/GPL-2.",
}


def _without_holder(text: str) -> str:
    """Return the MIT licence without its title and the line that says whose it is."""
    return text[text.index("Permission is hereby granted") :]


def _indented(text: str) -> str:
    return "\n".join(f" {line or '.'}" for line in text.splitlines())


def _write_texts(work: Path, version: str, maintainer: str, moment: datetime) -> None:
    document = work / "usr/share/doc/msp-desktop"
    changes = (
        f"msp-desktop ({version}) stable; urgency=medium\n\n  * Version {version}.\n\n"
        f" -- {maintainer}  {moment:%a, %d %b %Y %H:%M:%S +0000}\n"
    )
    _write_packed(document / "changelog.gz", changes.encode())
    (page,) = (work / "usr/share/man/man1").iterdir()
    _write_packed(page.with_name(f"{page.name}.gz"), page.read_bytes())
    page.unlink()
    overrides = work / "usr/share/lintian/overrides/msp-desktop"
    overrides.parent.mkdir(parents=True)
    overrides.write_text(OVERRIDES, encoding="utf-8")


def _write_packed(target: Path, data: bytes) -> None:
    target.write_bytes(gzip.compress(data, 9, mtime=0))


def _settle(work: Path, epoch: int) -> int:
    """Give all files one time and the usual modes; return the bytes they hold."""
    size = 0
    for path in sorted(work.rglob("*"), reverse=True):
        if not path.is_symlink():
            executable = path.is_dir() or path == work / "usr/lib/msp-desktop/msp-desktop"
            path.chmod(0o755 if executable else 0o644)
            size += 0 if path.is_dir() else path.stat().st_size
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    work.chmod(0o755)
    return size


def _write_digests(work: Path) -> None:
    import hashlib

    lines = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(work)}\n"  # noqa: S324
        for path in sorted((work / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    (work / "DEBIAN/md5sums").write_text("".join(lines), encoding="utf-8")
