"""Names for questions and chapters that outlive edits elsewhere in the file.

An id is a digest of the wording alone: a question keeps it when it moves, when its answer changes,
and when only its marks or spacing do.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msp_desktop.course.digest import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.matching import Asked, Matching


def wording(title: str) -> str:
    """Return what counts of a title: its letters and digits, composed and in one case."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(filter(str.isalnum, folded)) or folded.strip()


class Names:
    """Gives ids within one course; the same wording again gets ``-2``, ``-3`` and so on."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def question(self, title: str) -> str:
        """Return the id of a question: ``q`` and 12 hex digits."""
        return self._unique("q", title)

    def chapter(self, title: str) -> str:
        """Return the id of a chapter: ``c`` and 12 hex digits."""
        return self._unique("c", title)

    def _unique(self, prefix: str, title: str) -> str:
        digest = sha256(wording(title).encode("utf-8", "surrogatepass")).hexdigest()
        name = prefix + digest[:12]
        count = self._given[name] = self._given.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


def match(before: Sequence[Asked], after: Sequence[Asked]) -> Matching:
    """Return which questions of an edition are which of a later one, and what became of them.

    See :mod:`msp_desktop.course.matching`, which parsing a course needs nothing of.
    """
    from msp_desktop.course.matching import matched

    return matched(before, after)
