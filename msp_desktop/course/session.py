"""Recorded terminal sessions: what was prompted, typed and printed.

Pygments' own reading of them takes a ``$`` in a command for the end of its prompt, as in
``root@box:/# echo $HOME``, and time that grows with the square of a line's length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Pieces = Iterable[tuple[str, str]]

PROMPT = "gp"
OUTPUT = "go"

# A dollar sign; user, host and folder as Debian, Ubuntu (with a Python environment before them) and
# Fedora show them; a bare shell's name and version; PowerShell's folder.
_TELLING = (
    r"\$(?=[ \t]+\S)"
    r"|(?:\(\S+\) ?)?[\w.-]+@[\w.-]+:[^$#\n]{0,200}[$#](?=\s)"
    r"|\[[\w.-]+@[^]\n]{1,200}\][$#](?=\s)"
    r"|(?:ba|da|z)?sh-[\d.]{1,9}[$#](?=\s)"
    r"|PS [A-Z]:[^>\n]{0,200}>"
)
# Alpine's folder and number sign, which could also be a path with a comment behind it.
_ALPINE = r"[~/][\w./-]{0,200} #(?=[ \t]+\S)"
_TELLING_PROMPT = re.compile(rf"[ \t]*(?:{_TELLING})[ \t]*")
_PROMPT = re.compile(rf"[ \t]*(?:{_TELLING}|{_ALPINE})[ \t]*")
# Where no other prompt is seen; beside them the number sign begins comments.
_ROOT_PROMPT = re.compile(rf"(?:{_ALPINE}|[#%](?=[ \t]+\S))[ \t]*")
_CONTINUED = re.compile(r">(?:[ \t]|$)")


def is_session(text: str) -> bool:
    """Return whether a line of a text begins with what only a terminal prompts."""
    return any(_TELLING_PROMPT.match(line) for line in _lines(text))


def read_session(text: str, command: Callable[[str], Pieces]) -> Iterator[tuple[str, str]]:
    """Yield a session in pieces, each with its class: prompts, output, and commands in between.

    ``command`` takes apart what was typed.
    """
    prompt = _PROMPT if is_session(text) else _ROOT_PROMPT
    typing = False
    for line in _lines(text):
        start = 0
        # A prompt that was left without a command has the next one behind it.
        while (found := prompt.match(line, start)) and found.end() > start:
            start = found.end()
        if not start and typing and (more := _CONTINUED.match(line)):
            start = more.end()
        if start:
            yield PROMPT, line[:start]
        if start or typing:
            yield from command(line[start:])
            typing = line.rstrip("\n").endswith("\\")
        else:
            yield OUTPUT, line


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends: those that Markdown has, and no others."""
    return re.findall(r"[^\n]*\n|[^\n]+$", text)
