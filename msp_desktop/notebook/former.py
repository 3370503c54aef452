"""Questions as they stood in editions that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook import editions
from msp_desktop.notebook.editions import DIGITS, last_seen
from msp_desktop.notebook.model import EditionQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.notebook.model import Edition, Wording
    from msp_desktop.notebook.tables import Rows


class Former:
    """The kept editions of a course; each is unpacked once, and only when it is asked for."""

    def __init__(self, rows: Rows, course: str) -> None:
        self._rows = rows
        self._course = course
        self._listed = editions.listed(rows, course)
        self._known: dict[str, dict[str, EditionQuestion]] = {}

    def editions_with(self, subject: str) -> Iterator[str]:
        """Iterate over the digests of the editions that have a question, the latest first."""
        name, named = last_seen(subject)
        for digest, ids in self._listed:
            if name in ids and (not named or digest[:DIGITS] == named):
                yield digest

    def edition(self, digest: str) -> Edition:
        """Return an edition that is kept."""
        found = editions.find(self._rows, self._course, digest)
        assert found is not None, "an edition that is listed is there"
        return found

    def last(self, subject: str) -> tuple[EditionQuestion, str] | None:
        """Return a question as it stood last, under its present name; and its edition's digest."""
        digest = next(self.editions_with(subject), None)
        if digest is None:
            return None
        return self._questions(digest)[last_seen(subject)[0]]._replace(id=subject), digest

    def with_words(self, subject: str, wording: Wording, quote: str) -> EditionQuestion:
        """Return a question as it stood when it last had some words, or when it was last there.

        Of one that no edition has only ``wording`` is known.
        """
        name = last_seen(subject)[0]
        found: EditionQuestion | None = None
        for digest in self.editions_with(subject):
            one = self._questions(digest)[name]._replace(id=subject)
            if quote in one.answer or quote in one.title:
                return one
            found = found or one
        return found or EditionQuestion(subject, *wording, "")

    def _questions(self, digest: str) -> dict[str, EditionQuestion]:
        known = self._known.get(digest)
        if known is None:
            known = {one.id: one for one in self.edition(digest).questions}
            self._known[digest] = known
        return known
