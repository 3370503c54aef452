"""Every path that the program uses, from one place.

The folders are the system's own (appdirs), or all below one folder where ``--data-dir`` says so.
Nothing is created here: who writes makes the folder first.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

APP = "msp-desktop"


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
        """Return the folders that the operating system sets aside for the user's programs."""
        import appdirs

        def folder(find: str) -> Path:
            return Path(getattr(appdirs, find)(APP, appauthor=False))

        return cls(
            data=folder("user_data_dir"),
            config=folder("user_config_dir"),
            cache=folder("user_cache_dir"),
            log=folder("user_log_dir"),
        )

    @classmethod
    def below(cls, folder: Path) -> Paths:
        """Return folders that all lie below one: tests, trials and portable copies use this."""
        folder = folder.absolute()
        return cls(folder / "data", folder / "config", folder / "cache", folder / "log")

    @property
    def notebook(self) -> Path:
        """The one file that holds everything the user wrote."""
        return self.data / "notebook.sqlite3"

    @property
    def backups(self) -> Path:
        """The folder of the notebook's backups."""
        return self.data / "backups"

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
