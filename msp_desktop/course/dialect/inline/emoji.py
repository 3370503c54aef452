"""Emoji by their names on GitHub: ``:whale:``.

``10:30:45``, ``a:b:c`` and ``root:x:0:0:/root`` have such names in them too: a name counts only
where nothing of a word, path or variable touches it, but for a capital behind one that begins a
word: ``:book:Volumes``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.paths import resources

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

# Several may follow each other.
_NAMES = (
    r"(?<![0-9A-Za-z:_/}])(?::[a-z0-9_+-]{1,50}+:)+(?![0-9A-Za-z:_/])"
    r"|(?<!\S)(?::[a-z_]{3,50}+:)+(?=[A-Z])"
)
_NAME = re.compile(r":([a-z0-9_+-]++):")


class EmojiRule(InlineRule):
    """Names between colons become the characters that they name."""

    triggers = ":"
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_NAMES)

    def read(self, run: Run) -> bool:
        """Read one name, or several that touch; unknown ones stay as they are."""
        match = self.compiled_re.match(run.text, run.position)
        if match is None:
            return False
        run.pieces.append(_NAME.sub(lambda name: _names().get(name[1], name[0]), match[0]))
        run.position = match.end()
        return True


@cache
def _names() -> dict[str, str]:
    """Return the characters by name, read when the first name is met."""
    lines = (resources() / "emoji.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("# "))
    return {name: character for character, *names in filter(None, rows) for name in names}


@cache
def names_of_emoji() -> dict[str, list[str]]:
    """Return the names of each emoji that has any."""
    found: dict[str, list[str]] = {}
    for name, character in _names().items():
        found.setdefault(character, []).append(name)
    return found
