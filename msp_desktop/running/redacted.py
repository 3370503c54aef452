"""Paths and errors as they may stand in a log or a report: without names, notes or courses."""

from __future__ import annotations

import os
import re
import sys
import traceback
from contextlib import suppress
from pathlib import Path

SAFE = (
    *(AttributeError, ImportError, NameError, TypeError, NotImplementedError, RecursionError),
    *(MemoryError, ZeroDivisionError, IndexError, BufferError),
)
"""Errors whose messages name only things of the program."""

LONGEST = 300
"""Characters of the longest message that is told."""

# What PySide says of an object that Qt has taken away already: the commonest bug of its kind.
_SAFE_WORDS = ("Internal C++ object", "wrapped C/C++ object", "Event loop", "dictionary changed")


def plain(text: str) -> str:
    """Return a text in which the home folder is ``~`` and the user's name is none."""
    for folder in _homes():
        text = re.sub(rf"{re.escape(folder)}(?![^/\\\s:;,\"')\]>])", "~", text)
    name = _user()
    # Whole parts of paths only: a short name would be found in many words.
    return re.sub(rf"(?<=[/\\]){re.escape(name)}(?=[/\\])", "USER", text) if name else text


def kind_of_path(path: Path) -> str:
    """Return what can be told of a course's path without its name."""
    ending = path.suffix.lower()
    with suppress(OSError):
        if path.is_dir():
            return "folder"
    known = ending in {".md", ".markdown", ".zip", ".mspcapsule"}
    return f"file{ending}" if known else "file"


def message(error: BaseException) -> str:
    """Return an error's type and, where it can hold no word of a course or note, its message."""
    name = type(error).__name__
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: [Errno {error.errno}] {os.strerror(error.errno)}"
    words = " ".join(str(error).split())
    if not words:
        return name
    safe = isinstance(error, SAFE) or type(error).__module__ == "sqlite3"
    if (safe or words.startswith(_SAFE_WORDS)) and words.isascii() and len(words) <= LONGEST:
        return f"{name}: {plain(words)}"
    return f"{name}: (its message is left out: {len(words)} characters)"


def trace(error: BaseException) -> str:
    """Return where an error came from and what it was, and so of those that led to it."""
    parts: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        frames = traceback.extract_tb(one.__traceback__)
        lines = [
            f'  File "{plain(frame.filename)}", line {frame.lineno}, in {frame.name}'
            for frame in frames
        ]
        parts.append("\n".join(["Traceback:", *lines, message(one)]))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n\nwhich came of\n\n".join(parts)


def place(error: BaseException) -> str:
    """Return what tells a bug from another: its type and where it was raised."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step is not None else ""
    return f"{type(error).__name__} {where}"


def _homes() -> list[str]:
    """Return the ways to write the home folder, the longest first."""
    found: set[str] = set()
    with suppress(RuntimeError, OSError):
        home = Path.home()
        found |= {str(home), str(home.resolve())}
    return sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def _user() -> str:
    """Return the user's name, "" where it is nobody's in particular."""
    if sys.platform == "win32":
        name = os.environ.get("USERNAME", "")
    else:
        import pwd

        try:
            name = pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            name = ""
    return "" if name in {"root", "nobody"} else name
