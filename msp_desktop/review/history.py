"""How often questions were recalled, when last, and how that went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.notebook.reviews import Review


class Past(NamedTuple):
    """The reviews of one question, the latest first; there is at least one."""

    reviews: tuple[Review, ...]

    @property
    def last(self) -> Review:
        """The latest one."""
        return self.reviews[0]

    @property
    def known(self) -> int:
        """How often the answer was known."""
        return sum(one.known for one in self.reviews)


def past_of(reviews: Iterable[Review]) -> dict[str, Past]:
    """Return the past of each question by its id; what was taken back did not happen.

    Of two reviews with one id the later in the order given holds.
    """
    latest = {one.id: one for one in reviews}
    found: dict[str, list[Review]] = {}
    for one in sorted(latest.values(), key=lambda one: (one.at, one.id), reverse=True):
        if not one.taken_back:
            found.setdefault(one.ref.question, []).append(one)
    return {question: Past(tuple(those)) for question, those in found.items()}
