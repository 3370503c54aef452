"""Which language the system speaks."""

from __future__ import annotations

import os
import sys

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def system_language() -> str:
    """Return the two letters of the system's language, or "" where it does not say.

    On Linux it is in the environment, in gettext's order; Qt's own answer would cost 15 ms of
    start-up for the names of all languages and countries.
    """
    if sys.platform in {"win32", "darwin"}:
        from PySide6.QtCore import QLocale

        return QLocale.system().uiLanguages()[0][:2].lower()
    for variable in _VARIABLES:
        value = os.environ.get(variable, "").split(":")[0]
        if value:
            name = value.split(".")[0].split("_")[0].lower()
            return "" if name in {"c", "posix"} else name
    return ""


def spoken() -> str:
    """Return the language that the window speaks with the system, "ko" or "en"."""
    return "ko" if system_language() in {"", "ko"} else "en"
