"""What the machine itself must have, beside Python's packages: Qt's libraries, a Korean font, Xvfb.

The things themselves are looked for, not the packages that usually bring them, and by their file
names: this runs at every start and takes a few milliseconds.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What PySide6's own libraries and the plugins that the program uses link to and its wheel does not
# carry (platforms xcb, wayland and offscreen; xcbglintegrations; imageformats; lupdate, lrelease),
# and the Debian package of each. libqgtk3 and the printing plugin do without theirs.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# How the files of fonts with Hangul begin, in lower case.
KOREAN_FONTS = (
    "applegothic",
    "applesdgothicneo",
    "baekmuk",
    "d2coding",
    "malgun",
    "nanum",
    "notosanscjk",
    "notosanskr",
    "notoserifcjk",
    "notoserifkr",
    "pretendard",
    "sourcehansans",
    "spoqahansans",
    "unbatang",
    "undotum",
)

FONT_NAME, FONT_PACKAGE = "a font with Korean letters", "fonts-noto-cjk"
SCREEN_NAME, SCREEN_PACKAGE = "Xvfb", "xvfb"
ENSUREPIP_NAME = "Python's ensurepip module"
INSTALL = ("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends")


class SetUpError(Exception):
    """The set-up cannot go on; the message says what a person can do about it."""


def library_folders() -> list[Path]:
    """Return the folders in which the system's 64-bit libraries usually lie."""
    own = [folder for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":") if folder]
    triplet = f"{os.uname().machine}-linux-gnu"
    usual = [f"/usr/lib/{triplet}", f"/lib/{triplet}", "/usr/lib64", "/lib64"]
    return [Path(folder) for folder in (*own, *usual)]


def font_folders() -> list[Path]:
    """Return the folders in which fonts for everyone and for this user lie."""
    home = Path("~").expanduser()
    mine = [home / ".local/share/fonts", home / ".fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *mine]


def missing_libraries(folders: Sequence[Path]) -> dict[str, str]:
    """Return the libraries that are in none of the folders, each with its Debian package."""
    return {
        library: package
        for library, package in LIBRARIES.items()
        if not any((folder / library).exists() for folder in folders)
    }


def has_korean_font(folders: Iterable[Path]) -> bool:
    """Tell whether a font file that is known to have Hangul lies below one of the folders."""
    return any(
        name.lower().startswith(KOREAN_FONTS)
        for folder in folders
        for _, _, names in os.walk(folder)
        for name in names
    )


def missing(*, screen: bool, ensurepip: bool) -> dict[str, str]:
    """Return what this machine lacks: names for a person, each with the Debian package that has it.

    ``screen`` asks for a virtual screen, ``ensurepip`` for what a new environment needs. Windows
    and macOS lack nothing: their PySide6 and Python bring everything.
    """
    if not sys.platform.startswith("linux"):
        return {}
    lacking = missing_libraries(library_folders())
    if lacking:
        known = _libraries_the_loader_knows()
        lacking = {name: package for name, package in lacking.items() if name not in known}
    if not has_korean_font(font_folders()) and not _fontconfig_has_korean():
        lacking[FONT_NAME] = FONT_PACKAGE
    if screen and shutil.which("Xvfb") is None:
        lacking[SCREEN_NAME] = SCREEN_PACKAGE
    if ensurepip and importlib.util.find_spec("ensurepip") is None:
        lacking[ENSUREPIP_NAME] = f"python3.{sys.version_info.minor}-venv"
    return lacking


def install_command(lacking: dict[str, str], *, listed: bool) -> str:
    """Return the one command line with which a user of Debian or Ubuntu installs what is lacking.

    ``listed`` says that apt already knows which packages there are.
    """
    packages = " ".join(sorted(set(lacking.values())))
    install = f"sudo apt-get install -y --no-install-recommends {packages}"
    return install if listed else f"sudo apt-get update && {install}"


def ensure(*, screen: bool, ensurepip: bool) -> None:
    """Make the machine have what is needed: install it as root, else say what to install.

    Raises SetUpError where something is still missing.
    """
    lacking = missing(screen=screen, ensurepip=ensurepip)
    if not lacking:
        return
    names = ", ".join(sorted(lacking))
    debian = Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
    if not debian:
        raise SetUpError(f"This machine lacks: {names}.\nInstall them, then run this again.")
    command = install_command(lacking, listed=_apt_has_lists())
    if os.geteuid() != 0:
        raise SetUpError(f"This machine lacks: {names}.\nThis installs them:\n\n{command}\n")
    _install(sorted(set(lacking.values())))
    importlib.invalidate_caches()
    lacking = missing(screen=screen, ensurepip=ensurepip)
    if lacking:
        names = ", ".join(f"{name} ({package})" for name, package in sorted(lacking.items()))
        raise SetUpError(f"After the installation this machine still lacks: {names}.")


def _install(packages: Sequence[str]) -> None:
    print(f"Installing {', '.join(packages)}", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A source of packages that does not answer must not stop what the others can give.
    subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=sys.stderr, check=False)
    done = subprocess.run(
        [*INSTALL, "-q", *packages], env=environment, stdout=sys.stderr, check=False
    )
    if done.returncode != 0:
        raise SetUpError("apt-get could not install the packages; what it said is above.")


def _libraries_the_loader_knows() -> set[str]:
    """Return the libraries in the dynamic loader's cache: it knows folders that we do not."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    ldconfig = shutil.which("ldconfig", path=path)
    if ldconfig is None:
        return set()
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return {line.split()[0] for line in listed.splitlines() if " => " in line}


def _fontconfig_has_korean() -> bool:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return False
    found = subprocess.run([fc_list, ":lang=ko", "file"], capture_output=True, check=False).stdout
    return bool(found.strip())


def _apt_has_lists() -> bool:
    try:
        return any("_Packages" in file.name for file in Path("/var/lib/apt/lists").iterdir())
    except OSError:
        return False
