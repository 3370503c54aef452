"""Every path that the program uses, from one place.

The folders are the system's own (appdirs), or all below one folder where ``--data-dir`` says so.
Nothing is created here: who writes makes the folder first.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

APP = "msp-desktop"

PORTABLE_MARK = "portable"
"""A file of this name beside the program has it keep everything beside itself."""

PORTABLE_FOLDER = "msp-desktop-data"
"""The folder beside the program that a portable copy keeps everything in."""


class NoHome(Exception):
    """The system names no folder for a user's files."""


class Paths(NamedTuple):
    """The folders of one running program.

    ``data`` holds what must never be lost, ``config`` the window's settings, ``cache`` what can be
    made again, ``log`` what went wrong.
    """

    data: Path
    config: Path
    cache: Path
    log: Path

    @classmethod
    def of_system(cls) -> Paths:
        """Return the folders that the operating system sets aside for the user's programs.

        Raises NoHome where it knows none.
        """
        import appdirs

        _forget_relative_homes()

        def folder(find: str) -> Path:
            return Path(getattr(appdirs, find)(APP, appauthor=False))

        found = cls(
            data=folder("user_data_dir"),
            config=folder("user_config_dir"),
            cache=folder("user_cache_dir"),
            log=folder("user_log_dir"),
        )
        if not all(one.is_absolute() for one in found):
            # They would be made wherever the program happens to be started.
            raise NoHome
        return found

    @classmethod
    def below(cls, folder: Path) -> Paths:
        """Return folders that all lie below one: tests, trials and portable copies use this."""
        folder = folder.absolute()
        return cls(folder / "data", folder / "config", folder / "cache", folder / "log")

    @classmethod
    def chosen(cls, folder: Path | None, *, portable: bool = False) -> Paths:
        """Return the folders of a start that was told a folder, or to be portable, or neither.

        Then the mark beside the program decides, else they are the system's.  Raises NoHome.
        """
        if folder is not None:
            return cls.below(folder)
        beside = program_folder()
        if portable or os.path.lexists(beside / PORTABLE_MARK):
            return cls.below(beside / PORTABLE_FOLDER)
        return cls.of_system()

    @property
    def whole(self) -> Path | None:
        """The one folder that all lies below, None where the folders are the system's."""
        # The cache may lie elsewhere for a while.
        parents = {self.data.parent, self.config.parent, self.log.parent}
        return self.data.parent if len(parents) == 1 and self.data.name == "data" else None

    @property
    def portable(self) -> bool:
        """Whether everything is kept beside the program."""
        return self.whole == program_folder() / PORTABLE_FOLDER

    @property
    def notebook(self) -> Path:
        """The one file that holds everything the user wrote."""
        return self.data / "notebook.sqlite3"

    @property
    def backups(self) -> Path:
        """The folder of the notebook's backups."""
        return self.data / "backups"

    @property
    def instance(self) -> Path:
        """The folder in which programs on the same data find each other."""
        return self.data / "instance"

    @property
    def settings(self) -> Path:
        """The window's settings."""
        return self.config / "settings.ini"

    @property
    def pictures(self) -> Path:
        """The cache of drawn pictures."""
        return self.cache / "pictures"

    @property
    def drawings(self) -> Path:
        """The cache of formulas and diagrams that were drawn."""
        return self.cache / "drawings"

    @property
    def courses(self) -> Path:
        """The cache of parsed courses."""
        return self.cache / "courses"


def program_folder() -> Path:
    """Return the folder that the program lies in, which it may be moved with.

    It is the folder of the executable, of the image that it was mounted from or of the macOS
    bundle; of the checkout; and for an installed package the one that its environment lies in.
    """
    if getattr(sys, "frozen", False):
        executable = Path(sys.executable).resolve()
        mount, image = os.environ.get("APPDIR"), os.environ.get("APPIMAGE")
        # Another program's image may have started this one, and left its name.
        if mount and image and executable.is_relative_to(Path(mount).resolve()):
            return Path(image).absolute().parent
        bundle = next((one for one in executable.parents if one.suffix == ".app"), executable)
        return bundle.parent
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout
    return Path(sys.prefix).resolve().parent


def _forget_relative_homes() -> None:
    """Do as the XDG specification says: a folder in the environment that is relative is none."""
    if sys.platform in {"win32", "darwin"}:
        return
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        if name in os.environ and not Path(os.environ[name]).is_absolute():
            del os.environ[name]


def resources() -> Path:
    """Return the folder of bundled resources: in a checkout, an installed wheel or a frozen bundle.

    Raises FileNotFoundError where the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [package / "_resources", package.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"resources are missing: looked in {', '.join(map(str, places))}")


def bundled_course(language: str) -> Path:
    """Return the folder of the bundled course in a language ("ko" or "en")."""
    return resources() / "course" / language
