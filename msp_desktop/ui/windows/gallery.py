"""The course's pictures in the diagram pane: which is shown, how it was looked at, the missing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.course.pictures import leads_out
from msp_desktop.ui.views.diagram.pane import DiagramEntry
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.model import Course
    from msp_desktop.ui.settings import Settings
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.diagram.pane import DiagramPane


MOST_VIEWS = 200
"""Of how many pictures of a course it is remembered how they were looked at."""


class Gallery(QObject):
    """Feeds the diagram pane.

    Signals: ``shown()`` when the user asked for a picture, so that its pane should be seen;
    ``located()`` when the user said where a missing picture is.
    """

    shown = Signal()
    located = Signal()

    def __init__(
        self, study: Study, pane: DiagramPane, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._study = study
        self._pane = pane
        self._settings = settings
        self._window = window
        self._current = 0
        # The path in the course of a picture that is shown and is none of the diagrams.
        self._picture = ""
        self._followed: str | None = None
        self._views: dict[str, DiagramView] = {}
        pane.locate_requested.connect(self.locate)
        pane.diagram_chosen.connect(self._chosen)
        pane.view_changed.connect(self._viewed)
        pane.picture_chosen.connect(self.show_picture)
        pane.pictures = self._pictures
        pane.beside.show_inset(settings.texts("diagram-parts/overview") != ["hidden"])
        if settings.texts("diagram-parts/pictures") == ["shown"]:
            pane.beside.show_strip(True)
        pane.arranged.connect(self._arranged)

    @property
    def picture(self) -> str:
        """The path in the course of what is shown; "" for what is none of the course's pictures."""
        shown, course = self._pane.shown, self._study.course
        if shown is None or course is None:
            return ""
        return self._picture if self._other_than_diagrams() is not None else shown.shown_path

    def show_course(self, course: Course, *, same: bool = False) -> None:
        """Show a course's diagrams, the one first that was shown last, each as it was left.

        A picture of an answer stays where another edition of the ``same`` course is shown.
        """
        other = self._other_than_diagrams() if same else None
        self._followed = self._followed if same else None
        self._views = self._kept_views()
        self._show(course, min(self._remembered(), max(len(course.diagrams) - 1, 0)))
        if other is not None:
            self._pane.show_file(other.path, other.title, other.alt, other.shown_path)
            self._look_as_before()

    def refresh(self) -> None:
        """Show what is shown as it is on disk now."""
        other = self._other_than_diagrams()
        if self._study.course is not None:
            self._show(self._study.course, self._current)
        if other is not None:
            self._pane.show_file(other.path, other.title, other.alt, other.shown_path)
            self._look_as_before()

    def keep_views(self) -> None:
        """Remember how the open course's pictures are looked at: those shown last."""
        if self._study.record is not None and self._views:
            kept = [
                text
                for path, view in list(self._views.items())[-MOST_VIEWS:]
                for text in (path, view.mode, f"{view.zoom:.6g}", f"{view.x:.6g}", f"{view.y:.6g}")
            ]
            self._settings.set_texts(f"diagram-views/{self._study.record.id}", kept)

    def show_diagram(self, index: int) -> None:
        """Show one of the course's diagrams."""
        if self._study.course is not None:
            self._show(self._study.course, index)
            self._chosen(index)
            self.shown.emit()

    def follow(self, chapter: str, _question: str = "") -> None:
        """Show the diagram of a chapter that is being read, where it has one of its own.

        A picture of an answer stays, and so does a diagram that was chosen, until another chapter
        is read.
        """
        course, before = self._study.course, self._followed
        if course is None or chapter == before:
            return
        self._followed = chapter
        at_the_beginning = before is None and self._is_remembered()
        if at_the_beginning or self._other_than_diagrams() is not None:
            return
        own = _diagrams_of(course, chapter)
        if own and self._current not in own:
            self._show(course, own[0])
            self._chosen(own[0])

    def stay(self, chapter: str) -> None:
        """Keep what is shown while a chapter is read that it has led to."""
        self._followed = chapter

    def own_diagrams(self, chapter: str) -> range:
        """Return which of the course's diagrams are a chapter's."""
        course = self._study.course
        return _diagrams_of(course, chapter) if course is not None else range(0)

    def turn_to(self, index: int) -> None:
        """Show one of the course's diagrams if its pane is seen; it is not opened for that."""
        if self._study.course is not None and self._pane.isVisible():
            self._show(self._study.course, index)
            self._chosen(index)

    def show_picture(self, path: str, at: QPointF | None = None) -> None:
        """Show a picture of an answer, by its path in the course.

        Come close to a place of it, in fractions, where one was pointed at.
        """
        course = self._study.course
        paths = [one.path for one in course.diagrams] if course else []
        if path in paths:
            self.show_diagram(paths.index(path))
        else:
            if course is None:
                return
            self._picture = path
            self._pane.show_file(self._file_of(course, path), Path(path).name, "", path)
            self._look_as_before()
            self.shown.emit()
        if at is not None:
            self._pane.aim(at.x(), at.y())

    def show_drawing(self, path: str) -> None:
        """Show a diagram of an answer that was drawn from its source, by its file."""
        self._picture = ""
        self._pane.show_file(Path(path), self.tr("Diagram"), "")
        self.shown.emit()

    def locate(self, path: str) -> None:
        """Ask the user where a missing picture is."""
        from msp_desktop.ui.windows.dialogs import locate_picture

        course = self._study.course
        if course is not None:
            locate_picture(self._window, course.root, path, lambda file: self._found(path, file))

    def _other_than_diagrams(self) -> DiagramEntry | None:
        """Return the picture of an answer that is shown, None for a diagram."""
        shown = self._pane.shown
        course = self._study.course
        paths = {one.path for one in course.diagrams} if course else set[str]()
        return shown if shown is not None and shown.shown_path not in paths else None

    def _found(self, path: str, file: Path) -> None:
        self._study.pictures.locate(path, file)
        if self._study.course is not None:
            self._show(self._study.course, self._current)
        self.located.emit()

    def _show(self, course: Course, index: int) -> None:
        self._current = index
        self._pane.set_diagrams(self._entries(course), index)
        self._look_as_before()

    def _look_as_before(self) -> None:
        shown = self._pane.shown
        if shown is not None and shown.shown_path in self._views:
            self._pane.restore(self._views[shown.shown_path])

    def _viewed(self, view: DiagramView) -> None:
        # Of a drawing from an answer's source, the path is its file's in the cache.
        if self.picture and self._pane.shown is not None:
            path = self._pane.shown.shown_path
            self._views.pop(path, None)
            self._views[path] = view

    def _entries(self, course: Course) -> list[DiagramEntry]:
        return [
            DiagramEntry(
                one.title,
                one.alt,
                partial(self._file_of, course, one.path),
                one.path,
                partial(self._leads_out, course, one.path),
            )
            for one in course.diagrams
        ]

    def _pictures(self) -> list[DiagramEntry]:
        """Return all pictures of the course, those of answers among them, in reading order."""
        from msp_desktop.course.pictures import path_of

        course = self._study.course
        if course is None:
            return []
        diagrams = {one.shown_path: one for one in self._entries(course)}
        paths = [path_of(source) for source in course.picture_sources]
        found = dict.fromkeys([*filter(None, paths), *diagrams])
        return [
            diagrams.get(path)
            or DiagramEntry(Path(path).name, "", partial(self._file_of, course, path), path)
            for path in found
        ]

    def _arranged(self) -> None:
        beside = self._pane.beside
        shown = {False: "hidden", True: "shown"}
        self._settings.set_texts("diagram-parts/overview", [shown[beside.inset_shown]])
        self._settings.set_texts("diagram-parts/pictures", [shown[beside.strip_shown]])

    def _file_of(self, course: Course, path: str) -> Path:
        return self._study.pictures.find(path) or course.root / path

    def _leads_out(self, course: Course, path: str) -> bool:
        return self._study.pictures.find(path) is None and leads_out(course.root, path)

    def _chosen(self, index: int) -> None:
        self._current = index
        self._look_as_before()
        if self._study.record is not None:
            self._settings.set_texts(f"diagram/{self._study.record.id}", [str(index)])

    def _is_remembered(self) -> bool:
        record = self._study.record
        return record is not None and bool(self._settings.texts(f"diagram/{record.id}"))

    def _remembered(self) -> int:
        record = self._study.record
        kept = self._settings.texts(f"diagram/{record.id}") if record else []
        return int(kept[0]) if kept and kept[0].isdecimal() else 0

    def _kept_views(self) -> dict[str, DiagramView]:
        record = self._study.record
        kept = self._settings.texts(f"diagram-views/{record.id}") if record else []
        views: dict[str, DiagramView] = {}
        for path, mode, *numbers in zip(*[iter(kept)] * 5, strict=False):
            try:
                views[path] = DiagramView(Mode(mode), *map(float, numbers))
            except ValueError:
                # Somebody has written in the settings: as if it were not there.
                continue
        return views


def _diagrams_of(course: Course, chapter_id: str) -> range:
    """Return which of a course's diagrams are a chapter's: its own, or those of one around it."""
    chapters = course.chapters
    place = next((n for n, one in enumerate(chapters) if one.id == chapter_id), None)
    while place is not None and not chapters[place].diagrams:
        here = chapters[place]
        place = next(
            (
                n
                for n in range(place - 1, -1, -1)
                if chapters[n].file == here.file and chapters[n].level < here.level
            ),
            None,
        )
    if place is None:
        return range(0)
    first = sum(len(one.diagrams) for one in chapters[:place])
    return range(first, first + len(chapters[place].diagrams))
