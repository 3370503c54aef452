"""Keeping the reader at the question that was being read, when it has another name now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.course.model import Course
    from msp_desktop.ui.history import Spot
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.reader.pane import ReaderPane


class Staying(QObject):
    """Remembers where reading was, and goes there unless somebody has moved since."""

    def __init__(self, study: Study, reader: ReaderPane, parent: QObject) -> None:
        super().__init__(parent)
        self._study = study
        self._reader = reader
        self._spot: Spot | None = None
        self._lost: tuple[Spot, Spot] | None = None
        study.leaving.connect(self._leave)

    def opened(self, course: Course, *, other: bool) -> None:
        """Notice where an edition was opened; ``other`` says that it is another course's."""
        meant = self._spot
        if other:
            place = self._study.place()
            meant = _spot(place.chapter, place.question, place.offset) if place else None
        lost = meant is not None and meant.question and course.chapter_of(meant.question) is None
        self._lost = (meant, self._reader.spot()) if meant is not None and lost else None

    def go_along(self, targets: Mapping[str, str]) -> None:
        """Go to the question that was being read, by what questions are called now."""
        lost, self._lost = self._lost, None
        if lost is None or self._study.course is None:
            return
        meant, landed = lost
        target = targets.get(meant.question, "")
        chapter = self._study.course.chapter_of(target)
        if chapter is not None and self._reader.spot() == landed:
            self._reader.go_to(_spot(chapter.id, target, meant.offset))

    def _leave(self) -> None:
        self._spot = self._reader.spot() if self._reader.reader.page is not None else None


def _spot(chapter: str, question: str, offset: float) -> Spot:
    from msp_desktop.ui.history import Spot

    return Spot(chapter, question, offset)
