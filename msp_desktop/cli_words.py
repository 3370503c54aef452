"""What the commands about the notebook say: in English, or in Korean where the system speaks that.

The window's translations are Qt's; these commands do without Qt.  A text is looked up as it stands
in the source, so that a text without a translation is still said, in English.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.notebook.exchange.words import Words

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def in_korean() -> bool:
    """Return whether the environment asks for Korean, in gettext's order of asking."""
    wanted = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return wanted.lower().startswith("ko")


def say(text: str, /, **values: object) -> str:
    """Return a text in the user's language, with values filled in."""
    if in_korean():
        from msp_desktop.cli_korean import TEXTS

        text = TEXTS.get(text, text)
    return text.format(**values) if values else text


def counted(number: int, kind: str) -> str:
    """Return how many of a kind there are; ``kind`` is its name in English, for many of them."""
    if in_korean():
        from msp_desktop.cli_korean import KINDS

        return KINDS[kind].format(number=number)
    return f"{number} {kind.removesuffix('s') if number == 1 else kind}"


def amounts(numbers: Mapping[str, int]) -> str:
    """Return how many there are of each kind, but for those of which there is none."""
    listed = [counted(number, kind) for kind, number in numbers.items() if number]
    return ", ".join(listed) or say("nothing")


def failure(error: Exception) -> str:
    """Return what is to be said of an error that was expected."""
    if in_korean():
        from msp_desktop.cli_korean import error_text

        return error_text(error)
    return str(error)


def export_words() -> Words:
    """Return what exported files say by themselves."""
    from msp_desktop.notebook.exchange.words import ENGLISH, KOREAN

    return KOREAN if in_korean() else ENGLISH
